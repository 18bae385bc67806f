using Application.Ports;
using Domain.Effects;

namespace Application.Effects;

/// <summary>One call for one row; what it came to.</summary>
/// <param name="attempt">Number of this call, from 1: after the first, an earlier one may have got through.</param>
/// <param name="jitter">From 0 to 1, anew each time.</param>
public delegate Task<EffectOutcome> EffectCall(QueuedEffect row, int attempt, double jitter, CancellationToken cancellation);

/// <summary>A counterpart's side of sending: what is needed for the rows of one case that are due is read together.</summary>
public interface IEffectCalls
{
    Task<EffectCall> PrepareAsync(string caseNo, IReadOnlyList<QueuedEffect> due, CancellationToken cancellation);
}

/// <summary>Sends what is due of one leased case, in order, until a row does not get through.</summary>
/// <remarks>
/// No transaction is open during a call. A crash anywhere leaves a row that is sent again under the same guid: before the call
/// it is noted as leased, after it as what it came to, and a lease that ends is taken by whoever comes next.
/// </remarks>
public sealed class LaneSender(IEffects effects, IEffectCalls calls)
{
    /// <summary>Read from the vault at once; the rest of a long case waits for the next visit.</summary>
    const int AtOnce = 30;

    /// <param name="jitter">From 0 to 1, anew each time.</param>
    public async Task SendAsync(EffectLane lane, Func<double> jitter, CancellationToken cancellation)
    {
        var rows = await effects.OpenAsync(lane, AtOnce, cancellation);
        var due = rows.TakeWhile(row => row.DueIn <= TimeSpan.Zero && row.State != EffectState.Refused).ToList();
        if (due.Count == 0)
        {
            await effects.ReleaseAsync(lane, DueIn(rows, 0), cancellation);
            return;
        }

        var call = await calls.PrepareAsync(lane.CaseNo, due, cancellation);
        (Guid Row, EffectOutcome Outcome)? settled = null;
        for (var sent = 0; ; sent++)
        {
            var stopped = settled is { Outcome.State: not EffectState.Delivered };
            if (stopped || sent == due.Count)
            {
                await effects.SettleAsync(lane, settled!.Value.Row, settled.Value.Outcome, cancellation);
                await effects.ReleaseAsync(lane, stopped ? PauseOf(settled.Value.Outcome) : DueIn(rows, sent), cancellation);
                return;
            }

            var row = due[sent];
            if (!await effects.BeginAsync(lane, row.RowGuid, settled, cancellation))
            {
                await effects.ReleaseAsync(lane, TimeSpan.Zero, cancellation);
                return;
            }

            settled = (row.RowGuid, await call(row, row.Attempts + 1, jitter(), cancellation));
        }
    }

    static TimeSpan? PauseOf(EffectOutcome outcome) => outcome.State == EffectState.Refused ? null : outcome.Pause;

    static TimeSpan? DueIn(IReadOnlyList<QueuedEffect> rows, int sent) =>
        rows.Count == sent || rows[sent].State == EffectState.Refused ? null : rows[sent].DueIn;
}
