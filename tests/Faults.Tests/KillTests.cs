using System.Diagnostics;
using System.Globalization;
using Api.Demo;
using Infrastructure.Cryptography;
using TestKit;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>The real program, the demo's year of cases, and SIGKILL at fifty moments of it.</summary>
/// <remarks>Regulation__Kills sets another number.</remarks>
public sealed class KillTests(ITestOutputHelper output)
{
    const int Seed = 20_260_302;

    /// <summary>The whole of ./test is waited for; a crowded machine gets fewer kills in this time.</summary>
    static readonly TimeSpan Time = TimeSpan.FromMinutes(4);

    /// <summary>Who has not read everything by then is told by the question itself.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    static int Wanted =>
        int.TryParse(Environment.GetEnvironmentVariable("Regulation__Kills"), CultureInfo.InvariantCulture, out var set) ? set : 50;

    [Fact]
    public async Task SIGKILL_at_random_moments_loses_nothing_acknowledged_and_doubles_nothing()
    {
        await using var program = await RunningProgram.StartAsync(output);
        using var wire = new CountingWire();
        await using var journal = new StringWriter(CultureInfo.InvariantCulture);

        var killing = new Killer(program, Seed).RunAsync(Wanted, Time);
        var year = 0;
        for (; !killing.IsCompleted; year++) await WalkAsync(program, wire, journal, year);
        var kills = await killing;
        await WalkAsync(program, wire, journal, year);
        var acknowledged = Acknowledged.In(journal.ToString());
        Report(kills, wire, acknowledged.Count, year);

        Assert.Equal(Enum.GetValues<Victim>(), kills.Select(kill => kill.Kind).Distinct().Order());
        Assert.NotEmpty(acknowledged);
        Assert.True(wire.Unanswered > 0);
        Assert.Equal(0, wire.Answered(500));
        Assert.Equal([], await Contents.DifferencesAsync(program, acknowledged));
        await CaughtUpAsync(program);
        await program.StopAsync();

        await using var left = new Aftermath(await program.StartServerAsync());
        Assert.Equal([], await left.MissingAsync(acknowledged));
        var wrong = new List<string>();
        foreach (var (what, sql) in Questions.All) wrong.AddRange((await left.AskAsync(sql)).Select(row => $"{what}: {row}"));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
        var (live, rebuilt) = await left.RebuildAsync();
        Assert.NotEmpty(live);
        Assert.Equal(rebuilt, live);
    }

    /// <summary>Ends by itself, whatever is killed meanwhile; the last year of all is walked undisturbed.</summary>
    static async Task WalkAsync(RunningProgram program, CountingWire wire, TextWriter journal, int year) =>
        await DemoRun.RunAsync(
            program.Address, new Sm3(), Path.Combine(TestServer.Checkout, "demo/forms"), TextWriter.Null, journal, $"-K{year}",
            wire.Shared());

    /// <summary>Readers gather before they read and policies write after they have read: what is stopped at once has some left.</summary>
    static async Task CaughtUpAsync(RunningProgram program)
    {
        await using var database = new Aftermath(await program.StartServerAsync());
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(100))
        {
            if ((await database.AskAsync(Questions.All[Questions.Lag])).Count == 0) return;
        }
    }

    void Report(IReadOnlyList<Kill> kills, CountingWire wire, int acknowledged, int years)
    {
        foreach (var kind in kills.GroupBy(kill => kill.Kind))
        {
            var recoveries = kind.Select(kill => kill.Recovery?.TotalSeconds).OfType<double>().Order().ToList();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind.Key}: {kind.Count()} kills; ready again in {recoveries.ElementAtOrDefault(recoveries.Count / 2):F1} s "
                + $"(median of {recoveries.Count}), {recoveries.LastOrDefault():F1} s at most"));
        }

        output.WriteLine($"{acknowledged} commands acknowledged in {years} disturbed years and one more; answers: {wire}");
    }
}
