using NodaTime;

namespace Domain.Prepayments;

/// <summary>How a district has prepaid money held: one edition of dated data.</summary>
/// <param name="District">Six-digit region; 320500 stands for every district without an edition of its own.</param>
/// <param name="Modes">bank-custody (银行托管), risk-deposit (风险保证金).</param>
/// <param name="WithdrawalDays">Calendar days after signing in which a parent gets back all that is not confirmed (冷静期).</param>
/// <param name="MostDaysAhead">Earliest sale before the first lesson; null where no rule is known.</param>
public sealed record PrepaymentTerms(
    string Edition, string District, LocalDate From, IReadOnlyList<string> Modes, int WithdrawalDays, int? MostDaysAhead, string Source)
{
    public const string Custody = "bank-custody";
    public const string Deposit = "risk-deposit";

    const string Everywhere = Licensing.Regions.City;

    /// <summary>Oldest first; none is changed, because contracts keep the edition they were made under.</summary>
    public static IReadOnlyList<PrepaymentTerms> Published { get; } =
    [
        new(
            "prepayment-terms/1", Everywhere, new LocalDate(2022, 12, 1), [Custody, Deposit], 7, null,
            "教监管〔2022〕4号: custody or deposit; the days of withdrawal, whether both modes are open in a district and how early a sale "
            + "may be wait for the bureau"),
    ];

    /// <summary>The district's own newest edition on a day, or the general one.</summary>
    public static PrepaymentTerms On(string district, LocalDate day) =>
        Published.LastOrDefault(terms => terms.District == district && terms.From <= day)
        ?? Published.LastOrDefault(terms => terms.District == Everywhere && terms.From <= day)
        ?? Published[0];
}
