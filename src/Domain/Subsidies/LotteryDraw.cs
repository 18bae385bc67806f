using System.Text;
using Domain.Kernel;
using NodaTime;

namespace Domain.Subsidies;

// Stored for good in the stream voucher-draw/{programme}/{batch}.

public abstract record DrawEvent { private protected DrawEvent() { } }

/// <summary>The seed is bound before anybody can register (VCH-11).</summary>
/// <param name="Commitment">SM3 of the seed, hex, lower case.</param>
public sealed record DrawCommitted(string ProgrammeNo, int Batch, string Commitment) : DrawEvent;

/// <summary>No entry is taken after this event, whatever a clock says; those before it are the list.</summary>
public sealed record DrawClosed(LocalDate On) : DrawEvent;

/// <summary>The list and the seed, from which anybody finds the same order.</summary>
/// <param name="Seed">32 bytes, hex, lower case.</param>
/// <param name="ListSm3">Of the pseudonyms in ordinal order, each with a line feed.</param>
public sealed record DrawRevealed(string Seed, int Entries, string ListSm3, LocalDate On, LegalBasis Basis) : DrawEvent;

/// <summary>So many entries, from the first on in their order, have been served or passed over; the next ones follow.</summary>
public sealed record DrawServed(int Entries) : DrawEvent;

/// <summary>Where a draw stands.</summary>
/// <param name="Served">Entries that have been served or passed over.</param>
public sealed record Draw(DrawCommitted? Committed, DrawClosed? Closed, DrawRevealed? Revealed, int Served)
{
    public static Draw Initial { get; } = new(null, null, null, 0);

    public bool IsOpen => Committed is not null && Closed is null;

    public static Draw Evolve(Draw draw, DrawEvent @event) =>
        @event switch
        {
            DrawCommitted e => draw with { Committed = e },
            DrawClosed e => draw with { Closed = e },
            DrawRevealed e => draw with { Revealed = e },
            DrawServed e => draw with { Served = e.Entries },
            _ => throw new System.Diagnostics.UnreachableException($"{@event.GetType().Name} is not known."),
        };
}

/// <summary>Who wins a draw (摇号): a function of the seed and the published list, so that anybody can run it again.</summary>
public static class LotteryDraw
{
    /// <summary>VCH-12: entries in the order of the hash of seed and pseudonym, each pseudonym once.</summary>
    /// <param name="seed">32 bytes, bound by its published hash before registration opened, and revealed after it closed.</param>
    /// <param name="hash">SM3.</param>
    public static IReadOnlyList<string> Ranked(byte[] seed, IEnumerable<string> pseudonyms, Func<byte[], byte[]> hash) =>
    [
        .. pseudonyms.Distinct(StringComparer.Ordinal)
            .Select(pseudonym => (pseudonym, rank: Convert.ToHexString(hash([.. seed, .. Encoding.UTF8.GetBytes(pseudonym)]))))
            .OrderBy(entry => entry.rank, StringComparer.Ordinal).ThenBy(entry => entry.pseudonym, StringComparer.Ordinal)
            .Select(entry => entry.pseudonym),
    ];

    /// <summary>How many of the next entries may be served at the same time, because there is one for each whoever comes first.</summary>
    /// <remarks>The reserves of a lottery are for their own alone.</remarks>
    /// <param name="own">From which share each is served first, in the order of the entries.</param>
    /// <returns>0 where nothing is left for the first of them.</returns>
    public static int ServedTogether(
        string programme, BatchPlan batch, IEnumerable<StockShare> own, StockLevels levels)
    {
        var count = 0;
        foreach (var first in own)
        {
            if (Stock.FirstLeft(programme, batch, Stock.SharesFor(batch, [first], reservesAreOpen: false), levels) is not { } share) break;
            levels = levels.After([new(new StockRow.Out(programme, batch.Batch, share), 1)]);
            count++;
        }

        return count;
    }

    /// <summary>What <see cref="DrawRevealed.ListSm3"/> is the hash of.</summary>
    public static byte[] ListOf(IEnumerable<string> pseudonyms) =>
        Encoding.UTF8.GetBytes(string.Concat(
            pseudonyms.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(one => $"{one}\n")));

    /// <summary>VCH-11: whether a revealed seed is the one that was promised.</summary>
    public static bool IsPromised(byte[] seed, byte[] commitment, Func<byte[], byte[]> hash) =>
        seed.Length == 32 && hash(seed).AsSpan().SequenceEqual(commitment);
}
