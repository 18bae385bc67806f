using System.Globalization;

namespace Projections.Rebuilding;

/// <summary>How a recomputed read model differs from the one that serves: numbers, names of columns and keys; no value of a row.</summary>
/// <param name="Position">Both stand here, so a difference is a difference; see <see cref="SamePosition"/>.</param>
/// <param name="ServedPosition">Where the one that serves stands.</param>
/// <param name="Compared">The table that serves; null where none does, and every row is new.</param>
/// <param name="OnlyServed">Rows that only the table that serves has.</param>
/// <param name="OnlyRecomputed">Rows that only the recomputed one has.</param>
/// <param name="Columns">Rows in which a column, or a property of the body, differs.</param>
/// <param name="MoneyChangeFen">What a change would do to the sum of each amount, in fen.</param>
/// <param name="First">The first rows that differ, by key.</param>
public sealed record DifferenceReport(
    string ReadModel,
    long Position,
    long ServedPosition,
    string? Compared,
    long ServedRows,
    long RecomputedRows,
    long OnlyServed,
    long OnlyRecomputed,
    long Differing,
    IReadOnlyDictionary<string, long> Columns,
    IReadOnlyDictionary<string, long> MoneyChangeFen,
    IReadOnlyList<RowDifference> First)
{
    /// <summary>False where the live fold stands still, so that its table lacks what happened since.</summary>
    public bool SamePosition => Position == ServedPosition;

    public long Rows => OnlyServed + OnlyRecomputed + Differing;

    public bool IsEqual => Rows == 0;

    /// <summary>For example 37 rows, ¥1,250.00 change.</summary>
    public string Summary =>
        IsEqual ? "0 rows differ"
        : MoneyChangeFen.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Rows} rows differ")
        : string.Create(CultureInfo.InvariantCulture, $"{Rows} rows differ, ¥{MoneyChangeFen.Values.Sum() / 100m:N2} change");
}

/// <param name="Kind">only-served, only-recomputed, differs.</param>
/// <param name="Columns">What differs; empty where the other row is missing.</param>
public sealed record RowDifference(string Key, string Kind, IReadOnlyList<string> Columns);
