using Domain.Kernel;

namespace Domain.Audit;

// Stored for good: acts that belong to no case.

public abstract record AuditEvent { private protected AuditEvent() { } }

/// <summary>An officer's command that the rules did not allow; what was tried is as much a fact as what was done.</summary>
/// <param name="Command">Name of the command, for example GrantPermit.</param>
/// <param name="Subject">The stream it was meant for, for example sport-permit-case/….</param>
/// <param name="Detail">What else explains it, such as the window of a limit that was reached; null where the code says all.</param>
public sealed record CommandRefused(
    string Code, string Command, string Subject, string? CaseNo, string? Field, LegalBasis? Basis, string? Detail = null) : AuditEvent;

/// <summary>An operator's word that a reader of the log which stopped at an event tries it again; in reader/{name}.</summary>
/// <param name="Reader">Read model or policy, as its checkpoint is named.</param>
/// <param name="Position">The event it had stopped at.</param>
public sealed record ReaderResumed(string Reader, long Position) : AuditEvent;
