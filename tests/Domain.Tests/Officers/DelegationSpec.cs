using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Officers;
using NodaTime;
using static Domain.Officers.DelegationRefusals;

namespace Domain.Tests.Officers;

/// <summary>specs/officers.md, OFF-2 to OFF-5 and OFF-7: delegation, authority at the moment of acting, own interests.</summary>
public sealed class DelegationSpec
{
    const string District = "320508";

    static readonly PersonRef A = new("p-a"), B = new("p-b"), C = new("p-c");
    static readonly LegalBasis Basis = Laws.Licensing("22");
    static readonly Delegations None = Delegations.Of(District);

    [Fact]
    public void an_own_office_is_lent_for_a_span()
    {
        var given = Assert.Single(Events(Lend(A, B), None));
        Assert.Equal((1, A, "approver", B), (given.Delegation, given.By, given.Role, given.To));
        Assert.Empty(Accepted(Lend(A, B), DelegationsDecider.Evolve(None, given)));
    }

    [Fact]
    public void a_circle_is_refused_however_long_it_is()
    {
        var two = After(Lend(A, B));
        var three = After(Lend(A, B), Lend(B, C));

        Refused(CircleMustNotArise, Lend(B, A), two);
        Refused(CircleMustNotArise, Lend(C, A), three);
        Refused(OfficerRefusals.ColleagueMustBeAnother, Lend(A, A), None);
        Assert.Single(Events(Lend(C, B), three with { All = [three.All[0]] }));
    }

    [Fact]
    public void there_is_no_circle_where_the_days_do_not_meet()
    {
        var early = After(Lend(A, B) with { From = Day(2), Until = Day(5) });

        Refused(CircleMustNotArise, Lend(B, A) with { From = Day(5), Until = Day(9) }, early);
        Assert.Single(Events(Lend(B, A) with { From = Day(6), Until = Day(9) }, early));
    }

    [Fact]
    public void only_an_own_office_is_lent_and_a_lent_one_is_not_lent_on()
    {
        // B may act as approver for A, but has no such office of its own: number 2 is none of B's.
        Refused(OfficeMustBeOwn, Lend(B, C) with { Office = 2 }, After(Lend(A, B)));
        Refused(OfficeMustBeOwn, Lend(A, B) with { Actor = ActorOf(C) }, None);
        Refused(OfficeMustBeOwn, Lend(A, B) with { Delegator = Officer.Initial }, None);
        Refused(OfficeMustBeOwn, Lend(A, B), Delegations.Of("320509"));
        Assert.Single(Events(Lend(A, B) with { Actor = ActorOf(C) with { Role = "operator" } }, None));
    }

    [Theory]
    [InlineData(1, 5, "it begins before today")]
    [InlineData(5, 4, "it ends before it begins")]
    [InlineData(2, 21, "it outlasts the office")]
    public void the_span_lies_in_order(int from, int until, string because)
    {
        var order = Lend(A, B) with { Delegator = Holder("approver", last: Day(20)), From = Day(from), Until = Day(until) };
        Assert.NotEmpty(because);
        Refused(SpanMustBeInOrder, order, None);
    }

    [Fact]
    public void who_takes_it_serves_the_district_and_keeps_administrations_apart()
    {
        Refused(OfficerRefusals.ColleagueMustServe, Lend(A, B) with { Delegate = Officer.Initial }, None);
        Refused(OfficerRefusals.ColleagueMustServe, Lend(A, B) with { Delegate = Holder("clerk", district: "320509") }, None);
        Refused(OfficerRefusals.OfficesMustBeSeparate, Lend(A, B) with { Delegate = Holder("auditor") }, None);
    }

    [Fact]
    public void it_can_be_ended_early_by_who_gave_it()
    {
        var state = After(Lend(A, B));
        var end = new EndDelegation(ActorOf(A), At(3), 1, Day(4));

        Assert.IsType<DelegationEnded>(Assert.Single(Accepted(DelegationsDecider.Decide(end, state))));
        Refused(OfficeMustBeOwn, DelegationsDecider.Decide(end with { Actor = ActorOf(B) }, state));
        Refused(MustExist, DelegationsDecider.Decide(end with { Delegation = 2 }, state));
        Refused(MustExist, DelegationsDecider.Decide(end with { LastDay = Day(1) }, state));
        Refused(MustExist, DelegationsDecider.Decide(end with { LastDay = Day(30) }, state));
    }

    [Fact]
    public void authority_is_the_own_office_or_a_delegation_that_covers_role_district_and_day()
    {
        var lent = After(Lend(A, B)).All.Select(delegation => (delegation, Holder("approver"))).ToList();

        Assert.Equal("p-a/1", Find(A, Holder("approver"), Day(2)).Authority!.Office);
        var byDelegation = Find(B, Holder("clerk"), Day(9), lent).Authority!;
        Assert.Equal(("p-a/1", A, "320508/1"), (byDelegation.Office, byDelegation.OnBehalfOf, byDelegation.Delegation));
        Assert.Equal("office.not-held", Find(B, Holder("clerk"), Day(10), lent).Refusal!.Code);
        Assert.Equal("office.not-held", Find(C, Holder("clerk"), Day(9), lent).Refusal!.Code);
        Assert.Equal("office.not-held", Find(B, Holder("clerk"), Day(9)).Refusal!.Code);
    }

    [Fact]
    public void a_delegation_ends_with_the_office_and_with_the_account_it_came_from()
    {
        var delegation = After(Lend(A, B)).All[0];

        Assert.Equal("office.not-held", Find(B, Holder("clerk"), Day(6), [(delegation, Holder("approver", last: Day(5)))]).Refusal!.Code);
        Assert.Equal(
            "office.not-held",
            Find(B, Holder("clerk"), Day(6), [(delegation, (Officer.Enrolled)Holder("approver") with { Disabled = true })]).Refusal!.Code);
    }

