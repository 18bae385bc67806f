using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.ProceedingSamples;

namespace Domain.Tests.SportPermits;

/// <summary>Every act between acceptance and decision in every stage, and every other act in what they make of it.</summary>
/// <remarks>Received on 2 March and accepted on the 3rd; asked on Monday the 16th, when every term of the others has passed.</remarks>
public sealed class ProceedingTable
{
    const string Table = """
        stage        | want    begin   end     tell    ask     order   announce held    drop     sign     seen
        not-filed    | unfiled unfiled unfiled unfiled unfiled unfiled unfiled  unfiled unfiled  unfiled  unfiled
        awaiting     | stage   stage   stage   stage   stage   stage   stage    stage   stage    stage    stage
        accepted     | ok      ok      open    ok      untold  ok      uncalled uncalled uncalled unopened stage
        told         | ok      ok      open    one     ok      ok      uncalled uncalled uncalled unopened stage
        asked        | ok      ok      open    one     one     one     ok       unannounced ok   unopened stage
        ordered      | ok      ok      open    one     one     one     ok       unannounced officio unopened stage
        announced    | ok      ok      open    one     one     one     ok       ok      ok       unopened stage
        heard        | ok      ok      open    one     one     one     uncalled one     uncalled unopened stage
        dropped      | ok      ok      open    one     one     one     uncalled uncalled uncalled unopened stage
        begun        | ok      overlap ok      ok      untold  ok      uncalled uncalled uncalled unopened stage
        wanted       | twice   ok      open    ok      untold  ok      uncalled uncalled uncalled unopened stage
        supplied     | twice   ok      open    ok      untold  ok      uncalled uncalled uncalled unopened stage
        granted      | stage   stage   stage   stage   stage   stage   stage    stage   stage    stage    undue
        refused      | stage   stage   stage   stage   stage   stage   stage    stage   stage    stage    stage
        closed       | stage   stage   stage   stage   stage   stage   stage    stage   stage    stage    undue
        not-accepted | stage   stage   stage   stage   stage   stage   stage    stage   stage    stage    stage
        withdrawn    | stage   stage   stage   stage   stage   stage   stage    stage   stage    stage    stage
        """;

    const string Others = """
        stage        | notice   correct accept decline  check review grant  refuse deliver withdraw rate
        told         | stage    unasked stage  stage    ok    ok     ok     ok     stage   ok       ok
        asked        | stage    unasked stage  stage    ok    ok     hear   hear   stage   ok       ok
        ordered      | stage    unasked stage  stage    ok    ok     hear   hear   stage   ok       ok
        announced    | stage    unasked stage  stage    ok    ok     hear   hear   stage   ok       ok
        heard        | stage    unasked stage  stage    ok    ok     review review stage   ok       ok
        dropped      | stage    unasked stage  stage    ok    ok     ok     ok     stage   ok       ok
        begun        | stage    unasked stage  stage    ok    ok     run    run    stage   ok       ok
        wanted       | stage    ok      stage  stage    ok    ok     wait   wait   stage   ok       ok
        supplied     | stage    unasked stage  stage    ok    ok     review review stage   ok       ok
        """;

    static readonly Dictionary<string, Refusal> Codes = new()
    {
        ["unfiled"] = LicensingCaseRefusals.MustBeFiledFirst,
        ["stage"] = LicensingCaseRefusals.StageMustAllow,
        ["unasked"] = LicensingCaseRefusals.CorrectionMustBeAskedFor,
        ["review"] = LicensingCaseRefusals.ReviewMustPrecedeDecision,
        ["open"] = ProceedingRefusals.ProcedureMustBeOpen,
        ["overlap"] = ProceedingRefusals.ProcedureMustNotOverlap,
        ["run"] = ProceedingRefusals.ProcedureMustBeClosedFirst,
        ["twice"] = ProceedingRefusals.SupplementMustBeTheOnlyOne,
        ["wait"] = ProceedingRefusals.SupplementMustBeAwaited,
        ["untold"] = ProceedingRefusals.HearingRightMustBeTold,
        ["one"] = ProceedingRefusals.HearingMustBeTheOnlyOne,
        ["uncalled"] = ProceedingRefusals.HearingMustBeCalled,
        ["unannounced"] = ProceedingRefusals.HearingMustBeAnnouncedFirst,
        ["officio"] = ProceedingRefusals.HearingMustHaveBeenRequested,
        ["unopened"] = CommitmentRefusals.PathMustBeOpen,
        ["undue"] = CommitmentRefusals.CheckMustBeDue,
        ["hear"] = ProceedingRefusals.HearingMustPrecedeDecision,
    };

    static readonly NodaTime.LocalDate Today = Day(3, 16);

