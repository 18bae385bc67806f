using System.Diagnostics;
using System.Text.Json;
using Bench.Measuring;
using Bench.Server;

namespace Bench.Claims;

/// <param name="Bodies">A file with one JSON body a line; each is posted once.</param>
public sealed record GeneratorOrder(
    Uri Address, string Path, string Bodies, int Connections, double WarmUpSeconds, double MeasuredSeconds);

/// <summary>What came back.</summary>
/// <param name="Rate">Answers in the window, per second.</param>
/// <param name="Won">Answers of status 201, the warm-up included; as for the others.</param>
/// <param name="Others">Statuses that are neither 201 nor a sold-out 409, with how often each came.</param>
/// <param name="PeakMiB">Most memory the generator held.</param>
public sealed record GeneratorReport(
    double Rate, double P50, double P99, long Won, long SoldOut, IReadOnlyDictionary<int, long> Others, bool RanOut, double PeakMiB);

/// <summary>The load, as a process of its own: connections that each post the next body when the last was answered.</summary>
public sealed class Generator : IAsyncDisposable
{
    public const string Command = "claims";

    /// <summary>The process ends itself rather than grow beyond this.</summary>
    const string HeapLimit = "0x20000000";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly OwnProcess process = OwnProcess.Start(Command, database: null, ("DOTNET_GCHeapHardLimit", HeapLimit));

    public async Task<GeneratorReport> RunAsync(GeneratorOrder order)
    {
        await process.TellAsync(JsonSerializer.Serialize(order));
        return JsonSerializer.Deserialize<GeneratorReport>(await process.LineAsync(Patience))!;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>What the process does: an order a line, until nobody speaks to it any more.</summary>
    public static async Task<int> ObeyAsync(CancellationToken cancellation)
    {
        while (await Task.Run(() => Console.In.ReadLine(), cancellation) is { Length: > 0 } line)
            Console.WriteLine(JsonSerializer.Serialize(await LoadAsync(JsonSerializer.Deserialize<GeneratorOrder>(line)!)));
        return 0;
    }

    static async Task<GeneratorReport> LoadAsync(GeneratorOrder order)
    {
        ProcessMemory.Forget();
        using var bodies = new BodyFile(order.Bodies);
        var wires = Enumerable.Range(0, order.Connections).Select(_ => new HttpWire(order.Address, order.Path)).ToList();
        try
        {
            await Task.WhenAll(wires.Select(wire => wire.ConnectAsync()));
            var tally = new Tally(order);
            await Task.WhenAll(wires.Select(wire => Task.Run(() => tally.PostAsync(wire, bodies))));
            return tally.Report(bodies.RanOut);
        }
        finally
        {
            foreach (var wire in wires) wire.Dispose();
        }
    }

    /// <summary>Bodies in their order, each once, read as they are wanted.</summary>
    sealed class BodyFile(string path) : IDisposable
    {
        readonly StreamReader lines = new(path, System.Text.Encoding.ASCII, false, 1 << 16);
        readonly Lock gate = new();

        public bool RanOut { get; private set; }

        public byte[]? Next()
        {
            lock (gate)
            {
                if (lines.ReadLine() is { } line) return System.Text.Encoding.ASCII.GetBytes(line);
                RanOut = true;
                return null;
            }
        }

        public void Dispose() => lines.Dispose();
    }

    sealed class Tally(GeneratorOrder order)
    {
        /// <summary>On a machine that hardly runs the window is longer: until every connection had an answer, on the average.</summary>
        static readonly TimeSpan MostExtra = TimeSpan.FromMinutes(1);

        readonly long begin = Stopwatch.GetTimestamp() + Ticks(order.WarmUpSeconds);
        readonly long end = Stopwatch.GetTimestamp() + Ticks(order.WarmUpSeconds + order.MeasuredSeconds);
        readonly List<(long Sent, long Answered)> calls = [];
        readonly SortedDictionary<int, long> others = [];
        long won, soldOut;

        public async Task PostAsync(HttpWire wire, BodyFile bodies)
        {
            while (!IsOver(Stopwatch.GetTimestamp()) && bodies.Next() is { } body)
            {
                var sent = Stopwatch.GetTimestamp();
                var (status, answer) = await wire.PostAsync(body);
                Count(status, status == 409 && answer.Span.IndexOf("claim.sold-out"u8) >= 0, sent, Stopwatch.GetTimestamp());
            }
        }

        bool IsOver(long now)
        {
            if (now < end) return false;
            lock (calls) return calls.Count >= order.Connections || now >= end + Ticks(MostExtra.TotalSeconds);
        }

        void Count(int status, bool isSoldOut, long sent, long answered)
        {
            lock (calls)
            {
                if (status == 201) won++;
                else if (isSoldOut) soldOut++;
                else others[status] = others.GetValueOrDefault(status) + 1;
                if (answered >= begin) calls.Add((sent, answered));
            }
        }

        /// <summary>Where the bodies ran out, what was done is counted over the time until then.</summary>
        public GeneratorReport Report(bool ranOut)
        {
            var inTime = calls.Where(call => call.Answered < end).ToList();
            var counted = inTime.Count >= order.Connections ? inTime : calls;
            var until = counted == calls || ranOut ? counted.Max(call => call.Answered) : end;
            List<double> latencies = [.. counted.Select(call => Stopwatch.GetElapsedTime(call.Sent, call.Answered).TotalMilliseconds)];
            return new(
                counted.Count / Stopwatch.GetElapsedTime(begin, until).TotalSeconds, Percentile.Of(latencies, 0.5),
                Percentile.Of(latencies, 0.99), won, soldOut, others, ranOut, ProcessMemory.PeakMiB());
        }

        static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);
    }
}
