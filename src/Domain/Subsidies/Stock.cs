using System.Collections.Immutable;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.Subsidies;

/// <summary>One number that is kept exactly, beside the events it follows from.</summary>
public abstract record StockRow(string Programme)
{
    /// <summary>Vouchers of a share that are out: issued, and not come back into it.</summary>
    public sealed record Out(string Programme, int Batch, StockShare Share) : StockRow(Programme);

    /// <summary>Vouchers of earlier batches that came back for this one.</summary>
    public sealed record Extra(string Programme, int Batch) : StockRow(Programme);

    /// <summary>
    /// What of the programme's budget is no longer free, in fen: B130, what was granted, and what was or will be taken back by the
    /// fund. The one number by which a claim is judged.
    /// </summary>
    public sealed record Bound(string Programme) : StockRow(Programme);

    /// <summary>Of it: face of vouchers that ended and are not issued again, until the fund takes it back.</summary>
    public sealed record Freed(string Programme) : StockRow(Programme);

    /// <summary>Of it: granted, or taken back by the fund.</summary>
    public sealed record Gone(string Programme) : StockRow(Programme);
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

/// <summary>VCH-10: how events move the stock and the budget, and from which part of it a claim is served.</summary>
public static class Stock
{
    public static IEnumerable<StockMove> MovesOf(string programme, WalletEvent @event) =>
        @event switch
        {
            VoucherClaimed e =>
            [
                new(new StockRow.Out(programme, e.Batch, e.Share), 1), new(new StockRow.Bound(programme), e.Face.Fen),
            ],
            VoucherExpired e => Back(programme, e.Batch, e.Share, e.Face, e.BackTo),
            VoucherVoided e => Back(programme, e.Batch, e.Share, e.Face, e.BackTo),
            _ => [],
        };

    static IEnumerable<StockMove> Back(string programme, int batch, StockShare share, Money face, int? backTo)
    {
        if (backTo is not { } next)
        {
            yield return new(new StockRow.Freed(programme), face.Fen);
            yield break;
        }

        yield return new(new StockRow.Bound(programme), -face.Fen);
        yield return next == batch ? new(new StockRow.Out(programme, batch, share), -1) : new(new StockRow.Extra(programme, next), 1);
    }

    public static IEnumerable<StockMove> MovesOf(FundEvent @event) =>
        @event switch
        {
            GrantApproved e =>
            [
                new(new StockRow.Bound(e.Programme), e.Amount.Fen), new(new StockRow.Gone(e.Programme), e.Amount.Fen),
            ],
            BudgetFreed e =>
            [
                new(new StockRow.Freed(e.Programme), -e.Amount.Fen), new(new StockRow.Gone(e.Programme), e.Amount.Fen),
            ],
            _ => [],
        };

    /// <summary>What became of a programme's budget, by the rows as they stand.</summary>
    public static BudgetUse UseOf(string programme, StockLevels levels)
    {
        var (freed, gone) = (levels[new StockRow.Freed(programme)], levels[new StockRow.Gone(programme)]);
        return new(new Money(levels[new StockRow.Bound(programme)] - freed - gone), new Money(freed), new Money(gone));
    }

    /// <summary>FND-15: the most that a programme can grant, with every voucher covered that is out or may still go out.</summary>
    public static Money GrantableBy(Programme.Running running, Instant at, StockLevels levels) =>
        running.Budget - new Money(levels[new StockRow.Bound(running.ProgrammeNo)]) - MayStillIssue(running, at, levels);

    /// <summary>Face of all vouchers that batches may issue from now on, each by the terms of the day on which it opens.</summary>
    public static Money MayStillIssue(Programme.Running running, Instant at, StockLevels levels) =>
        running.Editions.SelectMany(edition => edition.Terms.Batches
            .Where(batch => running.On(WorkCalendar.DayOf(batch.OpensAt)) == edition && !running.Stopped.Contains(batch.Batch))
            .Where(batch => batch.Mode == IssueMode.Lottery ? WorkCalendar.DayOf(at) <= edition.Terms.ClosesOn : at < batch.ClosesAt)
            .Select(batch => (edition.Terms.KindOf(batch)?.Face ?? Money.Zero) * LeftOf(running.ProgrammeNo, batch, levels))).Sum();

    static long LeftOf(string programme, BatchPlan batch, StockLevels levels) =>
        levels[new StockRow.Extra(programme, batch.Batch)] + Enum.GetValues<StockShare>().Sum(
            share => batch.StockOf(share) - levels[new StockRow.Out(programme, batch.Batch, share)]);

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
        new StockRow.Bound(programme),
        .. Enum.GetValues<StockShare>().Where(share => share == StockShare.General || batch.StockOf(share) > 0)
            .Select(share => new StockRow.Out(programme, batch.Batch, share)),
        .. terms.Recycling == RecyclePolicy.NextBatch ? [new StockRow.Extra(programme, batch.Batch)] : Array.Empty<StockRow>(),
    ];

    /// <summary>Every row that says what became of a programme's budget.</summary>
    public static IReadOnlyList<StockRow> BudgetRowsOf(string programme) =>
        [new StockRow.Bound(programme), new StockRow.Freed(programme), new StockRow.Gone(programme)];

    /// <summary>Every row that a grant, or a change of the terms, looks at.</summary>
    public static IReadOnlyList<StockRow> RowsOf(Programme.Running running) =>
    [
        .. BudgetRowsOf(running.ProgrammeNo)
            .Concat(running.Editions.Concat(running.Pending is { } pending ? [pending] : [])
                .SelectMany(edition => edition.Terms.Batches.SelectMany(batch => RowsOf(running.ProgrammeNo, edition.Terms, batch))))
            .Distinct(),
    ];
}
