namespace Application.PortalExchange;

/// <summary>Codes that only the portal's owner can give; the defaults are fictitious and configurable.</summary>
/// <param name="DataSource">Three characters: which system supplies the row.</param>
/// <param name="ProjectType">GB/T 39046 A.6: 2 is 承诺件.</param>
/// <param name="SystemName">Stands for a person where the law itself or a policy acted.</param>
/// <param name="PortalName">Stands for a person where the applicant acted through the portal.</param>
public sealed record ExchangeCodes(
    string DataSource = "999", string ProjectType = "2", string SystemName = "系统", string PortalName = "苏服办")
{
    /// <summary>实施编码 = USCC of the body (18), level (1), 基本编码 (12): domain notes 5.1.</summary>
    public static string CatalogCodeOf(string taskCode) =>
        taskCode.Length == 31 ? taskCode[19..] : taskCode[..Math.Min(12, taskCode.Length)];

    public static string OrganCodeOf(string taskCode) => taskCode.Length == 31 ? taskCode[..18] : "";

    /// <summary>GB/T 39046 A.4, where the form as filed can no longer be read.</summary>
    public static string ApplicantTypeOf(string subject) => subject switch
    {
        "person" => "1",
        "enterprise" => "2",
        _ => "6",
    };
}
