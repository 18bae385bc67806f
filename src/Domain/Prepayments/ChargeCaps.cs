using System.Globalization;
using Domain.Kernel;
using NodaTime;

namespace Domain.Prepayments;

/// <summary>What one charge (一次性收费) may span, hold and cost: one edition of dated data.</summary>
/// <param name="From">First day on which a charge is judged by it.</param>
/// <param name="Months">Longest span, date to date: the corresponding day is the last one.</param>
/// <param name="Days">Longest span where it is given in days.</param>
/// <param name="ClassHours">Most class hours (课时).</param>
/// <param name="ClassHourMinutes">Minutes of one class hour.</param>
public sealed record ChargeCaps(
    string Edition, LocalDate From, int Months, int Days, int ClassHours, int ClassHourMinutes, Money Most, LegalBasis Basis,
    string Source)
{
    /// <summary>Oldest first. A new edition is added, none is changed: earlier charges keep theirs.</summary>
    public static IReadOnlyList<ChargeCaps> Published { get; } =
    [
        new(
            "charge-caps/1", new LocalDate(2022, 12, 1), 3, 90, 60, 45, new Money(500_000),
            new LegalBasis("教监管〔2022〕4号", "预收费"),
            "opinions of thirteen ministries on non-subject training: 3 months or 60 class hours, and 5,000 yuan; minutes of a class "
            + "hour, and 90 days for a span in days, to be confirmed by the bureau"),
    ];

    /// <summary>The edition for a charge made on a day; before the first one, the first.</summary>
    public static ChargeCaps On(LocalDate day) => Published.LastOrDefault(caps => caps.From <= day) ?? Published[0];

    /// <summary>CHG-1 to CHG-3: one finding for each cap, kept or not, with its figures.</summary>
    public IReadOnlyList<ChargeFinding> Judge(ChargeSpan span, long minutes, Money amount) =>
        [JudgeSpan(span), JudgeHours(minutes), JudgeAmount(amount)];

    /// <summary>CHG-4: what of earlier charges is still held counts with the new one, together and in a row.</summary>
    /// <param name="open">Charges of the same trainee with the same institution of which money is still held.</param>
    /// <param name="on">Day of the sale; what lies before it is past.</param>
    public IReadOnlyList<ChargeFinding> JudgeTogether(IReadOnlyList<OpenCharge> open, OpenCharge asked, LocalDate on)
    {
        if (open.Count == 0) return [];

        var all = open.Append(asked).ToList();
        var first = all.Min(charge => charge.FirstDay < on ? on : charge.FirstDay);
        var last = all.Max(charge => charge.LastDay);
        return
        [
            JudgeSpan(new ChargeSpan.Dates(first, last < first ? first : last)),
            JudgeHours(all.Aggregate(0L, (sum, charge) => checked(sum + charge.Minutes))),
            JudgeAmount(all.Sum(charge => charge.Amount)),
        ];
    }

    ChargeFinding JudgeSpan(ChargeSpan span) =>
        span switch
        {
            ChargeSpan.InDays { Days: var days } => Finding("span", days <= Days, Say($"{days} days"), Say($"{Days} days")),
            ChargeSpan.Dates { First: var first, Last: var last } => Finding(
                "span", last <= first.PlusMonths(Months), Say($"{first:yyyy-MM-dd} to {last:yyyy-MM-dd}"),
                Say($"{Months} months: to {first.PlusMonths(Months):yyyy-MM-dd}")),
            _ => throw new System.Diagnostics.UnreachableException(span.GetType().Name),
        };

    ChargeFinding JudgeHours(long minutes) =>
        Finding(
            "class-hours", minutes <= checked((long)ClassHours * ClassHourMinutes),
            Say($"{minutes} minutes, {minutes / (decimal)ClassHourMinutes:0.##} class hours"),
            Say($"{ClassHours} class hours of {ClassHourMinutes} minutes"));

    ChargeFinding JudgeAmount(Money amount) =>
        Finding("amount", amount <= Most, Say($"{amount.Fen} fen"), Say($"{Most.Fen} fen"));

    ChargeFinding Finding(string cap, bool kept, string asked, string allowed) => new(cap, kept, asked, allowed, Edition, Basis);

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How long a charge is for, as it was told: both ends inclusive, or a number of days.</summary>
public abstract record ChargeSpan
{
    private ChargeSpan() { }

    public sealed record InDays(int Days) : ChargeSpan;

    public sealed record Dates(LocalDate First, LocalDate Last) : ChargeSpan;
}

/// <summary>A charge, or what of an earlier one is still held.</summary>
public sealed record OpenCharge(LocalDate FirstDay, LocalDate LastDay, long Minutes, Money Amount);

/// <summary>One cap against one figure.</summary>
/// <param name="Cap">span, class-hours or amount.</param>
/// <param name="Asked">The figure, in words.</param>
/// <param name="Edition">Of the caps.</param>
public sealed record ChargeFinding(string Cap, bool Kept, string Asked, string Allowed, string Edition, LegalBasis Basis);
