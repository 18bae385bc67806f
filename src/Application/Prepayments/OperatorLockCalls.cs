using System.Globalization;
using System.Text;
using Application.Effects;
using Application.Ports;
using Domain.Effects;
using Domain.Identity;
using Domain.Prepayments;
using EventStore;

namespace Application.Prepayments;

/// <summary>Has the operator do what an event asks for, and records what it came to (OPR-2 to OPR-6).</summary>
/// <remarks>
/// The first call goes out at once. After one without a usable answer the operator is asked what it knows before the same
/// call goes out again under the same id. What is known is recorded in the account first and noted with the row afterwards.
/// </remarks>
public sealed class OperatorLockCalls(
    IWalletOperator wallets, PrepaymentDesk desk, IVault vault, IBusinessClock clock, ISm3 sm3, SendingRules rules, Silence silence)
    : IEffectCalls
{
    public const string Purpose = "operator-lock";

    /// <summary>An answer that contradicts what was asked; a person must look.</summary>
    const string Differs = "differs";

    public async Task<EffectCall> PrepareAsync(string caseNo, IReadOnlyList<QueuedEffect> due, CancellationToken cancellation)
    {
        var account = await desk.FindByContractAsync(caseNo, cancellation)
            ?? throw new InvalidOperationException($"Contract {caseNo} has rows for the operator and no events.");
        var contract = account.State.Find(caseNo)!;
        var signature = account.Events.First(stored => stored.Data is ContractSigned signed && signed.ContractNo == caseNo);
        return async (row, attempt, jitter, stop) =>
        {
            var call = OperatorCalls.Of((PrepaymentEvent)account.Events[checked((int)row.Version - 1)].Data!)
                ?? throw new InvalidOperationException($"Version {row.Version} of {account.AccountNo} no longer calls the operator.");
            var order = new Order(account, contract, (ContractSigned)signature.Data!, PrepaymentStreams.LockIdOf(sm3, signature.Id), call);
            var reply = (attempt > 1 ? await AskAsync(order, stop) : null) ?? await CallAsync(order, stop);
            silence.Note(reply.Fault is null or Differs);
            return await RecordAsync(order, row, reply, attempt, jitter, stop);
        };
    }

    sealed record Order(AccountSnapshot Account, PrepaidContract Contract, ContractSigned Signature, Guid LockId, OperatorCall Call);

    /// <summary>OPR-3: what the operator knows of it; null where it knows nothing and may be asked to do it.</summary>
    async Task<OperatorReply?> AskAsync(Order order, CancellationToken cancellation)
    {
        var report = await wallets.FindAsync(order.LockId, cancellation);
        if (report.Fault is { } fault) return new OperatorReply(false, null, fault);
        if (report.Lock is not { } found) return null;

        var call = order.Call;
        if (call.Kind == OperatorCalls.Lock)
            return found.AmountFen == call.AmountFen ? new(true, null, null) : new(false, null, Differs);
        if (!found.Moves.TryGetValue(PrepaymentStreams.RequestIdOf(sm3, order.LockId, call), out var move)) return null;
        return move == (call.Kind, call.AmountFen) ? new(true, null, null) : new(false, null, Differs);
    }

    async Task<OperatorReply> CallAsync(Order order, CancellationToken cancellation)
    {
        var call = order.Call;
        if (call.Kind != OperatorCalls.Lock)
        {
            return await wallets.MoveAsync(
                order.LockId, call.Kind, PrepaymentStreams.RequestIdOf(sm3, order.LockId, call), call.AmountFen, cancellation);
        }

        var (payer, payee) = (order.Signature.PayerWallet!.Value, order.Signature.PayeeWallet!.Value);
        var texts = await vault.ReadAsync([payer, payee], new ReadPurpose(Purpose, call.ContractNo, Actors.System), cancellation);
        return texts.GetValueOrDefault(payer) is { } from && texts.GetValueOrDefault(payee) is { } to
            ? await wallets.LockAsync(new LockOrder(order.LockId, from, to, call.AmountFen, call.ContractNo), cancellation)
            : new OperatorReply(false, null, Differs);
    }

    async Task<EffectOutcome> RecordAsync(
        Order order, QueuedEffect row, OperatorReply reply, int attempt, double jitter, CancellationToken cancellation)
    {
        var isLock = order.Call.Kind == OperatorCalls.Lock;
        if (reply.Fault == Differs) return new(EffectState.Refused, null, Differs, TimeSpan.Zero);
        if (!reply.Done && reply.Refusal is null)
            return new(EffectState.Unknown, null, reply.Fault, rules.PauseAfter(attempt, jitter));

        // A refused lock ends the contract. Refused money of a lock that is there contradicts our book: a person must look.
        if (reply.Refusal is { } code && !isLock) return new(EffectState.Refused, code, null, TimeSpan.Zero);

        var at = await clock.NowAsync(cancellation);
        OperatorAnswered answer = order.Call.Kind switch
        {
            OperatorCalls.Lock => new LockAnswered(Actors.System, at, order.Call.ContractNo, reply.Refusal),
            OperatorCalls.Release => new ReleaseAnswered(Actors.System, at, order.Call.ContractNo, order.Call.Number),
            _ => new RefundAnswered(Actors.System, at, order.Call.ContractNo, order.Call.Number),
        };
        var key = string.Create(CultureInfo.InvariantCulture, $"operator/{row.RowGuid}/{reply.Refusal ?? 0}");
        var result = await desk.RunAsync(
            order.Account.AccountNo, order.Account.First.Institution,
            new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key))), answer, [], row.RowGuid, cancellation);
        return result switch
        {
            CommandResult.Done => new(EffectState.Delivered, reply.Refusal ?? 0, null, TimeSpan.Zero),
            CommandResult.Refused => new(EffectState.Refused, null, Differs, TimeSpan.Zero),
            var other => throw new InvalidOperationException($"The operator's answer could not be recorded: {other.GetType().Name}."),
        };
    }
}
