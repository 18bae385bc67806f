using System.Text.RegularExpressions;
using Domain.Licensing;

namespace Application.Documents;

/// <summary>Codes and figures of training institutions as they are printed.</summary>
public static class TrainingWords
{
    /// <summary>Where nothing is known of a code it is printed as it is: it stands in the decision too.</summary>
    static readonly Dictionary<string, string> OtherSpellings = new(StringComparer.Ordinal)
    {
        ["SWIMMING"] = "游泳", ["SKIING"] = "滑雪", ["CLIMBING"] = "攀岩", ["GO"] = "围棋", ["CHINESE_CHESS"] = "中国象棋",
    };

    /// <summary>What a condition of TI-2 to TI-30 has and needs; # is a figure, $1, $2, … where it is printed.</summary>
    static readonly (Regex Said, string Printed)[] Conditions =
    [
        Of("none", "无"), Of("unknown", "未填写"), Of("incomplete", "填写不完整"), Of("another", "其他合同"),
        Of("under age", "未满十八周岁"), Of("eighteen years of age", "年满十八周岁"),
        Of("a fire approval of the premises", "场所消防手续"), Of("at least one class", "至少一个培训班"),
        Of("# on # m²", "$2平方米培训$1人"), Of("# m² each", "人均$1平方米以上"), Of("# m² each: # at most", "人均$1平方米以上，至多$2人"),
        Of("# m²", "$1平方米"), Of("# m² at most", "不超过$1平方米"), Of("# m² at least: .*", "$1平方米以上"),
        Of("# m² in use at once", "同时使用$1平方米"), Of("# yuan", "$1元"), Of("# yuan at least: .*", "$1元以上"),
        Of("a right to the premises on #", "$1有场所使用权"), Of("trainees: #", "$1人"),
        Of("# in principle, or the reasons for more", "原则上不超过$1人，超过的应当说明理由"), Of("coaches: #", "教练员$1名"),
        Of("times and mode of the class", "上下课时间和培训方式"), Of("offline no later than #", "线下不晚于$1"),
        Of("online no later than #", "线上不晚于$1"), Of("a check within the year before #", "$1前一年内的背景核查"),
        Of("a certificate in force on #", "$1有效的资格证书"),
        Of("full-time teaching staff: # of #", "专职教学教研人员$1名，全部从业人员$2名"), Of("# percent at least", "不低于百分之$1"),
        Of("span, class hours and amount of one charge", "一次性收费的时间跨度、课时和金额"),
        Of("# days", "$1天"), Of("# days at most", "不超过$1天"), Of("# to #", "$1至$2"),
        Of("# months: to # at most", "不超过$1个月（至$2）"), Of("# minutes, # class hours", "$2课时（$1分钟）"),
        Of("# class hours of # minutes at most", "不超过$1课时（每课时$2分钟）"), Of("# fen", "$1分"), Of("# fen at most", "不超过$1分"),
        Of("bank custody or a risk deposit", "银行托管或者风险保证金"), Of("a dedicated account", "专用账户"),
        Of("the national model contract", "全国统一的培训服务合同示范文本"), Of("# yuan prepaid", "尚有预收费$1元"),
        Of("all prepaid money returned", "预收费全部退还"), Of("custody account open", "预收费监管账户未冻结"),
        Of("frozen, so that nothing more is sold", "已冻结，不再收费"),
    ];

    public static string? Sport(string code) => SportCodes.NameOf(code) ?? OtherSpellings.GetValueOrDefault(code);

    public static string Kind(string code) => code switch
    {
        "private-non-enterprise" => "民办非企业单位",
        "company" => "公司",
        _ => code,
    };

    public static string Custody(string code) => code switch
    {
        "bank-custody" => "银行托管",
        "risk-deposit" => "风险保证金",
        _ => code,
    };

    public static string Inspection(string code) => code switch
    {
        "passed" => "合格",
        "basically-passed" => "基本合格",
        "failed" => "不合格",
        _ => code,
    };

    /// <summary>A path of the form that a change may alter.</summary>
    public static string ChangedField(string path) => path switch
    {
        "applyerName" => "举办者名称",
        "legalRepresentative" => "举办者的法定代表人",
        "form.institutionName" => "机构名称",
        "form.institutionKind" => "机构类型",
        "form.premises.trainingFloorAreaM2" => "培训场地面积",
        _ when path.StartsWith("form.premises", StringComparison.Ordinal) => "办学地址（场所）",
        _ when path.StartsWith("form.classes", StringComparison.Ordinal) => "培训项目和班级",
        _ when path.StartsWith("form.staff", StringComparison.Ordinal) => "从业人员",
        "form.chargeRule" => "收费办法",
        _ when path.StartsWith("form.custody", StringComparison.Ordinal) => "预收费监管方式",
        "form.contractTemplate" => "培训服务合同",
        "form.registeredCapitalFen" => "开办资金",
        _ => path,
    };

    /// <summary>Figures with their units; what no line says is printed as it was computed.</summary>
    public static string Condition(string said)
    {
        foreach (var (pattern, printed) in Conditions)
            if (pattern.Match(said) is { Success: true } match) return match.Result(printed);

        return said;
    }

    static (Regex Said, string Printed) Of(string said, string printed) =>
        (new Regex($"^{said.Replace("#", "([0-9.:-]+)", StringComparison.Ordinal)}\\z", RegexOptions.CultureInvariant), printed);
}
