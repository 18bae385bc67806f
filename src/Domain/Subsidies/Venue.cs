using System.Collections.Immutable;
using Domain.Identity;
using Domain.Kernel;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Subsidies;

// Stored for good in the stream designated-venue/{venueNo}.

public abstract record VenueEvent { private protected VenueEvent() { } }

/// <summary>An admission was entered and waits for its second person; no voucher is used there yet.</summary>
public sealed record VenueEntered(
    string VenueNo, string District, PersonRef Operator, DocumentId Name, IReadOnlyList<string> Sports, string? PermitNo, Payee Payee,
    PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <summary>A venue was admitted as one where vouchers are used (定点场馆).</summary>
/// <param name="Operator">Who runs it; its name and the venue's are sealed.</param>
/// <param name="Sports">Codes of what it offers.</param>
/// <param name="PermitNo">The high-risk permit it rests on; null where none of its sports needs one.</param>
/// <param name="By">Who approved it.</param>
public sealed record VenueAdmitted(
    string VenueNo, string District, PersonRef Operator, DocumentId Name, IReadOnlyList<string> Sports, string? PermitNo, Payee Payee,
    PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <summary>To whom its vouchers are paid.</summary>
/// <param name="Account">Sealed.</param>
/// <param name="Kind">bank-account or corporate-wallet.</param>
/// <param name="Ending">Last four digits, by which people recognise it.</param>
public sealed record Payee(DocumentId Account, string Kind, string Ending);

/// <summary>Another payee was entered; the one before is paid until a second person approves it.</summary>
public sealed record VenuePayeeEntered(Payee Payee, PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <param name="By">Who approved it.</param>
public sealed record VenuePayeeChanged(Payee Payee, PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <param name="Cause">redemption-not-in-view, false-redemption, cash-out, price-raised, refused-vouchers or late-data.</param>
public sealed record VenueWarned(int Warning, string Cause, PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <summary>The designation is taken away (取消定点资格): after a warning, or at once for cash-out or false redemption.</summary>
public sealed record VenueDisqualified(string Cause, PersonRef By, LocalDate On, LegalBasis Basis) : VenueEvent;

/// <summary>The venue left of its own will (退出).</summary>
public sealed record VenueLeft(PersonRef By, LocalDate On) : VenueEvent;

/// <summary>The second person turned down what was entered.</summary>
/// <param name="Reason">wrong-payee, wrong-operator or incomplete.</param>
public sealed record VenueActTurnedDown(string Reason, PersonRef By, LocalDate On) : VenueEvent;

/// <summary>The operator has a number as a designated venue; in the stream venue-operator/{person}, once and for good (VEN-5).</summary>
public sealed record VenueOperatorNumbered(string VenueNo, LocalDate On) : VenueEvent;

public abstract record Venue
{
    private Venue() { }

    public static Venue Initial { get; } = new Unknown();

    public sealed record Unknown : Venue;

    /// <param name="Before">What the number was until then: unknown, or a venue that had left.</param>
    public sealed record Entered(VenueEntered As, Venue Before) : Venue;

    /// <param name="EnteredBy">Who entered the admission.</param>
    public sealed record Designated(
        VenueAdmitted As, PersonRef EnteredBy, Payee Payee, Breaches Breaches, VenuePayeeEntered? Pending) : Venue;

    public sealed record Disqualified(VenueAdmitted As, string Cause) : Venue;

    public sealed record Left(VenueAdmitted As, PersonRef EnteredBy, Breaches Breaches) : Venue;
}

/// <summary>Warnings of a venue; they outlast its leaving (VEN-4).</summary>
/// <param name="WarnedBy">Whoever warned it, ever.</param>
public sealed record Breaches(int Warnings, ImmutableHashSet<PersonRef> WarnedBy)
{
    public static Breaches None { get; } = new(0, []);
}

public abstract record VenueCommand(Actor Actor, Instant At);

/// <param name="Facts">As they stand under the lock.</param>
public sealed record EnterVenue(
    Actor Actor, Instant At, string VenueNo, string District, PersonRef Operator, DocumentId Name, IReadOnlyList<string> Sports,
    string? PermitNo, Payee Payee, AdmissionFacts Facts) : VenueCommand(Actor, At);

/// <summary>What an admission rests on beside the venue itself.</summary>
/// <param name="Of">The operator of whom these are.</param>
/// <param name="Permit">Null where none was named or none exists under the number.</param>
/// <param name="NumberOfOperator">The number the operator has as a designated venue; null where it has none.</param>
public sealed record AdmissionFacts(PersonRef? Of, SportPermit? Permit, string? NumberOfOperator)
{
    public static AdmissionFacts None { get; } = new(null, null, null);
}

public sealed record EnterPayee(Actor Actor, Instant At, Payee Payee) : VenueCommand(Actor, At);

/// <summary>The second person approves what waits: the admission, or another payee.</summary>
/// <param name="Ending">Last four digits of the account, entered again.</param>
public sealed record ApproveVenueAct(Actor Actor, Instant At, string Ending, AdmissionFacts Facts) : VenueCommand(Actor, At);

public sealed record TurnDownVenueAct(Actor Actor, Instant At, string Reason) : VenueCommand(Actor, At);

public sealed record WarnVenue(Actor Actor, Instant At, string Cause) : VenueCommand(Actor, At);

public sealed record DisqualifyVenue(Actor Actor, Instant At, string Cause) : VenueCommand(Actor, At);

public sealed record LetVenueGo(Actor Actor, Instant At) : VenueCommand(Actor, At);
