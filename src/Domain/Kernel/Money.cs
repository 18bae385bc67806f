using System.Globalization;

namespace Domain.Kernel;

/// <summary>An amount of money (金额) in whole fen, a hundredth of a yuan; may be negative where a difference is meant.</summary>
/// <remarks>
/// Arithmetic is checked: an overflow is a bug and throws. What comes from outside is bounded by <see cref="IsPayable"/> first.
/// </remarks>
/// <param name="Fen">The only public property, so that it is stored and sent as the bare number.</param>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    /// <summary>A hundred thousand million yuan, in fen: above every budget of a city, and far from where sums overflow.</summary>
    public const long MostFen = 10_000_000_000_000;

    public static Money Zero { get; }

    public static Money Yuan(long yuan) => new(yuan * 100);

    /// <summary>More than nothing and within bounds.</summary>
    public bool IsPayable() => Fen is > 0 and <= MostFen;

    public static Money operator +(Money one, Money other) => new(one.Fen + other.Fen);

    public static Money operator -(Money one, Money other) => new(one.Fen - other.Fen);

    public static Money operator *(Money one, long times) => new(one.Fen * times);

    public static bool operator <(Money one, Money other) => one.Fen < other.Fen;

    public static bool operator >(Money one, Money other) => one.Fen > other.Fen;

    public static bool operator <=(Money one, Money other) => one.Fen <= other.Fen;

    public static bool operator >=(Money one, Money other) => one.Fen >= other.Fen;

    public static Money Min(Money one, Money other) => one <= other ? one : other;

    public static Money Max(Money one, Money other) => one >= other ? one : other;

    /// <summary>The fraction of an amount that is not negative; a part of a fen is dropped.</summary>
    public Money Part(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Fen);
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        return new((long)((Int128)Fen * numerator / denominator));
    }

    /// <summary>Equal parts that sum to the whole; what does not divide is in the last one.</summary>
    public IReadOnlyList<Money> Split(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Fen);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        var each = Part(1, parts);
        return [.. Enumerable.Repeat(each, parts - 1), this - each * (parts - 1)];
    }

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>For reading: yuan with two decimals.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Fen < 0 ? "-" : "")}{Int128.Abs(Fen) / 100}.{Int128.Abs(Fen) % 100:00}");
}

/// <summary>Sums of amounts.</summary>
public static class MoneySums
{
    public static Money Sum(this IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);

    public static Money Sum<T>(this IEnumerable<T> items, Func<T, Money> amount) => items.Select(amount).Sum();
}
