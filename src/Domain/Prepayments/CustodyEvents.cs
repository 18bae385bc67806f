using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Prepayments;

// Stored for good in the stream custody-account/{institution}: how an institution's prepaid money is held, and whether it may move.

public abstract record CustodyEvent { private protected CustodyEvent() { } }

/// <param name="Holder">The institution as a legal person: under its key the wallet is sealed.</param>
/// <param name="Mode">bank-custody or risk-deposit.</param>
/// <param name="Bank">Code of the operating bank; null for a deposit.</param>
/// <param name="PayeeWallet">Where released fees go, sealed; null for a deposit.</param>
/// <param name="DepositFen">Zero under custody.</param>
/// <param name="Representative">Who sells and records for the institution.</param>
/// <param name="Terms">Edition of the terms.</param>
public sealed record CustodyOpened(
    string Institution, PersonRef Holder, string District, string Mode, string? Bank, DocumentId? PayeeWallet, long DepositFen,
    PersonRef Representative, string Terms, LocalDate OpenedOn, LegalBasis Basis) : CustodyEvent;

public sealed record CustodyRepresentativeNamed(PersonRef Representative, LocalDate NamedOn) : CustodyEvent;

/// <summary>Nothing is sold or released until it is thawed; what was instructed before goes through.</summary>
/// <param name="Ground">stopped, licence-ended, termination or risk.</param>
public sealed record CustodyFrozen(string Ground, DocumentId? Reason, LocalDate FrozenOn, LegalBasis Basis) : CustodyEvent;

public sealed record CustodyThawed(DocumentId? Reason, LocalDate ThawedOn, LegalBasis Basis) : CustodyEvent;

/// <summary>All that is left goes back to the parents; there is no way back from it.</summary>
public sealed record CustodyReturnOrdered(DocumentId? Reason, LocalDate OrderedOn, LegalBasis Basis) : CustodyEvent;
