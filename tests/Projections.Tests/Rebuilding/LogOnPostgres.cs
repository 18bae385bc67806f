using System.Globalization;
using System.Text.Json;
using Application;
using EventStore;
using EventStore.Subscriptions;
using Infrastructure.Database;
using Npgsql;
using NpgsqlTypes;
using Projections.Engine;
using Projections.Reading;
using Projections.Rebuilding;
using Projections.Tests.SportPermits;
using TestKit;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Rebuilding;

/// <summary>A database with a log in it, whose read models are folded by the subscriptions as in the service.</summary>
public sealed class LogOnPostgres : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly TestDatabase database;
    readonly NpgsqlDataSource owner;

    LogOnPostgres(TestDatabase database)
    {
        this.database = database;
        var settings = DatabaseRoles.ConnectionOf(DatabaseRoles.Owner, database.OwnerConnectionString, TestServer.RoleSeed);
        owner = NpgsqlDataSource.Create(settings);
        Store = new PostgresEventStore(database.Writer, database.Reader, EventCatalogue.Types, []);
        Source = new RebuildSource(owner, database.Projector, Store.Codec);
        Reads = new ReadDatabase(database.Reader);
    }

    public TestDatabase Database => database;

    public PostgresEventStore Store { get; }

    public RebuildSource Source { get; }

    public ReadDatabase Reads { get; }

    public static async Task<LogOnPostgres> CreateAsync() => new(await TestDatabase.CreateAsync());

    /// <summary>Events under their own numbers; the sequence goes on behind them.</summary>
    public async Task WriteAsync(IReadOnlyList<StoredEvent> events)
    {
        const string Write = """
            with streams as (
                insert into mt_streams (id, type, version) select distinct s, 'test', 0 from unnest($1::text[]) as s
                on conflict do nothing)
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers, user_name)
            select * from unnest($2::bigint[], $3::uuid[], $1::text[], $4::bigint[], $5::jsonb[], $6::text[], $7::timestamptz[],
                $8::jsonb[], $9::text[])
            """;
        await using var command = owner.CreateCommand(Write);
        Add(NpgsqlDbType.Text, events.Select(e => e.Stream).ToArray());
        Add(NpgsqlDbType.Bigint, events.Select(e => e.Sequence).ToArray());
        Add(NpgsqlDbType.Uuid, events.Select(e => e.Id).ToArray());
        Add(NpgsqlDbType.Bigint, events.Select(e => e.Version).ToArray());
        Add(NpgsqlDbType.Jsonb, events.Select(e => e.Json).ToArray());
        Add(NpgsqlDbType.Text, events.Select(e => e.Type).ToArray());
        Add(NpgsqlDbType.TimestampTz, events.Select(e => e.Timestamp.ToDateTimeUtc()).ToArray());
        Add(NpgsqlDbType.Jsonb, events.Select(e => JsonSerializer.Serialize(e.Headers)).ToArray());
        Add(NpgsqlDbType.Text, events.Select(e => e.UserName).ToArray());
        await command.ExecuteNonQueryAsync();
        await database.RunAsOwnerAsync("select setval('mt_events_sequence', (select max(seq_id) from mt_events))");

        void Add(NpgsqlDbType type, Array values) =>
            command.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    /// <summary>Cases of two events each, the second ones after all the first ones, so that every row is taken up twice.</summary>
    public Task WriteCasesAsync(int count, int from = 1)
    {
        var road = Enumerable.Range(from, count).Select(number =>
            string.Create(CultureInfo.InvariantCulture, $"sport-permit-case/C-{number:D6}"));
        IReadOnlyList<StoredEvent> events =
        [
            .. road.SelectMany((stream, index) => Recorded.Of(
                stream, [On(Monday, Received([M01], projectNo: $"P{from + index}"))], after: (2L * from) - 2 + index)),
            .. road.SelectMany((stream, index) => Recorded.Of(
                stream, [On(Monday, Delivered(M01))], after: (2L * from) - 2 + count + index, versionAfter: 1)),
        ];
        return WriteAsync(events);
    }

    public SubscriptionRunner Follow(params IReadOnlyList<IProjection> projections)
    {
        var runner = new SubscriptionRunner(
            database.Projector, Store, [.. projections.Select(each => each.Subscriber())],
            new SubscriptionSettings { Lease = TimeSpan.FromSeconds(1.5), Renewal = TimeSpan.FromSeconds(0.3) });
        runner.Start();
        return runner;
    }

    /// <summary>Folds what is there and stops.</summary>
    public async Task FoldAsync(params IReadOnlyList<IProjection> projections)
    {
        await using var runner = Follow(projections);
        var horizon = await Store.HorizonAsync(default);
        foreach (var each in projections) Assert.True(await runner.WaitForAsync(each.Name, horizon, Patience, default), each.Name);
    }

    /// <summary>Every row as it stands, key, position, body and columns.</summary>
    public async Task<IReadOnlyList<string>> DumpAsync(string table)
    {
        await using var command = owner.CreateCommand($"select t::text from {table} t order by key");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    public async Task<T?> AskAsync<T>(string sql) => await database.AskAsOwnerAsync(sql) is T value ? value : default;

    public async ValueTask DisposeAsync()
    {
        await owner.DisposeAsync();
        await database.DisposeAsync();
    }
}
