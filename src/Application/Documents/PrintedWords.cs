using System.Globalization;
using Domain.Kernel;
using NodaTime;

namespace Application.Documents;

/// <summary>How days, laws and codes are written on paper.</summary>
public static class PrintedWords
{
    public static string Day(LocalDate day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>行政许可法, 32(4) is printed as 《行政许可法》第32条(4); a standard and a document's number have no brackets.</summary>
    public static string Law(LegalBasis basis)
    {
        var bracket = basis.Article.IndexOf('(', StringComparison.Ordinal);
        var (article, rest) = bracket < 0 ? (basis.Article, "") : (basis.Article[..bracket], basis.Article[bracket..]);
        if (basis.Law.StartsWith("GB", StringComparison.Ordinal)) return article == "-" ? basis.Law : $"{basis.Law} 第{basis.Article}条";

        var law = basis.Law.Contains('〔', StringComparison.Ordinal) ? basis.Law : $"《{basis.Law.Trim('《', '》')}》";
        if (article == "-") return law;

        var isNumber = article.Length > 0 && article.All(character => char.IsAsciiDigit(character));
        return $"{law}{(isNumber ? $"第{article}条{rest}" : basis.Article)}";
    }

    public static string Sport(string code) => code switch
    {
        "SWIM" => "游泳",
        "SKI" => "高山滑雪、自由式滑雪、单板滑雪",
        "DIVE" => "潜水",
        "CLIMB" => "攀岩",
        _ => TrainingWords.Sport(code) ?? code,
    };

    public static string ApplyType(string code) => code switch
    {
        "1" => "新办",
        "2" => "变更",
        "3" => "延续",
        "4" => "补证",
        "5" => "注销",
        _ => code,
    };

    public static string Ground(string code) => code switch
    {
        "not-needed" => "该事项依法不需要取得行政许可",
        "outside-remit" => "该事项依法不属于本机关职权范围",
        "barred" => "申请人处于法律规定的不得再次申请的期限内",
        "not-corrected" => "未在告知的期限内补正，或者补正后仍不齐全、不符合法定形式",
        _ => code,
    };

    /// <summary>A procedure whose time may not count (行政许可法 art 45).</summary>
    public static string Procedure(string code) => code switch
    {
        "tender" => "招标",
        "auction" => "拍卖",
        "inspection-testing" => "检验、检测",
        "quarantine" => "检疫",
        "appraisal" => "鉴定",
        "expert-review" => "专家评审",
        "hearing" => "听证",
        _ => code,
    };

    /// <summary>Why a permit ended (domain: PermitEndings).</summary>
    public static string Cause(string code) => code switch
    {
        "abuse-of-power" => "行政机关工作人员滥用职权、玩忽职守作出准予行政许可决定",
        "ultra-vires" => "超越法定职权作出准予行政许可决定",
        "wrong-procedure" => "违反法定程序作出准予行政许可决定",
        "unqualified-applicant" => "对不具备申请资格或者不符合法定条件的申请人准予行政许可",
        "deceit" => "以欺骗等不正当手段取得行政许可",
        "bribery" => "以贿赂等不正当手段取得行政许可",
        "serious-breach" => "取得许可后严重违法",
        "grave-consequences" => "违法经营造成严重后果",
        "term-expired" => "行政许可有效期届满未延续",
        "holder-died" => "被许可人死亡",
        "holder-incapable" => "被许可人丧失行为能力",
        "legal-person-ended" => "法人或者其他组织依法终止",
        "permit-withdrawn" => "行政许可依法被撤回",
        "permit-annulled" => "行政许可依法被撤销",
        "permit-revoked" => "行政许可证件依法被吊销",
        "business-ended" => "被许可人终止经营",
        "force-majeure" => "因不可抗力导致行政许可事项无法实施",
        "holders-request" => "被许可人申请注销",
        _ => code,
    };

    /// <summary>A path of the first form that a change may alter.</summary>
    public static string ChangedField(string path) => path switch
    {
        _ when path.StartsWith("form.venue", StringComparison.Ordinal) => "场所",
        _ when path.StartsWith("form.projects", StringComparison.Ordinal) => "许可项目",
        _ when path.StartsWith("form.staff", StringComparison.Ordinal) => "社会体育指导人员、救助人员",
        _ when path.StartsWith("legalRepresentative", StringComparison.Ordinal) => "负责人",
        _ when path.StartsWith("applyerName", StringComparison.Ordinal) => "机构名称",
        _ => path,
    };

    public static string Moment(Instant moment)
    {
        var there = moment.InZone(Domain.Licensing.WorkCalendar.Zone);
        return string.Create(CultureInfo.InvariantCulture, $"{Day(there.Date)}{there.Hour}时{there.Minute:D2}分");
    }

    public static string Media(string type) => type switch
    {
        "application/pdf" => "PDF 文件",
        "image/jpeg" or "image/png" => "图片文件",
        _ => "电子文件",
    };
}
