using Domain.Identity;
using NodaTime;

namespace Application.Ports;

/// <summary>What the erasure policy looks at: erasures that wait, from the read model.</summary>
public interface IDeferredErasures
{
    /// <summary>Those whose last day lies before the given day, and those of which no day is known yet.</summary>
    Task<IReadOnlyList<DeferredErasure>> WaitingAsync(LocalDate today, CancellationToken cancellation);
}

/// <param name="Until">Null while a case, a permit or an office is open.</param>
public sealed record DeferredErasure(PersonRef Person, string RequestNo, LocalDate? Until);
