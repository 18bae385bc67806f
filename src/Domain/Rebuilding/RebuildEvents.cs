using Domain.Identity;
using Domain.Kernel;

namespace Domain.Rebuilding;

// Stored for good in the stream read-model/{name}:{version}.

public abstract record RebuildEvent { private protected RebuildEvent() { } }

/// <summary>A read model is to be recomputed from the first event, beside the one that serves (重建).</summary>
/// <param name="StartedBy">May not approve it.</param>
public sealed record RebuildStarted(string ReadModel, PersonRef StartedBy, LegalBasis Basis) : RebuildEvent;

/// <summary>A second person has read how the recomputed one differs, and lets it serve (复核).</summary>
/// <param name="Position">Where both stood when they were compared.</param>
public sealed record RebuildApproved(
    long Position, long OnlyServed, long OnlyRecomputed, long Differing, PersonRef ApprovedBy, LegalBasis Basis) : RebuildEvent;

/// <summary>The recomputed one is to serve; the old one stays beside (切换).</summary>
public sealed record ReadModelSwapped(PersonRef SwappedBy, LegalBasis Basis) : RebuildEvent;

/// <summary>The old one is to serve again (切回).</summary>
public sealed record ReadModelSwappedBack(PersonRef SwappedBackBy, LegalBasis Basis) : RebuildEvent;

/// <summary>What stands beside is given up: the recomputed one before it served, or the old one after.</summary>
public sealed record RebuildDropped(PersonRef DroppedBy, LegalBasis Basis) : RebuildEvent;
