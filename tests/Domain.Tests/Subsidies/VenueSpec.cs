using Domain.Identity;
using Domain.Kernel;
using Domain.SportPermits;
using Domain.Subsidies;
using NodaTime;
using static Domain.Subsidies.VenueRefusals;
using static Domain.Tests.Subsidies.SubsidySamples;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.VenueEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>specs/designated-venues.md, VEN-1 to VEN-5.</summary>
public sealed class VenueSpec
{
    static readonly PersonRef Operator = new("p-operator");
    static readonly Payee Account = new(new DocumentId(Guid.NewGuid()), "bank-account", "0032");

    static readonly PermitRecord Permit = new(
        "320508-2026-0001", null, "320508", "320508",
        new PermitFace(Operator, new DocumentId(Guid.NewGuid()), null, new DocumentId(Guid.NewGuid()), "320508", ["SWIM"],
            3, 2, null, 100, "year-round"),
        new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 1), new LocalDate(2026, 6, 8), 1, [], null);

    static readonly AdmitVenue Admit = new(
        Maker, At(2026, 6, 8, 23, 59), "V-1", "320500", Operator, new DocumentId(Guid.NewGuid()), ["BADMINTON"], null, null, Account);

    static readonly AdmitVenue AdmitPool = Admit with
    {
        Sports = ["BADMINTON", "SWIM"], PermitNo = Permit.PermitNo, Permit = new SportPermit.InForce(Permit),
    };

    static readonly Venue Designated = After(Venue.Initial, Admit);

    [Fact]
    public void a_high_risk_sport_needs_the_operators_own_permit_on_the_day()
    {
        Refused(PermitMustBeInForce, AdmitPool with { Permit = null }, Venue.Initial);
        Refused(PermitMustBeInForce, AdmitPool with { Operator = new PersonRef("p-other") }, Venue.Initial);
        Refused(PermitMustBeInForce, AdmitPool with { Sports = ["SKI"] }, Venue.Initial);
        Refused(
            PermitMustBeInForce,
            AdmitPool with { Permit = new SportPermit.Ended(Permit, "revocation", null, null, new LocalDate(2026, 6, 1)) }, Venue.Initial);
        Refused(PermitMustBeInForce, AdmitPool with { At = At(2026, 6, 9, 0) }, Venue.Initial);
        Assert.Equal(Permit.PermitNo, Assert.IsType<VenueAdmitted>(Events(AdmitPool, Venue.Initial)[0]).PermitNo);
        Assert.Null(Assert.IsType<VenueAdmitted>(Events(Admit with { PermitNo = "x" }, Venue.Initial)[0]).PermitNo);
    }

    [Fact]
    public void bad_sports_payees_people_and_districts_are_refused()
    {
        Refused(MakerMustBeFinance, Admit with { Actor = Checker }, Venue.Initial);
        Refused(DistrictMustBeOwn, Admit with { District = "320508" }, Venue.Initial);
        Refused(SportsMustBeNamed, Admit with { Sports = [] }, Venue.Initial);
        Refused(SportsMustBeNamed, Admit with { Sports = ["BADMINTON", "BADMINTON"] }, Venue.Initial);
        Refused(PayeeMustBeComplete, Admit with { Payee = Account with { Kind = "cash" } }, Venue.Initial);
        Refused(PayeeMustBeComplete, Admit with { Payee = Account with { Ending = "12" } }, Venue.Initial);
        Refused(MustBeNew, Admit, Designated);
    }

    [Fact]
    public void the_first_breach_is_warned_of_and_the_second_ends_the_designation()
    {
        DisqualifyVenue end = new(Checker, At(2026, 6, 9, 9), "price-raised");

        Refused(WarningMustComeFirst, end, Designated);
        var warned = After(Designated, new WarnVenue(Maker, At(2026, 6, 8, 9), "late-data"));
        Refused(CheckerMustBeAnother, end with { Actor = Checker with { Person = Maker.Person } }, warned);
        Refused(CauseMustBeKnown, end with { Cause = "dislike" }, warned);
        var ended = After(warned, end);
        Assert.Empty(Events(end, ended));
        Refused(MustBeDesignated, new WarnVenue(Maker, At(2026, 6, 9, 9), "late-data"), ended);
        Refused(MustBeNew, Admit, ended);
        Assert.IsType<Venue.Disqualified>(After(Designated, end with { Cause = "cash-out" }));
    }

    [Fact]
    public void another_person_changes_the_payee_and_a_venue_that_left_may_come_back()
    {
        ChangePayee change = new(Checker, At(2026, 6, 9, 9), Account with { Ending = "5081" });

        Refused(CheckerMustBeAnother, change with { Actor = Checker with { Person = Maker.Person } }, Designated);
        Assert.Equal("5081", Assert.IsType<Venue.Designated>(After(Designated, change)).Payee.Ending);
        LetVenueGo go = new(Maker, At(2026, 6, 9, 9));
        var left = After(Designated, go);
        Assert.Empty(Events(go, left));
        Assert.IsType<Venue.Designated>(After(left, Admit));
    }

    static Venue After(Venue venue, VenueCommand command) => Events(command, venue).Aggregate(venue, VenueDecider.Evolve);

    static IReadOnlyList<VenueEvent> Events(VenueCommand command, Venue venue) =>
        VenueDecider.Decide(command, venue) switch
        {
            Answer.Accepted accepted => accepted.Events,
            Answer.Refused refused => throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal.Code}"),
            _ => throw new InvalidOperationException(),
        };

    static void Refused(Refusal expected, VenueCommand command, Venue venue) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer.Refused>(VenueDecider.Decide(command, venue)).Refusal.Code);
}
