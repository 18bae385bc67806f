using System.Diagnostics;
using System.Globalization;
using Bench.Cards;
using EventStore.Subscriptions;

namespace Bench.Server;

/// <summary>Another node of the product that runs the read model, as a process of its own.</summary>
/// <remarks>Both processes read one clock, the machine's monotonic one, so their moments can be compared.</remarks>
public sealed class SecondNode : IAsyncDisposable
{
    public const string Command = "node";

    const string Ready = "ready";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly OwnProcess process;

    SecondNode(OwnProcess process) => this.process = process;

    /// <summary>Returns when it has caught up with the log.</summary>
    public static async Task<SecondNode> StartAsync(BenchDatabase database)
    {
        var node = new SecondNode(OwnProcess.Start(Command, database));
        if (await node.process.LineAsync(Patience) != Ready) throw new InvalidOperationException("The second node did not start.");
        return node;
    }

    /// <returns>When the read model's rows up to this position were committed, in ticks of the stopwatch.</returns>
    public async Task<long> ReachedAsync(long position)
    {
        while (true)
        {
            var told = (await process.LineAsync(Patience)).Split(' ');
            if (long.Parse(told[0], CultureInfo.InvariantCulture) >= position) return long.Parse(told[1], CultureInfo.InvariantCulture);
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>What the process does that is told to be the node.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var database = OwnProcess.JoinDatabase();
        var projection = new CardPageProjection();
        await using var runner = new SubscriptionRunner(database.Projector, database.Store(), [projection.Subscriber()]);
        runner.Start();
        while (!(await runner.StatusAsync(cancellation)).All(status => status.IsOwnedHere && status.Lag == 0))
            await Task.Delay(20, cancellation);

        var told = runner.PositionOf(projection.Name);
        Console.WriteLine(Ready);

        // The console's own reader blocks, whatever its methods are called.
        var leftAlone = Task.Run(() => Console.In.ReadToEnd(), cancellation);
        while (!leftAlone.IsCompleted)
        {
            if (!await runner.WaitForAsync(projection.Name, told + 1, TimeSpan.FromMilliseconds(200), cancellation)) continue;
            var at = Stopwatch.GetTimestamp();
            told = runner.PositionOf(projection.Name);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{told} {at}"));
        }

        return 0;
    }
}
