using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.PortalContractRefusals;
using static Domain.Licensing.ProceedingRefusals;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>LIC-38: once after acceptance; whether the clock stops meanwhile is the item's to say.</summary>
    static Answer Request(RequestSupplement command, Filed state, CaseRules rules)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);
        if (accepted.Proceedings.Supplement is { } known)
            return known.NoticeNo == command.NoticeNo ? Answer.Nothing : Answer.Refuse(SupplementMustBeTheOnlyOne);
        var item = rules.ItemOf(state.File);
        var matter = rules.MatterOf(state.File);
        if (command.Additional.FirstOrDefault(defect => !FormPaths.Exist(defect.Field, state.File.Current, item, matter)) is { } odd)
            return Answer.Refuse(AdditionalDefectMustNameField with { Field = "additional", Detail = odd.Field });

        var items = SupplementItems(command, state.File);
        if (items.Count == 0) return Answer.Refuse(SupplementMustNameItems with { Field = "additional" });

        var today = DayOf(command);
        if (DeadlineCalculator.Count(item.Proceedings.Supplement, today, rules.Calendar) is not { } limit)
            return Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);

        var supplyBy = CutBefore(limit, state.File.Find(DeadlineKind.Decision)!, item);
        if (supplyBy.LastDay <= today) return Answer.Refuse(SupplementMustLeaveTime);

        var pause = SupplementPause(item, today, supplyBy.LastDay);
        var requested = new SupplementRequested(
            command.NoticeNo, items, command.Note, today, supplyBy, pause is not null, Laws.Licensing("34"));
        return WithClocks(
            [requested, .. ReasonsOf(command.NoticeNo, command.Additional)], state.File, rules, SpecialProcedures.Supplement,
            without: null, pause);
    }

    static List<Defect> SupplementItems(RequestSupplement command, CaseDossier file)
    {
        List<Defect> items = [.. file.Current.Defects, .. ApplicationExamination.Undelivered(file)];
        foreach (var extra in command.Additional.Where(extra => items.TrueForAll(item => item.Field != extra.Field)))
        {
            items.Add(new Defect(
                "officer.additional", extra.Field, "需要补充，具体内容见通知书", Laws.Licensing("34"), file.Round));
        }

        return items;
    }

    /// <summary>Where the clock runs on, the last day to supply leaves the organ a day to decide.</summary>
    static Deadline CutBefore(Deadline limit, Deadline decision, ServiceItem item)
    {
        var latest = decision.LastDay.PlusDays(-1);
        return !item.Proceedings.SupplementTimeCounts || limit.LastDay <= latest
            ? limit
            : limit with
            {
                LastDay = latest,
                Derivation = [.. limit.Derivation, $"cut before the last day to decide: {DayWalk.Name(latest)}"],
            };
    }

    static DeadlinePause? SupplementPause(ServiceItem item, LocalDate requestedOn, LocalDate last) =>
        item.Proceedings.SupplementTimeCounts || last <= requestedOn
            ? null
            : new DeadlinePause(SpecialProcedures.Supplement, requestedOn.PlusDays(1), last, Laws.Licensing("34"));

    /// <summary>LIC-39: whatever comes before the decision is looked at; what came late is recorded as late.</summary>
    static Answer Supply(SubmitCorrection command, Accepted state, Supplement asked, CaseRules rules)
    {
        if (command.ReceivedAt > command.At) return Answer.Refuse(DateMustNotLieAhead);

        var file = state.File;
        var receivedOn = WorkCalendar.DayOf(command.ReceivedAt);
        if (receivedOn < asked.RequestedOn) return Answer.Refuse(CorrectionMustFollowNotice);

        var amendment = AmendmentBy(command, file, rules);
        if (ChangeNotAskedFor(amendment, file, asked) is { } further)
            return Answer.Refuse(SupplementMustStayWithinRequest with { Detail = further });

        var asks = Amended(file, amendment);
        var item = rules.ItemOf(asks);
        var submission = Merge(command, file);
        var found = ApplicationExamination.Examine(
            submission, NextRoundOf(asks, rules), item, rules.MatterOf(asks), receivedOn);
        if (asked.Items.FirstOrDefault(wanted => !IsAnswered(wanted, found, command, file, submission)) is { } missing)
            return Answer.Refuse(CorrectionMustBeComplete with { Field = missing.Field, Detail = missing.Code });

        var supplyBy = file.Find(DeadlineKind.Supplement)!;
        var submitted = new SupplementSubmitted(
            file.Round + 1, command.CorrectionNo, command.Sm3, command.Form, submission.LegalRepresentative, submission.Agent,
            receivedOn, supplyBy.IsMetOn(receivedOn), submission.Facts, submission.Materials, found, command.Reading.Normalised);
        return WithClocks(
            [
                submitted, .. amendment is null ? [] : new[] { amendment }, .. BarsOnNew(asks, file, submission.Facts, receivedOn, rules),
                .. CommitmentLeft(command, file, submission, receivedOn, rules),
            ],
            file, rules, SpecialProcedures.Supplement,
            SupplementPause(item, asked.RequestedOn, supplyBy.LastDay),
            SupplementPause(item, asked.RequestedOn, LocalDate.Min(receivedOn, supplyBy.LastDay)));
    }
}
