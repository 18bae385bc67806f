using System.Text.Json;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Officers;
using EventStore;
using NodaTime;
using static Domain.Officers.OfficerRefusals;

namespace Domain.Tests.Officers;

/// <summary>specs/officers.md, OFF-1, OFF-2, OFF-6, OFF-7: accounts, offices, absences and interests.</summary>
public sealed class OfficerSpec
{
    static readonly PersonRef Self = new("p-self");
    static readonly PersonRef Firm = new("p-firm");
    static readonly Actor Operator = new(new PersonRef("p-operator"), "operator", "320500");
    static readonly Actor Clerk = new(Self, "clerk", "320508");
    static readonly LegalBasis Accounts = Laws.PersonalInformation("51");
    static readonly LegalBasis Remit = Laws.Licensing("22");
    static readonly OfficerEnrolled Enrolled = new(null, "operator", Accounts);
    static readonly OfficeGiven ClerkOffice = new(1, "clerk", "320508", false, Day(2), null, Remit);

    [Theory]
    [InlineData("clerk")]
    [InlineData("approver")]
    [InlineData("auditor")]
    [InlineData("privacy-officer")]
    public void only_an_operator_opens_and_disables_accounts(string role)
    {
        var actor = Operator with { Role = role };

        Refused(AdministratorMustBeOperator, [], new EnrolOfficer(actor, At(2), null, "operator"));
        Refused(AdministratorMustBeOperator, [Enrolled], Give("clerk") with { Actor = actor });
        Refused(AdministratorMustBeOperator, [Enrolled], new DisableAccount(actor, At(2), Self, "left"));
    }

    [Fact]
    public void no_operator_administers_the_own_account()
    {
        var actor = Operator with { Person = Self };

        Refused(OperatorMustNotBeSelf, [Enrolled], Give("clerk") with { Actor = actor });
        Refused(OperatorMustNotBeSelf, [Enrolled], new EnableAccount(actor, At(2)));
    }

    [Fact]
    public void an_account_is_opened_once_and_for_one_person()
    {
        Accepted([], new EnrolOfficer(Operator, At(2), Firm, "operator"), new OfficerEnrolled(Firm, "operator", Accounts));
        Refused(CitizenMustStayTheSame, [Enrolled], new EnrolOfficer(Operator, At(2), Firm, "operator"));
    }

    [Fact]
    public void nothing_is_given_to_somebody_without_an_account() => Refused(MustBeEnrolled, [], Give("clerk"));

    [Fact]
    public void an_office_is_a_known_role_in_a_district_of_the_city()
    {
        Accepted([Enrolled], Give("clerk"), ClerkOffice);
        Refused(RoleMustBeKnown, [Enrolled], Give("mayor"));
        Refused(DistrictMustBeKnown, [Enrolled], Give("clerk") with { District = "310101" });
        Refused(DistrictMustBeKnown, [Enrolled], Give("clerk") with { District = "320584" });
        Refused(SpanMustBeInOrder, [Enrolled], Give("clerk") with { To = Day(1) });
    }

    [Fact]
    public void the_same_office_is_not_held_twice_at_a_time()
    {
        Refused(OfficeMustNotOverlap, [Enrolled, ClerkOffice], Give("clerk") with { From = Day(5) });
        Accepted(
            [Enrolled, ClerkOffice, new OfficeEnded(1, Day(9), "transfer", Remit)], Give("clerk") with { From = Day(10), At = At(10) },
            ClerkOffice with { Office = 2, From = Day(10) });
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("auditor")]
    [InlineData("privacy-officer")]
    public void administrations_stand_alone(string role)
    {
        Refused(OfficesMustBeSeparate, [Enrolled, ClerkOffice], Give(role));
        Refused(OfficesMustBeSeparate, [Enrolled, ClerkOffice with { Role = role }], Give("clerk"));
    }

    [Fact]
    public void an_office_ends_yesterday_at_the_earliest_for_what_was_done_by_it_stays_done()
    {
        OfficerEvent[] held = [Enrolled, ClerkOffice];

        Accepted(held, End(Day(8)), new OfficeEnded(1, Day(8), "transfer", Remit));
        Refused(OfficeMustExist, held, End(Day(7)));
        Refused(OfficeMustExist, held, End(Day(8)) with { Office = 2 });
        Refused(ReasonMustBeKnown, held, End(Day(8)) with { Reason = "whim" });

        static EndOffice End(LocalDate last) => new(Operator, At(9), 1, last, "transfer");
    }

    [Fact]
    public void an_account_is_disabled_and_enabled_again()
    {
        var disabled = new AccountDisabled("left", Accounts);

        Accepted([Enrolled], new DisableAccount(Operator, At(2), Self, "left"), disabled);
        Accepted([Enrolled, disabled], new EnableAccount(Operator, At(2)), new AccountEnabled(Accounts));
        Accepted([Enrolled], new EnableAccount(Operator, At(2)));
        Refused(ReasonMustBeKnown, [Enrolled], new DisableAccount(Operator, At(2), Self, "because"));
    }

