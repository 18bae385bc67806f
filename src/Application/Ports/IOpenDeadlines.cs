using Domain.Licensing;
using NodaTime;

namespace Application.Ports;

/// <summary>What the deadline policy looks at: deadlines that still run, from the read model.</summary>
public interface IOpenDeadlines
{
    /// <summary>Open deadlines whose last day lies before the given day and to whose passing the law attaches an effect.</summary>
    Task<IReadOnlyList<OpenDeadline>> PassedAsync(LocalDate today, int limit, CancellationToken cancellation);

    /// <summary>Cases that have an open deadline of any kind, in order of their number.</summary>
    Task<IReadOnlyList<string>> CasesAsync(string afterCaseNo, int limit, CancellationToken cancellation);
}

public sealed record OpenDeadline(string CaseNo, DeadlineKind Kind, LocalDate LastDay, SilenceOutcome Silence);
