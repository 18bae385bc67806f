using Domain.Kernel;
using Domain.Licensing;

namespace Application.SportPermits;

/// <summary>Refusals that are found outside the case, and the way back from a stored code to its sentence.</summary>
public static class KnownRefusals
{
    public static readonly Refusal SiteCheckOfficerMustBeKnown = new(
        RefusalKind.Malformed, "case.site-check-officer-must-be-known", "核查人员应当是本机关的工作人员。", Laws.Licensing("34(3)"),
        Field: "officers");

    public static readonly Refusal HearingChairMustBeKnown = new(
        RefusalKind.Malformed, "hearing.chair-must-be-known", "听证主持人应当是本机关的工作人员。", Laws.Licensing("48(3)"), Field: "chair");

    static readonly Refusal[] Own = [SiteCheckOfficerMustBeKnown, HearingChairMustBeKnown];

    /// <summary>A repeat is told the same code as the first time; field and detail are not kept.</summary>
    public static Refusal ByCode(string code) =>
        Array.Find(Own, refusal => refusal.Code == code)
            ?? Refusals.ByCode(code) ?? new Refusal(RefusalKind.WrongState, code, "该操作此前已被拒绝。");
}
