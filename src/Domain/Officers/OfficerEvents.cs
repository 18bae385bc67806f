using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Officers;

// Stored for good in the stream officer/{personRef}.

public abstract record OfficerEvent { private protected OfficerEvent() { } }

/// <summary>An account was opened for somebody who works for an organ; names and numbers are sealed under the person's key.</summary>
/// <param name="Citizen">The same natural person as known by a citizen's number, so that an own case is recognised.</param>
/// <param name="Source">operator, installation or development.</param>
public sealed record OfficerEnrolled(PersonRef? Citizen, string Source, LegalBasis Basis) : OfficerEvent;

/// <summary>An office (职务): a role in a district for a span of days.</summary>
/// <param name="Office">Running number within the officer's stream; with the person it names this edition of the office.</param>
/// <param name="HeadOfOrgan">True for the head of the organ (行政机关负责人).</param>
/// <param name="To">Last day, inclusive; null while none is set.</param>
public sealed record OfficeGiven(
    int Office, string Role, string District, bool HeadOfOrgan, LocalDate From, LocalDate? To, LegalBasis Basis) : OfficerEvent;

/// <param name="LastDay">The last day on which the officer acts by it.</param>
/// <param name="Reason">transfer, promotion, leaving, mistake.</param>
public sealed record OfficeEnded(int Office, LocalDate LastDay, string Reason, LegalBasis Basis) : OfficerEvent;

/// <param name="Reason">leave, duty or other; never more, for it could tell of an illness.</param>
public sealed record AbsenceNoted(LocalDate From, LocalDate To, string Reason) : OfficerEvent;

/// <param name="Reason">left, investigation, lost-credentials or request.</param>
public sealed record AccountDisabled(string Reason, LegalBasis Basis) : OfficerEvent;

public sealed record AccountEnabled(LegalBasis Basis) : OfficerEvent;

/// <summary>A party in whose matters the officer may not act (回避).</summary>
/// <param name="Interest">Running number within the officer's stream.</param>
/// <param name="Kind">owner, shareholder, post, relative or other.</param>
public sealed record InterestDeclared(int Interest, PersonRef Party, string Kind, LegalBasis Basis) : OfficerEvent;

public sealed record InterestEnded(int Interest, LocalDate LastDay, LegalBasis Basis) : OfficerEvent;

/// <summary>Open cases go to a colleague; each case's own stream then says so.</summary>
public sealed record CasesHandedOver(PersonRef To, string District, IReadOnlyList<string> Cases, LegalBasis Basis) : OfficerEvent;
