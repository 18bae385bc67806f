using System.CommandLine;
using System.Globalization;
using EventStore;
using Infrastructure;
using Infrastructure.Database;
using NodaTime.Text;
using Projections;
using Projections.Audit;

namespace Api.Hosting;

/// <summary>What the program can be told to do: serve (the default), migrate, replay, demo, supervise.</summary>
public static class CommandLine
{
    public static Task<int> RunAsync(string[] args)
    {
        // What is not a command of ours goes to the host: --urls, --environment, --Regulation:Database and the like.
        var root = new RootCommand("Licensing and supervision of high-risk sports.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((_, cancellation) => ServeAsync(args, cancellation));

        var serve = new Command("serve", "Serve HTTP (the default).") { TreatUnmatchedTokensAsErrors = false };
        serve.SetAction((parsed, cancellation) => ServeAsync([.. parsed.UnmatchedTokens], cancellation));
        root.Subcommands.Add(serve);
        root.Subcommands.Add(Migrate());
        root.Subcommands.Add(ReplayStream());
        root.Subcommands.Add(SuperviseCommand.Create());
        foreach (var command in FurtherCommands.All) root.Subcommands.Add(command);

        // A stop takes as long as it takes: by default the library would end the process two seconds after the signal.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = Limits.LargestRequest;
        });

        // A query string may hold a name; the framework's request lines would write it to the log.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.AddRegulation();
        builder.Services.AddApiDocument();
        var app = builder.Build();
        app.UseRegulation();
        return app;
    }

    static async Task<int> ServeAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            await using var app = Build(args);
            await app.StartAsync(cancellation);
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        }
        catch (Exception problem) when (problem is InvalidOperationException or SchemaMismatchException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    static Command Migrate()
    {
        var command = new Command("migrate", "Bring the database to this program's schema.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = await SettingsAsync(parsed.UnmatchedTokens, cancellation);
            await DatabaseRoles.EnsureAsync(settings.Database, settings.RoleSeed, cancellation);
            var steps = await new Migrator(settings.Database, SchemaModules.With(typeof(ReadModels).Assembly)).MigrateAsync(cancellation);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{steps} steps applied."));
            return 0;
        });
        return command;
    }

    static Command ReplayStream()
    {
        var stream = new Argument<string>("stream") { Description = "kind/id, for example sport-permit-case/SPC-20260302-0123ABCD" };
        var version = new Option<long?>("--version") { Description = "Up to this version." };
        var at = new Option<string?>("--at") { Description = "Up to this moment, like 2026-03-02T09:00:00+08:00." };
        var command = new Command("replay", "Tell a case or a permit as it stood then.") { TreatUnmatchedTokensAsErrors = false };
        command.Arguments.Add(stream);
        command.Options.Add(version);
        command.Options.Add(at);
        command.SetAction(async (parsed, cancellation) =>
        {
            var moment = parsed.GetValue(at) is { } text ? OffsetDateTimePattern.Rfc3339.Parse(text) : null;
            if (moment is { Success: false }) return await FailAsync("--at is not a moment with an offset.");

            var name = parsed.GetValue(stream)!;
            var settings = await SettingsAsync(parsed.UnmatchedTokens, cancellation);
            await using var pools = new DatabaseConnections(settings.Database, settings.RoleSeed);
            var store = new PostgresEventStore(pools.Writer, pools.Reader, Application.EventCatalogue.Types, []);
            var limit = new StreamLimit(parsed.GetValue(version), moment?.Value.ToInstant());
            var events = await store.ReadStreamAsync(name, limit, cancellation);
            if (events.Count == 0) return await FailAsync($"{name} has no events up to there.");

            var slash = name.IndexOf('/', StringComparison.Ordinal);
            await Console.Out.WriteAsync(ReplayText.Write(Replay.Tell(name[..slash], name[(slash + 1)..], events)));
            return 0;
        });
        return command;
    }

    static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }

    static Task<InfrastructureSettings> SettingsAsync(IReadOnlyList<string> args, CancellationToken cancellation) =>
        InfrastructureSettings.FindAsync(
            new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args]).Build(), cancellation);
}
