using EventStore;

namespace Application.Policies;

/// <summary>What the program does by itself after an event: its matching events are noted and acted on, one by one.</summary>
/// <remarks>
/// Noted in the transaction of a checkpoint of its own, so that a restart forgets none. A crash lets it act again on the
/// same event, and so may another node: every act goes under one key for the event and its purpose.
/// </remarks>
public interface IPolicy
{
    /// <summary>Name of the checkpoint; another name starts from the beginning of the log.</summary>
    string Name { get; }

    bool Concerns(StoredEvent stored);

    /// <exception cref="PolicyNotYetException">Not possible now; the event is tried again after a growing pause.</exception>
    Task ActAsync(StoredEvent cause, CancellationToken cancellation);
}

/// <summary>What the program does by itself when a day has passed: it asks a read model what is due, every second.</summary>
public interface IDatedPolicy
{
    string Name { get; }

    Task RunAsync(CancellationToken cancellation);
}

/// <summary>Something must happen first; the code says what, and holds no personal data.</summary>
public sealed class PolicyNotYetException(string code) : Exception(code)
{
    public string Code { get; } = code;
}
