using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.PortalContractRefusals;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>LIC-1, LIC-2: whatever can be read is received; what is wrong with it is said later, once.</summary>
    static Answer Receive(ReceiveApplication command, LicensingCase state, CaseRules rules)
    {
        if (state is Filed known)
        {
            return known.File.ProjectNo == command.ProjectNo && known.File.FormSm3 == command.FormSm3
                ? Answer.Nothing
                : Answer.Refuse(MustBeReceivedOnce);
        }

        if (command.ReceivedAt > command.At) return Answer.Refuse(DateMustNotLieAhead);

        var submittedOn = WorkCalendar.DayOf(command.ReceivedAt);
        if (rules.FindItem(command.TaskCode, submittedOn) is not { } item) return Answer.Refuse(ItemMustBePublished);
        if (command.ApplyType != "1") return ReceiveRequest(command, item, rules);

        var receivedOn = item.Receipt.NextWorkingDay ? rules.Calendar.WorkdayOnOrAfter(submittedOn) : submittedOn;
        return receivedOn is { } day && ReceiptOf(command, item, day, rules) is { } received
            ? Answer.Accept(
            [
                received, .. BarsOn(received.Facts.Activities().Select(activity => activity.Code), day, item, rules),
                .. CommitmentAskedFor(command, received, rules),
            ])
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    static ApplicationReceived? ReceiptOf(ReceiveApplication command, ServiceItem published, LocalDate receivedOn, CaseRules rules)
    {
        var regionCode = Regions.Shorten(command.RegionCode);
        var region = Regions.InForce(regionCode);
        var item = rules.MatterOf(published).ItemIn(published, region?.Code ?? Regions.City, receivedOn);
        var withinRemit = region is not null && item.CompetentOrgan is null;
        var acceptance = withinRemit ? item.Acceptance : item.Acceptance with { Silence = SilenceOutcome.Breach };
        if (DeadlineCalculator.Count(acceptance, receivedOn, rules.Calendar) is not { } acceptBy) return null;

        var decisions = withinRemit
            ? DecisionDeadlines(item, rules.Calendar, limit => limit.Start == LimitStart.Receipt ? receivedOn : null, [])
            : [];
        if (decisions is null) return null;

        var reading = command.Reading;
        var submission = new Submission(
            command.LegalRepresentative, command.Agent, reading.Facts, reading.Materials, reading.Defects);
        var defects = withinRemit
            ? ApplicationExamination.Examine(
                submission, new ExaminedCase(regionCode, command.ApplicantSubject, Round: 0), item, rules.MatterOf(item), receivedOn)
            : reading.Defects;

        return new ApplicationReceived(
            command.ProjectNo, command.TaskCode, command.TaskVersion, item.Edition, command.ApplyType, regionCode,
            region?.Code ?? Regions.City, withinRemit, command.Applicant, command.ApplicantSubject, command.ApplicantName,
            command.LegalRepresentative, command.Agent, command.Form, command.FormSm3, command.Channel, command.ReceivedAt,
            receivedOn, command.At, reading.Facts, reading.Materials, defects, reading.Normalised, [acceptBy, .. decisions]);
    }

    /// <summary>LIC-3: the bytes must be those declared; the same bytes again change nothing.</summary>
    static Answer Deliver(DeliverMaterial command, Filed state)
    {
        var field = command.MaterialCode;
        if (state.File.Current.Materials.FirstOrDefault(material => material.Code == field) is not { } declared)
            return Answer.Refuse(MaterialMustBeDeclared with { Field = field });

        var known = state.File.Delivered.GetValueOrDefault(field);
        if (known == command.Sm3) return Answer.Nothing;
        if (state is not (Received or AwaitingCorrection) && known == declared.Sm3)
            return Answer.Refuse(MaterialMustNotChangeAfterAcceptance with { Field = field });
        if (state is not (Received or AwaitingCorrection or Accepted))
            return Answer.Refuse(StageMustAllow);
        if (command.Sm3 != declared.Sm3 || command.Size != declared.Size)
            return Answer.Refuse(MaterialMustMatchDeclaration with { Field = field });

        return Answer.Accept(new MaterialDelivered(field, command.File, command.Sm3, command.Size, command.MediaType));
    }

    /// <summary>LIC-19: a withdrawal ends the case before the decision does, and is made once.</summary>
    static Answer Withdraw(WithdrawApplication command, Filed state) =>
        state switch
        {
            Withdrawn known => known.Reason == command.Reason ? Answer.Nothing : Answer.Refuse(WithdrawalMustBeTheOnlyOne),
            Received or AwaitingCorrection or Accepted =>
                Answer.Accept(new ApplicationWithdrawn(command.Reason, DayOf(command))),
            _ => Answer.Refuse(WithdrawalMustPrecedeDecision),
        };

    /// <summary>GB/T 39046 A.5: counter, computer, mobile, courier, other.</summary>
    static readonly string[] RatingChannels = ["1", "2", "3", "4", "9"];

    /// <summary>LIC-18: a rating is taken once and never changes the case.</summary>
    static Answer Rate(RateCase command, Filed state)
    {
        if (state.File.Rating is { } known)
        {
            return known == new CaseRating(command.Level, command.Channel, command.Text)
                ? Answer.Nothing
                : Answer.Refuse(RatingMustBeTheOnlyOne);
        }

        if (!RatingChannels.Contains(command.Channel)) return Answer.Refuse(RatingChannelMustBeKnown);

        return command.Level is >= 1 and <= 5
            ? Answer.Accept(new CaseRated(command.Level, command.Text, command.Channel, RectificationOpened: command.Level >= 4))
            : Answer.Refuse(RatingLevelMustBeKnown);
    }
}
