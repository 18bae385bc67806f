using Domain.Licensing;

namespace Domain.Ratings;

/// <summary>How long a rectification may take, as data (ADR 0004).</summary>
/// <param name="Edition">Stored in each order; the order is judged by it to its end.</param>
/// <param name="Correction">For the first round, from the rating.</param>
/// <param name="FurtherCorrection">For each further round, from the call-back that sent it back.</param>
/// <param name="CallBackAttempts">Days on which the rater was not reached before the order may be closed without a result.</param>
public sealed record RectificationTerms(
    string Edition, Limit Contact, Limit Correction, Limit FurtherCorrection, int CallBackAttempts, string Source)
{
    const string Unconfirmed = "to be confirmed by the bureau";

    static readonly Limit FifteenWorkingDays = new(
        DeadlineKind.RatingRectification, "RCT-5", 15, TimeUnit.WorkingDays, LimitStart.Rating,
        BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.ServiceRating("强化服务差评整改"),
        $"15 working days is practice elsewhere, {Unconfirmed}; the State Council's text names no length");

    public static RectificationTerms Edition1 { get; } = new(
        "rectification/1",
        Contact: new Limit(
            DeadlineKind.RaterContact, "RCT-3", 1, TimeUnit.WorkingDays, LimitStart.Rating,
            BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.ServiceRating("强化服务差评整改"),
            $"at the first moment (第一时间), read as one working day, {Unconfirmed}"),
        Correction: FifteenWorkingDays,
        FurtherCorrection: FifteenWorkingDays with { Rule = "RCT-7", Start = LimitStart.CallBack },
        CallBackAttempts: 3,
        $"the number of attempts is set here, {Unconfirmed}");

    /// <summary>Every edition; the last is in force.</summary>
    public static IReadOnlyList<RectificationTerms> All { get; } = [Edition1];
}

/// <summary>All that a decision on an order needs and that is not in the order.</summary>
public sealed record RectificationRules(WorkCalendar Calendar, IReadOnlyList<RectificationTerms> Terms)
{
    public static RectificationRules With(WorkCalendar calendar) => new(calendar, RectificationTerms.All);

    public RectificationTerms InForce => Terms[^1];

    public RectificationTerms TermsOf(RectificationFile file) => Terms.Single(terms => terms.Edition == file.Terms);
}
