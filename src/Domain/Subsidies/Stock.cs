using System.Collections.Immutable;
using Domain.Kernel;

namespace Domain.Subsidies;

/// <summary>One number that is kept exactly, beside the events it follows from.</summary>
public abstract record StockRow(string Programme)
{
    /// <summary>Vouchers of a share that are out: issued, and not come back into it.</summary>
    public sealed record Out(string Programme, int Batch, StockShare Share) : StockRow(Programme);

    /// <summary>Vouchers of earlier batches that came back for this one.</summary>
    public sealed record Extra(string Programme, int Batch) : StockRow(Programme);

    /// <summary>B130 of the programme in fen: the face of all vouchers that can still be used.</summary>
    public sealed record Outstanding(string Programme) : StockRow(Programme);
}

/// <summary>The rows as they stand; one that was never moved is 0.</summary>
public sealed record StockLevels(ImmutableDictionary<StockRow, long> Rows)
{
    public static StockLevels Nothing { get; } = new(ImmutableDictionary<StockRow, long>.Empty);

    public long this[StockRow row] => Rows.GetValueOrDefault(row);

    public StockLevels After(IEnumerable<StockMove> moves) =>
        new(moves.Aggregate(Rows, (rows, move) => rows.SetItem(move.Row, rows.GetValueOrDefault(move.Row) + move.By)));
}

public sealed record StockMove(StockRow Row, long By);

/// <summary>VCH-10: how events move the stock, and from which part of it a claim is served.</summary>
public static class Stock
{
    public static IEnumerable<StockMove> MovesOf(string programme, WalletEvent @event) =>
        @event switch
        {
            VoucherClaimed e =>
            [
                new(new StockRow.Out(programme, e.Batch, e.Share), 1), new(new StockRow.Outstanding(programme), e.Face.Fen),
            ],
            VoucherExpired e => Back(programme, e.Batch, e.Share, e.Face, e.BackTo),
            VoucherVoided e => Back(programme, e.Batch, e.Share, e.Face, e.BackTo),
            _ => [],
        };

    static IEnumerable<StockMove> Back(string programme, int batch, StockShare share, Money face, int? backTo)
    {
        yield return new(new StockRow.Outstanding(programme), -face.Fen);
        if (backTo == batch) yield return new(new StockRow.Out(programme, batch, share), -1);
        else if (backTo is { } next) yield return new(new StockRow.Extra(programme, next), 1);
    }

    /// <summary>VCH-8: the shares that may serve a claim, in their order.</summary>
    /// <param name="own">From which one the claimant is served first.</param>
    /// <param name="reservesAreOpen">True once what is left of the reserves is for everybody.</param>
    public static IReadOnlyList<StockShare> SharesFor(BatchPlan batch, IReadOnlyList<StockShare> own, bool reservesAreOpen)
    {
        StockShare[] reserves = reservesAreOpen ? [StockShare.Senior, StockShare.Assisted] : [];
        StockShare[] all = [.. own, StockShare.General, .. reserves];
        return [.. all.Distinct().Where(share => share == StockShare.General || batch.StockOf(share) > 0)];
    }

    /// <returns>The share with a voucher left that comes first; null where there is none.</returns>
    public static StockShare? FirstLeft(string programme, BatchPlan batch, IEnumerable<StockShare> shares, StockLevels levels)
    {
        foreach (var share in shares)
        {
            var extra = share == StockShare.General ? levels[new StockRow.Extra(programme, batch.Batch)] : 0;
            if (levels[new StockRow.Out(programme, batch.Batch, share)] < batch.StockOf(share) + extra) return share;
        }

        return null;
    }

    /// <summary>Every row a claim of a batch may look at.</summary>
    public static IReadOnlyList<StockRow> RowsOf(string programme, ProgrammeTerms terms, BatchPlan batch) =>
    [
        new StockRow.Outstanding(programme),
        .. Enum.GetValues<StockShare>().Where(share => share == StockShare.General || batch.StockOf(share) > 0)
            .Select(share => new StockRow.Out(programme, batch.Batch, share)),
        .. terms.Recycling == RecyclePolicy.NextBatch ? [new StockRow.Extra(programme, batch.Batch)] : Array.Empty<StockRow>(),
    ];
}
