using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;
using static Domain.Tests.Subsidies.SubsidySamples;

namespace Domain.Tests.Subsidies;

/// <summary>What is done already is answered as done to those alone who could have done it.</summary>
public sealed class RepeatedActsSpec
{
    static readonly Instant June = At(2026, 6, 9, 9);
    static readonly PersonRef Operator = new("p-operator");
    static readonly Payee Account = new(new DocumentId(Guid.Empty), "bank-account", "0032");

    static readonly VenueAdmitted Admitted = new(
        "V-1", "320500", Operator, Account.Account, ["BADMINTON"], null, Account, Checker.Person, new LocalDate(2026, 6, 1),
        new LegalBasis("体育法", "105"));

    static readonly Venue Designated = VenueDecider.Evolve(Venue.Initial, Admitted);

    [Fact]
    public void a_venue_that_left_or_was_disqualified_is_told_so_to_its_own_district_alone()
    {
        LetVenueGo go = new(Maker, June);
        DisqualifyVenue end = new(Checker, June, "cash-out");
        var left = VenueDecider.Evolve(Designated, new VenueLeft(Maker.Person, new LocalDate(2026, 6, 9)));
        var ended = VenueDecider.Evolve(
            Designated, new VenueDisqualified("cash-out", Checker.Person, new LocalDate(2026, 6, 9), new LegalBasis("预算法", "57")));

        Nothing(VenueDecider.Decide(go, left));
        Refused(VenueRefusals.DistrictMustBeOwn, VenueDecider.Decide(go with { Actor = Maker with { District = "320508" } }, left));
        Nothing(VenueDecider.Decide(end, ended));
        Refused(VenueRefusals.DistrictMustBeOwn, VenueDecider.Decide(end with { Actor = Checker with { District = "320508" } }, ended));
        Refused(VenueRefusals.MustBeDesignated, VenueDecider.Decide(end with { Cause = "late-data" }, ended));
    }

    [Fact]
    public void a_programme_that_is_closed_is_told_so_to_its_own_district_alone()
    {
        CloseProgramme close = new(Checker, June, BudgetUse.None);
        Programme closed = new Programme.Closed(Money.Zero, "320500");

        Nothing(ProgrammeDecider.Decide(close, closed));
        Refused(
            ProgrammeRefusals.DistrictMustBeOwn,
            ProgrammeDecider.Decide(close with { Actor = Checker with { District = "320508" } }, closed));
    }

    static void Nothing<TEvent>(Answer<TEvent> answer) => Assert.Empty(Assert.IsType<Answer<TEvent>.Accepted>(answer).Events);

    static void Refused<TEvent>(Refusal expected, Answer<TEvent> answer) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer<TEvent>.Refused>(answer).Refusal.Code);
}
