using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

// Stored for good in the stream re-application-bar/{personRef}.

public abstract record ReApplicationBarEvent { private protected ReApplicationBarEvent() { } }

/// <summary>A party may not apply again for a time (不得再次申请).</summary>
/// <param name="Cause">false-materials, deceit, bribery, grave-consequences.</param>
/// <param name="Matter">Stream of the case or permit it follows from.</param>
/// <param name="Sports">The sports it is for; empty for every sport of the item.</param>
/// <param name="LastDay">Inclusive; the next day is free.</param>
public sealed record ReApplicationBarred(
    PersonRef Party, string Cause, string Matter, IReadOnlyList<string> Sports, LocalDate FirstDay, LocalDate LastDay, LegalBasis Basis)
    : ReApplicationBarEvent;
