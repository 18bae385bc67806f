using System.Text.RegularExpressions;
using Domain.Licensing;
using Domain.SportPermits;

namespace Application.Documents;

/// <summary>An unmet condition as a refusal prints it; the event holds it in codes.</summary>
public static partial class ConditionWords
{
    static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["SP-3"] = "许可项目", ["SP-4"] = "游泳救生员", ["SP-5"] = "救生观察台", ["SP-8"] = "社会体育指导员、水质管理员",
        ["SP-9"] = "社会体育指导人员、救助人员", ["SP-10"] = "体育设施符合国家标准的说明", ["SP-11"] = "安全保障制度",
        ["SP-12"] = "场所所有权或者使用权", ["SP-13"] = "实地核查", ["SP-15"] = "本机关认定的条件", ["LIC-6"] = "申请材料",
        ["TI-2"] = "本区县设立标准", ["TI-3"] = "人均培训面积", ["TI-4"] = "同时使用的培训面积", ["TI-5"] = "班级人数", ["TI-6"] = "教练员人数",
        ["TI-7"] = "专职教学教研人员比例", ["TI-9"] = "从业人员年龄", ["TI-10"] = "从业人员背景核查", ["TI-11"] = "消防安全",
        ["TI-12"] = "培训结束时间", ["TI-13"] = "一次性收费", ["TI-15"] = "预收费监管", ["TI-16"] = "教练员资格证书",
        ["TI-17"] = "场所使用权", ["TI-30"] = "退费结清",
    };

    static readonly Dictionary<string, string> Counted = new(StringComparer.Ordinal)
    {
        ["lifeguard"] = "救生员", ["instructor"] = "社会体育指导员", ["stands"] = "救生观察台", ["water-quality"] = "水质管理员",
        ["rescuer"] = "救助人员",
    };

    static readonly Dictionary<string, string> Systems = new(StringComparer.Ordinal)
    {
        ["post-responsibility"] = "安全生产岗位责任制", ["operating-rules"] = "安全操作规程", ["emergency-plan"] = "突发事件应急预案",
        ["equipment-inspection"] = "设施设备器材安全检查制度",
    };

    public static string Name(UnmetCondition unmet) => Names.GetValueOrDefault(unmet.Rule, unmet.Field);

    public static string Have(UnmetCondition unmet) => unmet.Rule switch
    {
        "SP-11" => $"缺少：{SystemsIn(unmet.Have)}",
        "SP-12" => $"至 {unmet.Have}",
        "SP-13" => "未通过",
        "SP-15" => "不符合",
        "LIC-6" => "尚未补正",
        _ when IsTraining(unmet) => TrainingWords.Condition(unmet.Have),
        _ => Number(unmet.Have) ?? "无",
    };

    public static string Need(UnmetCondition unmet) => unmet.Rule switch
    {
        "SP-11" => SystemsIn(unmet.Need),
        "SP-12" => "在决定之日有效",
        "SP-13" => "通过",
        "LIC-6" => "按通知补正",
        _ when IsTraining(unmet) => TrainingWords.Condition(unmet.Need),
        _ => Number(unmet.Need) ?? "符合规定",
    };

    /// <summary>Figures with their units, as they were computed.</summary>
    static bool IsTraining(UnmetCondition unmet) => unmet.Rule.StartsWith("TI-", StringComparison.Ordinal);

    static string? Number(string text) =>
        Count().Match(text) is { Success: true } match && Counted.TryGetValue(match.Groups["what"].Value, out var name)
            ? $"{name} {match.Groups["number"].Value}"
            : null;

    static string SystemsIn(string text) =>
        string.Join('、', Systems.Where(system => text.Contains(system.Key, StringComparison.Ordinal)).Select(system => system.Value));

    [GeneratedRegex("^(?<what>[a-z-]+): (?<number>[0-9.]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Count();
}
