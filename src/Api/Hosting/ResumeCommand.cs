using System.CommandLine;
using Application;
using Application.Ports;
using Application.Readers;
using EventStore;
using EventStore.Subscriptions;
using Infrastructure;
using Infrastructure.Cryptography;
using Infrastructure.Database;

namespace Api.Hosting;

/// <summary>resume: a reader of the log that stopped at an event tries it again, on whichever node owns it (LOG-10).</summary>
static class ResumeCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("reader") { Description = "As GET /readers and /health/ready name it." };
        var command = new Command("resume", "Let a reader of the log that stopped at an event try it again, after its cause is mended.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.Arguments.Add(name);
        command.SetAction((parsed, cancellation) => DatabaseCommands.WithDatabaseAsync(
            parsed.UnmatchedTokens, (settings, stop) => RunAsync(settings, parsed.GetValue(name)!, stop), cancellation));
        return command;
    }

    static async Task<int> RunAsync(InfrastructureSettings settings, string name, CancellationToken cancellation)
    {
        await using var provider = new ServiceCollection()
            .AddInfrastructure(settings, development: false).AddSingleton(TimeProvider.System).BuildServiceProvider();
        var pools = provider.GetRequiredService<DatabaseConnections>();
        var stopped = new StoppedReaders(pools.Projector);
        if (await stopped.PositionAsync(name, cancellation) is not { } position)
        {
            await Console.Error.WriteLineAsync($"{name} has not stopped at an event.");
            return 1;
        }

        var store = new PostgresEventStore(
            pools.Writer, pools.Reader, EventCatalogue.Types, Infrastructure.ServiceCollectionExtensions.CompanionTables);
        var orders = new ReaderOrders(store, stopped, provider.GetRequiredService<IBusinessClock>());
        var key = Guid.CreateVersion7().ToString("N");
        var id = new CommandId("console", key, Sm3.HashData(System.Text.Encoding.UTF8.GetBytes($"resume {name}")));
        await orders.ResumeAsync(Actors.Console, id, name, position, cancellation);
        await Console.Out.WriteLineAsync($"{name} tries event {position} again.");
        return 0;
    }
}
