namespace Projections.SportPermits;

/// <summary>Status of a case on the wire: contracts/portal.md, Status.</summary>
public static class CaseStatus
{
    /// <summary>Declared files are still to come; the days to accept run all the same.</summary>
    public const string AwaitingFiles = "awaiting-files";
    public const string Received = "received";
    public const string CorrectionRequested = "correction-requested";
    public const string Accepted = "accepted";
    public const string UnderReview = "under-review";
    public const string Granted = "granted";
    public const string Refused = "refused";
    public const string NotAccepted = "not-accepted";
    public const string Withdrawn = "withdrawn";

    /// <summary>The decision was delivered: nobody is awaited any more.</summary>
    public const string Closed = "closed";
}

/// <summary>Whose act the case waits for.</summary>
public static class Turn
{
    public const string Applicant = "applicant";
    public const string Organ = "organ";
    public const string None = "none";
}

/// <summary>The act that is awaited next; the words of forms/expected.json, carried on.</summary>
public static class NextAct
{
    public const string Correction = "correction";
    public const string Acceptance = "acceptance";
    public const string NonAcceptance = "non-acceptance";
    public const string SiteCheck = "site-check";
    public const string Commitment = "commitment";
    public const string PostGrantCheck = "post-grant-check";
    public const string Rectification = "rectification";
    public const string Supplement = "supplement";
    public const string HearingNotice = "hearing-notice";
    public const string Hearing = "hearing";
    public const string Review = "review";
    public const string Decision = "decision";
    public const string Delivery = "delivery";
}
