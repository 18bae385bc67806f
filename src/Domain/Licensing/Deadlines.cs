using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

/// <summary>In what a limit is counted; it differs from article to article and is never assumed.</summary>
public enum TimeUnit
{
    /// <summary>Working days (工作日): 行政许可法 art 82.</summary>
    WorkingDays = 1,

    /// <summary>Calendar days (自然日).</summary>
    CalendarDays = 2,
}

/// <summary>Which clock of a case a deadline belongs to.</summary>
public enum DeadlineKind
{
    /// <summary>To accept, refuse to accept, or serve the one correction notice.</summary>
    Acceptance = 1,

    /// <summary>To decide, by statute.</summary>
    Decision = 2,

    /// <summary>To decide, as publicly promised (承诺时限); never later than by statute.</summary>
    PromisedDecision = 3,

    /// <summary>To issue and deliver the certificate or the decision.</summary>
    Delivery = 4,

    /// <summary>For the applicant to supply what the correction notice lists.</summary>
    Correction = 5,

    /// <summary>For a party to ask for a hearing.</summary>
    HearingRequest = 20,

    /// <summary>To hold the hearing that was asked for.</summary>
    HearingHold = 21,

    /// <summary>For the applicant to supply what the review found wanting, after acceptance.</summary>
    Supplement = 22,

    /// <summary>To check the site of a permit that was granted on commitment.</summary>
    PostGrantCheck = 23,

    /// <summary>For the holder to put right what that check found.</summary>
    Rectification = 24,

    /// <summary>For the organ to speak to whoever rated a case badly (差评回访核实).</summary>
    RaterContact = 41,

    /// <summary>For the organ to put right what a bad rating is about (差评整改).</summary>
    RatingRectification = 42,
}

/// <summary>What the law attaches to silence when the last day passes.</summary>
public enum SilenceOutcome
{
    /// <summary>Nothing but a breach that stays visible.</summary>
    Breach = 1,

    /// <summary>The application counts as accepted from the day of receipt: 行政许可法 art 32(4).</summary>
    DeemedAccepted = 2,

    /// <summary>The organ may close the case because the party did not act.</summary>
    PartyInDefault = 3,
}

/// <summary>Days that do not count, with the reason the law gives for it.</summary>
/// <param name="Reason">expert-review, hearing, inspection-testing, …: 行政许可法 art 45.</param>
public sealed record DeadlinePause(string Reason, LocalDate FirstDay, LocalDate LastDay, LegalBasis Basis);

/// <summary>More days, granted once by the head of the organ.</summary>
public sealed record DeadlineExtension(int Length, TimeUnit Unit, Identity.PersonRef ApprovedBy, LocalDate ApprovedOn, LegalBasis Basis);

/// <summary>The last day on which an act is in time, with all that is needed to show why.</summary>
/// <param name="Rule">Number of the rule in specs/, for example LIC-5.</param>
/// <param name="Start">The day of the start fact; it is not counted, the next day is day one.</param>
/// <param name="LastDay">Counts in full, until midnight in Suzhou.</param>
/// <param name="CalendarEditions">Editions of the years touched, for example 2026-1 and 2027-0.</param>
/// <param name="Provisional">True while an edition touched is not the published notice.</param>
/// <param name="Derivation">The count, printable line by line, as it was made.</param>
public sealed record Deadline(
    DeadlineKind Kind,
    string Rule,
    LegalBasis Basis,
    int Length,
    TimeUnit Unit,
    string StartFact,
    LocalDate Start,
    IReadOnlyList<DeadlinePause> Pauses,
    IReadOnlyList<DeadlineExtension> Extensions,
    LocalDate LastDay,
    SilenceOutcome Silence,
    IReadOnlyList<string> CalendarEditions,
    bool Provisional,
    IReadOnlyList<string> Derivation)
{
    public bool IsMetOn(LocalDate day) => day <= LastDay;

    /// <summary>The same last day by the same editions of the years touched: nothing new to record.</summary>
    public bool IsCountedAlike(Deadline other) =>
        LastDay == other.LastDay && Provisional == other.Provisional
        && CalendarEditions.SequenceEqual(other.CalendarEditions);
}
