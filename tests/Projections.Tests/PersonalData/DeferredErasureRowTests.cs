using Domain.Kernel;
using Domain.PersonalData;
using NodaTime;
using Projections.PersonalData;

namespace Projections.Tests.PersonalData;

/// <summary>Which erasures wait, and from which day on the policy asks for them.</summary>
public sealed class DeferredErasureRowTests
{
    static readonly LegalBasis Basis = new("个人信息保护法", "47");

    [Fact]
    public void each_waits_under_its_request_until_it_is_withdrawn_or_done()
    {
        var one = After(null, new ErasureDeferred("PI-1", [], new LocalDate(2029, 2, 16), [], Basis))!;
        Assert.Equal(new LocalDate(2029, 2, 16), one.Until);

        var two = After(one, new ErasureDeferred("PI-2", [], null, [], Basis))!;
        Assert.Equal(["PI-1", "PI-2"], two.Requests.Select(request => request.RequestNo));
        Assert.Null(two.Until);

        var told = After(two, new ErasureDeferred("PI-2", [], new LocalDate(2028, 1, 1), [], Basis))!;
        Assert.Equal(new LocalDate(2028, 1, 1), told.Until);
        Assert.Equal("PI-2", Assert.Single(After(told, new RestrictionLifted("PI-1", "withdrawn", Basis))!.Requests).RequestNo);
        Assert.Null(After(told, new PersonErased("SC-1", "PI-2", new LocalDate(2028, 1, 2), 1, [], 0, new LocalDate(2028, 2, 1), Basis)));
    }

    [Fact]
    public void a_restriction_that_was_asked_for_as_such_waits_for_nothing() =>
        Assert.Null(After(null, new ProcessingRestricted("PI-3", "legal-claim", [], Basis)));

    static DeferredErasureRow? After(DeferredErasureRow? row, DataSubjectEvent @event) =>
        ReadModels.DeferredErasures.Evolve(
            "p-1", row, Recorded.Of("data-subject/p-1", [(new LocalDate(2026, 3, 2), (object)@event)])[0]);
}
