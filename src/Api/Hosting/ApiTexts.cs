using Api.Officers;
using Api.PersonalData;

namespace Api.Hosting;

/// <param name="Example">A body as it would be sent; null where none is taken.</param>
public sealed record ApiText(string Summary, string? Example = null, bool NeedsVersion = false)
{
    public IReadOnlyList<(string Name, string Meaning)> Query { get; init; } = [];

    /// <summary>Whether it takes an Idempotency-Key without a version.</summary>
    public bool TakesKey { get; init; }
}

/// <summary>Words and examples of the OpenAPI document, by operation.</summary>
public static class ApiTexts
{
    static readonly (string, string)[] Paging = [("page", "From 1."), ("pageSize", "1 to 100; 20 unless told.")];

    static readonly (string, string)[] Purpose =
        [("purpose", "handling-a-case, audit or data-subject-access; recorded before anything is shown.")];

    static readonly Dictionary<string, ApiText> Road = new()
    {
        ["ReceiveApplication"] = new(
            "The portal files an application; the same number and body again is answered as before.",
            """
            {"projectNo":"3205SP20260216000001","taskCode":"1132050001414938323000133105002","taskName":"经营高危险性体育项目许可",
             "taskVersion":"1","applyType":"1","regionCode":"320509","applyerName":"苏州澄体体育有限公司","applyerPageType":"001",
             "applyerPageCode":"91320509MAL55G7059","applyerType":"2","applyDate":"2026-02-16T17:35:00+08:00","channel":"2",
             "form":{"venue":{"name":"吴江区阳澄游泳馆","address":"苏州市吴江区干将路415号","regionCode":"320509"},"openingMode":"year-round",
             "projects":[{"code":"SWIM","lessons":true,"observationStands":5,
             "pools":[{"name":"1号池","waterAreaM2":797.81,"maxDepthM":1.8}]}]},
             "materials":[{"materialCode":"M01","materialName":"经营高危险性体育项目申请书","fileName":"申请书.pdf","mediaType":"application/pdf",
             "size":588,"sm3":"bc845ba046c239b8f1169e85253250bc66fa8b5acbab9416b40b6b2ed173fbe8","trustLevel":"D"}]}
            """),
        ["DeliverMaterial"] = new("The bytes of a declared material, at most 20 MiB; judged by content, SM3 and size."),
        ["SubmitCorrection"] = new(
            "The applicant's answer to the correction notice; parts that are not sent stay as they were.",
            """
            {"correctionNo":"C1",
             "form":{"safetySystems":["post-responsibility","operating-rules","emergency-plan","equipment-inspection"]}}
            """),
        ["WithdrawApplication"] = new("The applicant withdraws before the decision.", """{"reason":"计划有变"}"""),
        ["RateCase"] = new(
            "A citizen's rating (好差评), once per case; 4 and 5 open a rectification.",
            """{"level":2,"text":"办理很快","channel":"2"}"""),
        ["GetProgress"] = new("How far the case has come; no names of natural persons."),
        ["RequestCorrection"] = new(
            "The one correction notice (一次性告知补正): all defects found, and what the officer adds.",
            """{"additional":[{"field":"M02","reason":"缺少检测报告"}],"note":"请于期限内补正"}""", true),
        ["AcceptApplication"] = new("Accept (受理).", "{}", true),
        ["DeclineAcceptance"] = new(
            "Do not accept (不予受理): not-needed, outside-remit, not-corrected or barred.",
            """{"ground":"outside-remit","reason":"不属于本机关职权范围"}""", true),
        ["RecordSiteCheck"] = new(
            "Site check by two officers or more (实地核查).",
            """{"checkedOn":"2026-02-20","officers":["p-0…1","p-0…2"],"passed":true,"record":"核查记录"}""", true),
        ["CompleteReview"] = new(
            "Review (审查) with a recommendation: grant or refuse.",
            """{"recommendation":"grant","opinion":"符合条件"}""", true),
        ["Decide"] = new(
            "Decide (决定) by an approver who did not review. A refusal names its grounds, or the false papers; "
            + "none named takes all that are unmet.",
            """{"outcome":"granted","opinion":"准予许可"}""", true),
        ["DeliverDecision"] = new(
            "Delivery (送达): electronic, post or in-person.",
            """{"mode":"electronic","deliveredOn":"2026-02-26"}""", true),
        ["ExtendDecisionPeriod"] = new(
            "Extend the decision limit once, where the item's limit allows it.",
            """{"reason":"情况复杂"}""", true),
        ["GetCase"] = new("The case page with deadlines and their derivation."),
        ["GetAssessment"] = new("Conditions of a grant, computed for a day and explained.")
        {
            Query = [("on", "The day, yyyy-MM-dd; today unless told.")],
        },
        ["GetDocument"] = new("A sealed text of the case.") { Query = Purpose },
        ["GetPerson"] = new("What is kept of a person who takes part in the case.") { Query = Purpose },
        ["GetMaterial"] = new("The bytes of a delivered material.") { Query = Purpose },
        ["GetWorkQueue"] = new("Open cases, the most urgent first: whose turn, days used and left.")
        {
            Query =
            [
                ("turn", "applicant, organ or none."), ("state", "nearing or breached."), ("status", "A status of a case."),
                ("assignee", "me, none or a person's reference."),
                .. Paging,
            ],
        },
        ["SearchRegister"] = new("The public register of permits; those in force unless told.")
        {
            Query = [("q", "Words of a venue's or holder's name, or the beginning of a number."), ("district", "Six digits."),
                ("sport", "SWIM, SKI, DIVE or CLIMB."),
                ("state", "in-force, expired, withdrawn, annulled, revoked, deregistered or all."), .. Paging],
        },
        ["GetPermit"] = new("The face of a permit, its state, and how it ended."),
        ["GetAuditTrail"] = new("Every act, refusal, reading and log-in, newest first.")
        {
            Query = [("actor", "A person's reference."), ("subject", "A stream, kind/id."), ("caseNo", "A case."),
                ("from", "First day."), ("to", "Last day."), .. Paging],
        },
        ["Replay"] = new(
            "A stream told to a version or a moment, with actors, legal basis and derivations; id may have several parts, like P-1/2.")
        {
            Query = [("version", "Up to this version."), ("at", "Up to this moment, with its offset.")],
        },
        ["GetReaders"] = new("Every reader of the log: position, lag, what it was offered, and the event it stopped at."),
        ["CertifyReaders"] = new("Recomputes from the log what each reader should have been offered; one check runs at a time.")
        {
            Query = [("reader", "One reader; all unless told.")],
        },
        ["ResumeReader"] = new("After the cause is mended: a reader that stopped at an event tries it again.", "{}") { TakesKey = true },
        ["GetCalendars"] = new("Calendar editions as published."),
        ["PublishCalendarEdition"] = new(
            "A new edition of a year's working days; open deadlines are then counted again.",
            """
            {"year":2027,"edition":"2027-1","provisional":false,"daysOff":["2027-01-01"],"makeUpWorkdays":[],
             "source":"国办发明电〔2026〕1号"}
            """),
        ["GetDesk"] = new("What waits for an operator: rows for the portal, readers of the log that stopped, overdue deadlines."),
        ["GetEffects"] = new("Rows for the portal, the oldest first; without a state, all that are still to be sent.")
        {
            Query =
            [
                ("state", "pending, leased, unknown, refused, skipped or delivered."),
                ("caseNo", "A case; needed for delivered."), .. Paging,
            ],
        },
        ["RetryEffect"] = new(
            "Send the row again under its guid, now.",
            """{"reason":"平台已修复字段长度限制"}"""),
        ["SkipEffect"] = new(
            "Never send the row; later rows of the case go on.",
            """{"reason":"平台方已人工补录"}"""),
        ["AssignEffect"] = new(
            "Say which operator sees to the row.",
            """{"assignee":"p-0…1","reason":"请联系平台方"}"""),
        ["Live"] = new("Whether the process lives."),
        ["Ready"] = new("Whether requests should be sent here."),
        ["GetClock"] = new("The business clock."),
        ["SetClock"] = new(
            "Move the business clock; it runs on from there.",
            """{"now":"2026-03-02T09:00:00+08:00"}"""),
        ["IssueToken"] = new(
            "A token for any role; person makes it the same natural person again.",
            """{"role":"reviewer","district":"320508"}"""),
    };

    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } =
        new Dictionary<string, ApiText>(Road.Concat(ProceedingTexts.ByOperation).Concat(RatingTexts.ByOperation)
            .Concat(DirectoryTexts.ByOperation).Concat(ProofTexts.ByOperation).Concat(DocumentTexts.ByOperation)
            .Concat(PermitTexts.ByOperation).Concat(PersonTexts.ByOperation).Concat(ImportTexts.ByOperation)
            .Concat(RebuildTexts.ByOperation).Concat(PrepaymentTexts.ByOperation).Concat(TrainingTexts.ByOperation)
            .Concat(SubsidyTexts.ByOperation));
}
