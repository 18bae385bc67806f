using System.Text.Json;
using Bench.Cards;
using EventStore;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Bench.Server;

/// <summary>Fills a log with cards, their events and the command id of each event, through COPY into the product's tables.</summary>
/// <remarks>
/// Card numbers count up, and a chunk of cards is one transaction: a fill that was killed goes on behind the last card. Numbers are drawn
/// and kept in order under the lock of the log, as for every append, so what stands in the log is what appends would have left.
/// </remarks>
public sealed class Filler(BenchDatabase database)
{
    public const int EventsPerCard = 5;

    const int CardsInChunk = 10_000;

    static readonly Instant Begin = Instant.FromUtc(2026, 1, 1, 0, 0);
    static readonly string Headers = JsonSerializer.Serialize(VisitCards.Headers, EventJson.Options);
    static readonly byte[] Digest = [.. Enumerable.Range(0, 32).Select(number => (byte)(255 - number))];

    /// <param name="told">The number of cards there are, after each chunk.</param>
    /// <returns>How many cards this call added.</returns>
    public async Task<long> FillAsync(long cards, Action<long> told, CancellationToken cancellation)
    {
        await using var connection = await database.OwnerAsync(cancellation);
        var before = await CardsAsync(connection, cancellation);
        for (var from = before; from < cards;)
        {
            var count = (int)Math.Min(CardsInChunk, cards - from);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await AddAsync(connection, [.. Cards(from, count)], cancellation);
            await transaction.CommitAsync(cancellation);
            from += count;
            told(from);
        }

        const string Tidy = "vacuum (analyze) public.mt_streams, public.mt_events, regulation.commands";
        if (before < cards) await Sql.RunAsync(connection, Tidy, cancellation);
        return Math.Max(0, cards - before);
    }

    /// <summary>One card with many visits, a second apart.</summary>
    /// <returns>When the visit of each version took place.</returns>
    public async Task<IReadOnlyList<Instant>> AddLongCardAsync(string stream, int events, CancellationToken cancellation)
    {
        await using var connection = await database.OwnerAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        List<Row> rows = [.. Course(stream, 0, events)];
        await AddAsync(connection, rows, cancellation);
        await transaction.CommitAsync(cancellation);
        await Sql.RunAsync(connection, "vacuum (analyze) public.mt_streams, public.mt_events", cancellation);
        return [.. rows.Select(row => row.At)];
    }

    static Task<long> CardsAsync(NpgsqlConnection connection, CancellationToken cancellation) => Sql.NumberAsync(
        connection,
        $"select coalesce(max(substr(id, 12)::bigint) + 1, 0) from public.mt_streams where id ~ '^visit-card/[0-9]+$'", cancellation);

    static IEnumerable<Row> Cards(long from, int count)
    {
        // Visits of one card are not neighbours in the log: in turns, every card one event.
        var courses = Enumerable.Range(0, count)
            .Select(at => Course(VisitCards.Stream(from + at), from + at, EventsPerCard).ToList()).ToList();
        for (var version = 0; version < EventsPerCard; version++)
        {
            foreach (var course in courses) yield return course[version];
        }
    }

    static IEnumerable<Row> Course(string stream, long number, int events)
    {
        var issued = VisitCards.Issued(number, Begin.InUtc().Date);
        yield return new Row(stream, 1, Begin, issued);
        var card = VisitCards.Evolve(VisitCard.None, issued);
        for (var version = 2; version <= events; version++)
        {
            var at = Begin + Duration.FromSeconds(version);
            var paid = VisitCards.Pay(card, at)!;
            card = VisitCards.Evolve(card, paid);
            yield return new Row(stream, version, at, paid);
        }
    }

    static async Task AddAsync(NpgsqlConnection connection, List<Row> rows, CancellationToken cancellation)
    {
        // The lock comes before the numbers; COPY's own triggers then find it taken and the numbers in order.
        await Sql.RunAsync(connection, "select pg_advisory_xact_lock(7887040406614865011)", cancellation);
        var last = await Sql.NumberAsync(
            connection,
            $"select setval('public.mt_events_sequence', nextval('public.mt_events_sequence') + {rows.Count - 1})", cancellation);
        var first = last - rows.Count + 1;
        await CopyStreamsAsync(connection, rows, cancellation);
        await CopyEventsAsync(connection, rows, first, cancellation);
        await CopyCommandsAsync(connection, rows, first, cancellation);
    }

    static async Task CopyStreamsAsync(NpgsqlConnection connection, List<Row> rows, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy public.mt_streams (id, type, version, tenant_id, is_archived) from stdin (format binary)", cancellation);
        foreach (var card in rows.GroupBy(row => row.Stream))
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(card.Key, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(VisitCards.StreamType, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync((long)card.Count(), NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    static async Task CopyEventsAsync(NpgsqlConnection connection, List<Row> rows, long first, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy public.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, "
            + "headers, user_name, is_archived) from stdin (format binary)",
            cancellation);
        var position = first;
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(position++, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync(row.Stream, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(row.Version, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(StoredForm.Json(row.Event), NpgsqlDbType.Jsonb, cancellation);
            await copy.WriteAsync(StoredForm.Alias(row.Event), NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(row.At.ToDateTimeUtc(), NpgsqlDbType.TimestampTz, cancellation);
            await copy.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(StoredForm.DotNetType(row.Event), NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(row.Key, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(Headers, NpgsqlDbType.Jsonb, cancellation);
            await copy.WriteAsync(VisitCards.UserName, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    static async Task CopyCommandsAsync(NpgsqlConnection connection, List<Row> rows, long first, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy regulation.commands (caller, key, digest, position, versions) from stdin (format binary)", cancellation);
        var position = first;
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(VisitCards.Caller, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(row.Key, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(Digest, NpgsqlDbType.Bytea, cancellation);
            await copy.WriteAsync(position++, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(StoredForm.Versions(row.Stream, row.Version), NpgsqlDbType.Jsonb, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    sealed record Row(string Stream, long Version, Instant At, object Event)
    {
        public string Key { get; } = Guid.NewGuid().ToString();
    }
}
