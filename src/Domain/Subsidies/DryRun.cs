using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.Subsidies;

/// <summary>A claim of the year before, as far as the log knows it.</summary>
/// <param name="Person">Stands for one person; never shown.</param>
/// <param name="Assisted">It was made for the person at a counter or by telephone.</param>
public sealed record PastClaim(string Person, LocalDate On, ClaimantGroup Group, bool Assisted = false);

/// <param name="Claims">How many of last year's claims were tried.</param>
/// <param name="People">How many persons made them.</param>
/// <param name="Reached">How many persons would get at least one voucher.</param>
/// <param name="Cost">Face of all vouchers that would be issued: the most it could cost.</param>
/// <param name="NotTried">By reason: no-batch-open, age-open, age-must-fit, limit-reached, sold-out.</param>
public sealed record DryRunResult(
    int Claims, int People, int Reached, int Vouchers, Money Cost, IReadOnlyDictionary<string, int> NotTried,
    IReadOnlyList<DryRunGroup> Groups);

public sealed record DryRunGroup(string AgeBand, string? District, int People, int Vouchers);

/// <summary>PRG-9: whom the terms would reach and what they would cost, if everybody claimed as in the year before.</summary>
/// <remarks>
/// The log knows days, bands of age and no proofs: the hour of a claim, ties, disability and a limit of age inside a band stay open.
/// A batch counts on each day of which a moment is its own. Lotteries are counted like drops, from the first day of registration to the
/// day of the draw, on which what was won is claimed: how many win does not depend on who. What would expire and come back is not issued
/// again.
/// </remarks>
public static class DryRun
{
    /// <summary>As many weeks as make a year, so that Sundays stay Sundays.</summary>
    public const int Shift = 52 * 7;

    public static DryRunResult Of(string programmeNo, ProgrammeTerms terms, IReadOnlyList<PastClaim> past)
    {
        var wallets = new Dictionary<string, (VoucherWallet Wallet, ClaimantGroup Group)>();
        var levels = StockLevels.Nothing;
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var claim in past.OrderBy(claim => claim.On))
        {
            var on = claim.On.PlusDays(Shift);
            var wallet = wallets.GetValueOrDefault(claim.Person, (VoucherWallet.Initial, claim.Group)).Item1;
            var (taken, why) = Try(programmeNo, terms, on, claim, wallet, levels);
            if (taken is null)
            {
                refused[why!] = refused.GetValueOrDefault(why!) + 1;
                continue;
            }

            wallets[claim.Person] = (WalletDecider.Evolve(wallet, taken), claim.Group);
            levels = levels.After(Stock.MovesOf(programmeNo, taken));
        }

        return new(
            past.Count, past.Select(claim => claim.Person).Distinct().Count(), wallets.Count,
            wallets.Values.Sum(one => one.Wallet.Taken.Count),
            wallets.Values.Sum(one => one.Wallet.Taken.Sum(voucher => voucher.Face)), refused,
            [
                .. wallets.Values.GroupBy(one => one.Group)
                    .Select(group => new DryRunGroup(
                        group.Key.AgeBand, group.Key.District, group.Count(), group.Sum(one => one.Wallet.Taken.Count)))
                    .OrderBy(group => group.AgeBand, StringComparer.Ordinal).ThenBy(group => group.District, StringComparer.Ordinal),
            ]);
    }

    static (VoucherClaimed? Taken, string? Why) Try(
        string programmeNo, ProgrammeTerms terms, LocalDate on, PastClaim claim, VoucherWallet wallet, StockLevels levels)
    {
        var group = claim.Group;
        if (WhyAgeBars(terms.Eligible, group) is { } why) return (null, why);
        var open = terms.Batches.Where(batch => IsTriedOn(batch, on)).ToList();
        if (open.Count == 0) return (null, "no-batch-open");

        foreach (var batch in open)
        {
            if (IsAtLimit(terms, batch, wallet, on)) continue;
            var shares = Stock.SharesFor(batch, ReservesOf(terms, claim), batch.ReserveOpensAt < WorkCalendar.EndOf(on));
            if (Stock.FirstLeft(programmeNo, batch, shares, levels) is not { } share) continue;
            var kind = terms.KindOf(batch)!;
            return (new VoucherClaimed(
                $"{wallet.Taken.Count}", batch.Batch, kind.Code, kind.Face, 1, on, WalletDecider.LastDayOf(terms, batch, on), share, "app",
                group), null);
        }

        return (null, open.TrueForAll(batch => IsAtLimit(terms, batch, wallet, on)) ? "limit-reached" : "sold-out");
    }

    /// <summary>Whoever has won a lottery wins it no second time (VCH-12).</summary>
    static bool IsAtLimit(ProgrammeTerms terms, BatchPlan batch, VoucherWallet wallet, LocalDate on) =>
        (batch.Mode == IssueMode.Lottery && wallet.Taken.Exists(taken => taken.Batch == batch.Batch))
        || WalletDecider.IsAtLimit(terms, batch, wallet, on);

    static bool IsTriedOn(BatchPlan batch, LocalDate on) =>
        WorkCalendar.DayOf(batch.OpensAt) <= on && on <= WorkCalendar.DayOf(batch.DrawAt ?? batch.ClosesAt - Duration.Epsilon);

    /// <summary>A band that a senior's age cuts draws on no reserve: fewer are reached than may be.</summary>
    static IReadOnlyList<StockShare> ReservesOf(ProgrammeTerms terms, PastClaim claim) =>
    [
        .. Eligibility.AgesOf(claim.Group.AgeBand) is { From: var from } && from >= terms.Eligible.SeniorFrom
            ? [StockShare.Senior] : Array.Empty<StockShare>(),
        .. claim.Assisted ? [StockShare.Assisted] : Array.Empty<StockShare>(),
    ];

    /// <returns>Why the band as a whole is out, or cannot be told; null where all of it is in.</returns>
    static string? WhyAgeBars(EligibilityRules rules, ClaimantGroup group)
    {
        if ((rules.AgeFrom ?? rules.AgeTo) is null) return null;
        if (Eligibility.AgesOf(group.AgeBand) is not var (from, to)) return "age-open";
        if (to <= rules.AgeFrom || from > rules.AgeTo) return "age-must-fit";
        return from < rules.AgeFrom || to - 1 > rules.AgeTo && group.AgeBand != "70+" ? "age-open" : null;
    }
}