    [Fact]
    public void absences_and_interests_are_declared_for_oneself_or_by_the_operator()
    {
        Accepted([Enrolled], new NoteAbsence(Clerk, At(2), Self, Day(3), Day(5), "leave"), new AbsenceNoted(Day(3), Day(5), "leave"));
        Refused(ReasonMustBeKnown, [Enrolled], new NoteAbsence(Clerk, At(2), Self, Day(3), Day(5), "flu"));
        Accepted(
            [Enrolled], new DeclareInterest(Clerk, At(2), Self, Firm, "shareholder"),
            new InterestDeclared(1, Firm, "shareholder", Laws.CivilServants("77")));
        var other = Clerk with { Person = new PersonRef("p-other") };
        Refused(DeclarationMustBeOwn, [Enrolled], new DeclareInterest(other, At(2), Self, Firm, "owner"));
        Refused(DeclarationMustBeOwn, [Enrolled], new NoteAbsence(other, At(2), Self, Day(3), Day(5), "leave"));
    }

    [Fact]
    public void an_interest_lasts_until_it_is_ended_and_is_not_ended_for_the_past()
    {
        OfficerEvent[] declared = [Enrolled, new InterestDeclared(1, Firm, "owner", Laws.CivilServants("77"))];

        Accepted(declared, new EndInterest(Clerk, At(9), 1, Day(8)), new InterestEnded(1, Day(8), Laws.CivilServants("76")));
        Refused(InterestMustExist, declared, new EndInterest(Clerk, At(9), 1, Day(7)));
        Refused(InterestMustExist, declared, new EndInterest(Clerk, At(9), 2, Day(9)));
    }

    [Fact]
    public void cases_go_to_a_colleague_who_serves_the_district_today()
    {
        var to = new PersonRef("p-to");
        var colleague = Fold([Enrolled, ClerkOffice]);
        var order = new HandOverCases(Operator, At(9), Self, to, colleague, "320508", ["C-1", "C-2"]);

        var handed = Assert.IsType<CasesHandedOver>(Assert.Single(Events(Fold([Enrolled]), order)));
        Assert.Equal((to, "320508", 2), (handed.To, handed.District, handed.Cases.Count));
        Accepted([Enrolled], order with { Cases = [] });
        Refused(ColleagueMustBeAnother, [Enrolled], order with { To = Self });
        Refused(ColleagueMustServe, [Enrolled], order with { District = "320509" });
        Refused(ColleagueMustServe, [Enrolled], order with { Colleague = Officer.Initial });
        Refused(ColleagueMustServe, [Enrolled], order with
        {
            Colleague = Fold([Enrolled, ClerkOffice, new AccountDisabled("left", Accounts)]),
        });
        Refused(AdministratorMustBeOperator, [Enrolled], order with { Actor = new Actor(new("p-x"), "approver", "320509") });
    }

    [Fact]
    public void an_identity_for_development_gets_back_no_office_that_was_ended_and_none_beside_an_operators_decision()
    {
        var order = new EnrolWithOffice(Operator with { Role = "system" }, At(2), "development", "clerk", "320508", Day(2));
        var own = new OfficerEnrolled(null, "development", Accounts);

        Assert.Equal(2, Events(Officer.Initial, order).Count);
        Accepted([own, ClerkOffice, new OfficeEnded(1, Day(8), "leaving", Remit)], order);
        Accepted([Enrolled], order);
        Accepted([own, ClerkOffice], order with { Role = "reviewer" }, ClerkOffice with { Office = 2, Role = "reviewer" });
    }

    static GiveOffice Give(string role) => new(Operator, At(2), role, "320508", false, Day(2), null);

    static LocalDate Day(int day) => new(2026, 3, day);

    static Instant At(int day) => WorkCalendar.StartOf(Day(day)) + Duration.FromHours(9);

    static Officer Fold(IEnumerable<OfficerEvent> history) => history.Aggregate(Officer.Initial, OfficerDecider.Evolve);

    static void Refused(Refusal expected, OfficerEvent[] history, OfficerCommand command)
    {
        var refused = Assert.IsType<Answer<OfficerEvent>.Refused>(OfficerDecider.Decide(command, Fold(history), Self));
        Assert.Equal(expected.Code, refused.Refusal.Code);
    }

    /// <summary>Exactly these events; and the same command again changes nothing.</summary>
    static void Accepted(OfficerEvent[] history, OfficerCommand command, params OfficerEvent[] expected)
    {
        Assert.Equal(expected.Select(Bytes), Events(Fold(history), command).Select(Bytes));
        Assert.Empty(Events(Fold([.. history, .. expected]), command));
    }

    static IReadOnlyList<OfficerEvent> Events(Officer state, OfficerCommand command) =>
        Assert.IsType<Answer<OfficerEvent>.Accepted>(OfficerDecider.Decide(command, state, Self)).Events;

    static string Bytes(OfficerEvent @event) =>
        @event.GetType().Name + JsonSerializer.Serialize(@event, @event.GetType(), EventJson.Options);
}
