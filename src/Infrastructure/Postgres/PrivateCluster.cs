using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Infrastructure.Postgres;

/// <summary>A PostgreSQL server of this checkout's own: made, started, recovered and stopped without anything
/// prepared.</summary>
/// <param name="parent">Directory of the checkout's data, for example .data; two checkouts have two clusters.</param>
public sealed class PrivateCluster(string parent)
{
    const int StartAttempts = 12;
    static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(5);
    static readonly TimeSpan RecoveryPatience = TimeSpan.FromMinutes(5);

    readonly string parent = Path.GetFullPath(parent);

    public string DataDirectory => ClusterHome.Locate(parent).Data;

    public string LogFile => ClusterHome.Locate(parent).Log;

    /// <summary>Process id of the server, or null if it does not run.</summary>
    public int? ProcessId => Postmaster.Find(DataDirectory)?.Pid;

    /// <summary>Starts the server unless it runs; several processes may ask at once.</summary>
    /// <returns>Connection string of the superuser, database postgres.</returns>
    /// <exception cref="ClusterException">Something is missing; the message says what.</exception>
    public async Task<string> StartAsync(CancellationToken cancellation)
    {
        if (Running() is { } connection) return connection;

        Directory.CreateDirectory(parent);
        await using var only = await LockAsync(cancellation);
        if (Running() is { } meanwhile) return meanwhile;

        var binaries = await ClusterBinaries.FindOrInstallAsync(ClusterHome.Locate(parent).Major, cancellation);
        await RequireServerUserAsync(cancellation);
        var home = await ClusterHome.EnsureAsync(parent, cancellation);
        if (home.Major is null) await InitialiseAsync(home, binaries, cancellation);
        return await StartAsync(home, binaries, cancellation);
    }

