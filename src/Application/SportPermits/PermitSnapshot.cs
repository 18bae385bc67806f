using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.SportPermits;

/// <summary>A permit read from the log: its events, and what they make of it.</summary>
public sealed class PermitSnapshot(string permitNo, IReadOnlyList<StoredEvent> events)
{
    public string PermitNo { get; } = permitNo;

    public IReadOnlyList<StoredEvent> Events { get; } = events;

    public long Version => Events[^1].Version;

    public SportPermit State { get; } = Fold(events.Select(stored => stored.Data ?? throw new InvalidOperationException(
        $"Event {stored.Sequence} has the alias {stored.Type}, which this version does not know: it must not decide here.")));

    /// <exception cref="InvalidOperationException">The stream does not begin with a permit.</exception>
    public PermitRecord Record => State.Record ?? throw new InvalidOperationException($"Permit {PermitNo} was never opened.");

    public static SportPermit Fold(IEnumerable<object> events) =>
        events.Cast<SportPermitEvent>().Aggregate(SportPermit.Initial, SportPermitDecider.Evolve);
}
