using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.PermitSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-39: a supplement to a request on a permit alters what it was asked about, and no more.</summary>
public sealed class SupplementOfRequestSpec
{
    static readonly LocalDate Asked = On(3, 9);

    [Theory]
    [InlineData("form.changes")]
    [InlineData("form.changes[0].to")]
    [InlineData("form.venue")]
    [InlineData("form.venue.address")]
    public void what_was_asked_about_becomes_part_of_the_request(string asked)
    {
        var history = Accepted(asked);
        var events = Spec.Given(history).Under(With(Permit())).When(Supplying("form.venue.name", "form.venue.address")).Events();

        Assert.Equal(["form.venue.name", "form.venue.address"], events.OfType<PermitRequestAmended>().Single().Changes);
        LicensingCaseEvent[] after = [.. history, .. events];
        Assert.Equal(["form.venue.name", "form.venue.address"], Spec.Fold(after).Dossier!.Request!.Changes);

        // A new address is looked at on site, also when it comes late.
        Spec.Given([.. after, .. Decided(ReviewOn(On(3, 12)), Spec.Fold(after), With(Permit()))]).Under(With(Permit()))
            .When(GrantOn(On(3, 16))).ThenRefused(LicensingCaseRefusals.SiteCheckMustPrecedeDecision);
    }

    [Fact]
    public void a_change_that_was_not_asked_about_is_a_request_of_its_own()
    {
        var refusal = Spec.Given(Accepted("M01")).Under(With(Permit())).When(Supplying("form.venue.name", "form.venue.address"))
            .ThenRefused(ProceedingRefusals.SupplementMustStayWithinRequest);

        Assert.Equal(("form.changes", "form.venue.address"), (refusal.Field, refusal.Detail));
    }

    [Fact]
    public void the_same_changes_again_amend_nothing() =>
        Assert.Empty(Spec.Given(Accepted("M01")).Under(With(Permit())).When(Supplying("form.venue.name")).Events()
            .OfType<PermitRequestAmended>());

    static LicensingCaseEvent[] Accepted(string asked) => Story(
        Permit(), Asking("2", On(3, 2), ["form.venue.name"]), Acceptance(On(3, 4)),
        new RequestSupplement(Reviewer, At(Asked), "BC-1", [new AdditionalDefect(asked, Text(67))], null));

    static SubmitCorrection Supplying(params string[] changes) => new(
        Portal, At(On(3, 11)), "C-1", Sm3("c1"), Text(68), null, null, At(On(3, 11)),
        Reading(SeasonalFacts with { Venue = SeasonalFacts.Venue with { RegionCode = "320508", Longitude = 120.7m } }) with
        {
            Materials = [Material("M01", Sm3("m01-2"))],
        })
    {
        Request = new RequestReading(PermitNo, changes, null),
        VenueResent = true,
    };
}
