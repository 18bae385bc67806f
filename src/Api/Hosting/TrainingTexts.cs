namespace Api.Hosting;

/// <summary>Words and examples for training institutions.</summary>
static class TrainingTexts
{
    static readonly (string, string)[] Paging = [("page", "From 1."), ("pageSize", "1 to 100; 20 unless told.")];

    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["SearchInstitutions"] = new("Training institutions on the white list (白名单), by part of a name or address, number or credit code.")
        {
            Query =
            [
                ("q", "Two characters or more."), ("district", "Region code."), ("sport", "BASKETBALL, CHESS, …"),
                ("list", "white, or all that were ever approved."), .. Paging,
            ],
        },
        ["GetInstitutionsOpenData"] = new("The white list as CSV for reuse (开放数据); no person in it."),
        ["GetInstitution"] = new("What anybody may know of an institution, also after its end."),
        ["GetInstitutionPage"] = new(
            "An institution with its staff by reference, timetable, history, and lessons ahead whose coach is not cleared."),
        ["GetInstitutionStatistics"] = new("Institutions by district: in force, stopped, ended, on the white list, lessons ahead."),
        ["RecordCreditCode"] = new(
            "The institution was registered as a legal person; needed before the white list.",
            """{"creditCode":"91320508MA1T2X3Y34"}""", true),
        ["JoinStaff"] = new(
            "Somebody joins the staff, checked within the year before; coaches with a certificate.",
            """
            {"role":"coach","name":"陈平","idNumber":"32058519660514692X","certificateNo":"910013897285","certificateKind":"coach",
             "certificateFrom":"2025-01-01","certificateTo":"2029-12-31","fullTime":true,"checkedOn":"2026-02-04","joinedOn":"2026-05-20"}
            """, true),
        ["RecordStaffCertificate"] = new(
            "Another certificate of somebody on the staff.",
            """
            {"person":"p-0…1","certificateKind":"coach","certificateNo":"910013897286","certificateFrom":"2030-01-01",
             "certificateTo":"2033-12-31"}
            """, true),
        ["RecordBackgroundCheck"] = new(
            "The yearly check; who does not pass leaves the same day, and what was found is kept nowhere.",
            """{"person":"p-0…1","checkedOn":"2027-01-05","clear":true}""", true),
        ["LeaveStaff"] = new("Somebody leaves: left or dismissed.", """{"person":"p-0…1","reason":"left","leftOn":"2026-06-30"}""", true),
        ["RecordStaffTraining"] = new(
            "Internal training of a day, in study hours of 45 minutes: once a quarter, 90 hours a year for each member.",
            """{"trainingNo":"2026-Q2","trainedOn":"2026-06-20","studyHours":8,"people":["p-0…1","p-0…2"]}""", true),
        ["FileTimetable"] = new(
            "File lessons ahead, 93 days at most; takes the place of what was filed for the same days. "
            + "A lesson of pre-schoolers says so in ageGroup.",
            """
            {"timetableNo":"2026-06","firstDay":"2026-06-01","lastDay":"2026-06-30","lessons":[{"lessonNo":"L0601","class":"C1",
             "sport":"BASKETBALL","date":"2026-06-01","start":"18:00","end":"19:30","mode":"offline","room":"R1","roomAreaM2":100,
             "trainees":20,"coaches":["p-0…1","p-0…2"]}]}
            """, true),
        ["EnterWhiteList"] = new("Put the institution on the white list.", "{}", true),
        ["LeaveWhiteList"] = new(
            "Take it off: inspection-failed, rule-breach or at-own-request.", """{"reason":"rule-breach"}""", true),
        ["InspectYearly"] = new(
            "The yearly inspection (年度检查) by two officers: passed, basically-passed or failed.",
            """{"year":2026,"outcome":"passed","officers":["p-0…1","p-0…2"],"inspectedOn":"2026-12-10","record":"年检记录"}""", true),
        ["StopInstitution"] = new(
            "It no longer runs: ordered, closed-down or lost-contact. The custody account is frozen by itself a moment later.",
            """{"cause":"lost-contact","statement":"现场无人，电话停机"}""", true),
        ["ResumeInstitution"] = new("Lift an ordered stop.", """{"statement":"整改完成"}""", true),
        ["GetTrainingRules"] = new("What districts set for training institutions, those that wait for approval among them."),
        ["ProposeTrainingRule"] = new(
            "Enter a district's organ, limits, term, minimums and school hours; another operator approves it.",
            """
            {"district":"320508","edition":"gusu/1","inForceFrom":"2026-06-01","organ":"姑苏区文化体育和旅游局",
             "decisionWorkingDays":15,"extensionWorkingDays":10,"validityYears":3,"minFloorAreaM2":200,"minCapitalFen":10000000,
             "law":"行政许可法","article":"42","source":"姑苏体规〔2026〕3号",
             "schoolHours":{"from":"08:00","to":"16:30","terms":[{"firstDay":"2026-09-01","lastDay":"2027-01-22"}]}}
            """),
        ["ApproveTrainingRule"] = new("Let a proposed edition apply.", """{"district":"320508","edition":"gusu/1"}"""),
    };
}
