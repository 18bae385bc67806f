using System.Text.Json;
using System.Threading.Channels;
using Bench.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Bench.Claims;

/// <summary>The base of the rows over HTTP: appends one row for each call through a combined writer, and nothing else.</summary>
/// <remarks>
/// No stream, no decision, no stock, no command id, no policy and no read model. The row has the columns and indexes of an event;
/// its body is as long as that of an issued voucher.
/// </remarks>
public sealed class BareEndpoint : IAsyncDisposable
{
    public const string Command = "bare";
    public const string Path = "/rows";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly OwnProcess process;

    BareEndpoint(OwnProcess process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public int ProcessId => process.Id;

    public static async Task<BareEndpoint> StartAsync(BenchDatabase database)
    {
        var process = OwnProcess.Start(Command, database);
        return new(process, new Uri(await process.LineAsync(Patience)));
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>What the process does that is told to be the endpoint.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var database = OwnProcess.JoinDatabase();
        await database.AsOwnerAsync(
            "create table if not exists public.bare_rows (like public.mt_events including all); "
            + "grant select, insert on public.bare_rows to regulation_writer", cancellation);
        var rows = new CombinedRows(database.Bare);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost(Path, async (HttpContext http) =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            if (!body.RootElement.TryGetProperty("ticket", out _)) return Results.BadRequest();
            var id = await rows.AppendAsync();
            return Results.Json(new { result = "won", id }, statusCode: StatusCodes.Status201Created);
        });
        await app.StartAsync(cancellation);
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Task.Run(() => Console.In.ReadToEnd(), cancellation);
        return 0;
    }
}

/// <summary>Rows of concurrent calls gathered into one statement, which is a transaction; answered when that is durable.</summary>
sealed class CombinedRows
{
    const int Most = 500;

    /// <summary>One statement is made up while another waits for the disk.</summary>
    const int Connections = 2;

    const string Insert = """
        insert into public.bare_rows (
            seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, headers, user_name,
            is_archived)
        select nextval('public.mt_events_sequence'), id, stream_id, 1, $3, 'voucher_claimed', now(), '*DEFAULT*', 'Bare, Bare', stream_id,
            $4, $5, false
        from unnest($1, $2) as e (id, stream_id)
        """;

    /// <summary>As an issued voucher's.</summary>
    const string Body = """
        {"voucherNo": "BENCH-00-1-0123456789ABCDEF", "batch": 1, "kind": "V50", "face": 5000, "edition": 1, "claimedOn": "2026-06-01",
        "validTo": "2026-06-07", "share": "General", "channel": "app", "group": {"ageBand": "35-49", "district": "320508"}}
        """;

    readonly Channel<(Guid Id, TaskCompletionSource<Guid> Answer)> waiting =
        Channel.CreateUnbounded<(Guid, TaskCompletionSource<Guid>)>();

    readonly NpgsqlDataSource pool;

    public CombinedRows(NpgsqlDataSource pool)
    {
        this.pool = pool;
        for (var connection = 0; connection < Connections; connection++) _ = Task.Run(DrainAsync);
    }

    public Task<Guid> AppendAsync()
    {
        var answer = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Writer.TryWrite((Guid.NewGuid(), answer));
        return answer.Task;
    }

    async Task DrainAsync()
    {
        await using var connection = await pool.OpenConnectionAsync();
        var batch = new List<(Guid Id, TaskCompletionSource<Guid> Answer)>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < Most && waiting.Reader.TryRead(out var one)) batch.Add(one);
            if (batch.Count == 0) continue;
            try
            {
                await InsertAsync(connection, batch);
                foreach (var (id, answer) in batch) answer.SetResult(id);
            }
            catch (Exception failure)
            {
                foreach (var (_, answer) in batch) answer.SetException(failure);
            }
        }
    }

    static async Task InsertAsync(
        NpgsqlConnection connection, List<(Guid Id, TaskCompletionSource<Guid> Answer)> batch)
    {
        await using var command = new NpgsqlCommand(Insert, connection);
        Add(batch.Select(one => one.Id).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(batch.Select(one => $"bare/{one.Id:N}").ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Varchar);
        Add(Body, NpgsqlDbType.Jsonb);
        Add("""{"role":"applicant","district":"320500","command":"ticket/0123456789abcdef0123456789abcdef"}""", NpgsqlDbType.Jsonb);
        Add("p-0123456789abcdef0123456789abcdef", NpgsqlDbType.Varchar);
        await command.ExecuteNonQueryAsync();

        void Add<T>(T value, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
    }
}
