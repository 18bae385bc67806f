using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Prepayments;

// Stored for good in the stream prepayment-account/{accountNo}: every contract of one trainee with one institution.

public abstract record PrepaymentEvent { private protected PrepaymentEvent() { } }

/// <summary>What was agreed, without names (national model contract).</summary>
/// <param name="Course">Code of the sport.</param>
/// <param name="ClassNo">The institution's own number of the class.</param>
/// <param name="FirstDay">First day of lessons, inclusive.</param>
/// <param name="LastDay">Last day of lessons, inclusive.</param>
/// <param name="LessonMinutes">Of one lesson.</param>
/// <param name="AmountFen">For all lessons.</param>
public sealed record ContractTerms(
    string Course, string ClassNo, LocalDate FirstDay, LocalDate LastDay, int Lessons, int LessonMinutes, long AmountFen);

/// <param name="Parent">Who pays, confirms and may ask for the money back.</param>
/// <param name="Text">The template's further words, sealed under the parent's key.</param>
/// <param name="Caps">Edition of the charge caps.</param>
public sealed record ContractOffered(
    string ContractNo, string Institution, string District, PersonRef Trainee, PersonRef Parent, ContractTerms Terms, DocumentId Text,
    string Caps, LocalDate OfferedOn, LegalBasis Basis) : PrepaymentEvent;

/// <summary>The parent agrees, and under custody the money is to be locked.</summary>
/// <param name="WithdrawBy">Last day of the days of withdrawal, inclusive.</param>
/// <param name="Terms">Edition of the terms.</param>
public sealed record ContractSigned(
    string ContractNo, string Mode, long AmountFen, DocumentId? PayerWallet, DocumentId? PayeeWallet, string Terms, LocalDate SignedOn,
    LocalDate WithdrawBy, LegalBasis Basis) : PrepaymentEvent;

/// <summary>The operator holds the money, or the institution attests its receipt.</summary>
/// <param name="How">locked or paid.</param>
public sealed record FundsSecured(string ContractNo, long AmountFen, string How, LocalDate SecuredOn) : PrepaymentEvent;

/// <summary>The operator refused for good; the contract never came to be.</summary>
public sealed record LockRefused(string ContractNo, int Answer, LocalDate RefusedOn) : PrepaymentEvent;

/// <summary>The institution says that a lesson took place; no money moves by it.</summary>
/// <param name="AttendanceSm3">Digest of the attendance record, hex.</param>
public sealed record LessonDelivered(string ContractNo, int Lesson, Instant From, Instant To, string? AttendanceSm3) : PrepaymentEvent;

/// <summary>The lesson's fee is to be released.</summary>
/// <param name="Mode">Of the contract: under custody the operator is called.</param>
/// <param name="By">parent, or decision of the district's officer.</param>
public sealed record LessonConfirmed(
    string ContractNo, int Lesson, long AmountFen, string Mode, string By, DocumentId? Reason, LocalDate ConfirmedOn, LegalBasis Basis)
    : PrepaymentEvent;

/// <summary>An officer found that a recorded lesson did not take place.</summary>
public sealed record LessonStruck(string ContractNo, int Lesson, DocumentId? Reason, LocalDate StruckOn, LegalBasis Basis)
    : PrepaymentEvent;

public sealed record LessonFeeReleased(string ContractNo, int Lesson, long AmountFen, LocalDate ReleasedOn) : PrepaymentEvent;

/// <summary>These lessons will not be given; their fees are to go back.</summary>
/// <param name="Mode">Of the contract: under custody the operator is called.</param>
/// <param name="Ground">withdrawal, undelivered, return or late-lock.</param>
public sealed record RefundInstructed(
    string ContractNo, int RefundNo, IReadOnlyList<int> Lessons, long AmountFen, string Mode, string Ground, string Terms,
    LocalDate InstructedOn, LegalBasis Basis) : PrepaymentEvent;

public sealed record PrepaymentRefunded(string ContractNo, int RefundNo, long AmountFen, LocalDate RefundedOn) : PrepaymentEvent;
