using Application.Ports;
using NodaTime;
using Projections.SportPermits;

namespace Api.Policies;

/// <summary>The term policy's port on the permits' read model.</summary>
public sealed class DuePermitsOfReadModel(PermitQueries permits) : IDuePermits
{
    public Task<IReadOnlyList<string>> EndedBeforeAsync(LocalDate today, int limit, CancellationToken cancellation) =>
        permits.EndedBeforeAsync(today, limit, cancellation);
}
