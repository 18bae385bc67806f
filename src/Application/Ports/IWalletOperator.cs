namespace Application.Ports;

/// <summary>The wallet operator's locks (contracts/wallet-operator): prepaid money held by contract. Each call is signed.</summary>
public interface IWalletOperator
{
    /// <summary>The same lock, asked for again under the same id, is answered as before.</summary>
    Task<OperatorReply> LockAsync(LockOrder order, CancellationToken cancellation);

    /// <summary>Pays from a lock to the payee (release) or back to the payer (refund); the same request id counts once.</summary>
    /// <param name="kind">release or refund.</param>
    Task<OperatorReply> MoveAsync(Guid lockId, string kind, Guid requestId, long amountFen, CancellationToken cancellation);

    Task<LockReport> FindAsync(Guid lockId, CancellationToken cancellation);
}

/// <summary>Wallet numbers are personal: they are read from the vault for this call and kept nowhere else.</summary>
public sealed record LockOrder(Guid LockId, string PayerWallet, string PayeeWallet, long AmountFen, string ContractNo);

/// <param name="Done">The operator says that it did it.</param>
/// <param name="Refusal">Its code where it refuses for good; null otherwise.</param>
/// <param name="Fault">Why nothing is known: timeout, connection, http-503, signature, unreadable.</param>
public sealed record OperatorReply(bool Done, int? Refusal, string? Fault);

/// <param name="Lock">Null where the operator does not know it (yet), or gave no answer.</param>
/// <param name="Fault">Why nothing is known; null where it answered.</param>
public sealed record LockReport(LockFound? Lock, string? Fault);

/// <param name="Moves">By request id: release or refund, and the amount.</param>
public sealed record LockFound(long AmountFen, IReadOnlyDictionary<Guid, (string Kind, long AmountFen)> Moves);
