using Domain.Kernel;
using Domain.Licensing;
using static Domain.SportPermits.SportPermitCase;
using static Domain.SportPermits.SportPermitCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.SportPermits.SportPermitCaseEvent>;

namespace Domain.SportPermits;

public static partial class SportPermitCaseDecider
{
    /// <summary>LIC-10: once, by the head of the organ, before the last day, and only where the item's limit allows it (SP-2).</summary>
    static Answer Extend(ExtendDecisionPeriod command, Filed state, CaseRules rules)
    {
        var item = rules.ItemOf(state.File);
        if (item.Extension is not { } rule) return Answer.Refuse(LimitMustAllowExtension);
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
        var moved = new List<SportPermitCaseEvent>();
        foreach (var from in state.File.Deadlines)
        {
            var limit = item.LimitOf(from.Kind)! with { Silence = from.Silence };
            if (DeadlineCalculator.Recount(from, limit, rules.Calendar) is not { } to)
                return Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);

            if (from.Kind == DeadlineKind.PromisedDecision
                && state.File.Find(DeadlineKind.Decision) is { } decision
                && DeadlineCalculator.Recount(decision, item.Decision, rules.Calendar) is { } statutory)
            {
                to = DeadlineCalculator.CutAt(to, statutory);
            }

            if (!to.IsCountedAlike(from))
                moved.Add(new DeadlineRecomputed(from, to, command.CalendarEdition));
        }

        return Answer.Accept([.. moved]);
    }
}
