using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.PortalContractRefusals;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>LIC-6: everything to be put right goes into one notice; a later one is for newly submitted items only (LIC-8).</summary>
    static Answer Request(RequestCorrection command, Filed state, CaseRules rules)
    {
        if (state is AwaitingCorrection known && known.NoticeNo == command.NoticeNo) return Answer.Nothing;
        if (state is AwaitingCorrection) return Answer.Refuse(NoticeMustBeTheOnlyOne);
        if (state is Accepted { NoticeNo: null }) return Answer.Refuse(AcceptanceWasDeemed);
        if (state is not Received { File: var file }) return Answer.Refuse(StageMustAllow);
        if (!file.WithinRemit) return Answer.Refuse(RemitMustBeOwn);
        var (item, matter) = (rules.ItemOf(file), rules.MatterOf(file));
        if (command.Additional.FirstOrDefault(defect => !FormPaths.Exist(defect.Field, file.Current, item, matter)) is { } odd)
            return Answer.Refuse(AdditionalDefectMustNameField with { Field = "additional", Detail = odd.Field });
        if (command.Additional.FirstOrDefault(defect => !MayBeAskedNow(defect.Field, file)) is { } late)
            return Answer.Refuse(NoticeMustBeTheOnlyOne with { Field = late.Field });

        var items = NoticeItems(command, file);
        if (items.Count == 0) return Answer.Refuse(NoticeMustNameDefects);

        var servedOn = DayOf(command);
        return DeadlineCalculator.Count(rules.ItemOf(file).Correction, servedOn, rules.Calendar) is { } supplyBy
            ? Answer.Accept(
            [
                new CorrectionRequested(
                    file.Round, command.NoticeNo, items, command.Note, servedOn, supplyBy, Laws.Licensing("32(4)")),
                .. ReasonsOf(command.NoticeNo, command.Additional),
            ])
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>What the officer wrote is kept beside the notice, so that it can be printed in it.</summary>
    static LicensingCaseEvent[] ReasonsOf(string noticeNo, IReadOnlyList<AdditionalDefect> additional) =>
        additional.Count == 0 ? [] : [new CorrectionReasonsGiven(noticeNo, additional)];

    static List<Defect> NoticeItems(RequestCorrection command, CaseDossier file)
    {
        var items = file.Current.Defects.Where(defect => defect.Round == file.Round).ToList();
        items.AddRange(ApplicationExamination.Undelivered(file).Where(defect => MayBeAskedNow(defect.Field, file)));
        foreach (var extra in command.Additional.Where(extra => items.TrueForAll(item => item.Field != extra.Field)))
        {
            items.Add(new Defect(
                "officer.additional", extra.Field, "需要补正，具体内容见通知书", Laws.Licensing("32(4)"), file.Round));
        }

        return items;
    }

    /// <summary>LIC-8: in the first round anything; after a correction only what was asked for or newly submitted.</summary>
    static bool MayBeAskedNow(string field, CaseDossier file) =>
        file.Earlier is not { } earlier
        || file.Asked.Any(asked => SubmittedFields.Covers(asked.Field, field) || SubmittedFields.Covers(field, asked.Field))
        || SubmittedFields.Changed(earlier, file.Current, field);

    static Answer Submit(SubmitCorrection command, Filed state, CaseRules rules)
    {
        if (state.File.Corrections.TryGetValue(command.CorrectionNo, out var known))
            return known == command.Sm3 ? Answer.Nothing : Answer.Refuse(CorrectionNoMustNotBeReused);
        if (state is Accepted { Proceedings.Supplement: { SuppliedOn: null } asked } accepted)
            return Supply(command, accepted, asked, rules);
        if (state is not AwaitingCorrection { File: var file } awaiting) return Answer.Refuse(CorrectionMustBeAskedFor);
        if (command.ReceivedAt > command.At) return Answer.Refuse(DateMustNotLieAhead);

        var receivedOn = WorkCalendar.DayOf(command.ReceivedAt);
        if (receivedOn < awaiting.ServedOn) return Answer.Refuse(CorrectionMustFollowNotice);

        var amendment = AmendmentBy(command, file, rules);
        var asks = Amended(file, amendment);
        var item = rules.ItemOf(asks);
        var submission = Merge(command, file);
        var found = ApplicationExamination.Examine(submission, NextRoundOf(asks, rules), item, rules.MatterOf(file), receivedOn);
        if (file.Asked.FirstOrDefault(asked => !IsAnswered(asked, found, command, file, submission)) is { } missing)
            return Answer.Refuse(CorrectionMustBeComplete with { Field = missing.Field, Detail = missing.Code });

        return DeadlineCalculator.Count(item.Acceptance, receivedOn, rules.Calendar) is { } acceptBy
            ? Answer.Accept([new CorrectionSubmitted(
                file.Round + 1, command.CorrectionNo, command.Sm3, command.Form, submission.LegalRepresentative,
                submission.Agent, receivedOn, submission.Facts, submission.Materials, found, command.Reading.Normalised, acceptBy),
                .. amendment is null ? [] : new[] { amendment }, .. BarsOnNew(asks, file, submission.Facts, receivedOn, rules),
                .. CommitmentLeft(command, file, submission, receivedOn, rules)])
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>A request is examined by the organ that granted the permit, and only in what it changes.</summary>
    static ExaminedCase NextRoundOf(CaseDossier file, CaseRules rules) =>
        new(file.Request is null ? file.RegionCode : file.Organ, file.ApplicantSubject, file.Round + 1)
        {
            JudgesConditions = rules.JudgesConditions(file),
        };

    /// <summary>Materials and persons that the correction does not name stay as they were.</summary>
    static Submission Merge(SubmitCorrection command, CaseDossier file)
    {
        var renewed = command.Reading.Materials.Select(material => material.Code).ToHashSet();
        return new Submission(
            command.LegalRepresentative ?? file.Current.LegalRepresentative,
            command.Agent ?? file.Current.Agent,
            command.Reading.Facts,
            [.. file.Current.Materials.Where(material => !renewed.Contains(material.Code)), .. command.Reading.Materials],
            command.Reading.Defects);
    }

    /// <summary>Answered: the defect is gone, or what stands there now is not what stood there.</summary>
    static bool IsAnswered(
        Defect asked, IReadOnlyList<Defect> found, SubmitCorrection command, CaseDossier file, Submission submission)
    {
        if (asked.Code == "material.undelivered")
        {
            return file.Undelivered.All(material => material.Code != asked.Field)
                || command.Reading.Materials.Any(material => material.Code == asked.Field);
        }

        if (SubmittedFields.Changed(file.Current, submission, asked.Field)) return true;
        if (asked.Code == "officer.additional") return !SubmittedFields.Knows(file.Current, asked.Field);

        return !found.Any(defect => (defect.Code, defect.Field) == (asked.Code, asked.Field));
    }
}
