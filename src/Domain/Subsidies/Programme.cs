using System.Collections.Immutable;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.Subsidies;

public abstract record ProgrammeCommand(Actor Actor, Instant At);

/// <param name="FundYear">Budget year of the fund, for the span of the terms.</param>
public sealed record ProposeTerms(
    Actor Actor, Instant At, string ProgrammeNo, string FundNo, int FundYear, LocalDate InForceFrom, ProgrammeTerms Terms, Money Budget)
    : ProgrammeCommand(Actor, At);

/// <remarks>The budget is frozen in the same transaction: <see cref="FreezeBudget"/>.</remarks>
/// <param name="Stock">For terms that follow others: how many vouchers are out, and what else is bound, under the lock.</param>
public sealed record ApproveTerms(Actor Actor, Instant At, int Edition, FairCompetitionReview Review, StockLevels? Stock = null)
    : ProgrammeCommand(Actor, At);

public sealed record SendTermsBack(Actor Actor, Instant At, int Edition, string Reason) : ProgrammeCommand(Actor, At);

public sealed record StopBatch(Actor Actor, Instant At, int Batch, string Cause) : ProgrammeCommand(Actor, At);

/// <param name="Use">Of the programme's budget, read under its lock.</param>
public sealed record CloseProgramme(Actor Actor, Instant At, BudgetUse Use) : ProgrammeCommand(Actor, At);

/// <summary>What later decisions need to know of a programme.</summary>
public abstract record Programme
{
    private Programme() { }

    public static Programme Initial { get; } = new Unknown();

    /// <summary>Whose it is; null before it was approved.</summary>
    public string? DistrictOrNull => this is Running running ? running.District : (this as Closed)?.District;

    public sealed record Unknown : Programme;

    public sealed record Proposed(TermsProposed As) : Programme;

    /// <param name="Last">Of the first edition, sent back; the next proposal is a new first edition.</param>
    public sealed record SentBack(int Last) : Programme;

    /// <param name="Editions">Approved terms, oldest first.</param>
    /// <param name="LastEdition">The highest number that was ever proposed.</param>
    public sealed record Running(
        string ProgrammeNo, string FundNo, Money Budget, ImmutableList<TermsProposed> Editions, TermsProposed? Pending, int LastEdition,
        ImmutableHashSet<int> Stopped) : Programme
    {
        /// <summary>By whom and with which review each edition was approved.</summary>
        public ImmutableDictionary<int, TermsApproved> Approvals { get; init; } = ImmutableDictionary<int, TermsApproved>.Empty;

        /// <summary>Why each batch in <see cref="Stopped"/> was stopped.</summary>
        public ImmutableDictionary<int, string> Causes { get; init; } = ImmutableDictionary<int, string>.Empty;

        public string District => Editions[0].Terms.District;

        /// <summary>Those in force on a day: the latest of those that have begun, the later approved before the earlier.</summary>
        public TermsProposed On(LocalDate day) =>
            Editions.FindLast(edition => edition.InForceFrom <= day) ?? Editions[0];

        /// <summary>
        /// PRG-6: those by which a batch is claimed at a moment: once it has opened, those of the day on which it did.
        /// </summary>
        public TermsProposed For(int batch, Instant at)
        {
            var now = On(WorkCalendar.DayOf(at));
            return now.Terms.Batch(batch) is { } plan && plan.OpensAt < at ? On(WorkCalendar.DayOf(plan.OpensAt)) : now;
        }

        public TermsProposed? Edition(int number) => Editions.Find(edition => edition.Edition == number);
    }

    public sealed record Closed(Money Released, string District) : Programme;
}
