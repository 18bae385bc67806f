using Domain.Kernel;
using NodaTime;
using static Domain.Subsidies.WalletRefusals;

namespace Domain.Subsidies;

/// <summary>VCH-4 to VCH-9: for whom a programme is meant, and what figures count a claimant under.</summary>
public static class Eligibility
{
    static readonly string[] AssistedChannels = ["counter", "telephone"];

    static readonly (int Below, string Band)[] Bands =
        [(14, "0-13"), (18, "14-17"), (35, "18-34"), (50, "35-49"), (60, "50-59"), (70, "60-69")];

    /// <summary>Below this age the guardian agrees (个人信息保护法 31).</summary>
    const int GuardedBelow = 14;

    /// <summary>Whether a claim is made for somebody at a counter or by telephone.</summary>
    public static bool IsAssisted(string channel) => AssistedChannels.Contains(channel);

    /// <summary>Why the programme is not meant for the claimant, with the rule; null where it is.</summary>
    public static (Refusal Refusal, string Rule)? WhyNot(EligibilityRules rules, ClaimantFacts claimant, LocalDate day)
    {
        if (claimant.Restricted) return (MustNotBeRestricted, "VCH-9");
        var age = AgeOn(claimant.BornOn, day);
        if ((rules.AgeFrom ?? rules.AgeTo) is not null && age is null) return (AgeMustBeProven, "VCH-4");
        if (age < rules.AgeFrom || age > rules.AgeTo) return (AgeMustFit, "VCH-4");
        if (age < GuardedBelow && !claimant.GuardianAgreed) return (GuardianMustAgree, "VCH-6");
        if (rules.Ties.Count > 0 && !rules.Ties.Intersect(claimant.Ties).Any()) return (TieMustBeProven, "VCH-4");
        if (rules.DisabledOnly && !claimant.Disabled) return (DisabilityMustBeProven, "VCH-4");

        return claimant.RiskCode is null ? null : (RiskMustBeReviewed, "VCH-7");
    }

    /// <summary>VCH-8: the reserves that serve the claimant before the general stock does.</summary>
    public static IReadOnlyList<StockShare> ReservesOf(ProgrammeTerms terms, ClaimantFacts claimant, string channel, LocalDate day) =>
    [
        .. AgeOn(claimant.BornOn, day) >= terms.Eligible.SeniorFrom ? [StockShare.Senior] : Array.Empty<StockShare>(),
        .. IsAssisted(channel) ? [StockShare.Assisted] : Array.Empty<StockShare>(),
    ];

    public static ClaimantGroup GroupOf(ClaimantFacts claimant, LocalDate day) =>
        new(BandOf(AgeOn(claimant.BornOn, day)), claimant.District);

    /// <summary>Years that a band begins with and ends before; null for a band of nobody known.</summary>
    public static (int From, int To)? AgesOf(string band)
    {
        var at = Array.FindIndex(Bands, known => known.Band == band);
        return band == "70+" ? (70, 121) : at < 0 ? null : (at == 0 ? 0 : Bands[at - 1].Below, Bands[at].Below);
    }

    static string BandOf(int? age) =>
        age is not { } years ? "unknown" : Array.Find(Bands, band => years < band.Below).Band ?? "70+";

    /// <summary>Completed years; somebody born on 29 February completes a year on 28 February of a common year, as NodaTime
    /// counts.</summary>
    static int? AgeOn(LocalDate? born, LocalDate day) => born is { } date ? Period.Between(date, day, PeriodUnits.Years).Years : null;
}
