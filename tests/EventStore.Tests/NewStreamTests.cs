using TestKit;

namespace EventStore.Tests;

/// <summary>A stream that is not there is opened by its first event, and nothing holds its name before that.</summary>
public sealed class NewStreamTests : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    TestDatabase database = null!;
    PostgresEventStore here = null!;
    PostgresEventStore there = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        (here, there) = (Matters.Store(database), Matters.Store(database));
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task whoever_finds_a_stream_opened_by_another_node_meanwhile_decides_again_on_it()
    {
        var inside = new TaskCompletionSource();
        using var goOn = new ManualResetEventSlim();
        var seen = new List<int>();
        var slow = here.WriteAsync(
            Matters.Note("matter/1", "slow", decide: (notes, _) =>
            {
                seen.Add(notes);
                inside.TrySetResult();
                goOn.Wait(Patience);
                return Matters.Accept("matter/1", new MatterNoted(notes + 1, "slow"));
            }),
            default);
        await inside.Task.WaitAsync(Patience);

        await there.WriteAsync(Matters.Note("matter/1", "fast"), default).CommittedAsync();
        goOn.Set();
        await slow.CommittedAsync();

        Assert.Equal([0, 1], seen);
        var events = await here.ReadStreamAsync("matter/1", StreamLimit.None, default);
        Assert.Equal([new MatterNoted(1, "n"), new MatterNoted(2, "slow")], events.Select(stored => stored.Data));
        Assert.Equal(2L, await database.AskAsOwnerAsync("select version from mt_streams where id = 'matter/1'"));
    }

    [Fact]
    public async Task what_is_appended_elsewhere_because_a_stream_is_new_holds_it_to_the_commit()
    {
        var held = new TaskCompletionSource();
        using var goOn = new ManualResetEventSlim();
        var asked = 0;
        var one = here.WriteAsync(
            Matters.Note("matter/1", "one", also: [new("matter/2", "matter", Read: true)], decide: (notes, _) =>
            {
                // Decided a first time with nothing held, and again with the stream opened.
                if (++asked == 2)
                {
                    held.TrySetResult();
                    goOn.Wait(Patience);
                }

                return notes == 0 ? Matters.Accept("matter/2", new MatterNoted(1, "one is new")) : Matters.Accept("matter/1");
            }),
            default);
        await held.Task.WaitAsync(Patience);

        var first = there.WriteAsync(Matters.Note("matter/1", "first"), default);
        await Task.Delay(200);
        Assert.False(first.IsCompleted);
        goOn.Set();

        await one.CommittedAsync();
        await first.CommittedAsync();
        Assert.Equal(2, asked);
        Assert.Single(await here.ReadStreamAsync("matter/2", StreamLimit.None, default));
        Assert.Single(await here.ReadStreamAsync("matter/1", StreamLimit.None, default));
    }

    /// <summary>
    /// One decides with the counter and is about to open the stream; the other has opened it at the entrance and waits for the
    /// counter. The server would find that circle after a second, in which nobody gets the counter.
    /// </summary>
    [Fact]
    public async Task whoever_opens_a_stream_with_its_first_event_waits_for_nobody_who_waits_for_what_it_holds()
    {
        await database.RunAsOwnerAsync($"alter database {database.Name} set deadlock_timeout = '1h'");
        Guard.Counter counter = new("number", "all");
        var inside = new TaskCompletionSource();
        using var goOn = new ManualResetEventSlim();
        var one = here.WriteAsync(
            Matters.Note("matter/1", "one", guards: [counter], decide: (notes, _) =>
            {
                inside.TrySetResult();
                goOn.Wait(Patience);
                return Matters.Accept("matter/1", new MatterNoted(notes + 1, "one"));
            }),
            default);
        await inside.Task.WaitAsync(Patience);

        var other = there.WriteAsync(
            Matters.Note("matter/2", "other", guards: [counter], also: [new("matter/1", "matter", Read: true)]), default);
        await UntilAsync(async () => await database.AskAsOwnerAsync(Waiting) is > 0L);
        goOn.Set();

        await one.CommittedAsync();
        await other.CommittedAsync();
        Assert.Single(await here.ReadStreamAsync("matter/1", StreamLimit.None, default));
        Assert.Single(await here.ReadStreamAsync("matter/2", StreamLimit.None, default));
    }

    /// <summary>Each writes the other's stream only while its own is new: in any order of the two, one of them finds it is not.</summary>
    [Fact]
    public async Task of_two_that_exclude_each_other_one_remains_whatever_the_nodes()
    {
        const int Pairs = 40;
        await Task.WhenAll(Enumerable.Range(0, Pairs).SelectMany(pair => (Task[])
        [
            here.WriteAsync(Against($"left/{pair}", $"right/{pair}"), default),
            there.WriteAsync(Against($"right/{pair}", $"left/{pair}"), default),
        ]));

        for (var pair = 0; pair < Pairs; pair++)
        {
            var left = await here.ReadStreamAsync($"left/{pair}", StreamLimit.None, default);
            var right = await here.ReadStreamAsync($"right/{pair}", StreamLimit.None, default);
            Assert.Equal(1, left.Count + right.Count);
        }
    }

    [Fact]
    public async Task a_refusal_about_a_stream_that_is_not_there_leaves_no_row_of_it()
    {
        var refused = await here.WriteAsync(
            Matters.Note("matter/1", "k", decide: (_, _) => new Decision.Refuse("sold-out", [])), default);

        Assert.IsType<WriteResult.Refused>(refused);
        Assert.Equal(0L, await database.AskAsOwnerAsync("select count(*) from mt_streams"));
        Assert.NotNull(await here.FindOutcomeAsync("app:test", "k", default));
    }

    const string Waiting = """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and wait_event in ('transactionid', 'tuple')
        """;

    static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var until = DateTime.UtcNow + Patience;
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < until, "Nobody waits.");
            await Task.Delay(20);
        }
    }

    static Write<int> Against(string own, string other) =>
        Matters.Note(own, own, also: [new(other, "matter", Read: true)], decide: (notes, _) =>
            notes == 0 ? Matters.Accept(other, new MatterNoted(1, "n")) : new Decision.Refuse("too-late", []));
}
