using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Subsidies.WalletRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.WalletEvent>;

namespace Domain.Subsidies;

/// <summary>specs/vouchers.md: what one person takes of one programme, and how it ends.</summary>
/// <remarks>
/// Order of checks of a claim: form, batch, person, limits, stock. Stock comes last, so that whoever could never have won is told
/// why, and "sold out" is said to the others alone.
/// </remarks>
public static class WalletDecider
{
    static readonly string[] Channels = ["app", "portal", "counter", "telephone"];

    public static Answer Decide(WalletCommand command, VoucherWallet wallet, WalletFacts facts)
    {
        if (command is ReviewCommand review) return WalletReviews.Decide(review, wallet, facts.Programme);
        if (facts.Programme is not Programme.Running running) return Answer.Refuse(ProgrammeMustRun);
        return command switch
        {
            ClaimVoucher c => OnBatch(c, c.Batch, running, (edition, batch) => Claim(c, wallet, facts, edition, batch)),
            AskForTicket c => OnBatch(c, c.Batch, running, (edition, batch) => Admit(c, wallet, edition, batch)),
            EnterDraw c => OnBatch(c, c.Batch, running, (edition, batch) => Enter(c, wallet, facts, edition, batch)),
            IssueToWinner c => OnBatch(c, c.Batch, running, (edition, batch) => Issue(c, wallet, facts, edition, batch)),
            ExpireVoucher c => Expire(c, wallet, running),
            VoidingCommand c => WalletVoiding.Decide(c, wallet, running),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    public static VoucherWallet Evolve(VoucherWallet wallet, WalletEvent @event) =>
        @event switch
        {
            VoucherClaimed e => wallet with { Taken = wallet.Taken.Add(e), Held = wallet.Held.Add(e.VoucherNo, e.ValidTo) },
            VoucherExpired e => wallet with { Held = wallet.Held.Remove(e.VoucherNo) },
            VoucherVoided e => wallet with
            {
                Held = wallet.Held.Remove(e.VoucherNo),
                Review = wallet.Review with { Voided = wallet.Review.Voided.Add(e.VoucherNo, e) },
            },
            VoidingProposed e => wallet with
            {
                Review = wallet.Review with { Proposed = wallet.Review.Proposed.SetItem(e.VoucherNo, e) },
            },
            VoidingTurnedDown e => wallet with
            {
                Review = wallet.Review with { Proposed = wallet.Review.Proposed.Remove(e.VoucherNo) },
            },
            DrawEntered e => wallet with { Draws = wallet.Draws.Add(e.Batch, e) },
            EntryPassedOver e => wallet with
            {
                Review = wallet.Review with { PassedOver = wallet.Review.PassedOver.Add(e.Pseudonym, e) },
            },
            ReviewAsked e => wallet with
            {
                Review = wallet.Review with { Reviews = wallet.Review.Reviews.Add(e.Against.DecisionNo, new(e, null)) },
            },
            ReviewDecided e => wallet with
            {
                Taken = e.Corrected?.NotCounted is { } number ? wallet.Taken.RemoveAll(taken => taken.VoucherNo == number) : wallet.Taken,
                Review = wallet.Review.After(e),
            },
            _ => throw new UnreachableException($"{@event.GetType().Name} is not known."),
        };

    /// <summary>VCH-1: the day of the claim is the first of its days, and nothing outlasts the programme.</summary>
    public static LocalDate LastDayOf(ProgrammeTerms terms, BatchPlan batch, LocalDate claimedOn)
    {
        var last = batch.ValidTo ?? claimedOn.PlusDays(batch.ValidDays!.Value - 1);
        return last < terms.ClosesOn ? last : terms.ClosesOn;
    }

    /// <summary>VCH-3: whether one more of a batch on a day would be above a limit.</summary>
    public static bool IsAtLimit(ProgrammeTerms terms, BatchPlan batch, VoucherWallet wallet, LocalDate day) =>
        WhyAtLimit(terms.Claims, batch, terms.KindOf(batch)!, wallet, day) is not null;

    static Answer OnBatch(
        WalletCommand command, int number, Programme.Running running, Func<TermsProposed, BatchPlan, Answer> decide)
    {
        var edition = running.For(number, command.At);
        return edition.Terms.Batch(number) is not { } batch ? Answer.Refuse(BatchMustExist)
            : running.Stopped.Contains(number) ? Answer.Refuse(BatchMustNotBeStopped)
            : decide(edition, batch);
    }

    static Answer Claim(ClaimVoucher c, VoucherWallet wallet, WalletFacts facts, TermsProposed edition, BatchPlan batch)
    {
        var (day, terms) = (WorkCalendar.DayOf(c.At), edition.Terms);
        if (!Channels.Contains(c.Channel)) return Answer.Refuse(ChannelMustBeKnown);
        if (batch.Mode == IssueMode.Lottery || (batch.Mode == IssueMode.FirstCome && c.Ticket is not null))
            return Answer.Refuse(ModeMustMatch);
        if (batch.Mode == IssueMode.Drop && c.Ticket is null && !Eligibility.IsAssisted(c.Channel)) return Answer.Refuse(TicketMustBeShown);
        if (c.At < batch.OpensFor(c.Ticket?.Wave ?? 0) || c.At >= batch.ClosesAt) return Answer.Refuse(BatchMustBeOpen);
        if (c.Ticket is { } ticket)
        {
            if (ticket.Edition != edition.Edition) return Answer.Refuse(TicketMustBeOfTheseTerms);

            return c.Restricted
                ? TurnedDown(MustNotBeRestricted, "VCH-9")
                : Take(c, wallet, facts, edition, batch, c.VoucherNo, ticket.Reserves, c.Channel, ticket.Group);
        }

        var claimant = wallet.Review.Corrected(
            c.Claimant ?? throw new ArgumentException("A claim without a ticket says who claims."));
        return Eligibility.WhyNot(terms.Eligible, claimant, day) is var (refusal, rule)
            ? TurnedDown(refusal, rule, risk: claimant.RiskCode)
            : Take(
                c, wallet, facts, edition, batch, c.VoucherNo, Eligibility.ReservesOf(terms, claimant, c.Channel, day), c.Channel,
                Eligibility.GroupOf(claimant, day));
    }

    /// <summary>VCH-13: a ticket is for whoever could win on the day on which its wave is served; no ticket is good for two days.</summary>
    static Answer Admit(AskForTicket c, VoucherWallet wallet, TermsProposed edition, BatchPlan batch)
    {
        if (!Channels.Contains(c.Channel)) return Answer.Refuse(ChannelMustBeKnown);
        if (batch.Mode != IssueMode.Drop) return Answer.Refuse(ModeMustMatch);
        if (c.At < batch.OpensAt - TicketsBefore || c.At >= batch.ClosesAt) return Answer.Refuse(BatchMustBeOpen);
        var day = WorkCalendar.DayOf(Instant.Max(c.At, batch.OpensFor(c.Wave)));
        var claimant = wallet.Review.Corrected(c.Claimant);
        if (Eligibility.WhyNot(edition.Terms.Eligible, claimant, day) is var (refusal, rule))
            return TurnedDown(refusal, rule, risk: claimant.RiskCode);

        return WhyAtLimit(edition.Terms.Claims, batch, edition.Terms.KindOf(batch)!, wallet, day) is var (limit, window)
            ? TurnedDown(limit, "VCH-3", window)
            : Answer.Nothing;
    }

    /// <summary>How long before a drop its tickets are handed out.</summary>
    public static Duration TicketsBefore { get; } = Duration.FromMinutes(30);

    static Answer Issue(IssueToWinner c, VoucherWallet wallet, WalletFacts facts, TermsProposed edition, BatchPlan batch)
    {
        if (batch.Mode != IssueMode.Lottery || !wallet.Draws.TryGetValue(c.Batch, out var entry)) return Answer.Refuse(ModeMustMatch);
        if (wallet.Taken.Exists(taken => taken.Batch == c.Batch) || wallet.Review.PassedOver.ContainsKey(entry.Pseudonym))
            return Answer.Nothing;
        var day = WorkCalendar.DayOf(c.At);
        if (c.Restricted) return PassedOver(entry, MustNotBeRestricted, "rule VCH-9", day);
        if (WhyAtLimit(edition.Terms.Claims, batch, edition.Terms.KindOf(batch)!, wallet, day) is var (limit, window))
            return PassedOver(entry, limit, $"rule VCH-3, window {window}", day);

        return Take(c, wallet, facts, edition, batch, c.VoucherNo, [entry.Share], "draw", entry.Group);
    }

    /// <summary>VCH-12: the entrant is told why, and the reason stands in the published list.</summary>
    static Answer PassedOver(DrawEntered entry, Refusal why, string detail, LocalDate day) =>
        Answer.Accept(new EntryPassedOver(entry.Batch, entry.Pseudonym, why.Code, detail, day, why.Basis));

    static Answer Take(
        WalletCommand c, VoucherWallet wallet, WalletFacts facts, TermsProposed edition, BatchPlan batch, string voucherNo,
        IReadOnlyList<StockShare> reserves, string channel, ClaimantGroup group)
    {
        var (day, terms) = (WorkCalendar.DayOf(c.At), edition.Terms);
        var kind = terms.KindOf(batch) ?? throw new ArgumentException("Approved terms name a kind for each batch.");
        if (WhyAtLimit(terms.Claims, batch, kind, wallet, day) is var (limit, window)) return TurnedDown(limit, "VCH-3", window);

        // PRG-5: whatever the terms said when, no more is out, granted or freed than was frozen.
        if (facts.Stock[new StockRow.Bound(edition.ProgrammeNo)] > edition.Budget.Fen - kind.Face.Fen) return Answer.Refuse(SoldOut);
        var shares = Stock.SharesFor(batch, reserves, c.At >= batch.ReserveOpensAt);
        return Stock.FirstLeft(edition.ProgrammeNo, batch, shares, facts.Stock) is { } share
            ? Answer.Accept(new VoucherClaimed(
                voucherNo, batch.Batch, kind.Code, kind.Face, edition.Edition, day, LastDayOf(terms, batch, day), share, channel, group))
            : Answer.Refuse(SoldOut);
    }

    static Answer Enter(EnterDraw c, VoucherWallet wallet, WalletFacts facts, TermsProposed edition, BatchPlan batch)
    {
        var (day, terms) = (WorkCalendar.DayOf(c.At), edition.Terms);
        if (batch.Mode != IssueMode.Lottery) return Answer.Refuse(ModeMustMatch);
        if (!Channels.Contains(c.Channel)) return Answer.Refuse(ChannelMustBeKnown);
        if (wallet.Draws.ContainsKey(batch.Batch)) return Answer.Nothing;
        if (!facts.DrawIsOpen || c.At < batch.OpensAt || c.At >= batch.ClosesAt) return Answer.Refuse(BatchMustBeOpen);
        var claimant = wallet.Review.Corrected(c.Claimant);
        if (Eligibility.WhyNot(terms.Eligible, claimant, day) is var (refusal, rule))
            return TurnedDown(refusal, rule, risk: claimant.RiskCode);

        var share = Eligibility.ReservesOf(terms, c.Claimant, c.Channel, day).Where(own => batch.StockOf(own) > 0)
            .Append(StockShare.General).First();
        return Answer.Accept(
            new DrawEntered(batch.Batch, c.Pseudonym, share, day, c.Channel, Eligibility.GroupOf(c.Claimant, day)));
    }

    static Answer Expire(ExpireVoucher c, VoucherWallet wallet, Programme.Running running)
    {
        if (wallet.Taken.Find(taken => taken.VoucherNo == c.VoucherNo) is not { } voucher) return Answer.Refuse(VoucherMustBeHeld);
        if (!wallet.Held.TryGetValue(c.VoucherNo, out var last)) return Answer.Nothing;

        return WorkCalendar.DayOf(c.At) <= last
            ? Answer.Refuse(LastDayMustHavePassed)
            : Answer.Accept(new VoucherExpired(
                c.VoucherNo, voucher.Batch, voucher.Face, voucher.Share, last, BackTo(voucher, running, c.At)));
    }

    /// <summary>
    /// The batch that issues the voucher again, in the way of the terms under which it was issued, among the batches as they are
    /// now and of the same face; null where none does.
    /// </summary>
    internal static int? BackTo(VoucherClaimed voucher, Programme.Running running, Instant at)
    {
        var (issued, now) = ((running.Edition(voucher.Edition) ?? running.Editions[0]).Terms, running.On(WorkCalendar.DayOf(at)).Terms);
        var batches = now.Batches.Where(batch =>
            at < batch.ClosesAt && !running.Stopped.Contains(batch.Batch) && now.KindOf(batch)?.Face == voucher.Face);
        return issued.Recycling switch
        {
            RecyclePolicy.SameBatch => batches.FirstOrDefault(batch => batch.Batch == voucher.Batch)?.Batch,
            RecyclePolicy.NextBatch => batches.FirstOrDefault(batch => batch.Batch > voucher.Batch && batch.Kind == voucher.Kind)?.Batch,
            _ => null,
        };
    }

    /// <summary>VCH-5: the refusal says by which rule and, for a limit, in which window, so that it can be explained and
    /// reviewed.</summary>
    static Answer TurnedDown(Refusal refusal, string rule, string? window = null, string? risk = null) =>
        Answer.Refuse(refusal with
        {
            Detail = window is not null ? $"rule {rule}, window {window}"
                : refusal.Code == RiskMustBeReviewed.Code ? $"rule {rule}{RiskMark}{risk}"
                : $"rule {rule}",
        });

    const string RiskMark = ", risk ";

    /// <summary>What a claim was held to be, by the detail of its refusal.</summary>
    public static string? RiskIn(string? detail) =>
        detail?.IndexOf(RiskMark, StringComparison.Ordinal) is { } at and >= 0 ? detail[(at + RiskMark.Length)..] : null;

    static (Refusal Refusal, string Window)? WhyAtLimit(
        ClaimRules rules, BatchPlan batch, VoucherKind kind, VoucherWallet wallet, LocalDate day)
    {
        foreach (var limit in rules.Limits)
        {
            var (count, sum) = wallet.TakenIn(limit.Window, batch.Batch, day);
            if (count + 1 > limit.Count || (limit.Sum is { } most && sum + kind.Face > most))
                return (LimitReached, ClaimWindows.KeyOf(limit.Window, batch.Batch, day));
        }

        var held = wallet.HeldOn(day);
        if (rules.UseBeforeNext && held > 0) return (LastMustBeUsed, "held");
        return held + 1 > rules.MostHeld ? (LimitReached, "held") : null;
    }
}
