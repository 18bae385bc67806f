using NodaTime;

namespace Application.Ports;

/// <summary>What the term policy looks at: institutions whose last day has passed, from the read model.</summary>
public interface IDueInstitutions
{
    /// <summary>Numbers of institutions neither expired nor terminated in the log, whose last day lies before the given day.</summary>
    Task<IReadOnlyList<string>> EndedBeforeAsync(LocalDate today, int limit, CancellationToken cancellation);
}
