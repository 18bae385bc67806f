using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.CommitmentRefusals;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>LIC-40: asked for when filing; open where the list in force has the venue's address, and nowhere else.</summary>
    static LicensingCaseEvent[] CommitmentAskedFor(ReceiveApplication command, ApplicationReceived received, CaseRules rules)
    {
        if (!received.Facts.AsksForCommitment() || !received.WithinRemit || received.ApplyType != "1") return [];

        return rules.FindCommitmentList(received.TaskCode, received.ReceivedOn) is not { } list
            ? [new CommitmentPathUnavailable("no-list", received.ReceivedOn, Laws.CommitmentNotice)]
            : Lists(list, command.Commitment)
                ? [new CommitmentPathOpened(list.Edition, command.Commitment!.EntryId, received.ReceivedOn, list.Basis)]
                : [new CommitmentPathUnavailable("address-not-listed", received.ReceivedOn, list.Basis)];
    }

    /// <summary>LIC-40: a correction may leave the way, and cannot enter it.</summary>
    static LicensingCaseEvent[] CommitmentLeft(SubmitCorrection command, CaseDossier file, Submission now, LocalDate on, CaseRules rules)
    {
        if (file.Commitment is null) return [];
        if (!now.Facts.AsksForCommitment()) return [new CommitmentPathUnavailable("given-up", on, Laws.CommitmentNotice)];
        if (!command.VenueResent) return [];

        return rules.FindCommitmentList(rules.ItemOf(file).TaskCode, on) is { } list && Lists(list, command.Commitment)
            ? []
            : [new CommitmentPathUnavailable("address-not-listed", on, Laws.CommitmentNotice)];
    }

    static bool Lists(CommitmentList list, CommitmentMatch? match) =>
        match?.ListEdition == list.Edition && list.Addresses.Any(address => address.EntryId == match.EntryId);

    static Answer Sign(SignCommitment command, Filed state)
    {
        if (state is not Accepted { File: var file }) return Answer.Refuse(StageMustAllow);
        if (file.Commitment is not { } way) return Answer.Refuse(PathMustBeOpen);
        if (way.SignedOn is { } known) return known == command.SignedOn ? Answer.Nothing : Answer.Refuse(MustBeSignedOnce);

        return command.SignedOn < file.ReceivedOn || command.SignedOn > DayOf(command)
            ? Answer.Refuse(SigningMustLieInCase with { Field = "signedOn" })
            : Answer.Accept(new CommitmentSigned(command.SignedOn, command.Commitment, Laws.CommitmentNotice));
    }

    /// <summary>LIC-41: stands in for the site check while the list in force on the day still has the entry.</summary>
    static bool CommitmentStands(CaseDossier file, LocalDate on, CaseRules rules) =>
        file.Commitment is { SignedOn: not null } way
        && rules.FindCommitmentList(rules.ItemOf(file).TaskCode, on) is { } list
        && list.Addresses.Any(address => address.EntryId == way.EntryId);

    /// <summary>LIC-43: what was granted unseen is seen afterwards; null where the calendar ends first.</summary>
    static LicensingCaseEvent[]? CheckAfterGrant(GrantPermit command, Accepted state, CaseRules rules)
    {
        var today = DayOf(command);
        if (state.SiteCheck is not null || !CommitmentStands(state.File, today, rules)) return [];

        return DeadlineCalculator.Count(rules.ItemOf(state.File).Proceedings.PostGrantCheck, today, rules.Calendar) is { } checkBy
            ? [new PostGrantCheckDue(command.PermitNo, checkBy, Laws.CommitmentNotice)]
            : null;
    }

    /// <summary>LIC-43, LIC-44: two officers; passed, to be put right by a day once, or untrue.</summary>
    static Answer Record(RecordPostGrantCheck command, Filed state, CaseRules rules)
    {
        if (state is not (Granted or Closed)) return Answer.Refuse(StageMustAllow);
        if (state.File.Commitment is not { PermitNo: { } permitNo } way) return Answer.Refuse(CheckMustBeDue);

        var officers = command.Officers.Distinct().ToList();
        if (way.LastCheck is { } last
            && (last.CheckedOn, last.Outcome, last.Record) == (command.CheckedOn, command.Outcome, command.Record)
            && last.Officers.SequenceEqual(officers))
        {
            return Answer.Nothing;
        }

        var due = state.File.Find(DeadlineKind.PostGrantCheck) ?? state.File.Find(DeadlineKind.Rectification);
        if (due is null) return Answer.Refuse(CheckMustBeDue);
        if (WhyNotCheckable(command, officers, due, way) is { } refusal) return Answer.Refuse(refusal);

        var rectifyBy = (Deadline?)null;
        if (command.RectifyBy is { } day)
        {
            var today = DayOf(command);
            var limit = rules.ItemOf(state.File).Proceedings.Rectification with { Length = Period.DaysBetween(today, day) };
            rectifyBy = DeadlineCalculator.Count(limit, today, rules.Calendar);
            if (rectifyBy is null) return Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
        }

        var inTime = due.Kind != DeadlineKind.PostGrantCheck || due.IsMetOn(command.CheckedOn);
        var check = new PostGrantChecked(
            command.CheckedOn, officers, command.Outcome, inTime, command.Outcome == "passed" ? null : command.OrderNo, rectifyBy,
            command.Record, command.Photos, Laws.CommitmentNotice);
        return command.Outcome == "untrue"
            ? Answer.Accept(
                check,
                new CommitmentFoundUntrue(command.OrderNo, permitNo, DayOf(command), "revocation", Laws.CommitmentNotice))
            : Answer.Accept(check);
    }

    static Refusal? WhyNotCheckable(
        RecordPostGrantCheck command, List<Identity.PersonRef> officers, Deadline due, CommitmentWay way)
    {
        if (officers.Count < 2) return SiteCheckMustHaveTwoOfficers with { Field = "officers" };
        if (!officers.Contains(command.Actor.Person)) return SiteCheckMustBeReportedByAnOfficer with { Field = "officers" };
        if (command.Outcome is not ("passed" or "rectify" or "untrue")) return OutcomeMustBeKnown with { Field = "outcome" };
        if (command.CheckedOn < due.Start || command.CheckedOn > DayOf(command)) return CheckMustFollowGrant with { Field = "checkedOn" };
        if (command.Outcome == "rectify" && way.Rectifying) return RectificationMustBeTheOnlyOne;

        var today = DayOf(command);
        var dated = command.RectifyBy is { } day && day > today && day <= today.PlusDays(SpecialProcedures.Longest);
        return (command.Outcome == "rectify") == dated && (dated || command.RectifyBy is null)
            ? null
            : RectificationMustHaveDate with { Field = "rectifyBy" };
    }

    static Filed EvolveCommitment(Filed state, LicensingCaseEvent @event) =>
        @event switch
        {
            CommitmentPathOpened e => With(state, file => file with
            {
                Commitment = new CommitmentWay(e.ListEdition, e.EntryId, null, null, Rectifying: false, LastCheck: null),
            }),
            CommitmentPathUnavailable => With(state, file => file with { Commitment = null }),
            CommitmentSigned e => With(state, file => file with { Commitment = file.Commitment! with { SignedOn = e.SignedOn } }),
            PostGrantCheckDue e => With(state, file => Replace(file, DeadlineKind.PostGrantCheck, e.CheckBy) with
            {
                Commitment = file.Commitment! with { PermitNo = e.PermitNo },
            }),
            PostGrantChecked e => With(state, file => Checked(file, e)),
            CommitmentFoundUntrue => state,
            _ => throw new System.Diagnostics.UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static CaseDossier Checked(CaseDossier file, PostGrantChecked e)
    {
        var over = Without(Without(file, DeadlineKind.PostGrantCheck), DeadlineKind.Rectification);
        return (e.RectifyBy is { } rectifyBy ? Replace(over, DeadlineKind.Rectification, rectifyBy) : over) with
        {
            Commitment = file.Commitment! with { LastCheck = e, Rectifying = file.Commitment.Rectifying || e.Outcome == "rectify" },
        };
    }
}
