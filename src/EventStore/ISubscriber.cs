using EventStore.Reading;
using Npgsql;

namespace EventStore;

/// <summary>A reader of the whole log whose rows and checkpoint commit together.</summary>
public interface ISubscriber
{
    /// <summary>Name of the checkpoint; a new version of a read model is a new name.</summary>
    string Name { get; }

    /// <summary>What it needs of an event, told from stream and alias; one that cannot be read stops those that need its data.</summary>
    Need NeedOf(string stream, string type) => Need.Event;

    /// <summary>Writes what follows from the batch, inside the transaction that moves the checkpoint.</summary>
    /// <remarks>Called with all event types in order. Must not commit or touch anything else.</remarks>
    Task HandleAsync(
        IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction,
        CancellationToken cancellation);
}
