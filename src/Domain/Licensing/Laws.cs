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

    /// <summary>Notice on commitment in place of proof for high-risk sports in free-trade zones (体规字〔2021〕4号).</summary>
    public static LegalBasis CommitmentNotice { get; } = new("体规字〔2021〕4号", "-");

    /// <summary>Opening conditions and technical requirements of sports venues, part 1: swimming.</summary>
    public static LegalBasis SwimmingStandard(string clause) => new("GB 19079.1-2013", clause);

    /// <summary>Measures on public holidays (全国年节及纪念日放假办法).</summary>
    public static LegalBasis Holidays(string article) => new("全国年节及纪念日放假办法", article);

    /// <summary>Administrative Penalty Law (行政处罚法).</summary>
    public static LegalBasis Penalties(string article) => new("行政处罚法", article);

    /// <summary>Administrative Reconsideration Law (行政复议法).</summary>
    public static LegalBasis Reconsideration(string article) => new("行政复议法", article);

    /// <summary>Administrative Litigation Law (行政诉讼法).</summary>
    public static LegalBasis Litigation(string article) => new("行政诉讼法", article);

    /// <summary>Opinions of the General Office of the State Council on rating government services (好差评), 2019.</summary>
    /// <param name="heading">The paragraph by its heading, as the document has no articles.</param>
    public static LegalBasis ServiceRating(string heading) => new("国办发〔2019〕51号", heading);

    /// <summary>Civil Servants Law as revised in 2018 (公务员法).</summary>
    public static LegalBasis CivilServants(string article) => new("公务员法", article);

    /// <summary>Personal Information Protection Law (个人信息保护法).</summary>
    public static LegalBasis PersonalInformation(string article) => new("个人信息保护法", article);

    /// <summary>Civil Procedure Law (民事诉讼法); its rules on service are used by analogy.</summary>
    public static LegalBasis CivilProcedure(string article) => new("民事诉讼法", article);

    /// <summary>Budget Law as revised in 2018 (预算法).</summary>
    public static LegalBasis Budget(string article) => new("预算法", article);

    /// <summary>Accounting Law as revised in 2024 (会计法).</summary>
    public static LegalBasis Accounting(string article) => new("会计法", article);

    /// <summary>Regulations on the review of fair competition, State Council order 783 of 2024 (公平竞争审查条例).</summary>
    public static LegalBasis FairCompetition(string article) => new("公平竞争审查条例", article);

    /// <summary>Regulations on penalties for fiscal offences (财政违法行为处罚处分条例, State Council order 427).</summary>
    public static LegalBasis FiscalOffences(string article) => new("财政违法行为处罚处分条例", article);

    /// <summary>Civil Code (民法典).</summary>
    public static LegalBasis CivilCode(string article) => new("民法典", article);

    /// <summary>Opinions of thirteen departments on non-academic out-of-school training (关于规范面向中小学生的非学科类校外培训的意见).</summary>
    public static LegalBasis TrainingOpinions { get; } = new("十三部门意见", "-");

    /// <summary>Code of conduct for sports training outside school (课外体育培训行为规范).</summary>
    public static LegalBasis TrainingConduct { get; } = new("课外体育培训行为规范", "-");

    /// <summary>Measures on the staff of out-of-school training institutions (校外培训机构从业人员管理办法).</summary>
    public static LegalBasis TrainingStaff { get; } = new("校外培训机构从业人员管理办法", "-");

    /// <summary>Nine rules on the fire safety of out-of-school training (九项规定).</summary>
    public static LegalBasis TrainingFire { get; } = new("教监管厅函〔2022〕9号", "-");

    /// <summary>Law on the Protection of Minors (未成年人保护法).</summary>
    public static LegalBasis Minors(string article) => new("未成年人保护法", article);

    /// <summary>Law on the Promotion of Private Education (民办教育促进法).</summary>
    public static LegalBasis PrivateEducation(string article) => new("民办教育促进法", article);
}
