using Domain.Identity;
using NodaTime;

namespace Domain.Prepayments;

/// <summary>What somebody asks of a trainee's account; moments and ids are facts of the command.</summary>
public abstract record PrepaymentCommand(Actor Actor, Instant At);

/// <param name="TraineeAge">Whole years on the first day of lessons, as the identity number says.</param>
/// <param name="ParentAge">Whole years on the day of the offer.</param>
public sealed record OfferContract(
    Actor Actor, Instant At, PersonRef Trainee, PersonRef Parent, ContractTerms Terms, DocumentId Text, int TraineeAge, int ParentAge)
    : PrepaymentCommand(Actor, At);

/// <param name="Wallet">The payer's, sealed; needed under custody.</param>
public sealed record SignContract(Actor Actor, Instant At, string ContractNo, DocumentId? Wallet) : PrepaymentCommand(Actor, At);

public sealed record RecordLesson(
    Actor Actor, Instant At, string ContractNo, int Lesson, Instant From, Instant To, string? AttendanceSm3)
    : PrepaymentCommand(Actor, At);

public sealed record ConfirmLesson(Actor Actor, Instant At, string ContractNo, int Lesson) : PrepaymentCommand(Actor, At);

/// <summary>The district's officer decides about a lesson that the parent does not confirm.</summary>
public sealed record DecideLesson(Actor Actor, Instant At, string ContractNo, int Lesson, bool TookPlace, DocumentId? Reason)
    : PrepaymentCommand(Actor, At);

/// <param name="Lessons">How many to give back; null for all.</param>
public sealed record RequestRefund(Actor Actor, Instant At, string ContractNo, long? Lessons) : PrepaymentCommand(Actor, At);

/// <summary>The institution's return order reaches this account.</summary>
public sealed record ReturnRemainder(Actor Actor, Instant At) : PrepaymentCommand(Actor, At);

/// <summary>Under a deposit: the institution attests that it has the money.</summary>
public sealed record RecordPayment(Actor Actor, Instant At, string ContractNo) : PrepaymentCommand(Actor, At);

/// <summary>Under a deposit: the parent has the money back.</summary>
public sealed record ConfirmRefund(Actor Actor, Instant At, string ContractNo, int RefundNo) : PrepaymentCommand(Actor, At);

/// <summary>What an operator's call came to; twice or late changes nothing.</summary>
public abstract record OperatorAnswered(Actor Actor, Instant At, string ContractNo) : PrepaymentCommand(Actor, At);

/// <param name="Refusal">The operator's code where it refused for good; null where the money is locked.</param>
public sealed record LockAnswered(Actor Actor, Instant At, string ContractNo, int? Refusal) : OperatorAnswered(Actor, At, ContractNo);

public sealed record ReleaseAnswered(Actor Actor, Instant At, string ContractNo, int Lesson) : OperatorAnswered(Actor, At, ContractNo);

public sealed record RefundAnswered(Actor Actor, Instant At, string ContractNo, int RefundNo) : OperatorAnswered(Actor, At, ContractNo);
