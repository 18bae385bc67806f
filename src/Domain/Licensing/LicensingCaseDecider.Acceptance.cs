using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>LIC-4: complete, or corrected as asked, must be accepted; anything less must not.</summary>
    static Answer Accept(AcceptApplication command, Filed state, CaseRules rules)
    {
        // Silence was faster: what is asked for is already so.
        if (state is Accepted accepted)
        {
            return accepted.NoticeNo is null || accepted.NoticeNo == command.NoticeNo
                ? Answer.Nothing
                : Answer.Refuse(StageMustAllow);
        }

        if (state is not Received { File: var file }) return Answer.Refuse(StageMustAllow);
        if (!file.WithinRemit) return Answer.Refuse(RemitMustBeOwn);
        if (BarOnAll(file) is { } bar)
        {
            return Answer.Refuse(ApplicantMustNotBeBarred with
            {
                Basis = bar.Basis, Detail = $"Until {AssessmentSheet.Print(bar.LastDay)}.",
            });
        }

        if (file.Current.Defects.Count > 0)
            return Answer.Refuse(DefectsMustBeCorrected with { Detail = List(file.Current.Defects) });
        if (file.Undelivered.Any())
            return Answer.Refuse(MaterialsMustBeDelivered with { Detail = List([.. ApplicationExamination.Undelivered(file)]) });

        var acceptedOn = DayOf(command);
        var inTime = file.Find(DeadlineKind.Acceptance)!.IsMetOn(acceptedOn);
        return DeadlinesOnAcceptance(file, acceptedOn, rules) is { } deadlines
            ? Answer.Accept(new ApplicationAccepted(acceptedOn, command.NoticeNo, deadlines, inTime, Laws.Licensing("32(5)")))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>LIC-11: not accepted only on a ground of the law that holds, with remedies and the competent organ.</summary>
    static Answer Decline(DeclineAcceptance command, Filed state, CaseRules rules)
    {
        if (state is NotAccepted known && known.NoticeNo == command.NoticeNo && known.Ground == command.Ground)
            return Answer.Nothing;
        if (state is Accepted { NoticeNo: null }) return Answer.Refuse(AcceptanceWasDeemed);
        if (state is not (Received or AwaitingCorrection)) return Answer.Refuse(StageMustAllow);

        var file = state.File;
        return command.Ground switch
        {
            "not-needed" when file.WithinRemit && rules.MatterOf(file).NeedsNoLicence(file.Current, DayOf(command)) =>
                Declined(command, file, rules, Laws.Licensing("32(1)")),
            "outside-remit" when !file.WithinRemit => Declined(command, file, rules, Laws.Licensing("32(2)")),
            "barred" when BarOnAll(file) is { } bar => Declined(command, file, rules, bar.Basis),
            "not-corrected" when state is AwaitingCorrection && file.Find(DeadlineKind.Correction)!.IsMetOn(DayOf(command)) =>
                Answer.Refuse(CorrectionTimeMustHavePassed with { Field = "ground" }),
            "not-corrected" when state is AwaitingCorrection || (file.Round > 0 && file.Current.Defects.Count > 0) =>
                Declined(command, file, rules, Laws.Licensing("32(4)")),
            "not-needed" or "outside-remit" or "barred" or "not-corrected" => Answer.Refuse(GroundMustHold with { Field = "ground" }),
            _ => Answer.Refuse(GroundMustBeKnown with { Field = "ground" }),
        };
    }

    static Answer Declined(DeclineAcceptance command, CaseDossier file, CaseRules rules, LegalBasis basis)
    {
        var competent = command.Ground == "outside-remit"
            ? rules.ItemOf(file).CompetentOrgan ?? $"行政区划{file.RegionCode}的体育主管部门"
            : null;
        return Answer.Accept(new ApplicationNotAccepted(
            command.Ground, competent, command.NoticeNo, command.Reason, DayOf(command), Remedies.Against(file.Organ), basis));
    }

    static string List(IReadOnlyList<Defect> defects) =>
        string.Join("; ", defects.Select(defect => $"{defect.Code} {defect.Field}"));
}
