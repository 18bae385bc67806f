using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.SportPermits.PortalContractRefusals;
using static Domain.SportPermits.SportPermitCase;
using static Domain.SportPermits.SportPermitCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.SportPermits.SportPermitCaseEvent>;

namespace Domain.SportPermits;

public static partial class SportPermitCaseDecider
{
    /// <summary>LIC-6: everything to be put right goes into one notice; a later one is for newly submitted items only (LIC-8).</summary>
    static Answer Request(RequestCorrection command, Filed state, CaseRules rules)
    {
        if (state is AwaitingCorrection known && known.NoticeNo == command.NoticeNo) return Answer.Nothing;
        if (state is AwaitingCorrection) return Answer.Refuse(NoticeMustBeTheOnlyOne);
        if (state is Accepted { NoticeNo: null }) return Answer.Refuse(AcceptanceWasDeemed);
        if (state is not Received { File: var file }) return Answer.Refuse(StageMustAllow);
        if (!file.WithinRemit) return Answer.Refuse(RemitMustBeOwn);
        if (command.Additional.Any(defect => !FieldNames.IsField(defect.Field)))
            return Answer.Refuse(AdditionalDefectMustNameField with { Field = "additional" });
        if (command.Additional.FirstOrDefault(defect => !MayBeAskedNow(defect.Field, file)) is { } late)
            return Answer.Refuse(NoticeMustBeTheOnlyOne with { Field = late.Field });

        var items = NoticeItems(command, file);
        if (items.Count == 0) return Answer.Refuse(NoticeMustNameDefects);

        var servedOn = DayOf(command);
        return DeadlineCalculator.Count(rules.ItemOf(file).Correction, servedOn, rules.Calendar) is { } supplyBy
            ? Answer.Accept(new CorrectionRequested(
                file.Round, command.NoticeNo, items, command.Note, servedOn, supplyBy, Laws.Licensing("32(4)")))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

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
        if (state is not AwaitingCorrection { File: var file } awaiting) return Answer.Refuse(CorrectionMustBeAskedFor);
        if (command.ReceivedAt > command.At) return Answer.Refuse(DateMustNotLieAhead);

        var receivedOn = WorkCalendar.DayOf(command.ReceivedAt);
        if (receivedOn < awaiting.ServedOn) return Answer.Refuse(CorrectionMustFollowNotice);

        var item = rules.ItemOf(file);
        var submission = Merge(command, file);
        var found = ApplicationExamination.Examine(
            submission, new ExaminedCase(file.RegionCode, file.ApplicantSubject, file.Round + 1), item, rules.Standards, receivedOn);
        if (file.Asked.FirstOrDefault(asked => !IsAnswered(asked, found, command, file, submission)) is { } missing)
            return Answer.Refuse(CorrectionMustBeComplete with { Field = missing.Field, Detail = missing.Code });

        return DeadlineCalculator.Count(item.Acceptance, receivedOn, rules.Calendar) is { } acceptBy
            ? Answer.Accept(new CorrectionSubmitted(
                file.Round + 1, command.CorrectionNo, command.Sm3, command.Form, submission.LegalRepresentative,
                submission.Agent, receivedOn, submission.Facts, submission.Materials, found, command.Reading.Normalised, acceptBy))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

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
