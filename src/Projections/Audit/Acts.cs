using System.Collections.Frozen;

namespace Projections.Audit;

/// <summary>What an event is called in the field, for people who read a replay or the audit trail.</summary>
public static class Acts
{
    static readonly FrozenDictionary<string, string> Terms = new Dictionary<string, string>
    {
        ["application_received"] = "收到申请",
        ["material_delivered"] = "材料送达",
        ["correction_requested"] = "一次性告知补正",
        ["correction_submitted"] = "提交补正",
        ["application_accepted"] = "受理",
        ["acceptance_deemed"] = "逾期未告知，视为受理",
        ["application_not_accepted"] = "不予受理",
        ["site_checked"] = "实地核查",
        ["review_completed"] = "审查",
        ["permit_granted"] = "准予许可",
        ["permit_refused"] = "不予许可",
        ["decision_delivered"] = "送达",
        ["application_withdrawn"] = "申请人撤回申请",
        ["decision_period_extended"] = "延长审批期限",
        ["deadline_recomputed"] = "重新计算期限",
        ["case_rated"] = "好差评",
        ["permit_opened"] = "颁发许可证",
        ["calendar_edition_published"] = "发布工作日历",
        ["command_refused"] = "操作被拒绝",
        ["officer_signed_in"] = "登录",
        ["personal_data_read"] = "查阅个人信息",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The term, or the alias itself where there is none.</summary>
    public static string TermOf(string type) => Terms.GetValueOrDefault(type, type);
}
