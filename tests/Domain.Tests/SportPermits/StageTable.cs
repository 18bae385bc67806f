using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>Every command in every stage: accepted, already so, or refused with which code.</summary>
public sealed class StageTable
{
    const string Table = """
        stage        | notice   correct accept decline  check review grant refuse deliver withdraw rate
        not-filed    | unfiled  unfiled unfiled unfiled unfiled unfiled unfiled unfiled unfiled unfiled unfiled
        received     | ok       unasked ok     ground   stage stage  stage stage  stage   ok       ok
        awaiting     | only-one ok      stage  ok       stage stage  stage stage  stage   ok       ok
        accepted     | stage    unasked stage  stage    ok    ok     check check  stage   ok       ok
        reviewed     | stage    unasked stage  stage    ok    ok     ok    ok     stage   ok       ok
        granted      | stage    unasked stage  stage    stage stage  stage stage  ok      decided  ok
        refused      | stage    unasked stage  stage    stage stage  stage stage  ok      decided  ok
        closed       | stage    unasked stage  stage    stage stage  stage stage  stage   decided  ok
        not-accepted | stage    unasked stage  stage    stage stage  stage stage  stage   decided  ok
        withdrawn    | stage    unasked stage  stage    stage stage  stage stage  stage   nothing  ok
        """;

    static readonly Dictionary<string, Refusal> Codes = new()
    {
        ["unfiled"] = LicensingCaseRefusals.MustBeFiledFirst,
        ["unasked"] = LicensingCaseRefusals.CorrectionMustBeAskedFor,
        ["only-one"] = LicensingCaseRefusals.NoticeMustBeTheOnlyOne,
        ["ground"] = LicensingCaseRefusals.GroundMustHold,
        ["stage"] = LicensingCaseRefusals.StageMustAllow,
        ["check"] = LicensingCaseRefusals.SiteCheckMustPrecedeDecision,
        ["decided"] = PortalContractRefusals.WithdrawalMustPrecedeDecision,
    };

    static readonly RefusePermit Refusing =
        new(Approver, At(Day(3, 6)), "BY-9", [new RefusalGround("form.venue", "体育法", "105")], null);

    /// <summary>A sport that needs no permit: to be corrected, or declined as not needed.</summary>
    static ReceiveApplication Golf => Filing(reading: Reading(Facts with { Sports = [new SportFacts("GOLF", null, null, [])] }));

    static readonly DeclineAcceptance Declining = new(Clerk, At(Day(3, 6)), "not-needed", "BSL-9", null);

    static readonly Dictionary<string, LicensingCaseCommand> Commands = new()
    {
        ["notice"] = Notice(Day(3, 6), new AdditionalDefect("M02", Text(31))) with { NoticeNo = "BZ-9" },
        ["correct"] = new SubmitCorrection(
            Portal, At(Day(3, 6), 10), "C-9", Sm3("c9"), Text(50), null, null, At(Day(3, 6)), Reading()),
        ["accept"] = Acceptance(Day(3, 6)) with { NoticeNo = "SL-9" },
        ["decline"] = Declining,
        ["check"] = SiteCheck(Day(3, 6)),
        ["review"] = ReviewOn(Day(3, 6)) with { Actor = Officer("reviewer") with { Person = new PersonRef("p-other") } },
        ["grant"] = GrantOn(Day(3, 6)) with { PermitNo = "SUZ-9" },
        ["refuse"] = Refusing,
        ["deliver"] = new DeliverDecision(Clerk, At(Day(3, 6)), "post", Day(3, 6), null),
        ["withdraw"] = new WithdrawApplication(Portal, At(Day(3, 6)), null),
        ["rate"] = new RateCase(Portal, At(Day(3, 6)), 2, null, "1"),
    };

    static readonly LicensingCaseCommand[] UntilReview =
        [Acceptance(Day(3, 3)), SiteCheck(Day(3, 4)), ReviewOn(Day(3, 4))];

    static LicensingCaseEvent[] HistoryOf(string stage) =>
        stage switch
        {
            "not-filed" => [],
            "received" => History(),
            "awaiting" => History(Golf, Notice(Day(3, 4))),
            "accepted" => History(Acceptance(Day(3, 3))),
            "reviewed" => History(UntilReview),
            "granted" => History([.. UntilReview, GrantOn(Day(3, 5))]),
            "refused" => History([.. UntilReview, Refusing with { At = At(Day(3, 5)), DecisionNo = "BY-1" }]),
            "closed" => History(
                [.. UntilReview, GrantOn(Day(3, 5)), new DeliverDecision(Clerk, At(Day(3, 5), 17), "electronic", Day(3, 5), null)]),
            "not-accepted" => History(Golf, Declining with { At = At(Day(3, 3)), NoticeNo = "BSL-1" }),
            "withdrawn" => History(new WithdrawApplication(Portal, At(Day(3, 3)), null)),
            _ => throw new ArgumentException(stage),
        };

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        var rows = Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(row => row.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries)).ToList();
        foreach (var row in rows.Skip(1))
        {
            for (var column = 1; column < row.Length; column++) cells.Add(row[0], rows[0][column], row[column]);
        }

        return cells;
    }

    [Fact]
    public void the_table_has_no_gap() => Assert.Equal(10 * 11, Cells().Count);

    [Theory]
    [MemberData(nameof(Cells))]
    public void a_command_in_a_stage(string stage, string command, string outcome)
    {
        var answer = LicensingCaseDecider.Decide(Commands[command], Spec.Fold(HistoryOf(stage)), Rules);
        var said = answer switch
        {
            Answer<LicensingCaseEvent>.Refused refused => refused.Refusal.Code,
            Answer<LicensingCaseEvent>.Accepted { Events.Count: 0 } => "nothing",
            _ => "ok",
        };

        Assert.Equal(Codes.TryGetValue(outcome, out var refusal) ? refusal.Code : outcome, said);
    }
}
