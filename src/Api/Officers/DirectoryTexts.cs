using Api.Hosting;

namespace Api.Officers;

/// <summary>Words and examples of the directory's operations.</summary>
public static class DirectoryTexts
{
    static readonly (string, string)[] Paging = [("page", "From 1."), ("pageSize", "1 to 100; 20 unless told.")];

    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["EnrolOfficer"] = Command(
            "Open an officer's account (登记工作人员); name and numbers are sealed.",
            """
            {"login":"https://idp.example|8842","name":"周敏","citizenId":"32050119900101123X","certificateNo":"JS-E-0001",
             "district":"320508"}
            """),
        ["GiveOffice"] = Command(
            "Give an office (任职): a role in a district for a span of days.",
            """{"role":"clerk","district":"320508","from":"2026-03-01"}"""),
        ["EndOffice"] = Command(
            "End an office (免职) with a last day: transfer, promotion, leaving or mistake.",
            """{"lastDay":"2026-06-30","reason":"transfer"}"""),
        ["NoteAbsence"] = Command(
            "Note an absence, one's own or a colleague's: leave, duty or other.",
            """{"from":"2026-07-01","to":"2026-07-10","reason":"leave"}"""),
        ["DisableAccount"] = Command(
            "Disable an account on all nodes within two seconds: left, investigation, lost-credentials or request.",
            """{"reason":"left"}"""),
        ["EnableAccount"] = Command("Enable a disabled account.", """{"note":"none needed"}"""),
        ["DeclareInterest"] = Command(
            "Declare a party in whose cases the officer may not act (回避): owner, shareholder, post, relative or other.",
            """{"creditCode":"91320508MA1T2X3Y34","kind":"shareholder"}"""),
        ["EndInterest"] = Command("End a declared interest.", """{"lastDay":"2026-12-31"}"""),
        ["HandOverCases"] = Command(
            "Hand all open cases of an officer over to a colleague, or those named.",
            """{"to":"p-01hzx0c7q9k2m4n6p8r0s2t4v6"}"""),
        ["AssignCase"] = Command(
            "Give a case to an officer of the organ; without an officer it is taken back.",
            """{"officer":"p-01hzx0c7q9k2m4n6p8r0s2t4v6"}"""),
        ["GetOfficers"] = new("Officers with their offices, absences and accounts; no names.")
        {
            Query = [("district", "Six digits."), .. Paging],
        },
        ["GetOfficer"] = new("One officer as the directory has it."),
        ["GetDelegations"] = new("Delegations of a district, newest first."),
        ["GiveDelegation"] = Command(
            "Lend an own office to a colleague for a span of days (授权委托); \"by\" where the account administration does it for the holder.",
            """{"office":1,"to":"p-01hzx0c7q9k2m4n6p8r0s2t4v6","from":"2026-07-01","until":"2026-07-10","cases":[]}"""),
        ["EndDelegation"] = Command("End a delegation before its last day.", """{"lastDay":"2026-07-05"}"""),
    };

    static ApiText Command(string summary, string example) => new(summary, example) { TakesKey = true };
}
