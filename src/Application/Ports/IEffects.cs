using Domain.Effects;

namespace Application.Ports;

/// <summary>A case for which one sender alone may send, until the lease ends.</summary>
/// <param name="Epoch">Grows with every lease: a sender that was paused for too long finds another.</param>
/// <param name="Changes">Grows with every row noted or order of the desk; tells a sender that looked earlier to look again.</param>
public sealed record EffectLane(string CaseNo, long Epoch, long Changes);

/// <summary>A row that is still to be sent.</summary>
/// <param name="DueIn">Zero when its time has come.</param>
public sealed record QueuedEffect(
    Guid RowGuid, string Kind, string Purpose, long Version, EffectState State, int Attempts, TimeSpan DueIn);

/// <summary>What a call came to.</summary>
/// <param name="State">Delivered, Unknown, Pending (again later) or Refused.</param>
/// <param name="Answer">The counterpart's code, where it gave one that can be believed.</param>
/// <param name="Fault">Why there is none: timeout, connection, http-503, signature, unreadable.</param>
/// <param name="Pause">Until the next call.</param>
public sealed record EffectOutcome(EffectState State, int? Answer, string? Fault, TimeSpan Pause);

/// <summary>The rows for one counterpart and who may send them; every verb is one short transaction.</summary>
public interface IEffects
{
    /// <summary>Leases cases that have something due. Nothing while effects are held.</summary>
    Task<IReadOnlyList<EffectLane>> TakeAsync(int most, CancellationToken cancellation);

    /// <summary>Rows of the case not delivered or skipped, in order.</summary>
    Task<IReadOnlyList<QueuedEffect>> OpenAsync(EffectLane lane, int most, CancellationToken cancellation);

    /// <summary>Notes that a call begins, and renews the lease.</summary>
    /// <param name="settled">What the call before came to; noted in the same transaction, whatever becomes of the beginning.</param>
    /// <returns>False when the call must not begin: the lease is lost, the row was skipped, or effects are held.</returns>
    Task<bool> BeginAsync(EffectLane lane, Guid row, (Guid Row, EffectOutcome Outcome)? settled, CancellationToken cancellation);

    /// <summary>Notes what a call came to; a lost lease notes nothing, because its new owner calls again.</summary>
    Task SettleAsync(EffectLane lane, Guid row, EffectOutcome outcome, CancellationToken cancellation);

    /// <summary>Gives the case back, to be taken when something is due again.</summary>
    /// <param name="dueIn">Null when nothing is left, or a person is awaited.</param>
    Task ReleaseAsync(EffectLane lane, TimeSpan? dueIn, CancellationToken cancellation);
}