    static readonly Dictionary<string, LicensingCaseCommand> Commands = new()
    {
        ["want"] = Wanting(Today, "BC-9"),
        ["begin"] = Expert(Today, Today, Day(3, 18), "TB-9"),
        ["end"] = Closing(Today, Today),
        ["tell"] = Telling(Today) with { NoticeNo = "TZ-9" },
        ["ask"] = Asking(Today, Day(3, 9)) with { Request = Text(90) },
        ["order"] = Ordering(Today, "TJ-9"),
        ["announce"] = Announcing(Today, Day(3, 25), "TT-9"),
        ["held"] = new RecordHearing(Clerk, At(Today, 17), Day(3, 12), Text(91)),
        ["drop"] = new DropHearing(Clerk, At(Today), "withdrawn", Text(92)),
        ["sign"] = new SignCommitment(Clerk, At(Today), Today, Text(93)),
        ["seen"] = new RecordPostGrantCheck(
            Inspector, At(Today), Today, [Inspector.Person, new PersonRef("p-second")], "passed", null, "ZG-9", null, []),
        ["notice"] = Notice(Today, new AdditionalDefect("M02", Text(31))) with { NoticeNo = "BZ-9" },
        ["correct"] = Supplying(Today, "C-9"),
        ["accept"] = Acceptance(Today) with { NoticeNo = "SL-9" },
        ["decline"] = new DeclineAcceptance(Clerk, At(Today), "not-needed", "BSL-9", null),
        ["check"] = SiteCheck(Today),
        ["review"] = ReviewOn(Today) with { Actor = Officer("reviewer") with { Person = new PersonRef("p-other") } },
        ["grant"] = GrantOn(Today) with { PermitNo = "SUZ-9" },
        ["refuse"] = new RefusePermit(Approver, At(Today), "BY-9", [new RefusalGround("form.venue", "体育法", "105")], null),
        ["deliver"] = new DeliverDecision(Clerk, At(Today), "post", Today, null),
        ["withdraw"] = new WithdrawApplication(Portal, At(Today), null),
        ["rate"] = new RateCase(Portal, At(Today), 2, null, "1"),
    };

    static LicensingCaseEvent[] Reviewed(params LicensingCaseCommand[] then) =>
        History([Acceptance(Day(3, 3)), SiteCheck(Day(3, 3)), ReviewOn(Day(3, 3)), .. then]);

    static LicensingCaseEvent[] HistoryOf(string stage) =>
        stage switch
        {
            "not-filed" => [],
            "awaiting" => History(Notice(Day(3, 4), new AdditionalDefect("M02", Text(31)))),
            "accepted" => Reviewed(),
            "told" => Reviewed(Telling(Day(3, 3))),
            "asked" => Reviewed(Telling(Day(3, 3)), Asking(Day(3, 3))),
            "ordered" => Reviewed(Ordering(Day(3, 3))),
            "announced" => Reviewed(Telling(Day(3, 3)), Asking(Day(3, 3)), Announcing(Day(3, 3), Day(3, 12))),
            "heard" => Reviewed(Ordering(Day(3, 3)), Announcing(Day(3, 3), Day(3, 12)), Recording(Day(3, 12))),
            "dropped" => Reviewed(
                Telling(Day(3, 3)), Asking(Day(3, 3)), new DropHearing(Clerk, At(Day(3, 4)), "withdrawn", null)),
            "begun" => Reviewed(Expert(Day(3, 10), Day(3, 10), Day(3, 20))),
            "wanted" => Reviewed(Wanting(Day(3, 10))),
            "supplied" => Reviewed(Wanting(Day(3, 10)), Supplying(Day(3, 11))),
            "granted" => Reviewed(GrantOn(Day(3, 4))),
            "refused" => Reviewed((RefusePermit)Commands["refuse"] with { At = At(Day(3, 4)), DecisionNo = "BY-1" }),
            "closed" => Reviewed(GrantOn(Day(3, 4)), new DeliverDecision(Clerk, At(Day(3, 4), 17), "electronic", Day(3, 4), null)),
            "not-accepted" => History(
                Filing(reading: Reading(Facts with { Sports = [new SportFacts("GOLF", null, null, [])] })),
                (DeclineAcceptance)Commands["decline"] with { At = At(Day(3, 3)) }),
            "withdrawn" => History(new WithdrawApplication(Portal, At(Day(3, 3)), null)),
            _ => throw new ArgumentException(stage),
        };

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var table in (string[])[Table, Others])
        {
            var rows = table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(row => row.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries)).ToList();
            foreach (var row in rows.Skip(1))
            {
                for (var column = 1; column < row.Length; column++) cells.Add(row[0], rows[0][column], row[column]);
            }
        }

        return cells;
    }

    [Fact]
    public void the_tables_have_no_gap() => Assert.Equal((17 * 11) + (9 * 11), Cells().Count);

    [Theory]
    [MemberData(nameof(Cells))]
    public void a_command_in_a_stage(string stage, string command, string outcome)
    {
        var answer = LicensingCaseDecider.Decide(Commands[command], Spec.Fold(HistoryOf(stage)), Rules);

        Assert.Equal(
            outcome == "ok" ? "ok" : Codes[outcome].Code,
            answer switch
            {
                Answer<LicensingCaseEvent>.Refused refused => refused.Refusal.Code,
                Answer<LicensingCaseEvent>.Accepted { Events.Count: 0 } => "nothing",
                _ => "ok",
            });
    }
}
