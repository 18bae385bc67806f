using Domain.Identity;
using Domain.Kernel;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Subsidies;

// Stored for good in the stream designated-venue/{venueNo}.

public abstract record VenueEvent { private protected VenueEvent() { } }

/// <summary>A venue was admitted as one where vouchers are used (定点场馆).</summary>
/// <param name="Operator">Who runs it; its name and the venue's are sealed.</param>
/// <param name="Sports">Codes of what it offers.</param>
/// <param name="PermitNo">The high-risk permit it rests on; null where none of its sports needs one.</param>
public sealed record VenueAdmitted(
    string VenueNo, string District, PersonRef Operator, DocumentId Name, IReadOnlyList<string> Sports, string? PermitNo, Payee Payee,
    PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <summary>To whom its vouchers are paid.</summary>
/// <param name="Account">Sealed.</param>
/// <param name="Kind">bank-account or corporate-wallet.</param>
/// <param name="Ending">Last four digits, by which people recognise it.</param>
public sealed record Payee(DocumentId Account, string Kind, string Ending);

public sealed record VenuePayeeChanged(Payee Payee, PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <param name="Cause">redemption-not-in-view, false-redemption, cash-out, price-raised, refused-vouchers or late-data.</param>
public sealed record VenueWarned(int Warning, string Cause, PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <summary>The designation is taken away (取消定点资格): after a warning, or at once for cash-out or false redemption.</summary>
public sealed record VenueDisqualified(string Cause, PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <summary>The venue left of its own will (退出).</summary>
public sealed record VenueLeft(PersonRef By, LocalDate On) : VenueEvent;

public abstract record Venue
{
    private Venue() { }

    public static Venue Initial { get; } = new Unknown();

    public sealed record Unknown : Venue;

    public sealed record Designated(VenueAdmitted As, Payee Payee, int Warnings, string? LastCause) : Venue;

    public sealed record Disqualified(VenueAdmitted As, string Cause) : Venue;

    public sealed record Left(VenueAdmitted As) : Venue;
}

public abstract record VenueCommand(Actor Actor, Instant At);

/// <param name="Permit">As it stands under the lock; null where none was named or none exists under the number.</param>
public sealed record AdmitVenue(
    Actor Actor, Instant At, string VenueNo, string District, PersonRef Operator, DocumentId Name, IReadOnlyList<string> Sports,
    string? PermitNo, SportPermit? Permit, Payee Payee) : VenueCommand(Actor, At);

public sealed record ChangePayee(Actor Actor, Instant At, Payee Payee) : VenueCommand(Actor, At);

public sealed record WarnVenue(Actor Actor, Instant At, string Cause) : VenueCommand(Actor, At);

public sealed record DisqualifyVenue(Actor Actor, Instant At, string Cause) : VenueCommand(Actor, At);

public sealed record LetVenueGo(Actor Actor, Instant At) : VenueCommand(Actor, At);
