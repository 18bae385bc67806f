namespace EventStore.Tests.Conformance;

/// <summary>An implementation of the store's port with an empty log of its own. An adapter on another store implements this
/// and derives from <see cref="StorePromises"/>; nothing else of these tests knows what it is.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    /// <summary>A further node on the same log, with <see cref="Notes.Types"/> and <see cref="Notes.Upcasters"/>.</summary>
    IEventStore OpenNode();

    /// <summary>Runs a subscription on a node of its own until it is disposed. What throws is offered again.</summary>
    IAsyncDisposable Subscribe(string name, Func<IReadOnlyList<StoredEvent>, Task> onBatch);

    /// <summary>Puts an event into the log as another program wrote it, at the end of its stream.</summary>
    Task PlantAsync(string stream, long version, string alias, string body);
}