    [Fact]
    public void who_is_unknown_disabled_or_out_of_office_has_no_authority()
    {
        Assert.Equal("officer.unknown", Find(A, Officer.Initial, Day(2)).Refusal!.Code);
        Assert.Equal("officer.disabled", Find(A, (Officer.Enrolled)Holder("approver") with { Disabled = true }, Day(2)).Refusal!.Code);
        Assert.Null(Find(A, Holder("approver", last: Day(5)), Day(5)).Refusal);
        Assert.Equal("office.not-held", Find(A, Holder("approver", last: Day(5)), Day(6)).Refusal!.Code);
        Assert.Equal("office.not-held", Find(A, Holder("approver", district: "320509"), Day(2)).Refusal!.Code);
    }

    [Fact]
    public void an_own_matter_is_one_of_the_person_the_citizen_behind_it_or_a_declared_party()
    {
        var officer = (Officer.Enrolled)Holder("clerk") with
        {
            Citizen = B, Interests = [new Interest(1, C, "owner", Day(5))],
        };

        Assert.Equal(A, OwnInterest.In(A, Officer.Initial, new HashSet<PersonRef> { A }, Day(2)));
        Assert.Equal(B, OwnInterest.In(A, officer, new HashSet<PersonRef> { B }, Day(2)));
        Assert.Equal(C, OwnInterest.In(A, officer, new HashSet<PersonRef> { C }, Day(5)));
        Assert.Null(OwnInterest.In(A, officer, new HashSet<PersonRef> { C }, Day(6)));
        Assert.Null(OwnInterest.In(A, officer, new HashSet<PersonRef> { new("p-x") }, Day(2)));
    }

    [Fact]
    public void a_case_is_given_within_the_organ_to_somebody_without_an_interest()
    {
        var order = new AssignCase(ActorOf(A), At(2), "C-1", District, new HashSet<PersonRef> { C }, B, Holder("clerk"));

        var assigned = Assert.IsType<CaseAssigned>(Assert.Single(Accepted(CaseAssignmentDecider.Decide(order, CaseAssignment.Initial))));
        Assert.Equal((B, (PersonRef?)null), (assigned.Officer, assigned.From));
        Assert.Empty(Accepted(CaseAssignmentDecider.Decide(order, new CaseAssignment(B))));
        Refused(AssignmentMustBeWithinOrgan, CaseAssignmentDecider.Decide(order with { District = "320509" }, CaseAssignment.Initial));
        Refused(OfficerRefusals.ColleagueMustServe, CaseAssignmentDecider.Decide(
            order with { Colleague = Officer.Initial }, CaseAssignment.Initial));
        Refused(AssigneeMustHaveNoInterest, CaseAssignmentDecider.Decide(order with { To = C }, CaseAssignment.Initial));
        var back = CaseAssignmentDecider.Decide(order with { To = null }, new CaseAssignment(B));
        Assert.IsType<CaseUnassigned>(Assert.Single(Accepted(back)));
    }

    [Fact]
    public void a_hand_over_moves_a_case_only_from_where_it_found_it()
    {
        var move = new MoveAssignment(ActorOf(A), At(2), "C-1", District, A, B);

        Assert.Single(Accepted(CaseAssignmentDecider.Decide(move, new CaseAssignment(A))));
        Assert.Empty(Accepted(CaseAssignmentDecider.Decide(move, new CaseAssignment(C))));
        Assert.Empty(Accepted(CaseAssignmentDecider.Decide(move, CaseAssignment.Initial)));
    }

    static GiveDelegation Lend(PersonRef by, PersonRef to) =>
        new(ActorOf(by), At(2), by, Holder("approver"), 1, to, Holder("clerk"), Day(2), Day(9), []);

    static Officer Holder(string role, string district = District, LocalDate? last = null) =>
        new OfficerEvent[] { new OfficerEnrolled(null, "operator", Basis), new OfficeGiven(1, role, district, false, Day(1), last, Basis) }
            .Aggregate(Officer.Initial, OfficerDecider.Evolve);

    static (Authority? Authority, Refusal? Refusal) Find(
        PersonRef person, Officer state, LocalDate day, IEnumerable<(Delegation, Officer)>? lent = null) =>
        ActingAuthority.Find(person, state, "approver", District, day, lent ?? []);

    static Delegations After(params GiveDelegation[] orders) =>
        orders.Aggregate(None, (state, order) => Events(order, state).Aggregate(state, DelegationsDecider.Evolve));

    static Actor ActorOf(PersonRef person) => new(person, "approver", District);

    static LocalDate Day(int day) => new(2026, 3, day);

    static Instant At(int day) => WorkCalendar.StartOf(Day(day)) + Duration.FromHours(9);

    static List<DelegationGiven> Events(GiveDelegation order, Delegations state) => [.. Accepted(order, state).Cast<DelegationGiven>()];

    static IReadOnlyList<DelegationEvent> Accepted(GiveDelegation order, Delegations state) =>
        Accepted(DelegationsDecider.Decide(order, state));

    static IReadOnlyList<TEvent> Accepted<TEvent>(Answer<TEvent> answer) => Assert.IsType<Answer<TEvent>.Accepted>(answer).Events;

    static void Refused(Refusal expected, GiveDelegation order, Delegations state) =>
        Refused(expected, DelegationsDecider.Decide(order, state));

    static void Refused<TEvent>(Refusal expected, Answer<TEvent> answer) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer<TEvent>.Refused>(answer).Refusal.Code);
}
