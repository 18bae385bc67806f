using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Application.Subsidies;
using Bench.Server;
using Domain.Subsidies;
using EventStore;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Bench.Claims;

/// <summary>Fills a log with issued vouchers, each the one event of a wallet, and their command ids, through COPY.</summary>
/// <remarks>As <see cref="Filler"/> does with cards: chunk by chunk, with numbers drawn under the lock of the log.</remarks>
sealed class ClaimFiller(BenchDatabase database)
{
    const int InChunk = 50_000;
    const string Programme = "BENCH-OLD";

    /// <summary>Persons' numbers count up; their references are as random as those of the service.</summary>
    static string PersonOf(long number) =>
        $"p-{Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, 16))}";

    static readonly ClaimantGroup Group = new("35-49", "320508");
    static readonly byte[] Digest = [.. Enumerable.Range(0, 32).Select(number => (byte)(255 - number))];

    const string Headers = """{"role":"applicant","district":"320500","command":"ticket/0123456789abcdef0123456789abcdef"}""";

    public async Task FillAsync(long vouchers, Action<long> told, CancellationToken cancellation)
    {
        await using var connection = await database.OwnerAsync(cancellation);
        var before = await Sql.NumberAsync(
            connection, $"select count(*) from public.mt_streams where id like 'voucher-wallet/{Programme}/%'", cancellation);
        for (var from = before; from < vouchers;)
        {
            var count = (int)Math.Min(InChunk, vouchers - from);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await AddAsync(connection, from, count, cancellation);
            await transaction.CommitAsync(cancellation);
            from += count;
            told(from);
        }

        await Sql.RunAsync(connection, "vacuum (analyze) public.mt_streams, public.mt_events, regulation.commands", cancellation);

        // Readers and policies begin behind what was filled: it is the size of the log that is measured, not what they make of it.
        var last = await Sql.NumberAsync(connection, "select max(seq_id) from public.mt_events", cancellation);
        await Sql.RunAsync(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"alter table regulation.checkpoints alter column position set default {last}"),
            cancellation);
    }

    static async Task AddAsync(NpgsqlConnection connection, long from, int count, CancellationToken cancellation)
    {
        await Sql.RunAsync(connection, "select pg_advisory_xact_lock(7887040406614865011)", cancellation);
        var last = await Sql.NumberAsync(
            connection, $"select setval('public.mt_events_sequence', nextval('public.mt_events_sequence') + {count - 1})", cancellation);
        List<Row> rows = [.. Enumerable.Range(0, count).Select(at => new Row(from + at, last - count + 1 + at))];
        await CopyAsync(
            connection, "public.mt_streams (id, type, version, tenant_id, is_archived)", rows,
            async (copy, row) =>
            {
                await copy.WriteAsync(row.Stream, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(SubsidyStreams.WalletType, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(1L, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellation);
            },
            cancellation);
        await CopyAsync(
            connection, "public.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, "
                + "correlation_id, headers, user_name, is_archived)", rows,
            async (copy, row) =>
            {
                await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(row.Stream, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(1L, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(row.Body, NpgsqlDbType.Jsonb, cancellation);
                await copy.WriteAsync("voucher_claimed", NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(Row.At.ToDateTimeUtc(), NpgsqlDbType.TimestampTz, cancellation);
                await copy.WriteAsync("*DEFAULT*", NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync("Domain.Subsidies.VoucherClaimed, Domain", NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(row.Key, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(Headers, NpgsqlDbType.Jsonb, cancellation);
                await copy.WriteAsync(row.Person, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellation);
            },
            cancellation);
        await CopyAsync(
            connection, "regulation.commands (caller, key, digest, position, versions)", rows,
            async (copy, row) =>
            {
                await copy.WriteAsync("ticket", NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(row.Key, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(Digest, NpgsqlDbType.Bytea, cancellation);
                await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync($$"""{"{{row.Stream}}":1}""", NpgsqlDbType.Jsonb, cancellation);
            },
            cancellation);
    }

    static async Task CopyAsync(
        NpgsqlConnection connection, string into, List<Row> rows, Func<NpgsqlBinaryImporter, Row, Task> write,
        CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {into} from stdin (format binary)", cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            await write(copy, row);
        }

        await copy.CompleteAsync(cancellation);
    }

    sealed record Row(long Number, long Position)
    {
        public static readonly Instant At = Instant.FromUtc(2025, 6, 1, 2, 0);

        public string Person { get; } = PersonOf(Number);

        /// <summary>As a ticket's number: made at its moment, and random behind.</summary>
        public string Key { get; } = Guid.CreateVersion7().ToString("N");

        public string Stream => $"{SubsidyStreams.WalletPrefix}{Programme}/{Person}";

        public string Body => JsonSerializer.Serialize(
            new VoucherClaimed(
                string.Create(CultureInfo.InvariantCulture, $"{Programme}-1-{Number:0000000000000000}"), 1, "V50", new(5_000), 1,
                new LocalDate(2025, 6, 1), new LocalDate(2025, 6, 7), StockShare.General, "app", Group),
            EventJson.Options);
    }
}
