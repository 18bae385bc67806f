using Domain.Kernel;
using Domain.Licensing;
using static Domain.Kernel.Refusal;

namespace Domain.Documents;

/// <summary>What a document refuses, each named for the rule the command would break.</summary>
public static class DocumentRefusals
{
    public static readonly Refusal MustBeIssuedFirst = WrongState(
        "document.must-be-issued-first", "该文书尚未制作完成。", Laws.Licensing("32"));

    public static readonly Refusal MustBeIssuedOnce = WrongState(
        "document.must-be-issued-once", "同一文书不得重复制作。", Laws.Licensing("32"));

    public static readonly Refusal ServiceMustBeTheFirst = WrongState(
        "document.service-must-be-the-first", "该文书已经送达，以首次送达为准。", Laws.CivilProcedure("87"));

    public static readonly Refusal ModeMustBeKnown = Malformed(
        "document.service-mode-must-be-known", "送达方式只能是电子、邮寄、直接、留置或者公告送达。", Laws.CivilProcedure("87"));

    public static readonly Refusal ServiceMustFollowIssue = Malformed(
        "document.service-must-follow-issue", "送达日期必须在文书制作之后且不晚于今天。", Laws.CivilProcedure("87"));

    public static readonly Refusal ServiceMustHaveProof = Malformed(
        "document.service-must-have-proof", "除电子送达外，送达必须有送达凭证。", Laws.CivilProcedure("87"));

    public static readonly Refusal ElectronicServiceMustHaveAddress = Malformed(
        "document.electronic-service-must-have-address", "电子送达应当送至受送达人在政务服务平台的账户，或者经其同意并有凭证的其他电子地址。",
        Laws.CivilProcedure("90"));

    public static readonly Refusal LeavingMustBeWitnessed = Malformed(
        "document.leaving-must-be-witnessed", "留置送达应当有两名以上见证人，或者以拍照、录像等方式记录。", Laws.CivilProcedure("89"));

    public static readonly Refusal PublicNoticeMustBeTheLastResort = WrongState(
        "document.public-notice-must-be-the-last-resort", "其他方式均无法送达的，才可以公告送达。", Laws.CivilProcedure("95"));

    public static readonly Refusal FailureReasonMustBeKnown = Malformed(
        "document.failure-reason-must-be-known", "未能送达的原因不在规定范围内。", Laws.CivilProcedure("95"));
}
