using Domain.Licensing;
using Domain.Audit;
using Domain.Identity;
using Domain.SportPermits;
using EventStore;

namespace Application;

/// <summary>Every event that may stand in the log, by alias; public so that a real Marten can register the same list.</summary>
public static class EventCatalogue
{
    public static EventTypes Types { get; } = new(
        typeof(SportPermitCaseEvent).Assembly.GetTypes()
            .Where(type => type is { IsSealed: true, IsPublic: true } && Families.Any(family => type.IsSubclassOf(family))));

    static IEnumerable<Type> Families =>
    [
        typeof(SportPermitCaseEvent),
        typeof(SportPermitEvent),
        typeof(AuditEvent),
        typeof(PersonEvent),
        typeof(CalendarEvent),
    ];
}
