using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using Domain.Tests.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using Answer = Domain.Kernel.Answer<Domain.Licensing.RuleEditionEvent>;

namespace Domain.Tests.Licensing;

/// <summary>specs/sport-permits.md, SP-9, SP-18: dated rules that one operator enters and another approves.</summary>
public sealed class RuleEditionSpec
{
    static readonly Actor Maker = new(new PersonRef("p-maker"), "operator", "320500");
    static readonly Actor Checker = new(new PersonRef("p-checker"), "operator", "320500");

    static StaffingMinimumProposed Ski(string edition = "ski/1", int instructors = 2, LocalDate? from = null) => new(
        "SKI", edition, from ?? Day(3, 1), null, instructors, 1, new LegalBasis("GB 19079.6-2013", "7.2"), "苏体规〔2026〕3号",
        Maker.Person, Day(3, 2));

    static CommitmentListProposed List(params ListedAddress[] addresses) => new(
        HighRiskSportItem.TaskCode, "ftz/1", Day(3, 1), null, addresses, new LegalBasis("体规字〔2021〕4号", "-"), "苏体规〔2026〕5号",
        Maker.Person, Day(3, 2));

    static Answer Propose(RuleEditionEvent proposal, RuleEditions state, Actor? actor = null) =>
        RuleEditionDecider.Decide(
            new ProposeRuleEdition(
                actor ?? Maker, At(Day(3, 2)), proposal, [.. SportStandards.SportsByNumber, HighRiskSportItem.TaskCode]),
            state);

    static Answer Approve(string edition, RuleEditions state, Actor? actor = null) =>
        RuleEditionDecider.Decide(new ApproveRuleEdition(actor ?? Checker, At(Day(3, 3)), edition), state);

    static RuleEditions Fold(params RuleEditionEvent[] events) => events.Aggregate(RuleEditions.Initial, RuleEditionDecider.Evolve);

    static RuleEditionApproved Approval(string edition = "ski/1") => new(edition, Checker.Person, Day(3, 3));

    static string? CodeOf(Answer answer) => (answer as Answer.Refused)?.Refusal.Code;

    static string? FieldOf(Answer answer) => (answer as Answer.Refused)?.Refusal.Field;

    [Fact]
    public void one_enters_another_approves_and_then_it_applies()
    {
        var proposed = Assert.IsType<Answer.Accepted>(Propose(Ski(), RuleEditions.Initial)).Events;
        var waiting = Fold([.. proposed]);
        Assert.Empty(waiting.InOrder<StaffingMinimumProposed>());

        var approved = Assert.IsType<Answer.Accepted>(Approve("ski/1", waiting)).Events;
        Assert.Equal("ski/1", Assert.Single(Fold([.. proposed, .. approved]).InOrder<StaffingMinimumProposed>()).Edition);
    }

    [Fact]
    public void nobody_approves_what_they_entered() =>
        Assert.Equal(RuleEditionRefusals.ApproverMustBeAnother.Code, CodeOf(Approve("ski/1", Fold(Ski()), Maker)));

    [Fact]
    public void only_what_waits_can_be_approved()
    {
        Assert.Equal(RuleEditionRefusals.EditionMustBeProposed.Code, CodeOf(Approve("ski/1", RuleEditions.Initial)));
        Assert.Equal(RuleEditionRefusals.EditionMustBeProposed.Code, CodeOf(Approve("ski/1", Fold(Ski(), Ski("ski/2")))));
    }

    [Fact]
    public void the_same_again_changes_nothing_and_the_same_name_with_other_content_is_refused()
    {
        Assert.Empty(Assert.IsType<Answer.Accepted>(Propose(Ski(), Fold(Ski()))).Events);
        Assert.Empty(Assert.IsType<Answer.Accepted>(Propose(Ski() with { ProposedBy = Checker.Person }, Fold(Ski(), Approval()))).Events);
        Assert.Empty(Assert.IsType<Answer.Accepted>(Approve("ski/1", Fold(Ski(), Approval()))).Events);
        Assert.Equal(RuleEditionRefusals.EditionNameMustBeNew.Code, CodeOf(Propose(Ski(instructors: 1), Fold(Ski()))));
        Assert.Equal(
            RuleEditionRefusals.EditionNameMustBeNew.Code,
            CodeOf(Propose(Ski(instructors: 1), Fold(Ski(), Ski("ski/2"), Approval("ski/2")))));
    }

    [Fact]
    public void nobody_but_an_operator_enters_or_approves()
    {
        Assert.Equal(RuleEditionRefusals.PublisherMustBeOperator.Code, CodeOf(Propose(Ski(), RuleEditions.Initial, Approver)));
        Assert.Equal(RuleEditionRefusals.PublisherMustBeOperator.Code, CodeOf(Approve("ski/1", Fold(Ski()), Approver)));
    }

