namespace Domain.Identity;

// Stored for good in the stream person/{ref}.

public abstract record PersonEvent { private protected PersonEvent() { } }

/// <summary>A token of this person was first accepted; the office that a person held then can be looked up later.</summary>
public sealed record OfficerSignedIn(string Role, string District) : PersonEvent;

/// <summary>Somebody read what is kept of this person; who it was stands in the event's metadata.</summary>
/// <param name="Purpose">handling-a-case, data-subject-access, audit, …</param>
/// <param name="Kinds">Fields and kinds of text: name, phone, form, opinion, …</param>
public sealed record PersonalDataRead(string Purpose, string? CaseNo, IReadOnlyList<string> Kinds) : PersonEvent;
