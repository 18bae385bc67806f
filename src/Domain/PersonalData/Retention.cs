using Domain.Kernel;
using NodaTime;

namespace Domain.PersonalData;

/// <summary>How long what was kept of a participant stays after the matter has ended.</summary>
/// <param name="Capacity">party (applicant, holder, legal representative) or helper (agent, staff).</param>
/// <param name="Source">Where the length comes from.</param>
public sealed record RetentionRule(string Capacity, LocalDate From, int Years, LegalBasis Basis, string Source);

/// <summary>ERA-3: archive periods as dated data; the installation may name others.</summary>
public sealed record RetentionRules(IReadOnlyList<RetentionRule> All)
{
    public const string Party = "party";
    public const string Helper = "helper";

    const string Confirm = "period to be confirmed by the bureau's own archive table (保管期限表)";

    static readonly LegalBasis Archives = new("机关文件材料归档范围和文书档案保管期限规定", "5");

    public static RetentionRules Published { get; } = new(
    [
        new RetentionRule(Party, new LocalDate(2007, 1, 1), 10, Archives, $"periods of 10 and 30 years and for ever; {Confirm}"),
        new RetentionRule(Helper, new LocalDate(2007, 1, 1), 3, Archives, $"contact data is no part of the archived file; {Confirm}"),
    ]);

    /// <summary>The rule in force when the matter ended.</summary>
    public RetentionRule For(string capacity, LocalDate endedOn) =>
        All.Where(rule => rule.Capacity == capacity && rule.From <= endedOn).MaxBy(rule => rule.From)
            ?? All.First(rule => rule.Capacity == capacity);

    public RetentionRules With(string capacity, int years, string source) =>
        new(
        [
            .. All.Where(rule => rule.Capacity != capacity),
            For(capacity, LocalDate.MaxIsoValue) with { Years = years, Source = source },
        ]);
}

/// <summary>One matter in which the person takes or took part.</summary>
/// <param name="Kind">case, permit, institution, prepayment, venue, vouchers or grant.</param>
/// <param name="Open">
/// A case in which somebody is awaited; a permit that has not ended; prepaid money that is still held; a venue that is designated;
/// vouchers of one programme that are neither used nor ended; a grant that is not paid.
/// </param>
/// <param name="EndedOn">Day of its last event.</param>
public sealed record Involvement(string Kind, string Id, string Capacity, bool Open, LocalDate EndedOn);

/// <summary>What is known of a person when erasure is asked for.</summary>
/// <param name="KeyVersion">Version of the newest key that still exists; 0 where there is none.</param>
public sealed record PersonFacts(
    int KeyVersion, IReadOnlyList<ErasedKind> Texts, int Files, IReadOnlyList<Involvement> Involvements, bool HoldsOffice)
{
    /// <summary>ERA-3: every reason for which erasure has to wait on a day; none allows it.</summary>
    public IReadOnlyList<DeferralReason> ReasonsToWait(LocalDate today, RetentionRules rules)
    {
        var reasons = new List<DeferralReason>();
        foreach (var matter in Involvements.OrderBy(matter => matter.Id, StringComparer.Ordinal))
        {
            // A permit stands for its holder; who only helped is free once the case is over.
            if (matter.Kind is "permit" or "institution" && matter.Capacity != RetentionRules.Party) continue;
            if (matter.Open)
            {
                reasons.Add(new DeferralReason(
                    matter.Kind switch
                    {
                        "permit" or "institution" => "permit-in-force",
                        "prepayment" => "prepayment-held",
                        "venue" => "venue-designated",
                        "vouchers" => "voucher-held",
                        "grant" => "grant-unpaid",
                        _ => "case-open",
                    },
                    matter.Id, null,
                    new LegalBasis("个人信息保护法", "13(3)")));
                continue;
            }

            // No text belongs to a voucher: what the accounts keep of it is under a reference and stays.
            if (matter.Kind == "vouchers") continue;
            var rule = rules.For(matter.Capacity, matter.EndedOn);
            var last = matter.EndedOn.PlusYears(rule.Years);
            if (last >= today) reasons.Add(new DeferralReason("retention", matter.Id, last, rule.Basis));
        }

        if (HoldsOffice) reasons.Add(new DeferralReason("office-held", null, null, new LegalBasis("个人信息保护法", "13(3)")));
        return reasons;
    }
}
