using System.Diagnostics;
using System.Runtime.InteropServices;
using Infrastructure.Database;
using Infrastructure.Hosting;
using Infrastructure.Postgres;
using Npgsql;

namespace Infrastructure.Tests;

/// <summary>Each test makes clusters of its own in a directory that the server's user can reach.</summary>
public sealed partial class PrivateClusterTests : IAsyncLifetime
{
    readonly string directory = Path.Combine("/tmp", $"regulation-cluster-{Guid.NewGuid():N}");
    readonly List<PrivateCluster> clusters = [];

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(directory);
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_101_101);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var cluster in clusters) await cluster.StopAsync(CancellationToken.None);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_killed_server_recovers_with_all_that_was_committed_and_on_the_same_port()
    {
        var cluster = In("one");
        var before = await cluster.StartAsync(CancellationToken.None);
        await RunAsync(before, "CREATE TABLE kept (n integer); INSERT INTO kept SELECT generate_series(1, 1000)");
        await using var open = new NpgsqlConnection(before);
        await open.OpenAsync();

        await KillAsync(cluster);
        var after = await cluster.StartAsync(CancellationToken.None);

        Assert.Equal(before, after);
        Assert.Equal(1000L, await AskAsync(after, "SELECT count(*) FROM kept"));
    }

    /// <summary>Its pid file says "ready" while it recovers, and turns everybody away.</summary>
    [Fact]
    public async Task A_server_that_lost_one_of_its_processes_is_waited_for_and_can_be_stopped_meanwhile()
    {
        var cluster = In("one");
        var kept = await cluster.StartAsync("kept", CancellationToken.None);
        for (var round = 0; round < 3; round++)
        {
            await KillOwnProcessAsync(kept);
            Assert.Equal(kept, await cluster.StartAsync("kept", CancellationToken.None));
            await RunAsync(kept, "SELECT 1");
        }

        await KillOwnProcessAsync(kept);
        await cluster.StopAsync(CancellationToken.None);

        Assert.Null(cluster.ProcessId);
    }

    static async Task KillOwnProcessAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        using var process = Process.GetProcessById(connection.ProcessID);
        process.Kill();
    }

    [Fact]
    public async Task Data_and_password_survive_a_stop()
    {
        var cluster = In("one");
        var before = await cluster.StartAsync("regulation", CancellationToken.None);
        await RunAsync(before, "CREATE TABLE kept AS SELECT 7 AS n");

        await cluster.StopAsync(CancellationToken.None);
        Assert.Null(cluster.ProcessId);

        Assert.Equal(7, await AskAsync(await cluster.StartAsync("regulation", CancellationToken.None),
            "SELECT n FROM kept"));
    }

    [Fact]
    public async Task A_pid_file_that_names_a_living_stranger_is_not_believed()
    {
        var cluster = In("one");
        await cluster.StartAsync(CancellationToken.None);
        await cluster.StopAsync(CancellationToken.None);
        var strangers = new[] { Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        await File.WriteAllLinesAsync(
            Path.Combine(cluster.DataDirectory, "postmaster.pid"),
            [.. strangers, cluster.DataDirectory, "1700000000", "5432", "", "127.0.0.1", "  0  0", "ready"]);

        Assert.Null(cluster.ProcessId);
        Assert.Equal(1, await AskAsync(await cluster.StartAsync(CancellationToken.None), "SELECT 1"));
    }

    [Fact]
    public async Task Two_checkouts_run_side_by_side_with_other_passwords()
    {
        var one = new NpgsqlConnectionStringBuilder(await In("one").StartAsync(CancellationToken.None));
        var two = new NpgsqlConnectionStringBuilder(await In("two").StartAsync(CancellationToken.None));

        Assert.NotEqual(one.Port, two.Port);
        one.Port = two.Port;
        var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(one.ConnectionString, "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task A_copy_of_a_running_checkout_starts_beside_it()
    {
        var original = In("one");
        var connection = await original.StartAsync(CancellationToken.None);
        await original.StopAsync(CancellationToken.None);
        using (var copy = Process.Start("cp", ["-a", Path.Combine(directory, "one"), Path.Combine(directory, "copy")]))
            await copy.WaitForExitAsync();
        await original.StartAsync(CancellationToken.None);
        File.Copy(
            Path.Combine(original.DataDirectory, "postmaster.pid"),
            Path.Combine(directory, "copy", "postgres", "data", "postmaster.pid"));

        var second = await In("copy").StartAsync(CancellationToken.None);

        Assert.NotEqual(new NpgsqlConnectionStringBuilder(connection).Port,
            new NpgsqlConnectionStringBuilder(second).Port);
        Assert.Equal(1, await AskAsync(connection, "SELECT 1"));
    }

    [Fact]
    public async Task Starts_from_all_sides_make_one_server()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => In("one").StartAsync(CancellationToken.None))));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Where_the_servers_user_cannot_come_the_data_goes_to_var_lib()
    {
        if (!Environment.IsPrivilegedProcess) return; // Only root has another user for the server.

        var closed = Path.Combine(directory, "closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var cluster = In(Path.Combine("closed", "checkout"));

        await cluster.StartAsync(CancellationToken.None);

        var where = (await File.ReadAllTextAsync(Path.Combine(closed, "checkout", "where"))).Trim();
        Assert.StartsWith("/var/lib/regulation/", where, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(where, "data"), cluster.DataDirectory);

        await cluster.StopAsync(CancellationToken.None);
        Directory.Delete(where, recursive: true);
    }

    [Fact]
    public async Task Nobody_but_the_owner_reads_the_password_and_the_disk_is_waited_for()
    {
        var connection = await In("one").StartAsync(CancellationToken.None);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(directory, "one", "postgres", "password")));
        Assert.Equal("on", await AskAsync(connection, "SHOW fsync"));
        Assert.Equal("on", await AskAsync(connection, "SHOW synchronous_commit"));
        Assert.Equal("20", await AskAsync(connection, "SHOW max_prepared_transactions"));
        Assert.Equal("127.0.0.1", await AskAsync(connection, "SHOW listen_addresses"));
    }

    [Fact]
    public async Task A_command_stops_the_server_that_it_started_and_no_other()
    {
        var cluster = In("one");
        await using (await DatabaseLocator.FindAsync(null, Path.Combine(directory, "one"), default))
            Assert.NotNull(cluster.ProcessId);
        Assert.Null(cluster.ProcessId);

        await cluster.StartAsync(CancellationToken.None);
        await using (await DatabaseLocator.FindAsync(null, Path.Combine(directory, "one"), default))
        {
        }

        Assert.NotNull(cluster.ProcessId);
    }

    [Fact]
    public async Task A_fresh_servers_log_begins_without_refused_logins()
    {
        var cluster = In("one");
        var owner = await cluster.StartAsync("regulation", CancellationToken.None);

        await DatabaseRoles.EnsureAsync(owner, null, CancellationToken.None);
        await DatabaseRoles.EnsureAsync(owner, null, CancellationToken.None);

        Assert.DoesNotContain("FATAL", await File.ReadAllTextAsync(cluster.LogFile), StringComparison.Ordinal);
    }

    PrivateCluster In(string name)
    {
        var cluster = new PrivateCluster(Path.Combine(directory, name));
        lock (clusters) clusters.Add(cluster);
        return cluster;
    }

    static async Task KillAsync(PrivateCluster cluster)
    {
        var pid = cluster.ProcessId!.Value;
        Assert.Equal(0, Kill(pid, 9));
        while (cluster.ProcessId is not null) await Task.Delay(10);
    }

    static async Task RunAsync(string connectionString, string sql) => await AskAsync(connectionString, sql);

    static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
