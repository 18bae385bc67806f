using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

/// <summary>What the edge found when it compared the venue's address with the list in force.</summary>
public sealed record CommitmentMatch(string ListEdition, string EntryId);

/// <summary>An open way of commitment in a case.</summary>
/// <param name="SignedOn">Null until the applicant has signed.</param>
/// <param name="PermitNo">Null until a permit was granted on it.</param>
/// <param name="Rectifying">True once an order to rectify was made; there is one.</param>
public sealed record CommitmentWay(
    string ListEdition, string EntryId, LocalDate? SignedOn, string? PermitNo, bool Rectifying, PostGrantChecked? LastCheck);

public static class CommitmentRefusals
{
    public static readonly Refusal PathMustBeOpen = WrongState("commitment.path-must-be-open", "该申请不适用告知承诺方式。");

    public static readonly Refusal MustBeSignedOnce = WrongState("commitment.must-be-signed-once", "承诺书已经签署。");

    public static readonly Refusal SigningMustLieInCase = Malformed(
        "commitment.signing-must-lie-in-case", "承诺书的签署日期必须在申请之后且不晚于今天。");

    public static readonly Refusal CheckMustBeDue = WrongState("commitment.check-must-be-due", "没有待进行的事后核查。");

    public static readonly Refusal OutcomeMustBeKnown = Malformed(
        "commitment.outcome-must-be-known", "事后核查结果只能是符合、限期整改或者承诺不实。");

    public static readonly Refusal CheckMustFollowGrant = Malformed(
        "commitment.check-must-follow-grant", "事后核查日期必须在决定或者整改通知之后且不晚于今天。");

    public static readonly Refusal RectificationMustHaveDate = Malformed(
        "commitment.rectification-must-have-date", "限期整改应当写明日后的期限；其他结果不写期限。");

    public static readonly Refusal RectificationMustBeTheOnlyOne = WrongState(
        "commitment.rectification-must-be-the-only-one", "限期整改只能作出一次。");

    static Refusal Malformed(string code, string title) => new(RefusalKind.Malformed, code, title, Laws.CommitmentNotice);

    static Refusal WrongState(string code, string title) => new(RefusalKind.WrongState, code, title, Laws.CommitmentNotice);
}
