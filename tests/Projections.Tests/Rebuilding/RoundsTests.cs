using Domain.Identity;
using Domain.Kernel;
using Domain.Rebuilding;
using EventStore;
using Projections.Rebuilding;

namespace Projections.Tests.Rebuilding;

/// <summary>RM-2, RM-4, RM-8: what operators ordered is done, by whichever process is alive.</summary>
public sealed class RoundsTests : IAsyncLifetime
{
    const string Name = "case_page:1";

    static readonly PersonRef Person = new("p-1");
    static readonly LegalBasis Basis = new("行政许可法", "10");

    LogOnPostgres log = null!;
    RebuildDesk desk = null!;
    long written;

    public async Task InitializeAsync()
    {
        log = await LogOnPostgres.CreateAsync();
        desk = new RebuildDesk(log.Source.Projector);
        await log.WriteCasesAsync(40);
        await log.FoldAsync(ReadModels.CasePages);
    }

    public async Task DisposeAsync() => await log.DisposeAsync();

    [Fact]
    public async Task a_killed_process_is_followed_by_another_that_comes_to_the_same()
    {
        await OrderAsync(new RebuildStarted(Name, Person, Basis));
        foreach (var place in (string[])["write", "index", "report"])
        {
            var dying = Rounds(RebuildOptions.Default with { At = at => RebuildTests.Die(at == place) });
            await dying.RunAsync(default);
            await dying.EndAsync();
            Assert.Contains("KilledException", (await StateAsync()).Error, StringComparison.Ordinal);
            await log.Database.RunAsOwnerAsync("update regulation.rebuilds set owned_until = '-infinity'");
            await desk.ResumeAsync(Name, default);
        }

        var heir = Rounds(RebuildOptions.Default);
        var ready = await UntilAsync(heir, state => state.Stage == RebuildStages.Ready);

        Assert.Equal((0L, 80L, true), (ready.Report!.Rows, ready.Report.Position, ready.Report.SamePosition));
        Assert.Equal(await log.DumpAsync("read.case_page_1"), await log.DumpAsync("read_beside.case_page_1"));
    }

    [Fact]
    public async Task ordered_swapped_back_and_dropped_it_follows_every_word()
    {
        var told = new List<string>();
        var rounds = Rounds(RebuildOptions.Default, (name, _) =>
        {
            told.Add(name);
            return Task.CompletedTask;
        });
        await OrderAsync(new RebuildStarted(Name, Person, Basis));
        await UntilAsync(rounds, state => state.Stage == RebuildStages.Ready);

        await OrderAsync(new ReadModelSwapped(Person, Basis));
        await UntilAsync(rounds, state => state.Stage == RebuildStages.Swapped);
        await log.WriteCasesAsync(10, from: 41);
        await OrderAsync(new ReadModelSwappedBack(Person, Basis), after: 100);
        await UntilAsync(rounds, state => state.Stage == RebuildStages.Ready);
        Assert.Equal(50, await log.AskAsync<long>("select count(*) from read.case_page_1"));

        await OrderAsync(new RebuildDropped(Person, Basis), after: 100);
        for (var attempt = 0; attempt < 600 && await desk.FindAsync(Name, default) is not null; attempt++) await RoundAsync(rounds);
        Assert.Null(await desk.FindAsync(Name, default));
        Assert.True(await log.AskAsync<bool>("select to_regclass('read_beside.case_page_1') is null"));
        Assert.Equal([Name, Name], told);
    }

    [Fact]
    public async Task at_an_event_it_cannot_read_it_stops_says_where_and_goes_on_when_told()
    {
        var before = await log.AskAsync<string>("select data::text from mt_events where seq_id = 55");
        await log.Database.RunAsOwnerAsync("""update mt_events set data = '{"materialCode": {}}' where seq_id = 55""");
        await OrderAsync(new RebuildStarted(Name, Person, Basis));
        var rounds = Rounds(RebuildOptions.Default);

        var stopped = await UntilAsync(rounds, state => state.Error is not null);
        Assert.Equal((RebuildStages.Loading, 55L), (stopped.Stage, stopped.ErrorPosition));

        await log.Database.RunAsOwnerAsync($"update mt_events set data = '{before}' where seq_id = 55");
        await desk.ResumeAsync(Name, default);
        Assert.Equal(0, (await UntilAsync(rounds, state => state.Stage == RebuildStages.Ready)).Report!.Rows);
    }

    RebuildRounds Rounds(RebuildOptions options, Func<string, CancellationToken, Task>? swapped = null) =>
        new(ReadModels.All, log.Source, options, Guid.NewGuid(), swapped ?? ((_, _) => Task.CompletedTask));

    async Task<RebuildState> UntilAsync(RebuildRounds rounds, Func<RebuildState, bool> reached)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var state = await StateAsync();
            if (reached(state)) return state;
            Assert.True(state.Error is null, state.Error);
            await RoundAsync(rounds);
        }

        throw new TimeoutException($"It stands at {await StateAsync()}.");
    }

    static async Task RoundAsync(RebuildRounds rounds)
    {
        await rounds.RunAsync(default);
        await rounds.EndAsync();
    }

    async Task<RebuildState> StateAsync() => (await desk.FindAsync(Name, default))!;

    /// <summary>The order as the subscription hands it over.</summary>
    async Task OrderAsync(RebuildEvent order, long after = 80)
    {
        written++;
        var stored = Recorded.Of($"read-model/{Name}", [(new NodaTime.LocalDate(2026, 3, 2), (object)order)], after + written, written - 1);
        await using var connection = await log.Source.Projector.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await new RebuildOrders().HandleAsync(stored, connection, transaction, default);
        await transaction.CommitAsync();
    }
}
