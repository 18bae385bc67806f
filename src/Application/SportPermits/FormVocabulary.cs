namespace Application.SportPermits;

/// <summary>The codes a form may use; only these leave the sealed form and enter events.</summary>
public static class FormVocabulary
{
    public static IReadOnlyList<string> RightTypes { get; } = ["own", "lease", "loan", "other"];

    public static IReadOnlyList<string> OpeningModes { get; } = ["year-round", "seasonal"];

    /// <summary>高危险性体育项目目录, first batch (公告第16号, 2013-05-01).</summary>
    public static IReadOnlyList<string> Sports { get; } = ["SWIM", "SKI", "DIVE", "CLIMB"];

    public static IReadOnlyList<string> StaffRoles { get; } = ["lifeguard", "instructor", "water-quality", "rescuer"];

    public static IReadOnlyList<string> CertificateKinds { get; } = ["occupational-qualification", "skill-level"];

    /// <summary>办法 art 6.</summary>
    public static IReadOnlyList<string> SafetySystems { get; } =
        ["post-responsibility", "operating-rules", "emergency-plan", "equipment-inspection"];

    public static IReadOnlyList<string> StatementBases { get; } =
        ["self-check", "test-report", "testing-body", "certification-body", "inspection-report", "test", "certification"];

    public static IReadOnlyList<string> MediaTypes { get; } = ["application/pdf", "image/jpeg", "image/png", "application/ofd"];

    public static IReadOnlyList<string> TrustLevels { get; } = ["A", "B", "C", "D"];
}
