using System.Globalization;
using Domain.Kernel;
using static Domain.Licensing.ProceedingRefusals;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>LIC-32: those whose major interests are at stake are told that they may ask.</summary>
    static Answer Tell(TellHearingRight command, Filed state, CaseRules rules)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);
        if (accepted.Proceedings.Hearing is Hearing.RightTold known && known.NoticeNo == command.NoticeNo) return Answer.Nothing;
        if (accepted.Proceedings.Hearing is not null) return Answer.Refuse(HearingMustBeTheOnlyOne);

        var today = DayOf(command);
        return DeadlineCalculator.Count(rules.ItemOf(state.File).Proceedings.HearingRequest, today, rules.Calendar) is { } requestBy
            ? Answer.Accept(new HearingRightTold(command.NoticeNo, today, command.Told, requestBy, Laws.Licensing("47")))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>LIC-33: asked for in time, it must be held.</summary>
    static Answer Request(RequestHearing command, Filed state, CaseRules rules)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);
        if (accepted.Proceedings.Hearing is Hearing.Called called
            && (called.By, called.Key, called.CalledOn) == (command.By, KeyOf(command.Request), command.RequestedOn))
        {
            return Answer.Nothing;
        }

        if (accepted.Proceedings.Hearing is null) return Answer.Refuse(HearingRightMustBeTold);
        if (accepted.Proceedings.Hearing is not Hearing.RightTold told) return Answer.Refuse(HearingMustBeTheOnlyOne);
        if (command.By is not ("applicant" or "interested-person"))
            return Answer.Refuse(HearingRequesterMustBeKnown with { Field = "by" });
        if (command.RequestedOn < told.ToldOn || command.RequestedOn > DayOf(command))
            return Answer.Refuse(HearingRequestMustFollowNotice with { Field = "requestedOn" });
        if (!state.File.Find(DeadlineKind.HearingRequest)!.IsMetOn(command.RequestedOn))
            return Answer.Refuse(HearingRequestMustBeInTime with { Field = "requestedOn" });

        var limit = rules.ItemOf(state.File).Proceedings.HearingHold;
        return DeadlineCalculator.Count(limit, command.RequestedOn, rules.Calendar) is { } holdBy
            ? Answer.Accept(new HearingRequested(
                command.By, command.RequestedOn, command.Request, holdBy, Laws.Licensing("47")))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>LIC-34: the organ may order one; that it told of the right before does not stand in the way.</summary>
    static Answer Order(OrderHearing command, Filed state)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);
        if (accepted.Proceedings.Hearing is Hearing.Called { By: "organ" } known && known.Key == command.OrderNo) return Answer.Nothing;
        if (accepted.Proceedings.Hearing is not (null or Hearing.RightTold)) return Answer.Refuse(HearingMustBeTheOnlyOne);
        if (command.Ground is not ("law" or "public-interest"))
            return Answer.Refuse(HearingGroundMustBeKnown with { Field = "ground" });

        return Answer.Accept(new HearingOrdered(
            command.OrderNo, command.Ground, DayOf(command), command.Reason, Laws.Licensing("46")));
    }

    /// <summary>LIC-35: seven working days ahead, and chaired by somebody who has no part in the review.</summary>
    static Answer Announce(AnnounceHearing command, Filed state, CaseRules rules)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);
        if (accepted.Proceedings.Hearing is not Hearing.Called called) return Answer.Refuse(HearingMustBeCalled);
        if (called.Notice?.NoticeNo == command.NoticeNo) return Answer.Nothing;
        if (accepted.Reviewers.Contains(command.Chair) || accepted.SiteCheck?.Officers.Contains(command.Chair) == true)
            return Answer.Refuse(HearingChairMustNotReview with { Field = "chair" });

        var item = rules.ItemOf(state.File);
        var day = WorkCalendar.DayOf(command.HearingAt);
        if (rules.Calendar.PlusWorkdays(DayOf(command), item.Proceedings.HearingNoticeWorkingDays) is not { } earliest)
            return Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
        if (day < earliest)
        {
            return Answer.Refuse(HearingMustBeAnnouncedAhead with
            {
                Field = "at", Detail = $"not before {NodaTime.Text.LocalDatePattern.Iso.Format(earliest)}",
            });
        }

        if (day > DayOf(command).PlusDays(SpecialProcedures.Longest)) return Answer.Refuse(ProcedureMustEnd with { Field = "at" });

        var announced = new HearingAnnounced(
            command.NoticeNo, DayOf(command), command.HearingAt, command.Place, command.Chair, Laws.Licensing("48(1)"));
        return WithClocks(
            [announced], state.File, rules, SpecialProcedures.Hearing, HearingPause(called, item), PauseOf(called, day, item));
    }

    /// <summary>LIC-36: held as announced; whatever was reviewed before it is reviewed again on the record.</summary>
    static Answer Record(RecordHearing command, Filed state)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);
        if (accepted.Proceedings.Hearing is Hearing.Held held && (held.HeldOn, held.Record) == (command.HeldOn, command.Record))
            return Answer.Nothing;
        if (accepted.Proceedings.Hearing is Hearing.Held) return Answer.Refuse(HearingMustBeTheOnlyOne);
        if (accepted.Proceedings.Hearing is not Hearing.Called called) return Answer.Refuse(HearingMustBeCalled);
        if (called.Notice is not { } notice) return Answer.Refuse(HearingMustBeAnnouncedFirst);
        if (command.HeldOn != notice.Day || command.At < notice.At)
            return Answer.Refuse(HearingMustBeHeldAsAnnounced with { Field = "heldOn" });

        var inTime = state.File.Find(DeadlineKind.HearingHold)?.IsMetOn(command.HeldOn) ?? true;
        return Answer.Accept(new HearingHeld(command.HeldOn, notice.Chair, command.Record, inTime, Laws.Licensing("48")));
    }

    /// <summary>LIC-36: a hearing that was asked for may be given up; then there is none.</summary>
    static Answer Drop(DropHearing command, Filed state, CaseRules rules)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);

        var today = DayOf(command);
        if (accepted.Proceedings.Hearing is Hearing.Dropped known && known == new Hearing.Dropped(command.Reason, today))
            return Answer.Nothing;
        if (accepted.Proceedings.Hearing is not Hearing.Called called) return Answer.Refuse(HearingMustBeCalled);
        if (!called.OnRequest) return Answer.Refuse(HearingMustHaveBeenRequested);
        if (command.Reason is not ("withdrawn" or "not-attended"))
            return Answer.Refuse(HearingDropReasonMustBeKnown with { Field = "reason" });
        if (command.Reason == "not-attended" && (called.Notice is not { } notice || command.At < notice.At))
            return Answer.Refuse(HearingMustBeAnnouncedFirst with { Field = "reason" });

        var item = rules.ItemOf(state.File);
        var last = called.Notice is { } announced ? NodaTime.LocalDate.Min(today, announced.Day) : today;
        return WithClocks(
            [new HearingDropped(command.Reason, today, command.Note, Laws.Licensing("47"))], state.File, rules,
            SpecialProcedures.Hearing, HearingPause(called, item), called.Notice is null ? null : PauseOf(called, last, item));
    }

    static DeadlinePause? HearingPause(Hearing.Called called, ServiceItem item) =>
        called.Notice is { } notice ? PauseOf(called, notice.Day, item) : null;

    /// <summary>LIC-12: from the day after it was called to the day it is held, where the item's list lets it not count.</summary>
    static DeadlinePause? PauseOf(Hearing.Called called, NodaTime.LocalDate last, ServiceItem item) =>
        last > called.CalledOn ? item.PauseFor(SpecialProcedures.Hearing, called.CalledOn.PlusDays(1), last) : null;

    static string KeyOf(Identity.DocumentId document) => document.Value.ToString("D", CultureInfo.InvariantCulture);
}
