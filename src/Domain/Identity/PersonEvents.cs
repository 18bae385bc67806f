namespace Domain.Identity;

// Stored for good in the stream person/{ref}.

public abstract record PersonEvent { private protected PersonEvent() { } }

/// <summary>A token of this person was first accepted; the office that a person held then can be looked up later.</summary>
public sealed record OfficerSignedIn(string Role, string District) : PersonEvent;
