using System.Reflection;
using Bench.Cards;
using EventStore;
using Infrastructure.Database;
using Npgsql;
using Projections.Rebuilding;

namespace Bench.Server;

/// <summary>A database of this run's own, with the product's schema, roles and pools; dropped at the end unless it is kept.</summary>
public sealed class BenchDatabase : IAsyncDisposable
{
    /// <summary>What the bases may use at once.</summary>
    public const int BasePool = 32;

    const string Prefix = "regulation_bench_";

    readonly string server;
    readonly bool keep;
    readonly DatabaseConnections connections;

    BenchDatabase(string server, string owner, bool keep)
    {
        this.server = server;
        this.keep = keep;
        OwnerConnectionString = owner;
        connections = new DatabaseConnections(owner, Seed);
        var bare = DatabaseRoles.ConnectionOf(DatabaseRoles.Writer, owner, Seed);
        bare.Pooling = true;
        bare.MaxPoolSize = BasePool;
        bare.MaxAutoPrepare = 20;
        bare.AutoPrepareMinUsages = 2;
        bare.NoResetOnClose = true;
        bare.ApplicationName = "bench base";
        Bare = NpgsqlDataSource.Create(bare);
    }

    public string OwnerConnectionString { get; }

    public string Name => new NpgsqlConnectionStringBuilder(OwnerConnectionString).Database!;

    /// <summary>For the bases: 32 connections of the writer's role, statements prepared at their second use.</summary>
    public NpgsqlDataSource Bare { get; }

    public NpgsqlDataSource Projector => connections.Projector;

    /// <summary>What a rebuild of a read model works with.</summary>
    public RebuildSource Rebuilds() => new(connections.Owner, connections.Projector, Store().Codec);

    static string? Seed => Environment.GetEnvironmentVariable("Regulation__RoleSeed");

    /// <summary>The product's store on the product's pools; one for each measured half is one node.</summary>
    public PostgresEventStore Store(EventTypes? types = null) => new(connections.Writer, connections.Reader, types ?? VisitCards.Types, []);

    /// <summary>Empty, under a name nobody else uses.</summary>
    public static Task<BenchDatabase> CreateAsync(BenchServer server, CancellationToken cancellation) =>
        OpenAsync(server, $"{Prefix}{Environment.ProcessId}_{Guid.NewGuid():N}", keep: false, cancellation);

    /// <summary>One that a later run finds again; as it was left, if it exists.</summary>
    public static Task<BenchDatabase> ReopenAsync(BenchServer server, string name, bool keep, CancellationToken cancellation) =>
        OpenAsync(server, Prefix + name, keep, cancellation);

    /// <summary>Of a database that another process made and keeps.</summary>
    public static BenchDatabase Join(string ownerConnectionString) => new("", ownerConnectionString, keep: true);

    static async Task<BenchDatabase> OpenAsync(BenchServer server, string name, bool keep, CancellationToken cancellation)
    {
        await using (var connection = new NpgsqlConnection(server.ConnectionString))
        {
            await connection.OpenAsync(cancellation);
            if (await Sql.TextAsync(connection, $"select 1 from pg_database where datname = '{name}'", cancellation) == "")
                await Sql.RunAsync(connection, $"create database {name}", cancellation);
        }

        var owner = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = name, Pooling = false, CommandTimeout = 0,
        }.ConnectionString;
        await DatabaseRoles.EnsureAsync(owner, Seed, cancellation);
        await new Migrator(owner, SchemaModules.With(Assembly.Load("Projections"))).MigrateAsync(cancellation);
        var database = new BenchDatabase(server.ConnectionString, owner, keep);
        await database.AsOwnerAsync(new CardPageProjection().Ddl, cancellation);
        return database;
    }

    public async Task AsOwnerAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = await OwnerAsync(cancellation);
        await Sql.RunAsync(connection, sql, cancellation);
    }

    public async Task<long> AskAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = await OwnerAsync(cancellation);
        return await Sql.NumberAsync(connection, sql, cancellation);
    }

    public async Task<NpgsqlConnection> OwnerAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>The bases of rows 1 to 4 take no lock of the log and are not checked for number order.</summary>
    public async Task<IAsyncDisposable> WithoutAppendLockAsync(CancellationToken cancellation)
    {
        await AsOwnerAsync("alter table public.mt_events disable trigger user", cancellation);
        return new AppendLockAgain(this);
    }

    /// <summary>Drops what runs that were killed left behind; their process id is in the name.</summary>
    public static async Task RemoveLeftoversAsync(BenchServer server, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(cancellation);
        foreach (var name in (await NamesAsync(connection, cancellation)).Where(name => char.IsAsciiDigit(name[Prefix.Length])))
        {
            if (!Directory.Exists($"/proc/{name[Prefix.Length..].Split('_')[0]}")) await DropAsync(connection, name);
        }
    }

    /// <summary>Drops what was kept, too.</summary>
    public static async Task RemoveAllAsync(BenchServer server, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(cancellation);
        foreach (var name in await NamesAsync(connection, cancellation)) await DropAsync(connection, name);
    }

    static async Task<string[]> NamesAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        (await Sql.TextAsync(
            connection, $"select coalesce(string_agg(datname, ' '), '') from pg_database where datname like '{Prefix}%'", cancellation))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static Task DropAsync(NpgsqlConnection connection, string name) =>
        Sql.RunAsync(connection, $"drop database if exists {name} with (force)", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Bare.DisposeAsync();
        await connections.DisposeAsync();
        if (keep) return;

        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await DropAsync(connection, Name);
    }

    sealed class AppendLockAgain(BenchDatabase database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() =>
            await database.AsOwnerAsync("alter table public.mt_events enable trigger user", CancellationToken.None);
    }
}
