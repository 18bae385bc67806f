using System.Collections.Concurrent;

namespace EventStore.Tests.Conformance;

/// <summary>The promises are asked of stores that break one of them each, and are seen to notice it.</summary>
public sealed class BrokenStoreTests
{
    [Fact]
    public Task a_store_that_decides_on_what_it_read_before_the_lock_is_found_out() => AssertFoundOutAsync(
        store => new DecidesTooEarly(store), null,
        promises => promises.promise_1_of_many_decisions_on_few_streams_over_two_nodes_none_is_lost());

    [Fact]
    public Task a_store_that_forgets_its_command_ids_is_found_out() => AssertFoundOutAsync(
        store => new ForgetsCommands(store), null,
        promises => promises.promise_2_a_command_is_done_once_however_often_and_wherever_it_is_asked());

    [Fact]
    public Task a_log_that_skips_an_event_is_found_out() => AssertFoundOutAsync(
        store => new SkipsInTheLog(store), null,
        promises => promises.promise_4_a_reader_that_goes_on_from_where_it_was_misses_nothing());

    [Fact]
    public Task a_subscription_that_loses_a_failed_batch_is_found_out() => AssertFoundOutAsync(
        store => store,
        onBatch => async batch =>
        {
            try
            {
                await onBatch(batch);
            }
            catch (TimeoutException)
            {
                // Swallowed: the checkpoint moves past what was not taken.
            }
        },
        promises => promises.promise_5_a_subscriber_is_offered_every_event_once_in_order_and_again_after_a_failure());

    static async Task AssertFoundOutAsync(
        Func<IEventStore, IEventStore> wrap, Func<Func<IReadOnlyList<StoredEvent>, Task>, Func<IReadOnlyList<StoredEvent>, Task>>? lose,
        Func<StorePromises, Task> promise)
    {
        lose ??= onBatch => onBatch;
        var promises = new PromisesOfBroken(async () => new Broken(await PostgresUnderTest.CreateAsync(), wrap, lose));
        await promises.InitializeAsync();
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => promise(promises));
        }
        finally
        {
            await promises.DisposeAsync();
        }
    }

    sealed class PromisesOfBroken(Func<Task<IStoreUnderTest>> create) : StorePromises
    {
        protected override TimeSpan Patience => TimeSpan.FromSeconds(8);

        protected override Task<IStoreUnderTest> CreateAsync() => create();
    }

    sealed class Broken(
        IStoreUnderTest sound, Func<IEventStore, IEventStore> wrap,
        Func<Func<IReadOnlyList<StoredEvent>, Task>, Func<IReadOnlyList<StoredEvent>, Task>> lose) : IStoreUnderTest
    {
        public IEventStore OpenNode() => wrap(sound.OpenNode());

        public IAsyncDisposable Subscribe(string name, Func<IReadOnlyList<StoredEvent>, Task> onBatch) =>
            sound.Subscribe(name, lose(onBatch));

        public Task PlantAsync(string stream, long version, string alias, string body) =>
            sound.PlantAsync(stream, version, alias, body);

        public ValueTask DisposeAsync() => sound.DisposeAsync();
    }

    /// <summary>Passes everything on; each broken store overrides what it breaks.</summary>
    abstract class Passing(IEventStore sound) : IEventStore
    {
        protected IEventStore Sound => sound;

        public virtual Task<WriteResult> WriteAsync<TState>(Write<TState> write, CancellationToken cancellation) =>
            sound.WriteAsync(write, cancellation);

        public Task<RecordedOutcome?> FindOutcomeAsync(string caller, string key, CancellationToken cancellation) =>
            sound.FindOutcomeAsync(caller, key, cancellation);

        public Task<string?> FindHolderAsync(string guard, string key, CancellationToken cancellation) =>
            sound.FindHolderAsync(guard, key, cancellation);

        public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, StreamLimit limit, CancellationToken cancellation) =>
            sound.ReadStreamAsync(stream, limit, cancellation);

        public virtual Task<LogPage> ReadLogAsync(long after, int limit, CancellationToken cancellation) =>
            sound.ReadLogAsync(after, limit, cancellation);

        public Task<long> HorizonAsync(CancellationToken cancellation) => sound.HorizonAsync(cancellation);
    }

    /// <summary>Marten's plain append with an inline snapshot: the state is read before the transaction.</summary>
    sealed class DecidesTooEarly(IEventStore sound) : Passing(sound)
    {
        public override async Task<WriteResult> WriteAsync<TState>(Write<TState> write, CancellationToken cancellation)
        {
            var events = await Sound.ReadStreamAsync(write.Stream, StreamLimit.None, cancellation);
            var early = events.Aggregate(write.Initial, (state, stored) => write.Evolve(state, stored.Data!));
            return await Sound.WriteAsync(Copy(write, write.Command, (_, context) => write.Decide(early, context)), cancellation);
        }
    }

    sealed class ForgetsCommands(IEventStore sound) : Passing(sound)
    {
        public override Task<WriteResult> WriteAsync<TState>(Write<TState> write, CancellationToken cancellation) => Sound.WriteAsync(
            Copy(write, write.Command with { Key = $"{write.Command.Key}/{Guid.NewGuid()}" }, write.Decide), cancellation);
    }

    /// <summary>Takes the highest number for the horizon although a smaller one is not visible yet.</summary>
    sealed class SkipsInTheLog(IEventStore sound) : Passing(sound)
    {
        readonly ConcurrentDictionary<Guid, bool> late = new();

        public override async Task<LogPage> ReadLogAsync(long after, int limit, CancellationToken cancellation)
        {
            var page = await Sound.ReadLogAsync(after, limit, cancellation);
            return page with { Events = [.. page.Events.Where(stored => stored.Sequence % 10 != 0 || !late.TryAdd(stored.Id, true))] };
        }
    }

    static Write<TState> Copy<TState>(Write<TState> write, CommandId command, Func<TState, DecisionContext, Decision> decide) => new()
    {
        Command = command, Stream = write.Stream, StreamType = write.StreamType, AlsoStreams = write.AlsoStreams,
        Initial = write.Initial, Evolve = write.Evolve, Decide = decide, ExpectedVersion = write.ExpectedVersion,
        Guards = write.Guards, Companions = write.Companions, Metadata = write.Metadata,
    };
}