    public static TheoryData<string, RuleEditionEvent> Bad => new()
    {
        { "sport", Ski() with { Sport = "SWIM" } }, // has a formula
        { "sport", Ski() with { Sport = "GOLF" } },
        { "edition", Ski("张三的版本") },
        { "edition", Ski("") },
        { "inForceFrom", Ski(from: new LocalDate(1999, 12, 31)) },
        { "inForceTo", Ski() with { InForceTo = Day(2, 28) } },
        { "instructors", Ski(instructors: 0) },
        { "instructors", Ski(instructors: 1001) },
        { "rescuers", Ski() with { Rescuers = -1 } },
        { "source", Ski() with { Source = "" } },
        { "source", Ski() with { Source = "张三在电话里说的" } },
        { "source", Ski() with { Source = "13800000000" } },
        { "basis", Ski() with { Basis = new LegalBasis("ask Zhang", "7.2") } },
        { "basis", Ski() with { Basis = new LegalBasis("GB 19079.6-2013", "as I said") } },
        { "addresses", List() },
        { "addresses", List(new ListedAddress("1", Sm3("a")), new ListedAddress("1", Sm3("b"))) },
        { "addresses", List(new ListedAddress("1", Sm3("a")), new ListedAddress("2", Sm3("a"))) },
        { "taskCode", List(new ListedAddress("1", Sm3("a"))) with { TaskCode = "nobody's" } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void what_is_wrong_is_named(string field, RuleEditionEvent proposal)
    {
        var answer = Propose(proposal, RuleEditions.Initial);

        Assert.Equal((RuleEditionRefusals.EditionMustBeWellFormed.Code, field), (CodeOf(answer), FieldOf(answer)));
    }

    [Theory]
    [InlineData("苏体规〔2026〕3号", true)]
    [InlineData("体规字〔2021〕4号 第三条", true)]
    [InlineData("公告第16号", true)]
    [InlineData("GB 19079.6-2013 7.2.1", true)]
    [InlineData("GB/T 39046-2020", true)]
    [InlineData("苏体规〔2026〕3号，联系人张三", false)]
    [InlineData("苏体规〔2026〕3号\n", false)]
    [InlineData("苏体规〔2026〕03号", false)]
    [InlineData("苏体规〔2026〕30号", true)]
    [InlineData("公告第0号", false)]
    public void a_source_is_a_document_by_its_number(string source, bool good) => Assert.Equal(good, Citations.IsDocument(source));

    /// <summary>What a year's editions come to: the later in force goes before, and the built-in ones come last.</summary>
    [Theory]
    [InlineData(2, 28, "GB 19079.6-2013")]
    [InlineData(3, 1, "ski/1")]
    [InlineData(5, 31, "ski/1")]
    [InlineData(6, 1, "ski/2")]
    public void the_edition_in_force_on_the_day_of_decision_counts(int month, int day, string edition)
    {
        var state = Fold(Ski(), Approval(), Ski("ski/2", instructors: 3, from: Day(6, 1)), Approval("ski/2"));
        var standards = SportStandards.Published.With(state.InOrder<StaffingMinimumProposed>());

        Assert.Equal([edition], PermitConditions.Assess(Skiing(2, 1), [], Day(month, day), standards).RuleEditions);
    }

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(2, 0, false)]
    public void a_published_minimum_is_what_is_asked_for(int instructors, int rescuers, bool met)
    {
        var standards = SportStandards.Published.With(Fold(Ski(), Approval()).InOrder<StaffingMinimumProposed>());
        var assessment = PermitConditions.Assess(Skiing(instructors, rescuers), [], Day(3, 10), standards);

        Assert.Equal((met, 2, 1), (assessment.Met, assessment.RequiredInstructors, assessment.RequiredRescuers));
    }

    [Theory]
    [InlineData("SKI", "GB 19079.6-2013")]
    [InlineData("DIVE", "GB 19079.10-2013")]
    public void until_one_is_published_nothing_is_met_and_the_message_says_what_is_to_be_done(string sport, string standard)
    {
        var facts = Skiing(9, 9) with { Sports = [new SportFacts(sport, true, null, [])] };
        var unmet = Assert.Single(PermitConditions.Assess(facts, [], Day(3, 10), SportStandards.Published).Unmet);

        Assert.Equal(
            $"a staffing minimum for {sport} under {standard} in force on the day: "
            + "to be published by an operator and approved by a second one (POST /staffing-minimums)",
            unmet.Need);
    }

    [Theory]
    [InlineData(2026, 6, 30, "GB 19079.4-2014")]
    [InlineData(2026, 7, 1, "GB 19079.4-2025")]
    public void climbing_has_its_built_in_editions(int year, int month, int day, string edition) =>
        Assert.Equal(
            [edition],
            PermitConditions.Assess(
                Skiing(1, 0) with { Sports = [new SportFacts("CLIMB", true, null, [])] }, [], new LocalDate(year, month, day),
                SportStandards.Published).RuleEditions);

    static SportPermitFacts Skiing(int instructors, int rescuers) => Facts with
    {
        Sports = [new SportFacts("SKI", true, null, [])],
        Staff =
        [
            .. Enumerable.Range(0, instructors).Select(i => Person($"teacher-{i}", "instructor") with { Sport = "SKI" }),
            .. Enumerable.Range(0, rescuers).Select(i => Person($"rescuer-{i}", "rescuer") with { Sport = "SKI" }),
        ],
    };
}
