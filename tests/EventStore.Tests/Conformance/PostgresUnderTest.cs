using EventStore.Subscriptions;
using Npgsql;
using TestKit;

namespace EventStore.Tests.Conformance;

/// <summary>Our own store.</summary>
sealed class PostgresUnderTest(TestDatabase database) : IStoreUnderTest
{
    public static async Task<PostgresUnderTest> CreateAsync() => new(await TestDatabase.CreateAsync());

    public IEventStore OpenNode() => Open();

    public IAsyncDisposable Subscribe(string name, Func<IReadOnlyList<StoredEvent>, Task> onBatch)
    {
        var runner = new SubscriptionRunner(database.Projector, Open(), [new Subscriber(name, onBatch)], Diary.Fast);
        runner.Start();
        return runner;
    }

    public Task PlantAsync(string stream, long version, string alias, string body) => database.RunAsOwnerAsync(
        $"""
         insert into mt_streams (id, type, version) values ('{stream}', 'notes', {version})
         on conflict (id) do update set version = {version};
         insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp) values
             (nextval('mt_events_sequence'), gen_random_uuid(), '{stream}', {version}, '{body}', '{alias}', '2020-01-01Z');
         """);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    PostgresEventStore Open() => new(database.Writer, database.Reader, Notes.Types, [], Notes.Upcasters);

    sealed class Subscriber(string name, Func<IReadOnlyList<StoredEvent>, Task> onBatch) : ISubscriber
    {
        public string Name => name;

        public Task HandleAsync(
            IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction,
            CancellationToken cancellation) => onBatch(batch);
    }
}

public sealed class PostgresStorePromises : StorePromises
{
    protected override async Task<IStoreUnderTest> CreateAsync() => await PostgresUnderTest.CreateAsync();
}
