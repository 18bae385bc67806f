using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Subsidies.ReviewRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.WalletEvent>;

namespace Domain.Subsidies;

/// <summary>VCH-7, VCH-14 to VCH-17: the way from a decision made by rules alone to a person's.</summary>
/// <remarks>Order of checks: who may, the decision and its review, the same request again, time, bad data.</remarks>
public static class WalletReviews
{
    /// <summary>Days after the day on which it was told, in which a review can be asked for.</summary>
    public const int DaysToAsk = 60;

    /// <summary>Days after the day of asking, in which it is decided.</summary>
    public const int DaysToDecide = 30;

    public const string Upheld = "upheld";
    public const string Overturned = "overturned";

    /// <summary>Code of a voiding among the decisions that can be reviewed.</summary>
    public const string Voiding = "voucher.voided";

    static readonly string[] ReasonsToUphold = ["rule-applied-rightly", "abuse-confirmed", "proof-missing"];

    static readonly Dictionary<string, string> ReasonsToOverturn = new(StringComparer.Ordinal)
    {
        [WalletRefusals.RiskMustBeReviewed.Code] = "no-abuse",
        [WalletRefusals.TieMustBeProven.Code] = "proof-seen",
        [WalletRefusals.DisabilityMustBeProven.Code] = "proof-seen",
        [WalletRefusals.GuardianMustAgree.Code] = "proof-seen",
        [WalletRefusals.LimitReached.Code] = "wrongly-counted",
        [WalletRefusals.LastMustBeUsed.Code] = "wrongly-counted",
        [Voiding] = "wrongly-voided",
    };

    public static IReadOnlyList<string> Grounds { get; } = ["no-abuse", "facts-are-wrong", "rule-misapplied", "not-me"];

    public static LocalDate LastDayToAsk(LocalDate toldOn) => toldOn.PlusDays(DaysToAsk);

    internal static Answer Decide(ReviewCommand command, VoucherWallet wallet, Programme programme) =>
        command switch
        {
            AskForReview c => Ask(c, wallet),
            DecideReview c => Decide(c, wallet, programme.DistrictOrNull),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    static Answer Ask(AskForReview c, VoucherWallet wallet)
    {
        if (!Grounds.Contains(c.Ground)) return Answer.Refuse(GroundMustBeKnown);
        if ((c.Refused ?? Kept(c.DecisionNo, wallet.Review)) is not { } against) return Answer.Refuse(DecisionMustBeYours);
        if (wallet.Review.Reviews.ContainsKey(against.DecisionNo)) return Answer.Nothing;
        var day = WorkCalendar.DayOf(c.At);

        return day > LastDayToAsk(against.ToldOn)
            ? Answer.Refuse(ReviewMustBeAskedInTime)
            : Answer.Accept(new ReviewAsked(against, c.Ground, day, day.PlusDays(DaysToDecide), Laws.PersonalInformation("24")));
    }

    static Answer Decide(DecideReview c, VoucherWallet wallet, string? district)
    {
        if (c.Actor.Role != "clerk") return Answer.Refuse(ReviewerMustBeClerk);
        if (c.Actor.District != district) return Answer.Refuse(DistrictMustBeOwn);
        if (wallet.Review.Reviews.GetValueOrDefault(c.DecisionNo) is not { } review) return Answer.Refuse(ReviewMustBeAsked);
        var against = review.Asked.Against;
        if (c.Own || c.Actor.Person == c.Claimant || against.By.Contains(c.Actor.Person)) return Answer.Refuse(ReviewerMustBeAnother);
        if (review.Decided is { } decided)
        {
            return decided.By == c.Actor.Person && decided.Outcome == c.Outcome && decided.Reason == c.Reason
                ? Answer.Nothing
                : Answer.Refuse(ReviewMustBeOpen);
        }

        return c.Outcome switch
        {
            Upheld when ReasonsToUphold.Contains(c.Reason) => Done(c, review.Asked, null),
            Overturned when !ReasonsToOverturn.ContainsKey(against.Code) => Answer.Refuse(NothingCanBeCorrected),
            Overturned when ReasonsToOverturn[against.Code] != c.Reason => Answer.Refuse(ReasonMustFit),
            Overturned => CorrectionOf(c, against, wallet) is { } corrected
                ? Done(c, review.Asked, corrected)
                : Answer.Refuse(CorrectionMustFit),
            Upheld => Answer.Refuse(ReasonMustFit),
            _ => Answer.Refuse(OutcomeMustBeKnown),
        };
    }

    static Answer Done(DecideReview c, ReviewAsked asked, ReviewCorrection? corrected)
    {
        var day = WorkCalendar.DayOf(c.At);
        return Answer.Accept(new ReviewDecided(
            c.DecisionNo, c.Outcome, c.Reason, corrected, c.Actor.Person, day, day <= asked.DecideBy, Laws.PersonalInformation("24")));
    }

    /// <summary>VCH-16: one fact and no more; null where what the reviewer names is no fact of this decision.</summary>
    static ReviewCorrection? CorrectionOf(DecideReview c, AdverseDecision against, VoucherWallet wallet)
    {
        ReviewCorrection nothing = new(null, [], Disabled: false, GuardianAgreed: false, null);
        if (against.Code == WalletRefusals.TieMustBeProven.Code)
        {
            return c.Ties.Count > 0 && c.Ties.All(EligibilityRules.KnownTies.Contains)
                ? nothing with { Ties = [.. c.Ties.Distinct().Order(StringComparer.Ordinal)] }
                : null;
        }

        if (ReasonsToOverturn[against.Code] == "wrongly-counted")
        {
            return c.NotCounted is { } number && wallet.Review.Voided.ContainsKey(number) && wallet.HasTaken(number)
                ? nothing with { NotCounted = number }
                : null;
        }

        return against.Code == WalletRefusals.RiskMustBeReviewed.Code ? nothing with { RiskCode = against.RiskCode }
            : against.Code == Voiding ? nothing with { NotCounted = against.DecisionNo }
            : against.Code == WalletRefusals.DisabilityMustBeProven.Code ? nothing with { Disabled = true }
            : nothing with { GuardianAgreed = true };
    }

    static readonly Domain.Identity.PersonRef[] Nobody = [];

    /// <summary>What the wallet itself holds against the person: a voucher taken back, an entry passed over by the system.</summary>
    static AdverseDecision? Kept(string number, WalletReviewState known) =>
        known.Voided.GetValueOrDefault(number) is { } voided
            ? new(number, Voiding, null, voided.On, [voided.By, .. known.Proposed.GetValueOrDefault(number) is { } by ? [by.By] : Nobody])
        : known.PassedOver.GetValueOrDefault(number) is { } passed ? new(number, passed.Code, null, passed.On, [])
        : null;
}
