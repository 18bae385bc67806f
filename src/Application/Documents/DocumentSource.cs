using Application.SportPermits;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;

namespace Application.Documents;

/// <summary>An event that wants a document, with the case and the permit as they were when it happened.</summary>
/// <param name="Case">Up to the event; null where it belongs to no case.</param>
/// <param name="Permit">Events of the permit up to this one; empty where there is none.</param>
public sealed record DocumentSource(StoredEvent Event, CaseSnapshot? Case, IReadOnlyList<StoredEvent> Permit)
{
    public LocalDate Day => WorkCalendar.DayOf(Event.Timestamp);

    /// <exception cref="InvalidOperationException">The event belongs to no case.</exception>
    public CaseSnapshot OfCase => Case ?? throw new InvalidOperationException($"Event {Event.Id} belongs to no case.");

    /// <summary>The permit after the event.</summary>
    /// <exception cref="InvalidOperationException">The event belongs to no permit.</exception>
    public PermitRecord OfPermit =>
        Permit.Select(stored => stored.Data).OfType<SportPermitEvent>()
            .Aggregate(SportPermit.Initial, SportPermitDecider.Evolve).Record
        ?? throw new InvalidOperationException($"Event {Event.Id} belongs to no permit.");

    public ServiceItem Item => ServiceItems.Get(OfCase.Dossier.Item);
}
