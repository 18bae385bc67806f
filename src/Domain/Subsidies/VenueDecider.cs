using System.Diagnostics;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Subsidies.VenueRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.VenueEvent>;

namespace Domain.Subsidies;

/// <summary>specs/designated-venues.md: who may take vouchers, and how that ends.</summary>
public static class VenueDecider
{
    static readonly string[] Causes =
        ["redemption-not-in-view", "false-redemption", "cash-out", "price-raised", "refused-vouchers", "late-data"];

    static readonly string[] GraveCauses = ["false-redemption", "cash-out"];

    static readonly string[] TurnDownReasons = ["wrong-payee", "wrong-operator", "incomplete"];

    public static Answer Decide(VenueCommand command, Venue state) =>
        command switch
        {
            DisqualifyVenue or ApproveVenueAct or TurnDownVenueAct when command.Actor.Role != "finance-checker" =>
                Answer.Refuse(CheckerMustBeFinance),
            EnterVenue or EnterPayee or WarnVenue or LetVenueGo when command.Actor.Role != "finance-maker" =>
                Answer.Refuse(MakerMustBeFinance),
            EnterVenue c => Enter(c, state),
            EnterPayee c => OnDesignated(c, state, venue => Enter(c, venue)),
            ApproveVenueAct c => Approve(c, state),
            TurnDownVenueAct c => TurnDown(c, state),
            WarnVenue c => OnDesignated(c, state, venue => Warn(c, venue)),
            DisqualifyVenue c => Disqualify(c, state),
            LetVenueGo c when state is Venue.Left { As: var left } => OnOwn(c, left),
            LetVenueGo c => OnDesignated(c, state, _ => Answer.Accept(new VenueLeft(c.Actor.Person, Day(c)))),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    static Answer Enter(EnterVenue c, Venue state)
    {
        if (c.Actor.District != c.District) return Answer.Refuse(DistrictMustBeOwn);
        if (!Citations.IsBureauNumber(c.VenueNo)) return Answer.Refuse(NumberMustBeOne);
        if (c.Sports.Count == 0 || c.Sports.Distinct().Count() != c.Sports.Count) return Answer.Refuse(SportsMustBeNamed);
        if (c.Sports.FirstOrDefault(sport => !SportCodes.IsKnown(sport)) is { } unknown)
            return Answer.Refuse(SportMustBeKnown with { Field = $"sports[{c.Sports.ToList().IndexOf(unknown)}]" });
        if (WhyNotPaid(c.Payee) is { } refusal) return Answer.Refuse(refusal);
        if (state is not (Venue.Unknown or Venue.Left) || (state is Venue.Left left && left.As.Operator != c.Operator))
            return Answer.Refuse(MustBeNew);

        return WhyNotAdmitted(c.VenueNo, c.Operator, c.Sports, c.PermitNo, c.Facts, Day(c)) is { } why
            ? Answer.Refuse(why)
            : Answer.Accept(new VenueEntered(
                c.VenueNo, c.District, c.Operator, c.Name, c.Sports, NeedsPermit(c.Sports, Day(c)) ? c.PermitNo : null, c.Payee,
                c.Actor.Person, Day(c), Laws.Accounting("35")));
    }

    /// <summary>VEN-2 and VEN-5, asked when an admission is entered and again when it is approved.</summary>
    static Refusal? WhyNotAdmitted(
        string venueNo, PersonRef @operator, IReadOnlyList<string> sports, string? permitNo, AdmissionFacts facts, LocalDate on) =>
        facts.NumberOfOperator is { } number && number != venueNo ? OperatorMustHaveOneNumber
        : NeedsPermit(sports, on) && !IsCovered(SportCodes.NeedingPermit(sports, on), @operator, permitNo, facts, on) ? PermitMustBeInForce
        : null;

    static bool NeedsPermit(IReadOnlyList<string> sports, LocalDate on) => SportCodes.NeedingPermit(sports, on).Count > 0;

    static bool IsCovered(IReadOnlyList<string> sports, PersonRef @operator, string? permitNo, AdmissionFacts facts, LocalDate on) =>
        facts.Permit is SportPermit.InForce { Permit: var permit }
        && permit.PermitNo == permitNo
        && permit.ValidFrom <= on && on <= permit.ValidTo
        && permit.Face.Holder == @operator
        && !sports.Except(permit.Face.Sports).Any();

    static Answer OnDesignated(VenueCommand command, Venue state, Func<Venue.Designated, Answer> decide) =>
        state is not Venue.Designated venue ? Answer.Refuse(MustBeDesignated)
        : venue.As.District != command.Actor.District ? Answer.Refuse(DistrictMustBeOwn)
        : decide(venue);

    static Answer Enter(EnterPayee c, Venue.Designated venue) =>
        WhyNotPaid(c.Payee) is { } refusal ? Answer.Refuse(refusal)
        : venue.Pending is not null ? Answer.Refuse(AnotherActIsPending)
        : Answer.Accept(new VenuePayeeEntered(c.Payee, c.Actor.Person, Day(c), Laws.Accounting("35")));

    static Answer Approve(ApproveVenueAct c, Venue state)
    {
        if (PendingOf(state) is not var (district, payee, by)) return Answer.Refuse(ActMustBePending);
        if (district != c.Actor.District) return Answer.Refuse(DistrictMustBeOwn);
        if (by == c.Actor.Person) return Answer.Refuse(CheckerMustBeAnother);
        if (payee.Ending != c.Ending) return Answer.Refuse(PayeeMustAgree);
        if (state is not Venue.Entered { As: var entered })
            return Answer.Accept(new VenuePayeeChanged(payee, c.Actor.Person, Day(c), Laws.Accounting("35")));

        // The facts were looked up for the operator that stood there before the lock.
        if (c.Facts.Of != entered.Operator) return Answer.Refuse(ActMustBePending);
        return WhyNotAdmitted(entered.VenueNo, entered.Operator, entered.Sports, entered.PermitNo, c.Facts, Day(c)) is { } why
            ? Answer.Refuse(why)
            : Answer.Accept(new VenueAdmitted(
                entered.VenueNo, entered.District, entered.Operator, entered.Name, entered.Sports, entered.PermitNo, entered.Payee,
                c.Actor.Person, Day(c), Laws.Sports("105")));
    }

    static Answer TurnDown(TurnDownVenueAct c, Venue state) =>
        PendingOf(state) is not var (district, _, by) ? Answer.Refuse(ActMustBePending)
        : district != c.Actor.District ? Answer.Refuse(DistrictMustBeOwn)
        : by == c.Actor.Person ? Answer.Refuse(CheckerMustBeAnother)
        : !TurnDownReasons.Contains(c.Reason) ? Answer.Refuse(ReasonMustBeKnown)
        : Answer.Accept(new VenueActTurnedDown(c.Reason, c.Actor.Person, Day(c)));

    static (string District, Payee Payee, PersonRef By)? PendingOf(Venue state) =>
        state switch
        {
            Venue.Entered { As: var e } => (e.District, e.Payee, e.By),
            Venue.Designated { Pending: { } p } venue => (venue.As.District, p.Payee, p.By),
            _ => null,
        };

    /// <summary>It is so already, which is told to its own district alone.</summary>
    static Answer OnOwn(VenueCommand c, VenueAdmitted venue) =>
        venue.District == c.Actor.District ? Answer.Nothing : Answer.Refuse(DistrictMustBeOwn);

    static Answer Warn(WarnVenue c, Venue.Designated venue) =>
        Causes.Contains(c.Cause)
            ? Answer.Accept(new VenueWarned(venue.Breaches.Warnings + 1, c.Cause, c.Actor.Person, Day(c), Laws.Budget("57")))
            : Answer.Refuse(CauseMustBeKnown);

    /// <summary>VEN-4: the first breach is warned of, the second ends it; cash-out and false redemption end it at once.</summary>
    static Answer Disqualify(DisqualifyVenue c, Venue state)
    {
        if (state is Venue.Disqualified known && known.Cause == c.Cause) return OnOwn(c, known.As);
        if (StandingOf(state) is not var (admitted, enteredBy, breaches)) return Answer.Refuse(MustBeDesignated);
        if (admitted.District != c.Actor.District) return Answer.Refuse(DistrictMustBeOwn);
        if (!Causes.Contains(c.Cause)) return Answer.Refuse(CauseMustBeKnown);
        if (breaches.Warnings == 0 && !GraveCauses.Contains(c.Cause)) return Answer.Refuse(WarningMustComeFirst);

        return enteredBy == c.Actor.Person || breaches.WarnedBy.Contains(c.Actor.Person)
            ? Answer.Refuse(CheckerMustBeAnother)
            : Answer.Accept(new VenueDisqualified(c.Cause, c.Actor.Person, Day(c), Laws.Budget("57")));
    }

    /// <summary>Leaving is no way out: what a venue did still ends it for good, also while it asks to come back.</summary>
    static (VenueAdmitted As, PersonRef EnteredBy, Breaches Breaches)? StandingOf(Venue state) =>
        state switch
        {
            Venue.Designated v => (v.As, v.EnteredBy, v.Breaches),
            Venue.Left v => (v.As, v.EnteredBy, v.Breaches),
            Venue.Entered { Before: Venue.Left v } => (v.As, v.EnteredBy, v.Breaches),
            _ => null,
        };

    public static Venue Evolve(Venue state, VenueEvent @event) =>
        (state, @event) switch
        {
            (Venue.Unknown or Venue.Left, VenueEntered e) => new Venue.Entered(e, state),
            (Venue.Entered v, VenueAdmitted e) => new Venue.Designated(e, v.As.By, e.Payee, BreachesOf(v.Before), null),
            (Venue.Entered v, VenueActTurnedDown) => v.Before,
            (Venue.Unknown or Venue.Left, VenueAdmitted e) => new Venue.Designated(e, e.By, e.Payee, BreachesOf(state), null),
            (Venue.Designated v, VenuePayeeEntered e) => v with { Pending = e },
            (Venue.Designated v, VenuePayeeChanged e) => v with { Payee = e.Payee, Pending = null },
            (Venue.Designated v, VenueActTurnedDown) => v with { Pending = null },
            (Venue.Designated v, VenueWarned e) => v with { Breaches = new(e.Warning, v.Breaches.WarnedBy.Add(e.By)) },
            (Venue.Designated v, VenueLeft) => new Venue.Left(v.As, v.EnteredBy, v.Breaches),
            (_, VenueDisqualified e) when StandingOf(state) is { As: var admitted } => new Venue.Disqualified(admitted, e.Cause),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static Breaches BreachesOf(Venue before) => before is Venue.Left left ? left.Breaches : Breaches.None;

    static Refusal? WhyNotPaid(Payee payee) =>
        payee.Kind is not ("bank-account" or "corporate-wallet") || payee.Ending.Length != 4 || !payee.Ending.All(char.IsAsciiDigit)
            ? PayeeMustBeComplete
            : null;

    static LocalDate Day(VenueCommand c) => WorkCalendar.DayOf(c.At);
}
