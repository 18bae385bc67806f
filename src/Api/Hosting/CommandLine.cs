using System.CommandLine;
using Api.Observability;
using Infrastructure.Database;

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
        root.Subcommands.Add(DatabaseCommands.Migrate());
        root.Subcommands.Add(DatabaseCommands.Replay());
        root.Subcommands.Add(EffectsCommand.Create());
        root.Subcommands.Add(SuperviseCommand.Create());
        foreach (var command in FurtherCommands.All) root.Subcommands.Add(command);

        // A stop takes as long as it takes: by default the library would end the process two seconds after the signal.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    /// <param name="adjust">Tests add what only they look at, such as a listener on the log; null for the service itself.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        // Settings are read once. To watch for others the host would watch every file below, and with it the private server's.
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = Limits.LargestRequest;
        });

        // A query string may hold a name; the framework's request lines would write it to the log.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.AddLogLines();
        builder.AddTelemetry();
        builder.AddRegulation();
        builder.Services.AddApiDocument();
        adjust?.Invoke(builder);
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
}
