using Domain.Kernel;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>LIC-10: once, by the head of the organ, before the last day, and only where the item's limit allows it (SP-2).</summary>
    static Answer Extend(ExtendDecisionPeriod command, Filed state, CaseRules rules)
    {
        var item = rules.ItemOf(state.File);
        if (item.Extension is not { } rule) return Answer.Refuse(LimitMustAllowExtension);
        if (rule.Approver == "head-of-organ" && command.Actor.Role != "approver") return Answer.Refuse(ExtensionMustBeApprovedByHead);
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);

        var today = DayOf(command);
        var from = state.File.Find(DeadlineKind.Decision)!;
        if (accepted.ExtensionReason is { } known)
            return known == command.Reason ? Answer.Nothing : Answer.Refuse(ExtensionMustBeTheOnlyOne);
        if (!from.IsMetOn(today)) return Answer.Refuse(ExtensionMustPrecedeLastDay);

        var extension = new DeadlineExtension(rule.Length, rule.Unit, command.Actor.Person, today, rule.Basis);
        return DeadlineCalculator.Count(item.Decision, from.Start, rules.Calendar, from.Pauses, [extension]) is { } to
            ? Answer.Accept(new DecisionPeriodExtended(from, to, command.Actor.Person, command.Reason, rule.Basis))
            : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);
    }

    /// <summary>CAL-5: open deadlines that a new edition touches are counted again, moved or not.</summary>
    /// <remarks>The old ones stay in the log.</remarks>
    static Answer Recompute(RecomputeDeadlines command, Filed state, CaseRules rules)
    {
        var item = rules.ItemOf(state.File);
        var moved = new List<LicensingCaseEvent>();
        foreach (var from in state.File.Deadlines)
        {
            if (DeadlineCalculator.Recount(from, LimitOf(from, item), rules.Calendar) is not { } to)
                return Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);

            if (from.Kind == DeadlineKind.PromisedDecision
                && state.File.Find(DeadlineKind.Decision) is { } decision
                && DeadlineCalculator.Recount(decision, item.Decision, rules.Calendar) is { } statutory)
            {
                to = DeadlineCalculator.CutAt(to, statutory);
            }

            if (from.Kind == DeadlineKind.Supplement
                && state.File.Find(DeadlineKind.Decision) is { } running
                && DeadlineCalculator.Recount(running, LimitOf(running, item), rules.Calendar) is { } decideBy)
            {
                to = CutBefore(to, decideBy, item);
            }

            if (!to.IsCountedAlike(from))
                moved.Add(new DeadlineRecomputed(from, to, command.CalendarEdition));
        }

        return Answer.Accept([.. moved]);
    }
}
