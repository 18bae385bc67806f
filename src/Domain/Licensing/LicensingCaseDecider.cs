using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

/// <summary>The permit procedure from receipt to delivery: specs/licensing.md and specs/sport-permits.md.</summary>
/// <remarks>
/// Order of checks: unknown case, other district, silence that has already spoken, the same request again, wrong stage,
/// bad data, missing facts.
/// </remarks>
public static partial class LicensingCaseDecider
{
    static readonly string[] DistrictRoles = ["clerk", "reviewer", "approver", "inspector"];

    public static Answer Decide(LicensingCaseCommand command, LicensingCase state, CaseRules rules)
    {
        if (command is ReceiveApplication receive) return Receive(receive, state, rules);
        if (state is not Filed filed) return Answer.Refuse(MustBeFiledFirst);
        if (DistrictRoles.Contains(command.Actor.Role) && command.Actor.District != filed.File.Organ)
            return Answer.Refuse(DistrictMustBeOwn);

        // LIC-5, PL-13: whoever comes too late finds what silence has done.
        return AfterSilence(
            SilenceOf(filed, DayOf(command), rules), filed,
            accepted => AfterSilence(
                RenewalBySilence(accepted, DayOf(command), rules), accepted, renewed => DecideFiled(command, renewed, rules)));
    }

    static Answer AfterSilence(Answer silence, Filed state, Func<Filed, Answer> then) =>
        silence switch
        {
            Answer.Accepted { Events: [var spoken] } => Append(spoken, then((Filed)Evolve(state, spoken))),
            Answer.Refused refused => refused,
            _ => then(state),
        };

    static Answer DecideFiled(LicensingCaseCommand command, Filed state, CaseRules rules) =>
        command switch
        {
            DeliverMaterial c => Deliver(c, state),
            RequestCorrection c => Request(c, state, rules),
            SubmitCorrection c => Submit(c, state, rules),
            AcceptApplication c => Accept(c, state, rules),
            DeclineAcceptance c => Decline(c, state, rules),
            RecordSiteCheck c => Record(c, state),
            CompleteReview c => Complete(c, state),
            GrantPermit c => Grant(c, state, rules),
            RefusePermit c => Refuse(c, state, rules),
            DeliverDecision c => Deliver(c, state),
            RecordService c => Serve(c, state, rules),
            WithdrawApplication c => Withdraw(c, state),
            ExtendDecisionPeriod c => Extend(c, state, rules),
            RecomputeDeadlines c => Recompute(c, state, rules),
            RateCase c => Rate(c, state),
            LetSilenceSpeak => Answer.Nothing,
            _ => DecideProceeding(command, state, rules),
        };

    /// <summary>LIC-5: what silence has done by a day; nothing while the window is open or was answered.</summary>
    static Answer SilenceOf(Filed state, LocalDate today, CaseRules rules)
    {
        if (state is not Received { File: var file }) return Answer.Nothing;
        if (file.Find(DeadlineKind.Acceptance) is not { Silence: SilenceOutcome.DeemedAccepted } window) return Answer.Nothing;
        if (window.IsMetOn(today)) return Answer.Nothing;

        return DeadlinesOnAcceptance(file, file.SubmittedOn, rules) is { } deadlines
            ? Answer.Accept(new AcceptanceDeemed(file.SubmittedOn, deadlines, Laws.Licensing("32(4)")))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    static Answer Append(LicensingCaseEvent spoken, Answer then) =>
        then is Answer.Accepted accepted ? Answer.Accept([spoken, .. accepted.Events]) : then;

    /// <summary>The clocks of the decision: from receipt or from acceptance, as the item's list says.</summary>
    static IReadOnlyList<Deadline>? DeadlinesOnAcceptance(CaseDossier file, LocalDate acceptedOn, CaseRules rules)
    {
        var item = rules.ItemOf(file);
        return DecisionDeadlines(item, rules.Calendar, limit =>
            limit.Start == LimitStart.Receipt ? file.ReceivedOn : acceptedOn, CorrectionPauses(file, item));
    }

    /// <summary>Decision and promised deadlines whose start is known; null where the calendar ends first.</summary>
    static IReadOnlyList<Deadline>? DecisionDeadlines(
        ServiceItem item, WorkCalendar calendar, Func<Limit, LocalDate?> startOf, IReadOnlyList<DeadlinePause> pauses)
    {
        if (startOf(item.Decision) is not { } start) return [];
        if (DeadlineCalculator.Count(item.Decision, start, calendar, pauses) is not { } statutory) return null;
        if (item.Promised is not { } promise || startOf(promise) is not { } promisedFrom) return [statutory];

        return DeadlineCalculator.Count(promise, promisedFrom, calendar, pauses) is { } promised
            ? [statutory, DeadlineCalculator.CutAt(promised, statutory)]
            : null;
    }

    /// <summary>LIC-9: the days of a correction count unless the item says otherwise and its clock runs from receipt.</summary>
    static IReadOnlyList<DeadlinePause> CorrectionPauses(CaseDossier file, ServiceItem item) =>
        item.CorrectionTimeCounts || item.Decision.Start != LimitStart.Receipt
            ? []
            : [.. file.CorrectionSpans.Select(span => new DeadlinePause(
                "correction", span.NoticeServedOn.PlusDays(1), span.SuppliedOn, Laws.Licensing("32(4)")))];

    static LocalDate DayOf(LicensingCaseCommand command) => WorkCalendar.DayOf(command.At);
}
