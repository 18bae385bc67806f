namespace Domain.Prepayments;

/// <summary>One call of the wallet operator that an event asks for, once and for ever (contracts/wallet-operator, locks).</summary>
/// <param name="Kind">lock, release or refund.</param>
/// <param name="Purpose">With the event's id it makes the id that the operator sees, so it never changes.</param>
/// <param name="Number">Lesson or refund; 0 for a lock.</param>
public sealed record OperatorCall(string Kind, string Purpose, string ContractNo, long AmountFen, int Number);

public static class OperatorCalls
{
    public const string Lock = "lock";
    public const string Release = "release";
    public const string Refund = "refund";

    public const string LockPurpose = "operator/lock";

    /// <summary>Null where nobody is to be called; under a deposit nobody ever is.</summary>
    public static OperatorCall? Of(PrepaymentEvent @event) =>
        @event switch
        {
            ContractSigned { Mode: PrepaymentTerms.Custody } e => new(Lock, LockPurpose, e.ContractNo, e.AmountFen, 0),
            LessonConfirmed { Mode: PrepaymentTerms.Custody } e => new(Release, "operator/release", e.ContractNo, e.AmountFen, e.Lesson),
            RefundInstructed { Mode: PrepaymentTerms.Custody } e => new(Refund, "operator/refund", e.ContractNo, e.AmountFen, e.RefundNo),
            _ => null,
        };
}