    /// <summary>The same, with a database of this name; returns when the server lets people in.</summary>
    public async Task<string> StartAsync(string database, CancellationToken cancellation)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100, cancellation))
        {
            var server = await StartAsync(cancellation);
            try
            {
                await EnsureDatabaseAsync(server, database, cancellation);
                return new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;
            }
            catch (NpgsqlException away) when (IsAway(away) && waited.Elapsed < RecoveryPatience)
            {
                // A server recovers after one of its processes was killed, and its pid file says "ready" all the while.
            }
        }
    }

    static bool IsAway(NpgsqlException failure) => failure is not PostgresException
    {
        SqlState: not (PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow),
    };

    static async Task EnsureDatabaseAsync(string server, string database, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellation);
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection);
        find.Parameters.Add(new() { Value = database });
        if (await find.ExecuteScalarAsync(cancellation) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database}\"", connection);
            try
            {
                await create.ExecuteNonQueryAsync(cancellation);
            }
            catch (PostgresException made) when (made.SqlState is
                PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another process was quicker, and wanted the same.
            }
        }
    }

    /// <summary>Stops the server after rolling back what is open; returns when it is down.</summary>
    /// <remarks>
    /// PostgreSQL 15 was seen to wait for ever when told to stop while it recovers from a killed process of its own;
    /// stopped at once, it recovers at the next start.
    /// </remarks>
    public async Task StopAsync(CancellationToken cancellation)
    {
        var home = ClusterHome.Locate(parent);
        if (Postmaster.Find(home.Data) is null) return;

        await using var only = await LockAsync(cancellation);
        var binaries = await ClusterBinaries.FindOrInstallAsync(home.Major, cancellation);
        var stopped = await StopAsync("fast", "20");
        if (stopped.ExitCode != 0 && Postmaster.Find(home.Data) is not null) stopped = await StopAsync("immediate", "40");
        if (stopped.ExitCode != 0 && Postmaster.Find(home.Data) is not null)
            throw new ClusterException($"PostgreSQL in {home.Data} does not stop: {stopped.LastLine}.");

        Task<Tool.Result> StopAsync(string mode, string seconds) => Tool.RunAsServerAsync(
            binaries.PgCtl, ["stop", "-D", home.Data, "-m", mode, "-w", "-t", seconds], cancellation);
    }

    string? Running()
    {
        var home = ClusterHome.Locate(parent);
        return Postmaster.Find(home.Data) is { } server && IsReady(home.Data)
            ? ConnectionString(home, server.Port)
            : null;
    }

    // Line 8 of postmaster.pid is what pg_ctl -w waits for.
    static bool IsReady(string data)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(data, "postmaster.pid"));
            return lines.Length >= 8 && lines[7].Trim() == "ready";
        }
        catch (IOException)
        {
            return false;
        }
    }

    static string ConnectionString(ClusterHome home, int port) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Password = home.ReadPassword(),
            Database = "postgres",
            Pooling = false,

            // Nothing stands between us and this server; behind a pooler before PgBouncer 1.21 it would have to be 0 (ADR 0027).
            MaxAutoPrepare = 100,
        }.ConnectionString;

    static async Task RequireServerUserAsync(CancellationToken cancellation)
    {
        if (Tool.IsRoot && (await Tool.RunAsync("/usr/bin/id", ["-u", Tool.ServerUser], cancellation)).ExitCode != 0)
        {
            throw new ClusterException(
                $"PostgreSQL may not run as root and there is no user {Tool.ServerUser}; "
                + "make one, or start as another user.");
        }
    }

    static async Task InitialiseAsync(ClusterHome home, ClusterBinaries binaries, CancellationToken cancellation)
    {
        var leftover = await Tool.RunAsServerAsync("/bin/rm", ["-rf", home.Unfinished], cancellation);
        if (leftover.ExitCode != 0)
            throw new ClusterException($"{home.Unfinished} cannot be removed: {leftover.LastLine}.");

        // Written by root into a directory nobody else can enter, then handed to the server's user.
        var password = RandomNumberGenerator.GetHexString(48, lowercase: true);
        await using (var file = new FileStream(home.PasswordFile, PrivateFile.New))
        await using (var writer = new StreamWriter(file))
            await writer.WriteAsync(password);
        if (Tool.IsRoot) await Tool.RunAsync("/bin/chown", [Tool.ServerUser, home.PasswordFile], cancellation);

        var made = await Tool.RunAsServerAsync(
            binaries.InitDb,
            ["-D", home.Unfinished, "-U", "postgres", "--auth=scram-sha-256", $"--pwfile={home.PasswordFile}",
             "--encoding=UTF8", "--no-locale", "--data-checksums"],
            cancellation);
        if (made.ExitCode != 0) throw new ClusterException($"initdb failed in {home.Root}: {made.LastLine}.");

        await File.WriteAllTextAsync(Path.Combine(home.Unfinished, "pg_hba.conf"), ClusterSettings.HostAccess,
            cancellation);
        await File.AppendAllTextAsync(
            Path.Combine(home.Unfinished, "postgresql.conf"), "\ninclude 'regulation.conf'\n", cancellation);
        Directory.Move(home.Unfinished, home.Data);
    }

    static async Task<string> StartAsync(ClusterHome home, ClusterBinaries binaries, CancellationToken cancellation)
    {
        var last = "";
        for (var attempt = 0; attempt < StartAttempts; attempt++)
        {
            Postmaster.Forget(home.Data);
            var port = home.ChoosePort();
            await File.WriteAllTextAsync(Path.Combine(home.Data, "regulation.conf"), ClusterSettings.Text(port),
                cancellation);

            // Recovery after a crash may take long; pg_ctl waits for it.
            var started = await Tool.RunAsServerAsync(
                binaries.PgCtl, ["start", "-D", home.Data, "-l", home.Log, "-w", "-t", "300"], cancellation);
            if (started.ExitCode == 0)
            {
                home.RememberPort(port);
                return ConnectionString(home, port);
            }

            // The port was taken meanwhile, or children of a killed server are still leaving.
            last = started.LastLine;
            await Task.Delay(TimeSpan.FromMilliseconds(200 * (attempt + 1)), cancellation);
        }

        throw new ClusterException(string.Create(
            CultureInfo.InvariantCulture, $"PostgreSQL does not start in {home.Data}: {last} See {home.Log}."));
    }

    async Task<FileStream> LockAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(parent, "postgres.lock");
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < LockPatience)
            {
                await Task.Delay(50, cancellation);
            }
            catch (UnauthorizedAccessException refused)
            {
                throw new ClusterException($"{path} cannot be written by this user.", refused);
            }
        }
    }
}
