using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.SportPermits;

/// <summary>A case read from the log: its events, and what they make of it.</summary>
public sealed class CaseSnapshot(string caseNo, IReadOnlyList<StoredEvent> events)
{
    public string CaseNo { get; } = caseNo;

    public IReadOnlyList<StoredEvent> Events { get; } = events;

    public long Version => Events[^1].Version;

    public LicensingCase State { get; } = events.Select(stored => stored.Data).OfType<LicensingCaseEvent>()
        .Aggregate(LicensingCase.Initial, LicensingCaseDecider.Evolve);

    /// <exception cref="InvalidOperationException">The stream does not begin with a receipt.</exception>
    public CaseDossier Dossier => State.Dossier ?? throw new InvalidOperationException($"Case {CaseNo} begins without a receipt.");

    public ApplicationReceived Receipt => (ApplicationReceived)Events[0].Data!;
}
