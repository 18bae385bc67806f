using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;

namespace EventStore.Reading;

/// <summary>How much of an event a reader of the whole log needs.</summary>
public enum Need
{
    /// <summary>Only that it is there.</summary>
    None = 0,

    /// <summary>The stored row with its JSON; the event is not made from it.</summary>
    Row = 1,

    /// <summary>The event itself.</summary>
    Event = 2,
}

/// <summary>Consecutive events of the log.</summary>
/// <param name="Last">Number of the last of them; 0 where there was none.</param>
/// <param name="Offered">Number and id of each event, wanted or not, in order; tombstones are passed over.</param>
/// <param name="Wanted">Those the reader needs; <see cref="StoredEvent.Data"/> is null for rows.</param>
/// <param name="IsLast">True where nothing followed when it was read.</param>
/// <param name="IsCut">True where it ends early because its events are large.</param>
public sealed record ForwardPage(
    long Last, IReadOnlyList<(long Sequence, Guid Id)> Offered, IReadOnlyList<StoredEvent> Wanted, bool IsLast, bool IsCut);

/// <summary>Reads the whole log forward, once, in bounded memory; the next page is fetched while one is worked on.</summary>
/// <remarks>
/// A page is one statement and one snapshot, so everything below its last number is final (ADR 0002); no snapshot stays
/// open between pages. Bodies nobody asked for are not turned into objects.
/// </remarks>
/// <param name="source">Connections of a role that may read the log.</param>
public sealed class ForwardReader(NpgsqlDataSource source, EventCodec codec)
{
    const int PagesAhead = 1;

    /// <summary>A page ends where its bodies are longer together.</summary>
    const long MostBytes = 4 * 1024 * 1024;

    /// <param name="after">The position already passed.</param>
    /// <param name="upTo">The last position wanted; what is beyond is left out.</param>
    /// <param name="pageSize">Events read with one statement; fewer where they are large.</param>
    /// <param name="need">Asked with stream and alias of every event.</param>
    /// <param name="metadata">False where nobody will ask who acted; see <see cref="StoredEvent.IsBare"/>.</param>
    /// <exception cref="UnreadableEventException">A wanted event has a body that its type cannot take.</exception>
    public async IAsyncEnumerable<ForwardPage> ReadAsync(
        long after, long upTo, int pageSize, Func<string, string, Need> need, bool metadata,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pages = Channel.CreateBounded<ForwardPage>(PagesAhead);
        var filling = FillAsync(pages.Writer, after, upTo, pageSize, need, metadata, leaving.Token);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(cancellation)) yield return page;
        }
        finally
        {
            await leaving.CancelAsync();
            await filling;
        }
    }

    /// <summary>The highest position up to which the log is final.</summary>
    public async Task<long> HorizonAsync(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select coalesce(max(seq_id), 0) from public.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    async Task FillAsync(
        ChannelWriter<ForwardPage> pages, long after, long upTo, int pageSize, Func<string, string, Need> need, bool metadata,
        CancellationToken cancellation)
    {
        try
        {
            // One connection for all pages, and no transaction on it in between.
            await using var connection = await source.OpenConnectionAsync(cancellation);
            var limit = pageSize;
            for (var isLast = false; !isLast;)
            {
                var page = await PageAsync(connection, after, upTo, limit, need, metadata, cancellation);
                isLast = page.IsLast;
                after = Math.Max(after, page.Last);

                // What did not fit was sent all the same: while events are that large, fewer are asked for.
                limit = Math.Min(pageSize, page.IsCut ? page.Offered.Count : 2 * limit);
                await pages.WriteAsync(page, cancellation);
            }

            pages.Complete();
        }
        catch (Exception failure)
        {
            // Thrown again where the pages are taken, after those that were read before it.
            pages.Complete(failure);
        }
    }

    async Task<ForwardPage> PageAsync(
        NpgsqlConnection connection, long after, long upTo, int limit, Func<string, string, Need> need, bool metadata,
        CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(metadata ? EventRows.Page : EventRows.BarePage, connection);
        foreach (var value in new object[] { after, upTo, limit }) command.Parameters.Add(new() { Value = value });
        var offered = new List<(long, Guid)>(limit);
        var wanted = new List<StoredEvent>(limit);
        var (last, rows, bytes) = (0L, 0, 0L);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (bytes < MostBytes && await row.ReadAsync(cancellation))
        {
            (last, rows) = (EventRows.Number(row), rows + 1);
            var stream = EventRows.Stream(row);
            if (stream == StoredEvent.TombstoneStream) continue;

            offered.Add((last, EventRows.Id(row)));
            var type = EventRows.Type(row);
            var asked = need(stream, type);
            if (asked == Need.None) continue;

            var stored = EventRows.Read(row, stream, type, asked == Need.Event ? codec : null);
            bytes += stored.Size;
            wanted.Add(stored);
        }

        var isCut = bytes >= MostBytes;
        return new ForwardPage(last, offered, wanted, !isCut && rows < limit, isCut);
    }
}
