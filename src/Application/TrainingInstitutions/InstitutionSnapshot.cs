using Domain.TrainingInstitutions;
using EventStore;

namespace Application.TrainingInstitutions;

/// <summary>An institution read from the log: its events, and what they make of it.</summary>
public sealed class InstitutionSnapshot(string institutionNo, IReadOnlyList<StoredEvent> events)
{
    public string InstitutionNo { get; } = institutionNo;

    public long Version => events[^1].Version;

    public Institution State { get; } = InstitutionStreams.Fold(events.Select(stored => stored.Data
        ?? throw new InvalidOperationException(
            $"Event {stored.Sequence} has the alias {stored.Type}, which this version does not know: it must not decide here.")));

    /// <exception cref="InvalidOperationException">The stream does not begin with an approval.</exception>
    public InstitutionRecord Record =>
        State.Record ?? throw new InvalidOperationException($"Institution {InstitutionNo} was never approved.");
}
