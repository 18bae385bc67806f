using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using static Domain.SportPermits.SportPermitCase;
using static Domain.SportPermits.SportPermitCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.SportPermits.SportPermitCaseEvent>;

namespace Domain.SportPermits;

public static partial class SportPermitCaseDecider
{
    /// <summary>SP-13: two officers or more see the venue; a later check replaces an earlier one.</summary>
    static Answer Record(RecordSiteCheck command, Filed state)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);

        var officers = command.Officers.Distinct().ToList();
        if (accepted.SiteCheck is { } known
            && (known.CheckedOn, known.Passed, known.Record) == (command.CheckedOn, command.Passed, command.Record)
            && known.Officers.SequenceEqual(officers))
        {
            return Answer.Nothing;
        }

        if (officers.Count < 2) return Answer.Refuse(SiteCheckMustHaveTwoOfficers with { Field = "officers" });
        if (!officers.Contains(command.Actor.Person))
            return Answer.Refuse(SiteCheckMustBeReportedByAnOfficer with { Field = "officers" });
        if (command.CheckedOn < state.File.ReceivedOn || command.CheckedOn > DayOf(command))
            return Answer.Refuse(SiteCheckMustLieInCase with { Field = "checkedOn" });

        return Answer.Accept(new SiteChecked(
            command.CheckedOn, officers, command.Passed, command.Record, command.Photos, Laws.Licensing("34(3)")));
    }

    static Answer Complete(CompleteReview command, Filed state)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);

        var review = new Review(command.Recommendation, command.Actor.Person, command.Opinion);
        if (accepted.Review == review) return Answer.Nothing;
        if (command.Recommendation is not ("grant" or "refuse"))
            return Answer.Refuse(RecommendationMustBeKnown with { Field = "recommendation" });

        return Answer.Accept(new ReviewCompleted(
            review.Recommendation, review.Reviewer, review.Opinion, DayOf(command), Laws.Licensing("34")));
    }

    /// <summary>SP-14: granted only when every condition holds on the day of decision. A late grant is a grant, and late.</summary>
    static Answer Grant(GrantPermit command, Filed state, CaseRules rules)
    {
        if (state is Granted known && known.PermitNo == command.PermitNo) return Answer.Nothing;
        if (WhyNotDecidable(state, command.Actor.Person, rules) is { } refusal) return Answer.Refuse(refusal);

        var file = state.File;
        var today = DayOf(command);
        var assessment = AssessOn(today, (Accepted)state, rules);
        if (!assessment.Met) return Answer.Refuse(ConditionsMustBeMet with { Detail = List(assessment.Unmet) });

        return DeadlineCalculator.Count(rules.ItemOf(file).Delivery, today, rules.Calendar) is { } deliverBy
            ? Answer.Accept(new PermitGranted(
                command.PermitNo, command.Actor.Person, today, file.Find(DeadlineKind.Decision)!.IsMetOn(today), assessment,
                deliverBy, command.Opinion, rules.ItemOf(file).Basis))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>SP-15: refused only with grounds, each with its article, and with the remedies.</summary>
    static Answer Refuse(RefusePermit command, Filed state, CaseRules rules)
    {
        if (state is Refused known && known.DecisionNo == command.DecisionNo) return Answer.Nothing;
        if (WhyNotDecidable(state, command.Actor.Person, rules) is { } refusal) return Answer.Refuse(refusal);

        var file = state.File;
        var today = DayOf(command);
        var unmet = AssessOn(today, (Accepted)state, rules).Unmet;
        if (!command.Grounds.All(IsCited)) return Answer.Refuse(RefusalMustHaveGrounds with { Field = "grounds" });

        var grounds = command.Grounds.Count == 0 ? unmet : GroundsOf(command.Grounds, unmet);
        if (grounds.Count == 0) return Answer.Refuse(RefusalMustHaveGrounds with { Field = "grounds" });

        return DeadlineCalculator.Count(rules.ItemOf(file).Delivery, today, rules.Calendar) is { } deliverBy
            ? Answer.Accept(new PermitRefused(
                command.DecisionNo, command.Actor.Person, today, file.Find(DeadlineKind.Decision)!.IsMetOn(today), grounds,
                command.Reason, Remedies.Against(file.Organ), deliverBy, Laws.Licensing("38")))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    static bool IsCited(RefusalGround ground) =>
        FieldNames.IsField(ground.Field) && FieldNames.IsLaw(ground.Law) && FieldNames.IsArticle(ground.Article);

    static List<UnmetCondition> GroundsOf(IReadOnlyList<RefusalGround> named, IReadOnlyList<UnmetCondition> unmet) =>
        [.. named.SelectMany(ground => unmet.Where(condition => condition.Field == ground.Field)
            .DefaultIfEmpty(new UnmetCondition(
                "SP-15", new LegalBasis(ground.Law, ground.Article), ground.Field, "named by the approver", "met"))).Distinct()];

    /// <summary>SP-16: nobody decides before review and site check, and no reviewer decides.</summary>
    static Refusal? WhyNotDecidable(Filed state, PersonRef approver, CaseRules rules)
    {
        if (state is not Accepted accepted) return StageMustAllow;
        if (accepted.SiteCheck is null && rules.ItemOf(state.File).SiteCheckRequired) return SiteCheckMustPrecedeDecision;
        if (accepted.Review is null) return ReviewMustPrecedeDecision;

        return accepted.Reviewers.Contains(approver) ? ApproverMustNotBeReviewer : null;
    }

    /// <summary>The conditions on a day, with what is still open in the case itself.</summary>
    public static Assessment AssessOn(NodaTime.LocalDate day, Filed state, CaseRules rules)
    {
        var file = state.File;
        return PermitConditions.Assess(
            file.Current.Facts, file.Current.Defects, file.Undelivered.Select(material => material.Code),
            (state as Accepted)?.SiteCheck?.Passed, day, rules.Standards);
    }

    /// <summary>LIC-14: a late delivery is recorded as late; the decision stands from its own date.</summary>
    static Answer Deliver(DeliverDecision command, Filed state)
    {
        if (state is Closed known && known.Mode == command.Mode && known.DeliveredOn == command.DeliveredOn) return Answer.Nothing;
        if (state is not (Granted or Refused)) return Answer.Refuse(StageMustAllow);
        if (command.Mode is not ("electronic" or "post" or "in-person"))
            return Answer.Refuse(DeliveryModeMustBeKnown with { Field = "mode" });

        var deliverBy = state.File.Find(DeadlineKind.Delivery)!;
        if (command.DeliveredOn < deliverBy.Start || command.DeliveredOn > DayOf(command))
            return Answer.Refuse(DeliveryMustFollowDecision with { Field = "deliveredOn" });

        return Answer.Accept(new DecisionDelivered(
            command.Mode, command.DeliveredOn, deliverBy.IsMetOn(command.DeliveredOn), command.Proof, Laws.Licensing("44")));
    }

    static string List(IReadOnlyList<UnmetCondition> unmet) => string.Join("; ", unmet.Select(condition =>
        $"{condition.Rule} {condition.Field}: have {condition.Have}, need {condition.Need} ({condition.Basis})"));
}
