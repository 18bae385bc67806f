using System.Diagnostics;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.TrainingInstitutions.Institution;
using static Domain.TrainingInstitutions.InstitutionRefusals;
using Answer = Domain.Kernel.Answer<Domain.TrainingInstitutions.InstitutionEvent>;

namespace Domain.TrainingInstitutions;

/// <summary>An institution's life beside its cases: specs/training-institutions.md, TI-20 to TI-29.</summary>
/// <remarks>Order of checks: unknown, other district, ended, the same request again, wrong state, bad data.</remarks>
public static partial class InstitutionDecider
{
    static readonly string[] Roles = ["coach", "research", "other"];

    /// <summary>Twelve hours, in study hours of 45 minutes.</summary>
    const int MostStudyHours = 16;

    static readonly string[] DelistReasons = ["inspection-failed", "rule-breach", "at-own-request"];

    public static Answer Decide(InstitutionCommand command, Institution state, TrainingStandards standards)
    {
        if (state is not Approved approved) return Answer.Refuse(MustBeApproved);
        if (command is ExpireInstitution expire) return Expire(expire, approved);
        if (command.Actor.District != approved.File.IssuingOrgan) return Answer.Refuse(LicensingCaseRefusals.DistrictMustBeOwn);
        if (state is Terminated or Expired || approved.File.ValidTo < DayOf(command)) return Answer.Refuse(MustNotHaveEnded);

        var file = approved.File;
        return command switch
        {
            RecordCreditCode c => Record(c, file),
            JoinStaff c => Join(c, file),
            RecordCertificate c => Record(c, file),
            RecordBackgroundCheck c => Record(c, file),
            LeaveStaff c => Leave(c, file),
            RecordTraining c => Record(c, file),
            FileTimetable c => state is Running ? File(c, file, standards) : Answer.Refuse(MustRun),
            EnterWhiteList c => state is Running ? Enter(c, file) : Answer.Refuse(MustRun),
            LeaveWhiteList c => Delist(c, file),
            InspectYearly c => Inspect(c, file),
            StopInstitution c => Stop(c, approved),
            ResumeInstitution c => Resume(c, approved),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    /// <summary>TI-20: the institution is a legal person of its own, registered after the approval.</summary>
    static Answer Record(RecordCreditCode command, InstitutionRecord file)
    {
        if (UnifiedSocialCreditCode.Check(command.CreditCode) is not { IsValid: true, Value: { } code })
            return Answer.Refuse(CreditCodeMustBeValid);
        if (file.CreditCode == code) return Answer.Nothing;

        return file.CreditCode is null
            ? Answer.Accept(new CreditCodeRecorded(code, DayOf(command), Laws.PrivateEducation("12")))
            : Answer.Refuse(CreditCodeMustBeTheOnlyOne);
    }

    /// <summary>TI-21: adults alone, checked within the year before, coaches with a certificate that is nobody else's.</summary>
    static Answer Join(JoinStaff command, InstitutionRecord file)
    {
        var (member, today) = (command.Member, DayOf(command));
        if (file.Staff.TryGetValue(member.Person, out var known) && known.LeftOn is null)
            return known.Member == member ? Answer.Nothing : Answer.Refuse(StaffMustJoinOnce);
        if (!Roles.Contains(member.Role)) return Answer.Refuse(RoleMustBeKnown);
        if (!command.Adult) return Answer.Refuse(StaffMustBeAdult);
        if (member.JoinedOn > today || member.JoinedOn <= known?.LeftOn)
            return Answer.Refuse(DayMustLieInEngagement with { Field = "joinedOn" });
        if (member.CheckedOn > today || !TrainingConditions.IsChecked(member.CheckedOn, member.JoinedOn))
            return Answer.Refuse(CheckMustBeOfLastYear);
        if (member.Role == "coach" && member.Certificate is null) return Answer.Refuse(CoachMustShowCertificate);
        if (member.Certificate is null != member.CertificateKind is null) return Answer.Refuse(CertificateMustHaveKind);
        if (member is { Certificate: { } number, CertificateKind: { } kind }
            && WhyNotShown(
                file, member.Person, kind, number, member.CertificateFrom ?? member.JoinedOn, member.CertificateTo,
                member.JoinedOn) is { } refusal)
        {
            return Answer.Refuse(refusal);
        }

        return Answer.Accept(new StaffJoined(member, Laws.TrainingStaff));
    }

    static Answer Record(RecordCertificate command, InstitutionRecord file)
    {
        if (!IsEngaged(command.Person, file)) return Answer.Refuse(StaffMustBeEngaged);

        var shown = new Certificate(
            command.Person, command.CertificateKind, command.Certificate, command.CertificateFrom, command.CertificateTo);
        if (file.Certificates.Contains(shown)) return Answer.Nothing;

        return WhyNotShown(
            file, command.Person, command.CertificateKind, command.Certificate, command.CertificateFrom, command.CertificateTo,
            DayOf(command)) is { } refusal
            ? Answer.Refuse(refusal)
            : Answer.Accept(new CertificateRecorded(
                command.Person, command.CertificateKind, command.Certificate, command.CertificateFrom, command.CertificateTo,
                DayOf(command), Laws.TrainingStaff));
    }

    /// <summary>TI-22: in force on the day, one person's alone, and no two of a kind at a time.</summary>
    static Refusal? WhyNotShown(
        InstitutionRecord file, PersonRef person, string kind, PersonRef number, LocalDate from, LocalDate? to, LocalDate on)
    {
        if (to < from || to < on) return CertificateMustBeInForce;
        if (file.Certificates.Any(known => known.Number == number && known.Person != person)) return CertificateMustBelongToOne;

        return file.Certificates.Any(known =>
            known.Person == person && known.Kind == kind && known.Number != number && known.Overlaps(from, to))
            ? CertificatesMustNotOverlap
            : null;
    }

    /// <summary>TI-23: every year; whoever does not pass leaves on that day.</summary>
    static Answer Record(RecordBackgroundCheck command, InstitutionRecord file)
    {
        if (!file.Staff.TryGetValue(command.Person, out var engaged)) return Answer.Refuse(StaffMustBeEngaged);
        if (command.Clear && engaged.CheckedOn == command.CheckedOn) return Answer.Nothing;
        if (engaged.LeftOn is not null) return Answer.Refuse(StaffMustBeEngaged);
        if (command.CheckedOn < engaged.CheckedOn || command.CheckedOn > DayOf(command)) return Answer.Refuse(CheckMustBeNewer);

        return command.Clear
            ? Answer.Accept(new BackgroundChecked(
                command.Person, command.CheckedOn, command.CheckedOn.PlusYears(1), Laws.Minors("62")))
            : Answer.Accept(new StaffLeft(command.Person, "check-failed", DayOf(command), Laws.Minors("62")));
    }

    static Answer Leave(LeaveStaff command, InstitutionRecord file)
    {
        if (!file.Staff.TryGetValue(command.Person, out var engaged)) return Answer.Refuse(StaffMustBeEngaged);
        if (engaged.LeftOn is { } left)
            return left == command.LeftOn ? Answer.Nothing : Answer.Refuse(StaffMustBeEngaged);
        if (command.Reason is not ("left" or "dismissed")) return Answer.Refuse(LeaveReasonMustBeKnown);

        return command.LeftOn < engaged.Member.JoinedOn || command.LeftOn > DayOf(command)
            ? Answer.Refuse(DayMustLieInEngagement with { Field = "leftOn" })
            : Answer.Accept(new StaffLeft(command.Person, command.Reason, command.LeftOn, Laws.TrainingStaff));
    }

    /// <summary>TI-31: who was on the staff that day, and no more hours than a day has.</summary>
    static Answer Record(RecordTraining command, InstitutionRecord file)
    {
        var people = command.People.Distinct().ToList();
        if (file.Trainings.TryGetValue(command.TrainingNo, out var known))
        {
            return (known.TrainedOn, known.StudyHours) == (command.TrainedOn, command.StudyHours) && known.People.SequenceEqual(people)
                ? Answer.Nothing
                : Answer.Refuse(TrainingNumberMustBeNew);
        }

        if (command.StudyHours is < 1 or > MostStudyHours) return Answer.Refuse(TrainingMustFitADay);
        if (command.TrainedOn > DayOf(command)) return Answer.Refuse(TrainingMustNotLieAhead);
        if (people.Count == 0 || !people.TrueForAll(person => WasEngaged(person, command.TrainedOn, file)))
            return Answer.Refuse(StaffMustBeEngaged with { Field = "people" });

        return Answer.Accept(new StaffTrained(
            command.TrainingNo, command.TrainedOn, command.StudyHours, people, DayOf(command), Laws.TrainingConduct));
    }

    static bool WasEngaged(PersonRef person, LocalDate day, InstitutionRecord file) =>
        file.Staff.TryGetValue(person, out var engaged) && engaged.Member.JoinedOn <= day && !(engaged.LeftOn < day);

    /// <summary>TI-26: registered, running, and not found wanting in the last inspection.</summary>
    static Answer Enter(EnterWhiteList command, InstitutionRecord file)
    {
        if (file.WhiteListedOn is not null) return Answer.Nothing;
        if (file.CreditCode is null) return Answer.Refuse(WhiteListMustFollowRegistration);

        return file.Inspections.Count > 0 && file.Inspections[file.Inspections.Keys.Max()] == "failed"
            ? Answer.Refuse(WhiteListMustFollowInspection)
            : Answer.Accept(new InstitutionWhiteListed(DayOf(command), Laws.TrainingOpinions));
    }

    static Answer Delist(LeaveWhiteList command, InstitutionRecord file)
    {
        if (!DelistReasons.Contains(command.Reason)) return Answer.Refuse(DelistReasonMustBeKnown);

        return file.WhiteListedOn is null
            ? Answer.Refuse(WhiteListMustHoldIt)
            : Answer.Accept(Delisted(command.Reason, DayOf(command)));
    }

    /// <summary>TI-27: once a year by two officers; a failed one takes the institution off the white list.</summary>
    static Answer Inspect(InspectYearly command, InstitutionRecord file)
    {
        if (command.Outcome is not ("passed" or "basically-passed" or "failed")) return Answer.Refuse(InspectionOutcomeMustBeKnown);
        if (file.Inspections.TryGetValue(command.Year, out var known))
            return known == command.Outcome ? Answer.Nothing : Answer.Refuse(InspectionMustBeTheOnlyOne);

        var officers = command.Officers.Distinct().ToList();
        if (officers.Count < 2 || !officers.Contains(command.Actor.Person)) return Answer.Refuse(InspectionMustHaveTwoOfficers);
        if (command.InspectedOn > DayOf(command) || command.InspectedOn < new LocalDate(command.Year, 1, 1)
            || command.InspectedOn > new LocalDate(command.Year + 1, 6, 30))
        {
            return Answer.Refuse(InspectionMustLieInYear);
        }

        var inspected = new YearlyInspected(
            command.Year, command.Outcome, officers, command.InspectedOn, command.Record, Laws.PrivateEducation("41"));
        return command.Outcome == "failed" && file.WhiteListedOn is not null
            ? Answer.Accept(inspected, Delisted("inspection-failed", DayOf(command)))
            : Answer.Accept(inspected);
    }

    /// <summary>TI-28: whoever stops is off the white list the same day.</summary>
    static Answer Stop(StopInstitution command, Approved state)
    {
        if (command.Cause is not ("ordered" or "closed-down" or "lost-contact")) return Answer.Refuse(StopCauseMustBeKnown);
        if (state is Stopped known) return known.Cause == command.Cause ? Answer.Nothing : Answer.Refuse(MustRun);

        var stopped = new InstitutionStopped(
            command.Cause, DayOf(command), command.Actor.Person, command.Statement, Laws.TrainingOpinions);
        return state.File.WhiteListedOn is null
            ? Answer.Accept(stopped)
            : Answer.Accept(stopped, Delisted("stopped", DayOf(command)));
    }

    static Answer Resume(ResumeInstitution command, Approved state) =>
        state switch
        {
            Stopped { Cause: "ordered" } => Answer.Accept(new InstitutionResumed(
                DayOf(command), command.Actor.Person, command.Statement, Laws.TrainingOpinions)),
            Stopped => Answer.Refuse(LostMustNotResume),
            _ => Answer.Refuse(MustBeStopped),
        };

    /// <summary>TI-29: the term is over, unless silence has renewed it.</summary>
    static Answer Expire(ExpireInstitution command, Approved state)
    {
        var today = DayOf(command);
        if (state is Terminated or Expired || today <= state.File.ValidTo) return Answer.Nothing;
        if (command.Renewal is { } renewal && PermitRequests.IsRenewedBySilence(renewal, state.Standing, today)) return Answer.Nothing;

        var expired = new InstitutionExpired(state.File.ValidTo, Laws.Licensing("70(1)"));
        return state.File.WhiteListedOn is null ? Answer.Accept(expired) : Answer.Accept(expired, Delisted("expired", today));
    }

    static bool IsEngaged(PersonRef person, InstitutionRecord file) =>
        file.Staff.TryGetValue(person, out var engaged) && engaged.LeftOn is null;

    static InstitutionDelisted Delisted(string reason, LocalDate on) => new(reason, on, Laws.TrainingOpinions);

    static LocalDate DayOf(InstitutionCommand command) => WorkCalendar.DayOf(command.At);
}
