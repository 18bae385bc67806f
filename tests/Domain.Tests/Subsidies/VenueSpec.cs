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

    static readonly EnterVenue Enter = new(
        Maker, At(2026, 6, 8, 23, 59), "V-1", "320500", Operator, new DocumentId(Guid.NewGuid()), ["BADMINTON"], null, Account,
        AdmissionFacts.None);

    static readonly AdmissionFacts Facts = new(Operator, new SportPermit.InForce(Permit), null);

    static readonly EnterVenue EnterPool = Enter with
    {
        Sports = ["BADMINTON", "SWIM"], PermitNo = Permit.PermitNo, Facts = Facts,
    };

    static readonly ApproveVenueAct Approve = new(Checker, At(2026, 6, 8, 23, 59), "0032", Facts);

    static readonly Actor SecondMaker = Maker with { Person = new PersonRef("p-second-maker") };
    static readonly Actor ThirdMaker = Maker with { Person = new PersonRef("p-third-maker") };

    static readonly Venue Entered = After(Venue.Initial, Enter);

    static readonly Venue Designated = After(Entered, Approve);

    [Theory]
    [InlineData("SWIMMING")]
    [InlineData("swim")]
    [InlineData("SWIM ")]
    [InlineData("DIVING")]
    [InlineData("SKIING")]
    [InlineData("CLIMBING")]
    [InlineData("NOPE-SPORT")]
    [InlineData("")]
    public void a_sport_under_another_spelling_is_no_sport_that_needs_no_permit(string code)
    {
        Refused(SportMustBeKnown, Enter with { Sports = [code] }, Venue.Initial);
        Refused(SportMustBeKnown, EnterPool with { Sports = ["SWIM", code] }, Venue.Initial);
    }

    [Theory]
    [InlineData("V-1", null)]
    [InlineData("V-2026-0001", null)]
    [InlineData("V1", "venue.number-must-be-one")]
    [InlineData("-V1", "venue.number-must-be-one")]
    [InlineData("v-001", "venue.number-must-be-one")]
    [InlineData("A/B", "venue.number-must-be-one")]
    [InlineData("V..1", "venue.number-must-be-one")]
    [InlineData("V-00000000000000000001", "venue.number-must-be-one")]
    [InlineData("320508199001011233", "venue.number-must-be-one")]
    [InlineData("32050819900101123X", "venue.number-must-be-one")]
    [InlineData("V-13812345678", "venue.number-must-be-one")]
    public void a_venues_number_stands_in_an_address_and_is_nobodys(string number, string? refused) =>
        Assert.Equal(
            refused, (VenueDecider.Decide(Enter with { VenueNo = number }, Venue.Initial) as Answer.Refused)?.Refusal.Code);

    [Fact]
    public void a_high_risk_sport_needs_the_operators_own_permit_on_the_day()
    {
        Refused(PermitMustBeInForce, EnterPool with { Facts = AdmissionFacts.None }, Venue.Initial);
        Refused(PermitMustBeInForce, EnterPool with { Operator = new PersonRef("p-other") }, Venue.Initial);
        Refused(PermitMustBeInForce, EnterPool with { PermitNo = "another" }, Venue.Initial);
        Refused(PermitMustBeInForce, EnterPool with { Sports = ["SKI"] }, Venue.Initial);
        var revoked = Facts with { Permit = new SportPermit.Ended(Permit, "revocation", null, null, new LocalDate(2026, 6, 1)) };
        Refused(PermitMustBeInForce, EnterPool with { Facts = revoked }, Venue.Initial);
        Refused(PermitMustBeInForce, EnterPool with { At = At(2026, 6, 9, 0) }, Venue.Initial);

        // What held when it was entered is asked again when it is approved.
        var pool = After(Venue.Initial, EnterPool);
        Refused(PermitMustBeInForce, Approve with { Facts = revoked }, pool);
        Refused(PermitMustBeInForce, Approve with { At = At(2026, 6, 9, 0) }, pool);
        Assert.Equal(Permit.PermitNo, Assert.IsType<VenueAdmitted>(Events(Approve, pool)[0]).PermitNo);
        Assert.Null(Assert.IsType<VenueEntered>(Events(Enter with { PermitNo = "x" }, Venue.Initial)[0]).PermitNo);
    }

    [Fact]
    public void bad_sports_payees_people_and_districts_are_refused()
    {
        Refused(MakerMustBeFinance, Enter with { Actor = Checker }, Venue.Initial);
        Refused(DistrictMustBeOwn, Enter with { District = "320508" }, Venue.Initial);
        Refused(SportsMustBeNamed, Enter with { Sports = [] }, Venue.Initial);
        Refused(SportsMustBeNamed, Enter with { Sports = ["BADMINTON", "BADMINTON"] }, Venue.Initial);
        Refused(PayeeMustBeComplete, Enter with { Payee = Account with { Kind = "cash" } }, Venue.Initial);
        Refused(PayeeMustBeComplete, Enter with { Payee = Account with { Ending = "12" } }, Venue.Initial);
        Refused(MustBeNew, Enter, Entered);
        Refused(MustBeNew, Enter, Designated);
    }

    [Fact]
    public void no_venue_is_admitted_before_a_second_person_agrees_to_it_and_to_its_account()
    {
        Refused(ActMustBePending, Approve, Venue.Initial);
        Refused(CheckerMustBeFinance, Approve with { Actor = Maker }, Entered);
        Refused(CheckerMustBeAnother, Approve with { Actor = Checker with { Person = Maker.Person } }, Entered);
        Refused(DistrictMustBeOwn, Approve with { Actor = Checker with { District = "320508" } }, Entered);
        Refused(PayeeMustAgree, Approve with { Ending = "0033" }, Entered);
        Refused(ActMustBePending, Approve with { Facts = Facts with { Of = new PersonRef("p-other") } }, Entered);
        Refused(MustBeDesignated, new WarnVenue(Maker, Approve.At, "late-data"), Entered);
        Refused(MustBeDesignated, new EnterPayee(Maker, Approve.At, Account), Entered);
        Refused(ReasonMustBeKnown, new TurnDownVenueAct(Checker, Approve.At, "dislike"), Entered);
        Refused(
            CheckerMustBeAnother, new TurnDownVenueAct(Checker with { Person = Maker.Person }, Approve.At, "incomplete"), Entered);
        var turnedDown = After(Entered, new TurnDownVenueAct(Checker, Approve.At, "wrong-operator"));
        Assert.Equal(Venue.Initial, turnedDown);
        Refused(ActMustBePending, Approve, turnedDown);
        Assert.IsType<Venue.Designated>(After(Entered, Approve));
    }

    [Fact]
    public void the_first_breach_is_warned_of_and_the_second_ends_the_designation()
    {
        DisqualifyVenue end = new(Checker, At(2026, 6, 9, 9), "price-raised");

        Refused(WarningMustComeFirst, end, Designated);
        var warned = After(Designated, new WarnVenue(SecondMaker, At(2026, 6, 8, 9), "late-data"));
        Refused(CheckerMustBeAnother, end with { Actor = Checker with { Person = Maker.Person } }, warned);
        Refused(CheckerMustBeAnother, end with { Actor = Checker with { Person = SecondMaker.Person } }, warned);
        var twice = After(warned, new WarnVenue(ThirdMaker, At(2026, 6, 9, 8), "price-raised"));
        Refused(CheckerMustBeAnother, end with { Actor = Checker with { Person = SecondMaker.Person } }, twice);
        Refused(CheckerMustBeAnother, end with { Actor = Checker with { Person = ThirdMaker.Person } }, twice);
        Refused(CauseMustBeKnown, end with { Cause = "dislike" }, warned);
        var ended = After(warned, end);
        Assert.Empty(Events(end, ended));
        Refused(MustBeDesignated, new WarnVenue(Maker, At(2026, 6, 9, 9), "late-data"), ended);
        Refused(MustBeNew, Enter, ended);
        Assert.IsType<Venue.Disqualified>(After(Designated, end with { Cause = "cash-out" }));
    }

    [Fact]
    public void another_person_approves_another_payee_and_until_then_the_first_is_paid()
    {
        EnterPayee change = new(Maker, At(2026, 6, 9, 9), Account with { Ending = "5081" });
        var approve = Approve with { Ending = "5081", At = At(2026, 6, 9, 10) };

        Refused(MakerMustBeFinance, change with { Actor = Checker }, Designated);
        var entered = (Venue.Designated)After(Designated, change);
        Assert.Equal("0032", entered.Payee.Ending);
        Refused(AnotherActIsPending, change, entered);
        Refused(CheckerMustBeAnother, approve with { Actor = Checker with { Person = Maker.Person } }, entered);
        Refused(PayeeMustAgree, approve with { Ending = "0032" }, entered);
        Assert.Equal("0032", ((Venue.Designated)After(entered, new TurnDownVenueAct(Checker, approve.At, "wrong-payee"))).Payee.Ending);
        var changed = After(entered, approve);
        Assert.Equal("5081", Assert.IsType<Venue.Designated>(changed).Payee.Ending);
        Refused(ActMustBePending, approve, changed);
    }

    [Fact]
    public void a_venue_that_left_comes_back_with_its_warnings_and_can_be_disqualified_for_what_it_did()
    {
        LetVenueGo go = new(Maker, At(2026, 6, 9, 9));
        DisqualifyVenue end = new(Checker, At(2026, 6, 9, 9), "price-raised");
        var left = After(After(Designated, new WarnVenue(Maker, At(2026, 6, 8, 9), "late-data")), go);

        Assert.Empty(Events(go, left));
        Refused(MustBeNew, Enter with { Operator = new PersonRef("p-other") }, left);
        Assert.IsType<Venue.Disqualified>(After(left, end));
        var asks = After(left, Enter with { Facts = Facts with { NumberOfOperator = "V-1" } });
        Assert.IsType<Venue.Disqualified>(After(asks, end));
        Assert.Equal(left, After(asks, new TurnDownVenueAct(Checker, At(2026, 6, 9, 9), "incomplete")));
        Assert.IsType<Venue.Disqualified>(After(After(asks, Approve), end));
    }

    [Fact]
    public void an_operator_has_one_number_and_none_else_after_it_was_disqualified()
    {
        var elsewhere = Facts with { NumberOfOperator = "V-0" };

        Refused(OperatorMustHaveOneNumber, Enter with { Facts = elsewhere }, Venue.Initial);
        Refused(OperatorMustHaveOneNumber, Approve with { Facts = elsewhere }, Entered);
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
