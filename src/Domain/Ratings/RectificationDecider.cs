using System.Diagnostics;
using System.Globalization;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Ratings.Rectification;
using static Domain.Ratings.RectificationRefusals;
using Answer = Domain.Kernel.Answer<Domain.Ratings.RectificationEvent>;

namespace Domain.Ratings;

/// <summary>What follows a bad rating: specs/ratings.md.</summary>
/// <remarks>Order of checks: unknown order, other district, role, the same request again, wrong stage, bad data, missing facts.</remarks>
public static partial class RectificationDecider
{
    static readonly LegalBasis Basis = Laws.ServiceRating("强化服务差评整改");

    public static Answer Decide(RectificationCommand command, Rectification state, RectificationRules rules)
    {
        if (command is OpenRectification open) return Open(open, state, rules);
        if (state is not Opened opened) return Answer.Refuse(MustBeOpenedFirst);
        if (command.Actor.Role != "system")
        {
            if (command.Actor.District != opened.Order.Organ) return Answer.Refuse(DistrictMustBeOwn);
            if (!MayAct(command)) return Answer.Refuse(RoleMustFit);
        }

        return command switch
        {
            ContactRater c => Contact(c, opened),
            ReportRectification c => Report(c, opened),
            CallBackRater c => CallBack(c, opened, rules),
            CloseRectification c => Close(c, opened, rules),
            RecountRectification c => Recount(c, opened, rules),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    /// <summary>RCT-2: an officer of the organ; the end without the rater's word is the approver's.</summary>
    static bool MayAct(RectificationCommand command) =>
        command switch
        {
            CloseRectification => command.Actor.Role == "approver",
            RecountRectification => false,
            _ => command.Actor.Role is "clerk" or "approver",
        };

    /// <summary>RCT-1, RCT-3, RCT-5: one order for each bad rating; both clocks run from the day of the rating.</summary>
    static Answer Open(OpenRectification command, Rectification state, RectificationRules rules)
    {
        if (state is Opened { Order: var known })
            return known.CaseNo == command.CaseNo ? Answer.Nothing : Answer.Refuse(MustBeTheOnlyOne);
        if (command.Level is not (4 or 5)) return Answer.Refuse(RatingMustBeBad);

        var terms = rules.InForce;
        return DeadlineCalculator.Count(terms.Contact, command.RatedOn, rules.Calendar) is { } contactBy
            && DeadlineCalculator.Count(terms.Correction, command.RatedOn, rules.Calendar) is { } correctBy
                ? Answer.Accept(new RectificationOpened(
                    command.CaseNo, command.ProjectNo, command.Organ, command.Rater, command.Level, command.Text, command.Channel,
                    command.RatedOn, terms.Edition, contactBy, correctBy, Basis))
                : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>RCT-3: a late contact is recorded as late.</summary>
    static Answer Contact(ContactRater command, Opened state)
    {
        if (state is AwaitingMeasures { Contact: RaterContacted known }
            && (known.Mode, known.ContactedOn, known.Note) == (command.Mode, command.ContactedOn, command.Note))
        {
            return Answer.Nothing;
        }

        if (state is not AwaitingContact) return Answer.Refuse(StageMustAllow);
        if (command.Mode is not ("phone" or "message" or "in-person")) return Answer.Refuse(ModeMustBeKnown);
        if (WhyNotOn(command.ContactedOn, "contactedOn", command, state) is { } refusal) return Answer.Refuse(refusal);

        var inTime = state.Order.Find(DeadlineKind.RaterContact)!.IsMetOn(command.ContactedOn);
        return Answer.Accept(new RaterContacted(command.Mode, command.ContactedOn, inTime, command.Note, Basis));
    }

    /// <summary>RCT-4, RCT-5: the measures follow the contact; late ones are recorded as late.</summary>
    static Answer Report(ReportRectification command, Opened state)
    {
        if (state is AwaitingCallBack { Report: var known }
            && (known.Outcome, known.Reply, known.DoneOn) == (command.Outcome, command.Reply, command.DoneOn))
        {
            return Answer.Nothing;
        }

        if (state is AwaitingContact) return Answer.Refuse(ContactMustPrecedeMeasures);
        if (state is not AwaitingMeasures) return Answer.Refuse(StageMustAllow);
        if (command.Outcome is not ("corrected" or "explained")) return Answer.Refuse(OutcomeMustBeKnown);
        if (WhyNotOn(command.DoneOn, "doneOn", command, state) is { } refusal) return Answer.Refuse(refusal);

        var inTime = state.Order.Find(DeadlineKind.RatingRectification)!.IsMetOn(command.DoneOn);
        return Answer.Accept(new RectificationReported(
            state.Order.Round, command.Outcome, command.Reply, command.DoneOn, inTime, Basis));
    }

    /// <summary>RCT-6, RCT-7: satisfied closes the order, unsatisfied sends it back, not reached leaves it open.</summary>
    static Answer CallBack(CallBackRater command, Opened state, RectificationRules rules)
    {
        if (KnownCallBacks(state).Any(known =>
            (known.Result, known.CalledOn, known.Note) == (command.Result, command.CalledOn, command.Note)))
        {
            return Answer.Nothing;
        }

        if (state is AwaitingContact or AwaitingMeasures) return Answer.Refuse(MeasuresMustPrecedeCallBack);
        if (state is not AwaitingCallBack) return Answer.Refuse(StageMustAllow);
        if (command.Result is not ("satisfied" or "unsatisfied" or "not-reached")) return Answer.Refuse(ResultMustBeKnown);
        if (WhyNotOn(command.CalledOn, "calledOn", command, state) is { } refusal) return Answer.Refuse(refusal);

        var file = state.Order;
        var calledBack = new RaterCalledBack(file.Round, command.Result, command.CalledOn, command.Note, Basis);
        return command.Result switch
        {
            "satisfied" => Answer.Accept(
                calledBack, new RectificationClosed("satisfied", command.CalledOn, null, Basis)),
            "unsatisfied" => DeadlineCalculator.Count(
                rules.TermsOf(file).FurtherCorrection, command.CalledOn, rules.Calendar) is { } correctBy
                    ? Answer.Accept(calledBack, new RectificationSentBack(file.Round + 1, correctBy, Basis))
                    : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline),
            _ => Answer.Accept(calledBack),
        };
    }

    static IEnumerable<RaterCalledBack> KnownCallBacks(Opened state) =>
        state switch
        {
            AwaitingMeasures { Contact: RaterCalledBack sentBack } => [sentBack],
            AwaitingCallBack waiting => waiting.Calls,
            Rectification.Closed { CallBack: { } last } => [last],
            _ => [],
        };

    /// <summary>RCT-8: without the rater's word only after the days of the terms, and by the approver.</summary>
    static Answer Close(CloseRectification command, Opened state, RectificationRules rules)
    {
        if (state is Rectification.Closed { Closing: var known } && known.Note == command.Reason) return Answer.Nothing;
        if (state is not AwaitingCallBack waiting) return Answer.Refuse(StageMustAllow);

        var tried = waiting.Calls.Select(call => call.CalledOn).Distinct().Count();
        var wanted = rules.TermsOf(waiting.Order).CallBackAttempts;
        return tried >= wanted
            ? Answer.Accept(new RectificationClosed("not-reached", DayOf(command), command.Reason, Basis))
            : Answer.Refuse(RaterMustHaveBeenTried with
            {
                Detail = string.Create(CultureInfo.InvariantCulture, $"Tried on {tried} days, {wanted} are needed."),
            });
    }

    /// <summary>CAL-5, as for a case.</summary>
    static Answer Recount(RecountRectification command, Opened state, RectificationRules rules)
    {
        var terms = rules.TermsOf(state.Order);
        var recounted = new List<RectificationEvent>();
        foreach (var from in state.Order.Deadlines)
        {
            var limit = from.Kind == DeadlineKind.RaterContact ? terms.Contact
                : from.Rule == terms.Correction.Rule ? terms.Correction
                : terms.FurtherCorrection;
            if (DeadlineCalculator.Recount(from, limit, rules.Calendar) is not { } to)
                return Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
            if (!to.IsCountedAlike(from)) recounted.Add(new RectificationRecounted(from, to));
        }

        return Answer.Accept([.. recounted]);
    }

    static Refusal? WhyNotOn(LocalDate day, string field, RectificationCommand command, Opened state) =>
        day < state.Order.LastOn || day > DayOf(command) ? DayMustFollowLastAct with { Field = field } : null;

    static LocalDate DayOf(RectificationCommand command) => WorkCalendar.DayOf(command.At);
}
