namespace Api.Hosting;

/// <summary>Words and examples of the acts between acceptance and decision.</summary>
static class ProceedingTexts
{
    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["RequestSupplement"] = new(
            "Once after acceptance: ask for what the review found wanting (已受理待补办); the portal's corrections call delivers it.",
            """{"additional":[{"field":"M02","reason":"检测报告缺少结论页"}],"note":"请于期限内补充"}""", true),
        ["OpenSpecialProcedure"] = new(
            "Begin a special procedure (特别程序): tender, auction, inspection-testing, quarantine, appraisal or expert-review.",
            """{"reason":"expert-review","firstDay":"2026-09-21","lastDay":"2026-09-24","note":"专家评审"}""", true),
        ["CloseSpecialProcedure"] = new(
            "End a special procedure; an earlier end than was told gives the days back.",
            """{"procedureNo":"320508-TB-20260918-0A1B2C","endedOn":"2026-09-22","result":"评审通过"}""", true),
        ["TellHearingRight"] = new(
            "Tell applicant and interested persons that they may ask for a hearing (告知听证权利).",
            """{"told":"申请人；相邻业主"}""", true),
        ["RequestHearing"] = new(
            "Enter a request for a hearing: by applicant or interested-person.",
            """{"by":"applicant","requestedOn":"2026-09-21","request":"要求听证"}""", true),
        ["OrderHearing"] = new(
            "Order a hearing ex officio: law or public-interest.",
            """{"ground":"public-interest","reason":"涉及重大公共利益"}""", true),
        ["AnnounceHearing"] = new(
            "Time, place and chair of the hearing (听证通知), seven working days ahead; a later notice replaces it.",
            """{"at":"2026-10-08T14:00:00+08:00","place":"苏州市体育局一楼会议室","chair":"p-0…1"}""", true),
        ["RecordHearing"] = new(
            "The hearing record (听证笔录); the case is then reviewed on it.",
            """{"heldOn":"2026-10-08","record":"听证笔录"}""", true),
        ["DropHearing"] = new(
            "Whoever asked for the hearing gives it up: withdrawn or not-attended.",
            """{"reason":"withdrawn","note":"书面撤回"}""", true),
        ["SignCommitment"] = new(
            "Enter the signed commitment (承诺书) where the venue's address is on the list; the site is then checked after the grant.",
            """{"signedOn":"2026-03-03","commitment":"本单位承诺符合许可条件"}""", true),
        ["RecordPostGrantCheck"] = new(
            "Check after a grant on commitment (事后核查): passed, rectify with a day, or untrue.",
            """
            {"checkedOn":"2026-03-20","officers":["p-0…1","p-0…2"],"outcome":"rectify","rectifyBy":"2026-04-10","record":"核查记录"}
            """, true),
        ["GetStaffingMinimums"] = new("Staffing minimums as published, those that wait for approval among them."),
        ["ProposeStaffingMinimum"] = new(
            "Enter how many qualified people SKI, DIVE or CLIMB needs; it applies once another operator has approved it.",
            """
            {"sport":"SKI","edition":"GB 19079.6-2013/suzhou-1","inForceFrom":"2026-03-01","instructors":2,"rescuers":2,
             "law":"GB 19079.6-2013","article":"7.2","source":"苏体规〔2026〕3号"}
            """),
        ["ApproveStaffingMinimum"] = new(
            "Approve an edition that another operator entered.", """{"sport":"SKI","edition":"GB 19079.6-2013/suzhou-1"}"""),
        ["GetCommitmentLists"] = new("Address lists for commitment in place of proof (告知承诺); addresses as digests."),
        ["ProposeCommitmentList"] = new(
            "Enter the addresses at which an item may be granted on commitment; a list replaces the one before it.",
            """
            {"taskCode":"1132050001414938323000133105002","edition":"ftz-suzhou/1","inForceFrom":"2026-03-01",
             "addresses":[{"entryId":"1","address":"苏州市工业园区太湖路884号"}],
             "law":"体规字〔2021〕4号","article":"-","source":"苏体规〔2026〕5号"}
            """),
        ["ApproveCommitmentList"] = new(
            "Approve a list that another operator entered.",
            """{"taskCode":"1132050001414938323000133105002","edition":"ftz-suzhou/1"}"""),
    };
}
