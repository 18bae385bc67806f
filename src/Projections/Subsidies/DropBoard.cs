using System.Globalization;
using Domain.Subsidies;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Subsidies;

/// <summary>How a batch goes, moment by moment. Stock is the plan's; this counts what the events did to it.</summary>
/// <param name="Issued">Vouchers issued so far, those that came back and went out again included.</param>
/// <param name="Out">By share: issued, and not come back into it.</param>
/// <param name="Returned">Came back into this batch.</param>
/// <param name="Extra">Came back from earlier batches for this one.</param>
/// <param name="Entries">Of a lottery.</param>
public sealed record DropBoard(
    string ProgrammeNo, int Batch, long Issued, IReadOnlyDictionary<StockShare, long> Out, long Returned, long Extra, long Expired,
        long Voided,
    long Entries, Instant? FirstAt, Instant? LastAt);

public sealed class DropBoardProjection : Projection<DropBoard>
{
    const string Prefix = "voucher-wallet/";

    public override Table<DropBoard> Table { get; } = new()
    {
        Name = "drop_board",
        Version = 1,
        Columns = new Columns<DropBoard>()
            .Text("programme", board => board.ProgrammeNo, required: true)
            .Number("batch", board => board.Batch, required: true),
        Indexes = ["(programme)"],
    };

    public override Need NeedOf(string stream, string type) => stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored)
    {
        var (batch, backTo) = stored.Data switch
        {
            VoucherClaimed e => (e.Batch, null),
            VoucherExpired e => (e.Batch, e.BackTo),
            VoucherVoided e => (e.Batch, e.BackTo),
            DrawEntered e => (e.Batch, (int?)null),
            _ => (0, null),
        };
        if (batch == 0) return [];
        var programme = stored.Stream.Split('/')[1];
        return backTo is { } back && back != batch ? [KeyOf(programme, batch), KeyOf(programme, back)] : [KeyOf(programme, batch)];
    }

    public static string KeyOf(string programme, int batch) => string.Create(CultureInfo.InvariantCulture, $"{programme}/{batch}");

    public override DropBoard? Evolve(string key, DropBoard? row, StoredEvent stored)
    {
        var parts = key.Split('/');
        var batch = int.Parse(parts[1], CultureInfo.InvariantCulture);
        var board = row ?? new(parts[0], batch, 0, new Dictionary<StockShare, long>(), 0, 0, 0, 0, 0, null, null);
        return stored.Data switch
        {
            VoucherClaimed e => Moved(board, e.Share, 1) with
            {
                Issued = board.Issued + 1, FirstAt = board.FirstAt ?? stored.Timestamp, LastAt = stored.Timestamp,
            },
            VoucherExpired e => Back(e.Batch == batch ? board with { Expired = board.Expired + 1 } : board, e.Batch, e.BackTo, e.Share),
            VoucherVoided e => Back(e.Batch == batch ? board with { Voided = board.Voided + 1 } : board, e.Batch, e.BackTo, e.Share),
            DrawEntered => board with { Entries = board.Entries + 1 },
            _ => row,
        };
    }

    static DropBoard Back(DropBoard board, int batch, int? backTo, StockShare share) =>
        backTo != board.Batch ? board
        : batch == backTo ? Moved(board, share, -1) with { Returned = board.Returned + 1 }
        : board with { Extra = board.Extra + 1 };

    static DropBoard Moved(DropBoard board, StockShare share, int by)
    {
        var shares = new SortedDictionary<StockShare, long>(board.Out.ToDictionary());
        shares[share] = shares.GetValueOrDefault(share) + by;
        return board with { Out = shares };
    }
}
