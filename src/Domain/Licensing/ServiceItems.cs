using NodaTime;

namespace Domain.Licensing;

/// <summary>The published items, edition by edition.</summary>
public static class ServiceItems
{
    /// <summary>Every edition this bureau knows.</summary>
    public static IReadOnlyList<ServiceItem> All { get; } =
        [HighRiskSportItem.Edition1, TrainingInstitutionItem.Edition1, FictitiousItems.GeneralLimit, FictitiousItems.HealthPermit];

    /// <summary>The edition of an item in force on a day; null for a task code that nobody publishes.</summary>
    public static ServiceItem? Find(string taskCode, LocalDate on) =>
        All.FirstOrDefault(item => item.TaskCode == taskCode && item.IsInForceOn(on));

    /// <summary>The edition a case was received under.</summary>
    public static ServiceItem Get(string edition) => All.Single(item => item.Edition == edition);
}
