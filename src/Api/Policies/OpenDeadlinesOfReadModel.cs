using Application.Ports;
using NodaTime;
using Projections.SportPermits;

namespace Api.Policies;

/// <summary>The deadline policy's port on the work queue's read model.</summary>
public sealed class OpenDeadlinesOfReadModel(OpenDeadlines deadlines) : IOpenDeadlines
{
    public async Task<IReadOnlyList<OpenDeadline>> PassedAsync(LocalDate today, int limit, CancellationToken cancellation)
    {
        var found = await deadlines.DueBeforeAsync(today, limit, cancellation);
        return [.. found.Value.Select(row => new OpenDeadline(row.CaseNo, row.Kind, row.LastDay, row.Silence))];
    }

    public Task<IReadOnlyList<string>> CasesAsync(string afterCaseNo, int limit, CancellationToken cancellation) =>
        deadlines.CasesAsync(afterCaseNo, limit, cancellation);
}
