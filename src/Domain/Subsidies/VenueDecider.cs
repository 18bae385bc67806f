using System.Diagnostics;
using System.Text.RegularExpressions;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Subsidies.VenueRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.VenueEvent>;

namespace Domain.Subsidies;

/// <summary>specs/designated-venues.md: who may take vouchers, and how that ends.</summary>
public static partial class VenueDecider
{
    /// <summary>Sports that only a permit opens to the public (高危险性体育项目).</summary>
    static readonly string[] HighRisk = ["SWIM", "SKI", "DIVE", "CLIMB"];

    static readonly string[] Causes =
        ["redemption-not-in-view", "false-redemption", "cash-out", "price-raised", "refused-vouchers", "late-data"];

    static readonly string[] GraveCauses = ["false-redemption", "cash-out"];

    public static Answer Decide(VenueCommand command, Venue state) =>
        command switch
        {
            DisqualifyVenue or ChangePayee when command.Actor.Role != "finance-checker" => Answer.Refuse(CheckerMustBeFinance),
            not (DisqualifyVenue or ChangePayee) when command.Actor.Role != "finance-maker" => Answer.Refuse(MakerMustBeFinance),
            AdmitVenue c => Admit(c, state),
            ChangePayee c => OnDesignated(c, state, venue => Change(c, venue)),
            WarnVenue c => OnDesignated(c, state, venue => Warn(c, venue)),
            DisqualifyVenue c => state is Venue.Disqualified known && known.Cause == c.Cause
                ? Answer.Nothing
                : OnDesignated(c, state, venue => Disqualify(c, venue)),
            LetVenueGo when state is Venue.Left => Answer.Nothing,
            LetVenueGo c => OnDesignated(c, state, _ => Answer.Accept(new VenueLeft(c.Actor.Person, Day(c)))),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    static Answer Admit(AdmitVenue c, Venue state)
    {
        if (c.Actor.District != c.District) return Answer.Refuse(DistrictMustBeOwn);
        if (c.Sports.Count == 0 || c.Sports.Distinct().Count() != c.Sports.Count || !c.Sports.All(Code().IsMatch))
            return Answer.Refuse(SportsMustBeNamed);
        if (WhyNotPaid(c.Payee) is { } refusal) return Answer.Refuse(refusal);
        if (state is not (Venue.Unknown or Venue.Left)) return Answer.Refuse(MustBeNew);
        var wanted = c.Sports.Intersect(HighRisk).ToList();
        if (wanted.Count > 0 && !IsCovered(wanted, c)) return Answer.Refuse(PermitMustBeInForce);

        return Answer.Accept(new VenueAdmitted(
            c.VenueNo, c.District, c.Operator, c.Name, c.Sports, wanted.Count > 0 ? c.PermitNo : null, c.Payee, c.Actor.Person, Day(c),
            Laws.Sports("105")));
    }

    /// <summary>VEN-2: a permit in force on the day, of the same operator, for each sport that needs one.</summary>
    static bool IsCovered(IReadOnlyList<string> sports, AdmitVenue c) =>
        c.Permit is SportPermit.InForce { Permit: var permit }
        && permit.ValidFrom <= Day(c) && Day(c) <= permit.ValidTo
        && permit.Face.Holder == c.Operator
        && !sports.Except(permit.Face.Sports).Any();

    static Answer OnDesignated(VenueCommand command, Venue state, Func<Venue.Designated, Answer> decide) =>
        state is not Venue.Designated venue ? Answer.Refuse(MustBeDesignated)
        : venue.As.District != command.Actor.District ? Answer.Refuse(DistrictMustBeOwn)
        : decide(venue);

    static Answer Change(ChangePayee c, Venue.Designated venue) =>
        WhyNotPaid(c.Payee) is { } refusal ? Answer.Refuse(refusal)
        : venue.As.By == c.Actor.Person ? Answer.Refuse(CheckerMustBeAnother)
        : Answer.Accept(new VenuePayeeChanged(c.Payee, c.Actor.Person, Day(c), Laws.Accounting("35")));

    static Answer Warn(WarnVenue c, Venue.Designated venue) =>
        Causes.Contains(c.Cause)
            ? Answer.Accept(new VenueWarned(venue.Warnings + 1, c.Cause, c.Actor.Person, Day(c), Laws.Budget("57")))
            : Answer.Refuse(CauseMustBeKnown);

    /// <summary>VEN-4: the first breach is warned of, the second ends it; cash-out and false redemption end it at once.</summary>
    static Answer Disqualify(DisqualifyVenue c, Venue.Designated venue) =>
        !Causes.Contains(c.Cause) ? Answer.Refuse(CauseMustBeKnown)
        : venue.Warnings == 0 && !GraveCauses.Contains(c.Cause) ? Answer.Refuse(WarningMustComeFirst)
        : venue.As.By == c.Actor.Person ? Answer.Refuse(CheckerMustBeAnother)
        : Answer.Accept(new VenueDisqualified(c.Cause, c.Actor.Person, Day(c), Laws.Budget("57")));

    public static Venue Evolve(Venue state, VenueEvent @event) =>
        (state, @event) switch
        {
            (Venue.Unknown or Venue.Left, VenueAdmitted e) => new Venue.Designated(e, e.Payee, 0, null),
            (Venue.Designated v, VenuePayeeChanged e) => v with { Payee = e.Payee },
            (Venue.Designated v, VenueWarned e) => v with { Warnings = e.Warning, LastCause = e.Cause },
            (Venue.Designated v, VenueDisqualified e) => new Venue.Disqualified(v.As, e.Cause),
            (Venue.Designated v, VenueLeft) => new Venue.Left(v.As),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static Refusal? WhyNotPaid(Payee payee) =>
        payee.Kind is not ("bank-account" or "corporate-wallet") || payee.Ending.Length != 4 || !payee.Ending.All(char.IsAsciiDigit)
            ? PayeeMustBeComplete
            : null;

    static LocalDate Day(VenueCommand c) => WorkCalendar.DayOf(c.At);

    [GeneratedRegex(@"^[A-Z][A-Z0-9-]{1,19}\z")]
    private static partial Regex Code();
}
