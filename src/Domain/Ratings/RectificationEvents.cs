using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.Ratings;

// Stored for good in the stream rectification/{caseNo}. The case itself is never written to.

public abstract record RectificationEvent { private protected RectificationEvent() { } }

/// <summary>A bad rating (差评) made a work order; its clocks run from the day of the rating.</summary>
/// <param name="Organ">Region code of the organ that handled the case and now answers for it.</param>
/// <param name="Rater">The applicant of the case: under this key its texts are sealed.</param>
/// <param name="Text">What the rater wrote, sealed; null where nothing was.</param>
/// <param name="Terms">Edition of the terms whose lengths apply.</param>
public sealed record RectificationOpened(
    string CaseNo, string ProjectNo, string Organ, PersonRef Rater, int Level, DocumentId? Text, string Channel, LocalDate RatedOn,
    string Terms, Deadline ContactBy, Deadline CorrectBy, LegalBasis Basis) : RectificationEvent;

/// <param name="Mode">phone, message, in-person.</param>
public sealed record RaterContacted(
    string Mode, LocalDate ContactedOn, bool InTime, DocumentId? Note, LegalBasis Basis) : RectificationEvent;

/// <summary>What was put right, or why nothing is to be, as told to the rater.</summary>
/// <param name="Round">1, and one more each time the order was sent back.</param>
/// <param name="Outcome">corrected, explained.</param>
/// <param name="Reply">Sealed.</param>
public sealed record RectificationReported(
    int Round, string Outcome, DocumentId Reply, LocalDate DoneOn, bool InTime, LegalBasis Basis) : RectificationEvent;

/// <param name="Result">satisfied, unsatisfied, not-reached.</param>
public sealed record RaterCalledBack(
    int Round, string Result, LocalDate CalledOn, DocumentId? Note, LegalBasis Basis) : RectificationEvent;

/// <summary>The rater is still unsatisfied: once more from the measures on.</summary>
public sealed record RectificationSentBack(int Round, Deadline CorrectBy, LegalBasis Basis) : RectificationEvent;

/// <param name="Ground">satisfied, not-reached.</param>
/// <param name="Note">Why, sealed, where an officer closed it.</param>
public sealed record RectificationClosed(
    string Ground, LocalDate ClosedOn, DocumentId? Note, LegalBasis Basis) : RectificationEvent;

/// <summary>A new edition of the calendar touched an open deadline; the old one stays in the log.</summary>
public sealed record RectificationRecounted(Deadline From, Deadline To) : RectificationEvent;
