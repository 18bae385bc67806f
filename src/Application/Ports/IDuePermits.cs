using NodaTime;

namespace Application.Ports;

/// <summary>What the term policy looks at: permits whose last day has passed, from the read model.</summary>
public interface IDuePermits
{
    /// <summary>Numbers of permits still in force in the log, whose last day lies before the given day.</summary>
    Task<IReadOnlyList<string>> EndedBeforeAsync(LocalDate today, int limit, CancellationToken cancellation);
}
