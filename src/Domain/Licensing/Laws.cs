using Domain.Kernel;

namespace Domain.Licensing;

/// <summary>The laws cited by this layer, by the short titles that are printed on notices.</summary>
public static class Laws
{
    /// <summary>Administrative Licensing Law (行政许可法).</summary>
    public static LegalBasis Licensing(string article) => new("行政许可法", article);

    /// <summary>Sports Law as revised in 2022 (体育法).</summary>
    public static LegalBasis Sports(string article) => new("体育法", article);

    /// <summary>Measures on licensing high-risk sports (经营高危险性体育项目许可管理办法).</summary>
    public static LegalBasis HighRiskMeasures(string article) => new("经营高危险性体育项目许可管理办法", article);

    /// <summary>National Fitness Regulations (全民健身条例).</summary>
    public static LegalBasis NationalFitness(string article) => new("全民健身条例", article);

    /// <summary>Opening conditions and technical requirements of sports venues, part 1: swimming.</summary>
    public static LegalBasis SwimmingStandard(string clause) => new("GB 19079.1-2013", clause);

    /// <summary>Measures on public holidays (全国年节及纪念日放假办法).</summary>
    public static LegalBasis Holidays(string article) => new("全国年节及纪念日放假办法", article);

    /// <summary>Administrative Reconsideration Law (行政复议法).</summary>
    public static LegalBasis Reconsideration(string article) => new("行政复议法", article);

    /// <summary>Administrative Litigation Law (行政诉讼法).</summary>
    public static LegalBasis Litigation(string article) => new("行政诉讼法", article);
}
