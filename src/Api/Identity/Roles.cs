namespace Api.Identity;

/// <summary>The roles a token may carry; one person acts in one role at a time.</summary>
public static class Roles
{
    public const string Applicant = "applicant";
    public const string Clerk = "clerk";
    public const string Reviewer = "reviewer";
    public const string Approver = "approver";
    public const string Inspector = "inspector";
    public const string FinanceMaker = "finance-maker";
    public const string FinanceChecker = "finance-checker";
    public const string Auditor = "auditor";
    public const string Operator = "operator";
    public const string PrivacyOfficer = "privacy-officer";

    public static IReadOnlyList<string> All { get; } =
        [Applicant, Clerk, Reviewer, Approver, Inspector, FinanceMaker, FinanceChecker, Auditor, Operator, PrivacyOfficer];

    /// <summary>Those who act on permit cases.</summary>
    public static string[] CaseWorkers { get; } = [Clerk, Reviewer, Approver, Inspector];

    /// <summary>Those who work on permit cases and therefore may look at them.</summary>
    public static string[] CaseReaders { get; } = [Clerk, Reviewer, Approver, Inspector, Auditor];
}
