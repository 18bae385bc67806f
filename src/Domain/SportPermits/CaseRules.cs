using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>All that a decision on a case needs and that is not in the case: items, calendar, standards.</summary>
public sealed record CaseRules(WorkCalendar Calendar, IReadOnlyList<ServiceItem> Items, SportStandards Standards)
{
    /// <summary>The published items and standards with the calendar as it is now.</summary>
    public static CaseRules With(WorkCalendar calendar) => new(calendar, ServiceItems.All, SportStandards.Published);

    /// <summary>The edition of an item in force on a day; null for a task code that nobody publishes.</summary>
    public ServiceItem? FindItem(string taskCode, LocalDate on) =>
        Items.FirstOrDefault(item => item.TaskCode == taskCode && item.IsInForceOn(on));

    /// <summary>The edition that a case was received under.</summary>
    public ServiceItem ItemOf(CaseDossier dossier) => Items.Single(item => item.Edition == dossier.Item);
}
