using System.Diagnostics;
using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.PortalContractRefusals;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>PL-1 to PL-5: a request on a permit that exists is received by the organ that granted it.</summary>
    static Answer ReceiveRequest(ReceiveApplication command, ServiceItem item, CaseRules rules)
    {
        if (PermitRequests.KindOf(command.ApplyType) is not { } kind || item.RequestOf(kind) is not { } rule)
            return Answer.Refuse(ApplyTypeMustBeServed);
        if (command.Request is not { } request || rules.Licence is not { } permit) return Answer.Refuse(LicenceMustExist);

        var made = RequestOf(request, kind, rule, permit, command);
        if (made.ByHolder && permit.Requests.FirstOrDefault(open => Excludes(open, made)) is { } open)
            return Answer.Refuse(RequestMustBeTheOnlyOne with { Detail = $"Open: {open.CaseNo}, {open.Kind}." });

        var submittedOn = WorkCalendar.DayOf(command.ReceivedAt);
        var receivedOn = item.Receipt.NextWorkingDay ? rules.Calendar.WorkdayOnOrAfter(submittedOn) : submittedOn;
        if (receivedOn is not { } day) return Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);

        var local = rules.MatterOf(item).ItemIn(item.For(rule, request.Changes), permit.Organ, day);
        return ReceiptOf(command, local, rule, permit, day, rules) is { } received
            ? Answer.Accept([received, made, .. BarsOn(AddedActivities(made.Changes, received.Facts, permit), day, item, rules)])
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    static PermitRequestMade RequestOf(
        RequestReading request, string kind, RequestRule rule, LicenceStanding permit, ReceiveApplication command) =>
        new(
            kind, permit.No, request.Changes, request.Reason, permit.Holder == command.Applicant,
            rule.NeedsSiteCheck(request.Changes), permit.ValidTo,
            rule.DaysBeforeEnd is { } days ? permit.ValidTo.PlusDays(-days) : null, rule.Basis);

    /// <summary>PL-5: one open request of a kind, and one that changes the face.</summary>
    static bool Excludes(OpenRequest open, PermitRequestMade made) =>
        open.Kind == made.Kind || (open.ChangesFace && PermitRequests.ChangesFace(made));

    static ApplicationReceived? ReceiptOf(
        ReceiveApplication command, ServiceItem item, RequestRule rule, LicenceStanding permit, LocalDate receivedOn, CaseRules rules)
    {
        if (DeadlineCalculator.Count(item.Acceptance, receivedOn, rules.Calendar) is not { } acceptBy) return null;

        var decisions = DecisionDeadlines(
            item, rules.Calendar, limit => limit.Start == LimitStart.Receipt ? receivedOn : null, []);
        if (decisions is null) return null;

        var reading = command.Reading;
        var defects = ApplicationExamination.Examine(
            new Submission(command.LegalRepresentative, command.Agent, reading.Facts, reading.Materials, reading.Defects),
            new ExaminedCase(permit.Organ, command.ApplicantSubject, Round: 0)
            {
                JudgesConditions = rule.JudgesConditions(command.Request!.Changes),
            },
            item, rules.MatterOf(item), receivedOn);
        return new ApplicationReceived(
            command.ProjectNo, command.TaskCode, command.TaskVersion, item.Edition, command.ApplyType,
            Regions.Shorten(command.RegionCode), permit.Organ, WithinRemit: true, command.Applicant, command.ApplicantSubject,
            command.ApplicantName, command.LegalRepresentative, command.Agent, command.Form, command.FormSm3, command.Channel,
            command.ReceivedAt, receivedOn, command.At, reading.Facts, reading.Materials, defects, reading.Normalised,
            [acceptBy, .. decisions]);
    }

    /// <summary>PL-4: what a correction asks beside what was asked before; null where it asks nothing new.</summary>
    static PermitRequestAmended? AmendmentBy(SubmitCorrection command, CaseDossier file, CaseRules rules)
    {
        if (command.Request is not { } read || file.Request is not { } known) return null;

        var changes = known.Changes.Union(read.Changes).ToList();
        var reason = read.Reason ?? known.Reason;
        return changes.Count == known.Changes.Count && reason == known.Reason
            ? null
            : new PermitRequestAmended(changes, reason, rules.RequestOf(file)!.NeedsSiteCheck(changes));
    }

    static CaseDossier Amended(CaseDossier file, PermitRequestAmended? amendment) =>
        amendment is null ? file : ((Received)Evolve(new Received(file), amendment)).File;

    /// <summary>LIC-39: a change that the notice did not ask about; after acceptance that is a request of its own.</summary>
    static string? ChangeNotAskedFor(PermitRequestAmended? amendment, CaseDossier file, Supplement asked) =>
        amendment?.Changes.Except(file.Request!.Changes).FirstOrDefault(change => !asked.Items.Any(item =>
            SubmittedFields.Covers("form.changes", item.Field) || SubmittedFields.Covers(item.Field, change)
            || SubmittedFields.Covers(change, item.Field)));

    /// <summary>PL-13: whoever comes after the last day finds the renewal granted by silence.</summary>
    static Answer RenewalBySilence(Filed state, LocalDate today, CaseRules rules)
    {
        if (!PermitRequests.IsRenewedBySilence(state, rules.Licence, today)) return Answer.Nothing;

        var request = state.File.Request!;
        return DeadlineCalculator.Count(rules.ItemOf(state.File).Delivery, request.ValidTo, rules.Calendar) is { } deliverBy
            ? Answer.Accept(new RenewalDeemed(request.PermitNo, request.ValidTo, deliverBy, Laws.Licensing("50")))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>What a permit can no longer be asked for, or by whom: found on the day, from the permit itself (PL-6 to PL-9).</summary>
    static IEnumerable<UnmetCondition> UnmetByLicence(PermitRequestMade request, CaseRules rules, IMatter matter, LocalDate on)
    {
        if (!request.ByHolder)
            yield return NotByHolder(request.Basis);

        var licence = rules.Licence ?? throw new UnreachableException("A request has a licence.");
        var state = licence.StateOn(on);
        var open = request.Kind == PermitRequests.Deregistration ? state != LicenceStates.Deregistered : state == LicenceStates.InForce;
        if (!open) yield return new("PL-7", Laws.Licensing("70"), "form.permitNo", state, "a permit in force");

        if (request.Kind == PermitRequests.Renewal && open && licence.ValidTo != request.ValidTo)
            yield return new("PL-8", Laws.Licensing("50"), "form.permitNo", "renewed already", "a term that was not renewed since");

        foreach (var condition in matter.UnmetByLicence(request)) yield return condition;
    }

    public static UnmetCondition NotByHolder(LegalBasis basis) =>
        new("PL-6", basis, "applyerPageCode", "another party", "the holder of the permit");

    /// <summary>PL-34: a sport that the licence does not have is applied for anew, also by a change or with a renewal.</summary>
    static IEnumerable<string> AddedActivities(IReadOnlyList<string> changes, ApplicationFacts facts, LicenceStanding licence) =>
        changes.Contains(facts.ActivitiesField())
            ? facts.Activities().Select(activity => activity.Code).Except(licence.Activities)
            : [];

    /// <summary>PL-33, PL-34: bars on what a correction or supplement applies for beside what was filed before.</summary>
    static IEnumerable<ApplicantBarFound> BarsOnNew(
        CaseDossier asks, CaseDossier before, ApplicationFacts facts, LocalDate on, CaseRules rules)
    {
        var known = before.Bars.SelectMany(bar => bar.Sports);
        var activities = asks.Request is not { } request ? facts.Activities().Select(activity => activity.Code)
            : rules.Licence is { } licence ? AddedActivities(request.Changes, facts, licence)
            : [];
        return BarsOn(activities.Except(known), on, rules.ItemOf(asks), rules);
    }

    /// <summary>A bar is for licences of the kind it came from.</summary>
    static IEnumerable<ApplicantBarFound> BarsOn(IEnumerable<string> activities, LocalDate on, ServiceItem item, CaseRules rules) =>
        ReApplicationBars.Covering(rules.Bars.Where(bar => ReApplicationBars.IsOf(bar, item.Matter)), [.. activities], on);

    /// <summary>PL-33: a bar that stood on the day of receipt, for each sport it covers.</summary>
    public static IEnumerable<UnmetCondition> UnmetByBars(IReadOnlyList<ApplicantBarFound> bars, ApplicationFacts facts) =>
        bars.SelectMany(bar => bar.Sports.Where(sport => facts.Activities().Any(filed => filed.Code == sport))
            .Select(sport => new UnmetCondition(
                "PL-33", bar.Basis, facts.Activities().First(filed => filed.Code == sport).Field,
                $"{sport} barred until {AssessmentSheet.Print(bar.LastDay)}", "no bar on the day of receipt")));

    /// <summary>PL-33: every sport filed is barred; where one is free the application can be corrected.</summary>
    static ApplicantBarFound? BarOnAll(CaseDossier file)
    {
        var sports = file.Current.Facts.Activities().Select(activity => activity.Code).ToList();
        return sports.Count > 0 && sports.TrueForAll(sport => file.Bars.Any(bar => bar.Sports.Contains(sport)))
            ? file.Bars.MaxBy(bar => bar.LastDay)
            : null;
    }
}
