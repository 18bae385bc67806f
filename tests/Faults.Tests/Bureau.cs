using System.Diagnostics;
using System.Globalization;
using System.Net;
using Api.Demo;
using Infrastructure.Cryptography;
using Infrastructure.Postgres;
using Npgsql;
using TestKit;

namespace Faults.Tests;

/// <summary>A PostgreSQL and nodes of the service on it, each a process that a test may stop, kill and start again.</summary>
sealed class Bureau : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly Folder data = new("regulation-nodes-");
    readonly PrivateCluster cluster;
    readonly NpgsqlDataSource owner;

    Bureau(PrivateCluster cluster, string server)
    {
        this.cluster = cluster;
        Server = server;
        owner = NpgsqlDataSource.Create(server);
        Wire = new FaultyWire(server);
    }

    /// <summary>Connection string of the superuser, on the nodes' database.</summary>
    public string Server { get; }

    /// <summary>Between the first node and the server.</summary>
    public FaultyWire Wire { get; }

    public IReadOnlyList<ServeProcess> Nodes { get; private set; } = [];

    public CountingWire Counts { get; } = new();

    /// <param name="place">Parent of the server's data directory; the service's own users must be able to pass.</param>
    public static async Task<Bureau> OpenAsync(string place, int nodes, IReadOnlyDictionary<string, string> settings)
    {
        Directory.CreateDirectory(place);
        var cluster = new PrivateCluster(place);
        var bureau = new Bureau(cluster, await cluster.StartAsync("regulation", CancellationToken.None));
        try
        {
            bureau.Nodes = [.. Enumerable.Range(0, nodes).Select(number =>
                new ServeProcess(number == 0 ? bureau.Wire.Through : bureau.Server, bureau.data.Path, settings))];
            foreach (var node in bureau.Nodes) await node.StartAsync();

            // The sample form's own day.
            using var client = bureau.Client();
            await client.SetClockAsync("2026-02-16T17:40:00+08:00");
            return bureau;
        }
        catch
        {
            await bureau.DisposeAsync();
            throw;
        }
    }

    /// <summary>Speaks to the nodes in turn, so that what one leaves without an answer comes to the other.</summary>
    public DemoClient Client(params ServeProcess[] only) => new(
        new HttpClient(new Turns(only.Length > 0 ? only : Nodes, Counts.Shared()))
        {
            BaseAddress = Nodes[0].Address, Timeout = TimeSpan.FromSeconds(60),
        },
        new Sm3(), DemoRun.PortalSecret);

    public int ServerProcess => cluster.ProcessId ?? throw new InvalidOperationException("PostgreSQL does not run.");

    /// <summary>All of PostgreSQL's processes.</summary>
    public IReadOnlyList<int> ServerProcesses() => [ServerProcess, .. ProcessTable.Children(ServerProcess, "postgres")];

    public Task StopServerAsync() => cluster.StopAsync(CancellationToken.None);

    public Task StartServerAsync() => cluster.StartAsync("regulation", CancellationToken.None);

    public async Task<object?> AskAsync(string sql)
    {
        await using var command = owner.CreateCommand(sql);
        var value = await command.ExecuteScalarAsync();
        return value is DBNull ? null : value;
    }

    /// <summary>A connection of a stranger, outside any pool.</summary>
    public async Task<NpgsqlConnection> StrangerAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Waits for a question to be answered with yes, also across a restart of the server.</summary>
    public async Task UntilAsync(string question, string what)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                if (await AskAsync(question) is true) return;
            }
            catch (NpgsqlException) when (waited.Elapsed < Patience)
            {
                continue;
            }

            if (waited.Elapsed > Patience)
                Assert.Fail($"Not within {Patience}: {what}. {string.Join('\n', Nodes.Select(node => node.LastWords()))}");
        }
    }

    /// <summary>Every reader of the log has everything, and none has stopped.</summary>
    public Task ReadersCatchUpAsync() => UntilAsync(
        """
        select not exists (select from regulation.checkpoints where error is not null)
            and (select min(position) from regulation.checkpoints) >= (select max(seq_id) from public.mt_events)
        """,
        "the readers catch up");

    /// <summary>What is wrong in the database, by the questions to which no row is the right answer.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        await ReadersCatchUpAsync();
        await using var left = new Aftermath(Server);
        var wrong = new List<string>();
        foreach (var (what, sql) in Questions.All.Where(question => question.Key != Questions.Lag))
            wrong.AddRange((await left.AskAsync(sql)).Select(row => $"{what}: {row}"));
        return [.. wrong.Take(20)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
        await Wire.DisposeAsync();
        await owner.DisposeAsync();
        await cluster.StopAsync(CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(cluster.DataDirectory)!, recursive: true);
        Counts.Dispose();
        data.Dispose();
    }

    sealed class Turns(IReadOnlyList<ServeProcess> nodes, HttpMessageHandler wire) : DelegatingHandler(wire)
    {
        int turn = Random.Shared.Next(nodes.Count);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var node = nodes[(int)((uint)Interlocked.Increment(ref turn) % (uint)nodes.Count)];
            request.RequestUri = new Uri(node.Address, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
