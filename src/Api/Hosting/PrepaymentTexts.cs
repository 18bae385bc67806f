namespace Api.Hosting;

/// <summary>Words and examples of prepaid money.</summary>
static class PrepaymentTexts
{
    static readonly (string, string)[] Paging = [("page", "From 1."), ("pageSize", "1 to 100; 20 unless told.")];

    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["OpenCustody"] = Command(
            "Open an institution's account of prepaid money (预收费监管账户): bank-custody with bank and wallet, or risk-deposit with its amount.",
            """
            {"mode":"bank-custody","bank":"ICBC","wallet":"0000000000000001","creditCode":"91320509MAL55G7059",
             "representative":{"name":"王经办","idNumber":"320509198001010010"}}
            """),
        ["NameRepresentative"] = Command(
            "Another person acts for the institution from now on.",
            """{"representative":{"name":"李经办","idNumber":"320509198001010037"}}"""),
        ["FreezeCustody"] = Command(
            "Freeze: stopped, licence-ended, termination or risk. Nothing is sold, recorded or confirmed until it is thawed.",
            """{"ground":"stopped","reason":"机构停业"}"""),
        ["ThawCustody"] = Command("Let the money move again.", """{"reason":"已恢复办学"}"""),
        ["OrderReturn"] = Command(
            "All that is left goes back to the parents; there is no way back from it.", """{"reason":"机构终止办学，退还余额"}"""),
        ["GetCustodyAccounts"] = new("Institutions' accounts of the district with their sums."),
        ["GetCustodyAccount"] = new("An institution's account and its sums; also for the person who acts for it."),
        ["OfferContract"] = Command(
            "The institution offers a contract (培训服务合同); nothing is charged before the parent signs.",
            """
            {"trainee":{"name":"小明","idNumber":"320509201603040010"},
             "parent":{"name":"张三","idNumber":"320509198603040016","phone":"13800000000"},"course":"BASKETBALL","classNo":"C-1",
             "firstDay":"2026-03-02","lastDay":"2026-05-29","lessons":48,"lessonMinutes":45,"amountFen":480001}
            """),
        ["SignContract"] = Command(
            "The parent signs; under custody the operator locks the money in this wallet.", """{"wallet":"0000000000000009"}"""),
        ["RecordPayment"] = Command("Under a deposit: the institution attests that it has the money.", "{}"),
        ["RecordLesson"] = Command(
            "The institution records a lesson that is over; attendanceSm3 is the digest of the attendance record.",
            """{"from":"2026-03-03T18:00:00+08:00","to":"2026-03-03T18:45:00+08:00"}"""),
        ["ConfirmLesson"] = Command("The parent confirms a lesson, and its fee is released to the institution.", "{}"),
        ["DecideLesson"] = Command(
            "The district decides about a recorded lesson that its parent does not confirm.", """{"tookPlace":false,"reason":"经核查未上课"}"""),
        ["RequestRefund"] = Command(
            "The parent takes back the fees of lessons not given: so many of them, the last ones first, or all.", """{"lessons":10}"""),
        ["ConfirmRefund"] = Command("Under a deposit: the parent has the money back.", "{}"),
        ["GetContracts"] = new("Contracts: a parent's own, an institution's, or a district's.")
        {
            Query = [("institution", "An institution."), ("stage", "offered, locking, held or void."), .. Paging],
        },
        ["GetContract"] = new("A contract: paid, released, refunded, on its way and left, and each lesson."),
        ["GetPrepaymentTotals"] = new("Sums of prepaid money; paid in is the sum of all others.")
        {
            Query = [("by", "district or institution.")],
        },
        ["GetPrepaymentSignals"] = new(
            "What deserves a look at institutions: prepaid money, classes without cleared coaches, training and full-time share of staff; "
            + "each with figures, rule, since when, and what would clear it.")
        {
            Query = [("institution", "An institution; all of the district unless told.")],
        },
    };

    static ApiText Command(string summary, string example) => new(summary, example) { TakesKey = true };
}
