using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Application;
using Application.Effects;
using Domain.Effects;
using Domain.Licensing;
using Domain.PortalExchange;
using Domain.SportPermits;
using EventStore;
using Infrastructure.Cryptography;
using TestKit;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>A thousand cases, a portal with every fault it has, and SIGKILL in between: each fact once, and in order.</summary>
/// <remarks>Regulation__PortalCases sets another number.</remarks>
public sealed class PortalTests(ITestOutputHelper output)
{
    const int Refused = 7;

    static readonly TimeSpan Time = TimeSpan.FromMinutes(8);

    static readonly JsonObject EverythingWrong = new()
    {
        ["seed"] = 20_260_302, ["slow"] = 0.05, ["slowMs"] = 200, ["silent"] = 0.005, ["silentAfter"] = 0.005, ["cut"] = 0.03,
        ["before"] = 0.03, ["after"] = 0.05, ["wrongSeal"] = 0.03, ["notNow"] = 0.03,
    };

    static int Wanted =>
        int.TryParse(Environment.GetEnvironmentVariable("Regulation__PortalCases"), CultureInfo.InvariantCulture, out var set)
            ? set
            : 1000;

    [Fact]
    public async Task a_thousand_cases_are_told_once_and_in_order_whatever_the_portal_does_and_however_often_we_die()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var portal = await PortalProcess.StartAsync();
        using var data = new Folder("regulation-portal-");
        await using var service = new ServeProcess(database.OwnerConnectionString, data.Path, new Dictionary<string, string>
        {
            ["Regulation__Portal"] = portal.Address.ToString(),
            ["Regulation__PortalTimeoutSeconds"] = "1",
            ["Regulation__PortalPauseSeconds"] = "0.1",
            ["Regulation__PortalParallel"] = "16",
        });
        var store = new PostgresEventStore(database.Writer, database.Reader, EventCatalogue.Types, []);
        var held = new JsonObject();
        for (var number = 0; number < Refused; number++) held[ManyCases.ProjectNo(number)] = 4000 + number;
        var faults = EverythingWrong.DeepClone().AsObject();
        faults["refuse"] = held;
        await portal.SetFaultsAsync(faults);

        var watch = Stopwatch.StartNew();
        await ManyCases.WriteAsync(store, 0, Wanted / 2);
        await service.StartAsync();
        var writing = ManyCases.WriteAsync(store, Wanted / 2, Wanted - Wanted / 2);
        for (var kill = 1; kill <= 3; kill++)
        {
            // In the middle of the work: some of the rows are there, about six for each case are still to come.
            while ((int)(await portal.AskAsync("summary"))["rows"]! < kill * Wanted && watch.Elapsed < Time) await Task.Delay(20);
            await service.KillAsync();
            await service.StartAsync();
        }

        await writing;
        output.WriteLine($"killed three times by {watch.Elapsed}");
        await UntilAsync(database, "state in ('pending', 'leased', 'unknown')", Refused, watch);
        var behind = "select count(*) from regulation.effects where state = 'refused'";
        Assert.Equal((long)Refused, await database.AskAsOwnerAsync(behind));
        Assert.DoesNotContain(await RowsAsync(portal), row => held.ContainsKey(row.Key));

        // The portal lets them through, and an operator orders each to be sent again.
        faults["refuse"] = new JsonObject();
        await portal.SetFaultsAsync(faults);
        await RetryRefusedAsync(database, store);
        await UntilAsync(database, "state <> 'delivered'", 0, watch);

        var told = await RowsAsync(portal);
        var summary = await portal.AskAsync("summary");
        output.WriteLine($"{summary.ToJsonString()} in {watch.Elapsed}");
        Assert.Empty(summary["defects"]!.AsArray());
        Assert.True((int)summary["copies"]! > 0, "Nothing was sent twice: the faults did nothing.");
        var expected = await ExpectedAsync(store);
        Assert.Equal(Wanted, expected.Count);
        Assert.Equal(expected.Count, told.Count);
        Assert.All(expected, one => Assert.Equal(one.Value, told[one.Key]));
    }

    /// <summary>What the desk appends; the service's subscription does the rest.</summary>
    static async Task RetryRefusedAsync(TestDatabase database, PostgresEventStore store)
    {
        var refused = (string)(await database.AskAsOwnerAsync(
            "select string_agg(row_guid || ' ' || case_no, ',') from regulation.effects where state = 'refused'"))!;
        foreach (var row in refused.Split(',').Select(line => line.Split(' ')))
        {
            var desk = new EffectDeskCommands(store);
            var command = new RetryEffect(
                Actors.System, NodaTime.SystemClock.Instance.GetCurrentInstant(), row[1], default, new EffectKnown(EffectState.Refused, 1));
            var id = new CommandId("test", $"retry/{row[0]}", new byte[32]);
            Assert.IsType<CommandResult.Done>(await desk.RunAsync(Guid.Parse(row[0]), id, command, [], CancellationToken.None));
        }
    }

    /// <summary>Every fact of every case by its project number, computed from the log alone.</summary>
    static async Task<Dictionary<string, List<string>>> ExpectedAsync(PostgresEventStore store)
    {
        var earlier = new Dictionary<string, List<LicensingCaseEvent>>();
        var expected = new Dictionary<string, List<string>>();
        var sm3 = new Sm3();
        var page = await store.ReadLogAsync(0, 1000, CancellationToken.None);
        for (; page.Events.Count > 0; page = await store.ReadLogAsync(page.Events[^1].Sequence, 1000, CancellationToken.None))
        {
            foreach (var stored in page.Events)
            {
                if (stored.Data is not LicensingCaseEvent @event) continue;
                if (!earlier.TryGetValue(stored.Stream, out var before)) earlier[stored.Stream] = before = [];
                before.Add(@event);
                var project = ((ApplicationReceived)before[0]).ProjectNo;
                if (!expected.TryGetValue(project, out var guids)) expected[project] = guids = [];
                guids.AddRange(ExchangeMap.FactsOf(@event, before[..^1])
                    .Select(fact => EffectId.Of(sm3, stored.Id, fact.Purpose).ToString()));
            }
        }

        return expected;
    }

    static async Task<Dictionary<string, List<string>>> RowsAsync(PortalProcess portal) =>
        (await portal.AskAsync("order")).AsObject().ToDictionary(
            project => project.Key, project => project.Value!.AsArray().Select(guid => guid!.ToString()).ToList());

    /// <summary>Waits until all is noted, and rows in these states are left only in cases that wait for a person.</summary>
    async Task UntilAsync(TestDatabase database, string states, int casesLeft, Stopwatch watch)
    {
        var question = $"""
            select (select count(distinct case_no) from regulation.effects where {states}) <= {casesLeft}
               and coalesce((select position from regulation.checkpoints where name = 'portal-effects-1'), 0)
                   >= (select max(seq_id) from mt_events where stream_id like 'sport-permit-case/%')
               and not exists (
                   select 1 from regulation.effects e where {states} and not exists (
                       select 1 from regulation.effects r where r.case_no = e.case_no and r.state = 'refused'))
            """;
        while (!(bool)(await database.AskAsOwnerAsync(question))!)
        {
            if (watch.Elapsed > Time)
            {
                var left = await database.AskAsOwnerAsync(
                    "select string_agg(s, '; ') from (select concat_ws(' ', state, fault, answer, count(*), max(attempts)) s "
                    + "from regulation.effects group by state, fault, answer) x");
                Assert.Fail($"Not done by {watch.Elapsed}: {left}");
            }

            await Task.Delay(200);
        }

        output.WriteLine($"{states} by {watch.Elapsed}");
    }
}
