using System.CommandLine;
using System.Globalization;
using EventStore;
using Infrastructure;
using Infrastructure.Database;
using Infrastructure.Hosting;
using Infrastructure.Postgres;
using NodaTime.Text;
using Npgsql;
using Projections;
using Projections.Audit;

namespace Api.Hosting;

/// <summary>Commands that work on the database alone; a private PostgreSQL they had to start stops with them.</summary>
static class DatabaseCommands
{
    public static Command Migrate()
    {
        var command = new Command("migrate", "Bring the database to this program's schema.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parsed, cancellation) => WithDatabaseAsync(parsed.UnmatchedTokens, MigrateAsync, cancellation));
        return command;
    }

    public static Command Replay()
    {
        var stream = new Argument<string>("stream") { Description = "kind/id, for example sport-permit-case/SPC-20260302-0123ABCD" };
        var version = new Option<long?>("--version") { Description = "Up to this version." };
        var at = new Option<string?>("--at") { Description = "Up to this moment, like 2026-03-02T09:00:00+08:00." };
        var command = new Command("replay", "Tell a case, a permit, a fund, a programme or any other stream as it stood then.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.Arguments.Add(stream);
        command.Options.Add(version);
        command.Options.Add(at);
        command.SetAction(async (parsed, cancellation) =>
        {
            var moment = parsed.GetValue(at) is { } text ? OffsetDateTimePattern.Rfc3339.Parse(text) : null;
            if (moment is { Success: false }) return await FailAsync("--at is not a moment with an offset.");
            if (parsed.GetValue(version) < 0) return await FailAsync("--version is a whole number from 0.");

            var name = parsed.GetValue(stream)!;
            if (name.Split('/', 2) is not [{ Length: > 0 }, { Length: > 0 }])
                return await FailAsync($"{name} names no stream: kind/id is wanted, like sport-permit-case/SPC-20260302-0123ABCD.");

            var limit = new StreamLimit(parsed.GetValue(version), moment?.Value.ToInstant());
            return await WithDatabaseAsync(
                parsed.UnmatchedTokens, (settings, stop) => ReplayAsync(settings, name, limit, stop), cancellation);
        });
        return command;
    }

    static async Task<int> MigrateAsync(InfrastructureSettings settings, CancellationToken cancellation)
    {
        await DatabaseRoles.EnsureAsync(settings.Database, settings.RoleSeed, cancellation);
        var steps = await new Migrator(settings.Database, SchemaModules.With(typeof(ReadModels).Assembly)).MigrateAsync(cancellation);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{steps} steps applied."));
        return 0;
    }

    static async Task<int> ReplayAsync(
        InfrastructureSettings settings, string name, StreamLimit limit, CancellationToken cancellation)
    {
        await using var pools = new DatabaseConnections(settings.Database, settings.RoleSeed);
        var store = new PostgresEventStore(pools.Writer, pools.Reader, Application.EventCatalogue.Types, []);
        var parts = name.Split('/', 2);
        switch (await ReplayQuestion.AskAsync(store, parts[0], parts[1], limit, cancellation))
        {
            case ReplayAnswer.Told told:
                await Console.Out.WriteAsync(ReplayText.Write(told.Document));
                return 0;
            case ReplayAnswer.VersionBeyond beyond:
                return await FailAsync($"{name}: {beyond.Sentence}");
            default:
                return await FailAsync($"{name} is not in the log.");
        }
    }

    /// <summary>What is missing is said in one sentence, without a trace of the program's insides.</summary>
    public static async Task<int> WithDatabaseAsync(
        IReadOnlyList<string> args, Func<InfrastructureSettings, CancellationToken, Task<int>> work, CancellationToken cancellation,
        int failed = 1)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args]).Build();
        try
        {
            await using var database = await DatabaseLocator.FindAsync(
                configuration["Regulation:Database"], InfrastructureSettings.DataDirectoryFrom(configuration), cancellation);
            return await work(InfrastructureSettings.On(database, configuration), cancellation);
        }
        catch (Exception missing) when (
            missing is ClusterException or SchemaMismatchException or InvalidOperationException or NpgsqlException)
        {
            await FailAsync(missing.Message);
            return failed;
        }
    }

    static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
