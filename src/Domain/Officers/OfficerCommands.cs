using Domain.Identity;
using NodaTime;

namespace Domain.Officers;

/// <summary>What is asked of the directory about one officer.</summary>
/// <param name="At">The business instant of the act.</param>
public abstract record OfficerCommand(Actor Actor, Instant At);

public sealed record EnrolOfficer(Actor Actor, Instant At, PersonRef? Citizen, string Source) : OfficerCommand(Actor, At);

/// <summary>Account and office in one act: the first operator of an installation, or an identity for development.</summary>
public sealed record EnrolWithOffice(Actor Actor, Instant At, string Source, string Role, string District, LocalDate From)
    : OfficerCommand(Actor, At);

public sealed record GiveOffice(
    Actor Actor, Instant At, string Role, string District, bool HeadOfOrgan, LocalDate From, LocalDate? To)
    : OfficerCommand(Actor, At);

public sealed record EndOffice(Actor Actor, Instant At, int Office, LocalDate LastDay, string Reason) : OfficerCommand(Actor, At);

public sealed record NoteAbsence(Actor Actor, Instant At, PersonRef Officer, LocalDate From, LocalDate To, string Reason)
    : OfficerCommand(Actor, At);

public sealed record DisableAccount(Actor Actor, Instant At, PersonRef Officer, string Reason) : OfficerCommand(Actor, At);

public sealed record EnableAccount(Actor Actor, Instant At) : OfficerCommand(Actor, At);

public sealed record DeclareInterest(Actor Actor, Instant At, PersonRef Officer, PersonRef Party, string Kind)
    : OfficerCommand(Actor, At);

public sealed record EndInterest(Actor Actor, Instant At, int Interest, LocalDate LastDay) : OfficerCommand(Actor, At);

/// <param name="Colleague">What the directory knows of the one who takes over.</param>
/// <param name="Cases">Numbers of the cases, which the read model says are open and assigned to the officer.</param>
public sealed record HandOverCases(
    Actor Actor, Instant At, PersonRef Officer, PersonRef To, Officer Colleague, string District, IReadOnlyList<string> Cases)
    : OfficerCommand(Actor, At);
