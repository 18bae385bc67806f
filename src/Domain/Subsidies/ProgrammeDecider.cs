using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Subsidies.ProgrammeRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.ProgrammeEvent>;

namespace Domain.Subsidies;

/// <summary>specs/programmes.md: terms are proposed by one, approved by another, and change for the days to come alone.</summary>
/// <remarks>Order of checks: who may, the same request again, bad data, state.</remarks>
public static partial class ProgrammeDecider
{
    static readonly string[] ReasonsToSendBack = ["incomplete", "unsuitable", "withdrawn"];
    static readonly string[] CausesToStop = ["abuse", "fault", "funds"];

    /// <summary>公平竞争审查条例 27: its first day.</summary>
    static readonly LocalDate ReviewsFrom = new(2024, 8, 1);

    static readonly string[] Conclusions = ["compliant", "exception"];

    public static Answer Decide(ProgrammeCommand command, Programme state) =>
        command switch
        {
            ProposeTerms or StopBatch when command.Actor.Role != "finance-maker" => Answer.Refuse(MakerMustBeFinance),
            ApproveTerms or SendTermsBack or CloseProgramme when command.Actor.Role != "finance-checker" =>
                Answer.Refuse(CheckerMustBeFinance),
            ProposeTerms c => Propose(c, state),
            ApproveTerms c => Approve(c, state),
            SendTermsBack c => SendBack(c, state),
            StopBatch c => Stop(c, state),
            CloseProgramme c => Close(c, state),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    static Answer Propose(ProposeTerms c, Programme state)
    {
        if (c.Actor.District != c.Terms.District) return Answer.Refuse(DistrictMustBeOwn);
        if (!Name().IsMatch(c.Terms.Name) || Citations.HoldsPersonsNumber(c.Terms.Name)) return Answer.Refuse(NameMustBeReadable);
        if (TermsContradictions.Of(c.Terms, c.Budget, c.FundYear) is { Count: > 0 } found)
        {
            return Answer.Refuse(TermsMustNotContradict with
            {
                Field = $"terms.{found[0].Field}", Detail = string.Join("; ", found.Select(one => $"{one.Code}: {one.Detail}")),
            });
        }

        if (PendingOf(state) is not null) return Answer.Refuse(OthersArePending);
        var day = WorkCalendar.DayOf(c.At);
        return state switch
        {
            Programme.Unknown or Programme.SentBack when c.InForceFrom > c.Terms.OpensOn => Answer.Refuse(FirstMustBeInForceFromTheStart),
            Programme.Unknown => Accept(c, 1, day),
            Programme.SentBack back => Accept(c, back.Last + 1, day),
            Programme.Running running when c.Budget != running.Budget || c.FundNo != running.FundNo => Answer.Refuse(BudgetMustStay),
            Programme.Running running when c.InForceFrom <= day || ChangesWhatBegan(c, running) => Answer.Refuse(ChangeMustLookAhead),
            Programme.Running running => Accept(c, running.LastEdition + 1, day),
            _ => Answer.Refuse(MustRun),
        };
    }

    static Answer Accept(ProposeTerms c, int edition, LocalDate day) =>
        Answer.Accept(new TermsProposed(
            c.ProgrammeNo, c.FundNo, edition, c.InForceFrom, c.Terms, c.Budget, c.Actor.Person, day, Laws.Budget("13")));

    /// <summary>
    /// PRG-6: a batch that has opened before the change is in force stays as it was, and none comes to be among those; and so that what
    /// comes back of it can go out again, the batches into which it goes keep their kind, and the way of it stays.
    /// </summary>
    static bool ChangesWhatBegan(ProposeTerms c, Programme.Running running)
    {
        var from = WorkCalendar.StartOf(c.InForceFrom);
        var known = running.Editions[^1].Terms;
        var begun = known.Batches.Where(batch => batch.OpensAt < from).ToList();

        // By the terms of the day on which it opens it would not be there, or be another.
        if (c.Terms.Batches.Any(batch => batch.OpensAt < from && !begun.Contains(batch))) return true;
        if (begun.Count == 0) return false;
        if (begun.Exists(batch => !c.Terms.Batches.Contains(batch) || c.Terms.KindOf(batch) != known.KindOf(batch))) return true;
        if (c.Terms.Recycling != known.Recycling) return true;

        return known.Recycling == RecyclePolicy.NextBatch && known.Batches
            .Where(batch => begun.Exists(one => one.Kind == batch.Kind && one.Batch < batch.Batch))
            .Any(batch => c.Terms.Batch(batch.Batch)?.Kind != batch.Kind);
    }

    static Answer Approve(ApproveTerms c, Programme state)
    {
        if ((state as Programme.Running)?.Approvals.GetValueOrDefault(c.Edition) is { } done)
        {
            return done.ApprovedBy == c.Actor.Person && done.Review == c.Review
                ? Answer.Nothing
                : Answer.Refuse(TermsMustBePending);
        }

        if (PendingOf(state) is not { } pending || pending.Edition != c.Edition) return Answer.Refuse(TermsMustBePending);
        if (c.Actor.District != pending.Terms.District) return Answer.Refuse(DistrictMustBeOwn);
        if (c.Actor.Person == pending.ProposedBy) return Answer.Refuse(CheckerMustBeAnother);
        var day = WorkCalendar.DayOf(c.At);
        var isOnFile = Number().IsMatch(c.Review.ReviewNo) && !Citations.HoldsPersonsNumber(c.Review.ReviewNo)
            && c.Review.ReviewedOn >= ReviewsFrom && c.Review.ReviewedOn <= day;
        if (!isOnFile || !Conclusions.Contains(c.Review.Conclusion)) return Answer.Refuse(ReviewMustBeOnFile);

        // What was ahead when it was proposed may have begun by now.
        if (state is Programme.Running && pending.InForceFrom <= day) return Answer.Refuse(ChangeMustLookAhead);

        if (state is Programme.Running now && c.Stock is { } stock
            && Stock.GrantableBy(now with { Editions = now.Editions.Add(pending) }, c.At, stock) < Money.Zero)
        {
            return Answer.Refuse(BatchesMustFitWhatIsLeft);
        }

        // PRG-2: above all no draw, whose seed is bound before registration (VCH-11).
        return state is not Programme.Running && pending.Terms.Batches.Any(batch => batch.OpensAt <= c.At)
            ? Answer.Refuse(ApprovalMustComeFirst)
            : Answer.Accept(new TermsApproved(c.Edition, c.Review, c.Actor.Person, day, Laws.FairCompetition("10")));
    }

    static Answer SendBack(SendTermsBack c, Programme state)
    {
        if (!ReasonsToSendBack.Contains(c.Reason)) return Answer.Refuse(ReasonMustBeKnown);
        if (PendingOf(state) is not { } pending || pending.Edition != c.Edition) return Answer.Refuse(TermsMustBePending);
        if (c.Actor.District != pending.Terms.District) return Answer.Refuse(DistrictMustBeOwn);

        return c.Actor.Person == pending.ProposedBy
            ? Answer.Refuse(CheckerMustBeAnother)
            : Answer.Accept(new TermsSentBack(c.Edition, c.Reason, c.Actor.Person, WorkCalendar.DayOf(c.At)));
    }

    static Answer Stop(StopBatch c, Programme state)
    {
        if (!CausesToStop.Contains(c.Cause)) return Answer.Refuse(ReasonMustBeKnown with { Field = "cause" });
        if (state is not Programme.Running running) return Answer.Refuse(MustRun);
        if (c.Actor.District != running.District) return Answer.Refuse(DistrictMustBeOwn);
        if (running.Causes.GetValueOrDefault(c.Batch) is { } known)
            return known == c.Cause ? Answer.Nothing : Answer.Refuse(BatchMustNotBeStopped);

        return running.Editions[^1].Terms.Batches.Any(batch => batch.Batch == c.Batch)
            ? Answer.Accept(new BatchStopped(c.Batch, c.Cause, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("57")))
            : Answer.Refuse(BatchMustExist);
    }

    static Answer Close(CloseProgramme c, Programme state)
    {
        if (state is Programme.Closed { District: var own })
            return own == c.Actor.District ? Answer.Nothing : Answer.Refuse(DistrictMustBeOwn);
        if (state is not Programme.Running running) return Answer.Refuse(MustRun);
        if (c.Actor.District != running.District) return Answer.Refuse(DistrictMustBeOwn);

        if (c.Use.Outstanding > Money.Zero) return Answer.Refuse(VouchersMustHaveEnded);
        var day = WorkCalendar.DayOf(c.At);

        return IsOver(running, day)
            ? Answer.Accept(new ProgrammeClosed(c.Use.Of(running.Budget), c.Actor.Person, day, Laws.Budget("13")))
            : Answer.Refuse(MustBeOver);
    }

    /// <summary>PRG-8: whoever may still claim, or waits for a draw, is not left without the money for it.</summary>
    static bool IsOver(Programme.Running running, LocalDate day) =>
        running.Editions.All(edition => edition.Terms.ClosesOn < day
            || edition.Terms.Batches.All(batch => running.Stopped.Contains(batch.Batch)));

    public static Programme Evolve(Programme state, ProgrammeEvent @event) =>
        (state, @event) switch
        {
            (Programme.Unknown or Programme.SentBack, TermsProposed e) => new Programme.Proposed(e),
            (Programme.Proposed p, TermsApproved e) => new Programme.Running(
                p.As.ProgrammeNo, p.As.FundNo, p.As.Budget, [p.As], Pending: null, p.As.Edition, [])
            {
                Approvals = ImmutableDictionary<int, TermsApproved>.Empty.Add(e.Edition, e),
            },
            (Programme.Proposed p, TermsSentBack) => new Programme.SentBack(p.As.Edition),
            (Programme.Running r, TermsProposed e) => r with { Pending = e, LastEdition = e.Edition },
            (Programme.Running { Pending: { } pending } r, TermsApproved e) => r with
            {
                Editions = r.Editions.Add(pending), Pending = null, Approvals = r.Approvals.Add(e.Edition, e),
            },
            (Programme.Running r, TermsSentBack) => r with { Pending = null },
            (Programme.Running r, BatchStopped e) => r with
            {
                Stopped = r.Stopped.Add(e.Batch), Causes = r.Causes.SetItem(e.Batch, e.Cause),
            },
            (Programme.Running r, ProgrammeClosed e) => new Programme.Closed(e.Released, r.District),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static TermsProposed? PendingOf(Programme state) =>
        state switch
        {
            Programme.Proposed proposed => proposed.As,
            Programme.Running running => running.Pending,
            _ => null,
        };

    [GeneratedRegex(@"^[\p{IsCJKUnifiedIdeographs}A-Za-z0-9（）()·—\- ]{2,60}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[\p{IsCJKUnifiedIdeographs}A-Za-z0-9〔〕\-]{3,40}\z")]
    private static partial Regex Number();
}
