using TestKit;

namespace EventStore.Tests;

public sealed class IdempotencyTests : IAsyncLifetime
{
    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_repeated_request_gets_the_first_answer_even_when_its_version_is_stale_by_now()
    {
        var first = await store.WriteAsync(Matters.Note("matter/1", "k", expected: 0), default).CommittedAsync();
        await store.WriteAsync(Matters.Note("matter/1", "other"), default);

        var second = await store.WriteAsync(Matters.Note("matter/1", "k", expected: 0), default).CommittedAsync();

        Assert.True(second.Repeated);
        Assert.Equal(first.Position, second.Position);
        Assert.Equal(first.Versions, second.Versions);
    }

    [Fact]
    public async Task the_same_key_of_another_caller_is_another_command()
    {
        await store.WriteAsync(Matters.Note("matter/1", "k"), default);
        var other = new Write<int>
        {
            Command = new CommandId("app:other", "k", new byte[32]),
            Stream = "matter/1",
            StreamType = Matters.StreamType,
            Initial = 0,
            Evolve = Matters.CountNotes,
            Decide = (notes, _) => Matters.Accept("matter/1", new MatterNoted(notes + 1, "n")),
            Metadata = Matters.At(Matters.Morning),
        };

        var answer = await store.WriteAsync(other, default).CommittedAsync();

        Assert.False(answer.Repeated);
        Assert.Equal(2, answer.Versions["matter/1"]);
    }

    [Fact]
    public async Task a_refusal_leaves_nothing_but_its_code_and_sticks()
    {
        var refused = Matters.Note(
            "matter/1", "k",
            guards: [new Guard.Unique("project", "P-1", "matter/1"), new Guard.Counter("year", "2026")],
            also: [new("matter/2", "matter")], decide: (_, _) => new Decision.Refuse("matter.no", []));

        var first = await store.WriteAsync(refused, default);
        var second = await store.WriteAsync(Matters.Note("matter/1", "k"), default);

        Assert.Equal(new WriteResult.Refused("matter.no", 0, Repeated: false), first);
        Assert.Equal(new WriteResult.Refused("matter.no", 0, Repeated: true), second);
        Assert.Equal(0L, await Count("mt_streams", "mt_events", "regulation.claims", "regulation.counters"));
        Assert.Equal("matter.no", (await store.FindOutcomeAsync("app:test", "k", default))!.RefusalCode);
    }

    [Fact]
    public async Task a_refusal_may_be_kept_in_a_stream_of_its_own()
    {
        var record = new StreamAppend("refusal/1", "refusal", [new MatterRefused("matter.no")]);

        var answer = await store.WriteAsync(
            Matters.Note("matter/1", "k", decide: (_, _) => new Decision.Refuse("matter.no", [record])), default);

        var stored = Assert.Single(await store.ReadStreamAsync("refusal/1", StreamLimit.None, default));
        Assert.Equal(new MatterRefused("matter.no"), stored.Data);
        Assert.Equal(new WriteResult.Refused("matter.no", stored.Sequence, Repeated: false), answer);
        Assert.Equal(1L, await Count("mt_streams"));
    }

    [Fact]
    public async Task a_second_copy_waits_for_the_first_and_does_it_when_the_first_fails()
    {
        await using var first = await database.Writer.OpenConnectionAsync();
        var transaction = await first.BeginTransactionAsync();
        await using var claim = new Npgsql.NpgsqlCommand(
            "insert into regulation.commands (caller, key, digest) values ('app:test', 'k', '\\x01')", first);
        await claim.ExecuteNonQueryAsync();

        var second = store.WriteAsync(Matters.Note("matter/1", "k"), default);
        await WaitForABlockedInsertAsync();
        Assert.False(second.IsCompleted);
        await transaction.RollbackAsync();

        Assert.False((await second.CommittedAsync()).Repeated);
    }

    /// <summary>Nothing but the command id is common to the copies: no lock of a stream brings them into one order.</summary>
    [Fact]
    public async Task copies_that_want_different_streams_on_two_nodes_do_it_once()
    {
        var other = Matters.Store(database);
        for (var n = 0; n < 20; n++)
        {
            var key = $"k{n}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(copy => Task.Run(() =>
                (copy % 2 == 0 ? store : other).WriteAsync(Matters.Note($"matter/{key}-{copy}", key), default).CommittedAsync())));

            Assert.Single(answers, answer => !answer.Repeated);
            Assert.Single(answers.Select(answer => answer.Position).Distinct());
        }

        Assert.Equal(20L, await Count("mt_events"));
        Assert.Equal(20L, await Count("mt_streams"));
        Assert.Equal(20L, await Count("regulation.commands"));
    }

    [Fact]
    public async Task what_broke_leaves_the_key_free()
    {
        var broken = Matters.Note("matter/1", "k", decide: (_, _) => throw new TimeZoneNotFoundException("a bug"));

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => store.WriteAsync(broken, default));

        Assert.False((await store.WriteAsync(Matters.Note("matter/1", "k"), default).CommittedAsync()).Repeated);
    }

    async Task WaitForABlockedInsertAsync()
    {
        const string Blocked =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'";
        while ((long)(await database.AskAsOwnerAsync(Blocked))! == 0) await Task.Delay(5);
    }

    async Task<long> Count(params string[] tables)
    {
        var total = 0L;
        foreach (var table in tables) total += (long)(await database.AskAsOwnerAsync($"select count(*) from {table}"))!;
        return total;
    }
}
