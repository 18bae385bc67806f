using Domain.Identity;
using Domain.Kernel;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
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
        if (accepted.Proceedings.Hearing?.ChairIs(command.Actor.Person) == true)
            return Answer.Refuse(ProceedingRefusals.ReviewerMustNotChair);
        if (command.Recommendation is not ("grant" or "refuse"))
            return Answer.Refuse(RecommendationMustBeKnown with { Field = "recommendation" });

        return Answer.Accept(new ReviewCompleted(
            review.Recommendation, review.Reviewer, review.Opinion, DayOf(command), Laws.Licensing("34")));
    }

    /// <summary>SP-14: granted only when every condition holds on the day of decision. A late grant is a grant, and late.</summary>
    static Answer Grant(GrantPermit command, Filed state, CaseRules rules)
    {
        var file = state.File;
        var permitNo = file.Request?.PermitNo ?? command.PermitNo;
        if (state is Granted known && known.PermitNo == permitNo) return Answer.Nothing;

        var today = DayOf(command);
        if (WhyNotDecidable(state, command, NeedsSiteCheck(file, rules, today)) is { } refusal) return Answer.Refuse(refusal);

        var assessment = AssessOn(today, (Accepted)state, rules);
        if (!assessment.Met) return Answer.Refuse(ConditionsMustBeMet with { Detail = List(assessment.Unmet) });

        return DeadlineCalculator.Count(rules.ItemOf(file).Delivery, today, rules.Calendar) is { } deliverBy
            && CheckAfterGrant(command, (Accepted)state, rules) is { } check
            ? Answer.Accept([.. RestingOnHearing((Accepted)state), new PermitGranted(
                permitNo, command.Actor.Person, today, file.Find(DeadlineKind.Decision)!.IsMetOn(today), assessment,
                deliverBy, command.Opinion, rules.ItemOf(file).Basis), .. check])
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>SP-15: refused only with grounds, each with its article, and with the remedies.</summary>
    static Answer Refuse(RefusePermit command, Filed state, CaseRules rules)
    {
        if (state is Refused known && known.DecisionNo == command.DecisionNo) return Answer.Nothing;
        var file = state.File;
        var today = DayOf(command);
        if (!command.FalseMaterials.All(field => IsFiled(field, file))) return Answer.Refuse(FalseMaterialMustBeNamed);

        var checks = command.FalseMaterials.Count == 0 && NeedsSiteCheck(file, rules, today);
        if (WhyNotDecidable(state, command, checks) is { } refusal) return Answer.Refuse(refusal);

        var unmet = AssessOn(today, (Accepted)state, rules).Unmet;
        if (!command.Grounds.All(IsCited)) return Answer.Refuse(RefusalMustHaveGrounds with { Field = "grounds" });

        List<UnmetCondition> grounds =
        [
            .. command.FalseMaterials.Distinct().Select(field => new UnmetCondition(
                ReApplicationBars.FalseMaterialsRule, Laws.Licensing("78"), field, ReApplicationBars.FalseMaterials, "true and complete")),
            .. command.Grounds.Count == 0 ? unmet : GroundsOf(command.Grounds, unmet),
        ];
        if (grounds.Count == 0) return Answer.Refuse(RefusalMustHaveGrounds with { Field = "grounds" });

        return DeadlineCalculator.Count(rules.ItemOf(file).Delivery, today, rules.Calendar) is { } deliverBy
            ? Answer.Accept([.. RestingOnHearing((Accepted)state), new PermitRefused(
                command.DecisionNo, command.Actor.Person, today, file.Find(DeadlineKind.Decision)!.IsMetOn(today), grounds,
                command.Reason, Remedies.Against(file.Organ), deliverBy, Laws.Licensing("38"))])
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    static bool IsCited(RefusalGround ground) =>
        FieldNames.IsField(ground.Field) && FieldNames.IsLaw(ground.Law) && FieldNames.IsArticle(ground.Article);

    static List<UnmetCondition> GroundsOf(IReadOnlyList<RefusalGround> named, IReadOnlyList<UnmetCondition> unmet) =>
        [.. named.SelectMany(ground => unmet.Where(condition => condition.Field == ground.Field)
            .DefaultIfEmpty(new UnmetCondition(
                "SP-15", new LegalBasis(ground.Law, ground.Article), ground.Field, "named by the approver", "met"))).Distinct()];

    /// <summary>SP-16: nobody decides before review and site check, and no reviewer decides.</summary>
    static Refusal? WhyNotDecidable(Filed state, LicensingCaseCommand command, bool needsSiteCheck)
    {
        if (state is not Accepted accepted) return StageMustAllow;
        if (WhyProceedingsForbid(accepted, DayOf(command)) is { } going) return going;
        if (accepted.SiteCheck is null && needsSiteCheck) return SiteCheckMustPrecedeDecision;
        if (accepted.Review is null) return ReviewMustPrecedeDecision;

        return accepted.Reviewers.Contains(command.Actor.Person) ? ApproverMustNotBeReviewer : null;
    }

    /// <summary>The conditions on a day, with what is still open in the case itself and what the permit's own state forbids.</summary>
    public static Assessment AssessOn(NodaTime.LocalDate day, Filed state, CaseRules rules)
    {
        var file = state.File;
        var assessment = CaseConditions.Assess(
            rules.MatterOf(file), rules.JudgesConditions(file) ? file.Current.Facts : null,
            new ExaminedCase(file.Organ, file.ApplicantSubject, file.Round), file.Current.Defects,
            file.Undelivered.Select(material => material.Code), (state as Accepted)?.SiteCheck?.Passed, day);
        return assessment with { Unmet = [.. assessment.Unmet, .. UnmetByState(file, rules, day)] };
    }

    /// <summary>PL-9: what the permit's own state or a bar forbids is not looked at on site first.</summary>
    static bool NeedsSiteCheck(CaseDossier file, CaseRules rules, NodaTime.LocalDate day) =>
        rules.ItemOf(file).SiteCheckRequired && !UnmetByState(file, rules, day).Any() && !CommitmentStands(file, day, rules);

    static IEnumerable<UnmetCondition> UnmetByState(CaseDossier file, CaseRules rules, NodaTime.LocalDate day) =>
        [
            .. file.Request is { } request ? UnmetByLicence(request, rules, rules.MatterOf(file), day) : [],
            .. UnmetByBars(file.Bars, file.Current.Facts),
        ];

    /// <summary>A declared material, or a field of which a fact is kept.</summary>
    static bool IsFiled(string field, CaseDossier file) =>
        FieldNames.IsField(field) && SubmittedFields.Knows(file.Current, field);

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
