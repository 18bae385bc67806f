using Domain.Identity;
using Domain.Kernel;

namespace Domain.Prepayments;

/// <summary>Where the fee of one lesson is. Each fen of a contract stands in exactly one of these.</summary>
public enum LessonStage
{
    Undelivered = 1,

    /// <summary>Recorded by the institution, not confirmed: the money still waits.</summary>
    Delivered = 2,

    /// <summary>The operator was told to pay the institution; its answer is awaited.</summary>
    Releasing = 3,

    Released = 4,

    /// <summary>The operator was told to pay the parent; its answer is awaited.</summary>
    Refunding = 5,

    Refunded = 6,
}

/// <param name="Delivery">What the institution recorded; null before and once it was struck.</param>
public sealed record PrepaidLesson(int Number, Money Fee, LessonStage Stage, LessonDelivered? Delivery);

/// <summary>Money that goes back together.</summary>
public sealed record PrepaidRefund(RefundInstructed Order, bool Done);

/// <summary>A contract (培训服务合同) as a closed set of stages.</summary>
public abstract record PrepaidContract(ContractOffered Offer)
{
    public string ContractNo => Offer.ContractNo;

    public ContractTerms Terms => Offer.Terms;

    public sealed record Offered(ContractOffered Offer) : PrepaidContract(Offer);

    public sealed record Locking(ContractOffered Offer, ContractSigned Signature) : PrepaidContract(Offer);

    /// <summary>The operator refused the lock.</summary>
    public sealed record Void(ContractOffered Offer, ContractSigned Signature) : PrepaidContract(Offer);

    public sealed record Held(
        ContractOffered Offer, ContractSigned Signature, IReadOnlyList<PrepaidLesson> Lessons, IReadOnlyList<PrepaidRefund> Refunds)
        : PrepaidContract(Offer)
    {
        public Money Paid => new(Signature.AmountFen);

        /// <summary>Neither released nor going back nor on its way to either.</summary>
        public Money Remaining => Sum(LessonStage.Undelivered) + Sum(LessonStage.Delivered);

        public Money Sum(LessonStage stage) =>
            Lessons.Where(lesson => lesson.Stage == stage).Sum(lesson => lesson.Fee);

        public PrepaidLesson? Find(int number) => number >= 1 && number <= Lessons.Count ? Lessons[number - 1] : null;
    }

    /// <summary>What of it counts as a charge that is still held; null where nothing is.</summary>
    public OpenCharge? Open => this switch
    {
        Locking => new(Terms.FirstDay, Terms.LastDay, (long)Terms.Lessons * Terms.LessonMinutes, new Money(Terms.AmountFen)),
        Held held when held.Remaining > Money.Zero => new(
            Terms.FirstDay, Terms.LastDay,
            (long)held.Lessons.Count(l => l.Stage is LessonStage.Undelivered or LessonStage.Delivered) * Terms.LessonMinutes,
            held.Remaining),
        _ => null,
    };
}

/// <summary>All contracts of one trainee with one institution: what the charge caps are judged on together.</summary>
public sealed record PrepaymentAccount(IReadOnlyList<PrepaidContract> Contracts)
{
    public static PrepaymentAccount Initial { get; } = new([]);

    public PrepaidContract? Find(string contractNo) => Contracts.FirstOrDefault(contract => contract.ContractNo == contractNo);
}

/// <param name="AccountNo">Numbers the contracts: {accountNo}-{n}.</param>
/// <param name="Custody">The institution's account, as it stands under the same lock.</param>
/// <param name="Licence">The institution's approval under the same lock; asked when something is sold.</param>
public sealed record PrepaymentFacts(string AccountNo, CustodyAccount Custody, SellerLicence? Licence);
