using Application.SportPermits;
using Domain.Licensing;
using EventStore;
using NodaTime;

namespace Application.Documents;

/// <summary>An event that wants a document, with the case and the licence as they were when it happened.</summary>
/// <param name="Case">Up to the event; null where it belongs to no case.</param>
/// <param name="Licence">Events of the licence up to this one; empty where there is none.</param>
public sealed record DocumentSource(StoredEvent Event, CaseSnapshot? Case, IReadOnlyList<StoredEvent> Licence)
{
    public LocalDate Day => WorkCalendar.DayOf(Event.Timestamp);

    /// <exception cref="InvalidOperationException">The event belongs to no case.</exception>
    public CaseSnapshot OfCase => Case ?? throw new InvalidOperationException($"Event {Event.Id} belongs to no case.");

    /// <summary>The licence after the event.</summary>
    /// <exception cref="InvalidOperationException">The event belongs to no licence.</exception>
    public PaperLicence OfLicence =>
        PaperLicence.Of(Licence) ?? throw new InvalidOperationException($"Event {Event.Id} belongs to no licence.");

    public ServiceItem Item => ServiceItems.Get(OfCase.Dossier.Item);
}
