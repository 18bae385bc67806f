using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.ProceedingRefusals;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    static readonly DeadlineKind[] DecisionClocks = [DeadlineKind.Decision, DeadlineKind.PromisedDecision];

    /// <summary>LIC-30: begun only for a reason of the law and told ahead; it stops the clock where the item's list says so.</summary>
    static Answer Open(OpenSpecialProcedure command, Filed state, CaseRules rules)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);
        if (accepted.Proceedings.Special.Any(known => known.No == command.ProcedureNo)) return Answer.Nothing;

        var today = DayOf(command);
        if (!SpecialProcedures.Reasons.Contains(command.Reason))
            return Answer.Refuse(ProcedureReasonMustBeStatutory with { Field = "reason" });
        if (command.FirstDay < today) return Answer.Refuse(ProcedureMustNotLieBehind with { Field = "firstDay" });
        if (command.LastDay < command.FirstDay || command.LastDay > command.FirstDay.PlusDays(SpecialProcedures.Longest))
            return Answer.Refuse(ProcedureMustEnd with { Field = "lastDay" });
        if (!state.File.Find(DeadlineKind.Decision)!.IsMetOn(command.FirstDay)) return Answer.Refuse(ProcedureMustBeginInTime);
        if (accepted.Proceedings.Special.Any(known => Overlaps(known, command))) return Answer.Refuse(ProcedureMustNotOverlap);

        var pause = rules.ItemOf(state.File).PauseFor(command.Reason, command.FirstDay, command.LastDay);
        var opened = new SpecialProcedureOpened(
            command.ProcedureNo, command.Reason, today, command.FirstDay, command.LastDay, command.Note, pause is not null,
            Laws.Licensing("45"));
        return WithClocks([opened], state.File, rules, command.Reason, without: null, pause);
    }

    static bool Overlaps(SpecialProcedure known, OpenSpecialProcedure asked) =>
        known.Reason == asked.Reason && known.FirstDay <= asked.LastDay
        && asked.FirstDay <= (known.ClosedOn is { } closed ? LocalDate.Min(closed, known.LastDay) : known.LastDay);

    /// <summary>LIC-31: an end before the day that was told gives the days back; a later one takes no more than was told.</summary>
    static Answer Close(CloseSpecialProcedure command, Filed state, CaseRules rules)
    {
        if (state is not Accepted accepted) return Answer.Refuse(StageMustAllow);
        if (accepted.Proceedings.Special.FirstOrDefault(known => known.No == command.ProcedureNo) is not { } procedure)
            return Answer.Refuse(ProcedureMustBeOpen with { Field = "procedureNo" });
        if (procedure.ClosedOn == command.EndedOn) return Answer.Nothing;
        if (procedure.ClosedOn is not null) return Answer.Refuse(ProcedureMustBeOpen with { Field = "procedureNo" });
        if (command.EndedOn < procedure.ToldOn || command.EndedOn > DayOf(command))
            return Answer.Refuse(ProcedureEndMustLieInProcedure with { Field = "endedOn" });

        var item = rules.ItemOf(state.File);
        var last = LocalDate.Min(command.EndedOn, procedure.LastDay);
        var taken = last < procedure.FirstDay ? null : item.PauseFor(procedure.Reason, procedure.FirstDay, last);
        return WithClocks(
            [new SpecialProcedureClosed(command.ProcedureNo, command.EndedOn, command.Result, Laws.Licensing("45"))],
            state.File, rules, procedure.Reason, item.PauseFor(procedure.Reason, procedure.FirstDay, procedure.LastDay), taken);
    }

    /// <summary>The events of an act, and the deadlines of the decision that it moves by one pause out and another in.</summary>
    static Answer WithClocks(
        IReadOnlyList<LicensingCaseEvent> events, CaseDossier file, CaseRules rules, string reason, DeadlinePause? without,
        DeadlinePause? with)
    {
        if (without == with) return Answer.Accept([.. events]);

        var item = rules.ItemOf(file);
        var moved = new List<LicensingCaseEvent>(events);
        Deadline? statutory = null;
        foreach (var from in DecisionClocks.Select(file.Find).OfType<Deadline>())
        {
            IReadOnlyList<DeadlinePause> pauses =
                [.. from.Pauses.Where(pause => !IsSame(pause, without)), .. with is null ? [] : new[] { with }];
            if (DeadlineCalculator.Count(LimitOf(from, item), from.Start, rules.Calendar, pauses, from.Extensions) is not { } to)
                return Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);

            if (from.Kind == DeadlineKind.Decision) statutory = to;
            else if (statutory is not null) to = DeadlineCalculator.CutAt(to, statutory);
            moved.Add(new DecisionDeadlineMoved(from, to, reason, (with ?? without)!.Basis));
        }

        return Answer.Accept([.. moved]);
    }

    static bool IsSame(DeadlinePause pause, DeadlinePause? other) =>
        (pause.Reason, pause.FirstDay) == (other?.Reason, other?.FirstDay);

    /// <summary>The limit a stored deadline was counted by.</summary>
    static Limit LimitOf(Deadline deadline, ServiceItem item) =>
        item.LimitOf(deadline.Kind)! with { Silence = deadline.Silence, Length = deadline.Length };

    /// <summary>LIC-36, LIC-39: what is still going on keeps the decision waiting.</summary>
    static Refusal? WhyProceedingsForbid(Accepted state, LocalDate today)
    {
        return state.Proceedings switch
        {
            { Hearing: Hearing.Called } => HearingMustPrecedeDecision,
            { Hearing: Hearing.RightTold } when Runs(DeadlineKind.HearingRequest) => HearingRequestTimeMustHavePassed,
            { Supplement.SuppliedOn: null } when Runs(DeadlineKind.Supplement) => SupplementMustBeAwaited,
            { Special: var special } when special.Any(procedure => procedure.RunsOn(today)) => ProcedureMustBeClosedFirst,
            _ => null,
        };

        bool Runs(DeadlineKind kind) => state.File.Find(kind)!.IsMetOn(today);
    }

    /// <summary>LIC-37: what stands before a decision that had to rest on a record.</summary>
    static LicensingCaseEvent[] RestingOnHearing(Accepted state) =>
        state.Proceedings.Hearing is Hearing.Held held
            ? [new DecisionRestedOnHearing(held.Record, held.HeldOn, Laws.Licensing("48"))]
            : [];
}
