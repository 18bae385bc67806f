using System.Globalization;
using Domain.Kernel;
using NodaTime;

namespace Domain.Prepayments;

/// <summary>When figures of prepaid money deserve a look: one edition of dated data. None of it is law.</summary>
/// <param name="BalanceShare">Share of paid money still held, in hundredths, above which delivery lags behind time.</param>
/// <param name="SilentDays">Days without a lesson in a running contract.</param>
/// <param name="UnconfirmedDays">Days for which a recorded lesson waits for its parent.</param>
/// <param name="RefundDays">Window in which refunds are counted.</param>
/// <param name="RefundContracts">Refunded contracts in the window from which on they are sudden.</param>
public sealed record SignalRules(
    string Edition, LocalDate From, int BalanceShare, int SilentDays, int UnconfirmedDays, int RefundDays, int RefundContracts,
    string Source)
{
    public static SignalRules Published { get; } = new(
        "prepayment-signals/1", new LocalDate(2022, 12, 1), 25, 21, 14, 7, 3,
        "set here to have figures at all; thresholds to be confirmed by the bureau");
}

/// <summary>What a signal needs to know of a contract that holds or held money.</summary>
/// <param name="GivenBack">Days on which lessons of it went back on the parent's wish.</param>
public sealed record SupervisedContract(
    string ContractNo, string AccountNo, ContractTerms Terms, LocalDate SignedOn, Money Paid, Money Remaining, int LessonsGiven,
    int LessonsLeft, LocalDate? LastLessonOn, LocalDate? OldestUnconfirmedOn, IReadOnlyList<LocalDate> GivenBack);

/// <param name="State">running, frozen or returning.</param>
public sealed record SupervisedInstitution(
    string Institution, string District, string Mode, Money Deposit, string State, LocalDate Since,
    IReadOnlyList<SupervisedContract> Contracts);

/// <summary>A row that explains itself.</summary>
/// <param name="Kind">prepaid-balance, charge-over-caps, deposit-short, silence, unconfirmed-lessons, sudden-refunds,
/// stopped-with-money, uncleared-class, untrained-quarter, study-hours-short or full-time-short.</param>
/// <param name="ContractNo">Null where it is the institution's.</param>
/// <param name="Figures">What was counted, in words.</param>
/// <param name="Rule">What the figures are measured against.</param>
/// <param name="Since">First day on which it was so.</param>
/// <param name="ClearedBy">What would make it go away.</param>
public sealed record SupervisionSignal(
    string Kind, string Institution, string District, string? ContractNo, string Figures, string Rule, LocalDate Since, string ClearedBy)
{
    /// <summary>Code of the class that it is about; null for all but uncleared-class.</summary>
    public string? Class { get; init; }
}

/// <summary>specs/prepayments.md, SIG-1 to SIG-7: computed from figures on a day, kept nowhere.</summary>
public static class SupervisionSignals
{
    public static IReadOnlyList<SupervisionSignal> Of(SupervisedInstitution institution, SignalRules rules, LocalDate today) =>
    [
        .. institution.Contracts.SelectMany(contract => OfContract(institution, contract, rules, today)),
        .. OverCaps(institution, today),
        .. ShortDeposit(institution),
        .. SuddenRefunds(institution, rules, today),
        .. Stopped(institution),
    ];

    static IEnumerable<SupervisionSignal> OfContract(
        SupervisedInstitution institution, SupervisedContract contract, SignalRules rules, LocalDate today)
    {
        if (contract.Remaining == Money.Zero) yield break;

        if (BalanceDue(contract, rules, today) is var (expected, since))
        {
            yield return Signal(
                institution, contract, "prepaid-balance",
                Say($"held {contract.Remaining} of {contract.Paid}; by elapsed days {expected} would be left"),
                Say($"more than {rules.BalanceShare}% of the price above what time would leave ({rules.Edition})"), since,
                "lessons given and confirmed, or money given back");
        }

        var lastSign = Max(contract.LastLessonOn ?? contract.SignedOn, contract.Terms.FirstDay);
        if (contract.LessonsLeft > 0 && lastSign.PlusDays(rules.SilentDays) < today)
        {
            yield return Signal(
                institution, contract, "silence",
                Say($"no lesson recorded since {lastSign:yyyy-MM-dd}, {Period.DaysBetween(lastSign, today)} days")
                    + Say($"; {contract.LessonsLeft} left"),
                Say($"more than {rules.SilentDays} days ({rules.Edition})"), lastSign.PlusDays(rules.SilentDays + 1),
                "a lesson recorded, or the remainder given back");
        }

        if (contract.OldestUnconfirmedOn is { } oldest && oldest.PlusDays(rules.UnconfirmedDays) < today)
        {
            yield return Signal(
                institution, contract, "unconfirmed-lessons",
                Say($"a lesson of {oldest:yyyy-MM-dd} waits for its parent, {Period.DaysBetween(oldest, today)} days"),
                Say($"more than {rules.UnconfirmedDays} days ({rules.Edition})"), oldest.PlusDays(rules.UnconfirmedDays + 1),
                "the parent's confirmation, or a decision of the district");
        }
    }

    /// <summary>SIG-1: what would be left if lessons were spread evenly over the contract's days.</summary>
    static (Money Expected, LocalDate Since)? BalanceDue(SupervisedContract contract, SignalRules rules, LocalDate today)
    {
        var terms = contract.Terms;
        var days = Period.DaysBetween(terms.FirstDay, terms.LastDay) + 1;
        for (var passed = 1; passed <= days && terms.FirstDay.PlusDays(passed - 1) < today; passed++)
        {
            var left = contract.Paid.Part(days - passed, days);
            if (contract.Remaining - left > contract.Paid.Part(rules.BalanceShare, 100))
            {
                var ahead = Math.Max(0, days - Period.DaysBetween(terms.FirstDay, today));
                return (contract.Paid.Part(ahead, days), terms.FirstDay.PlusDays(passed));
            }
        }

        return null;
    }

    /// <summary>SIG-2: what is held of one trainee together, against the caps of today.</summary>
    static IEnumerable<SupervisionSignal> OverCaps(SupervisedInstitution institution, LocalDate today)
    {
        var caps = ChargeCaps.On(today);
        foreach (var account in institution.Contracts.Where(contract => contract.Remaining > Money.Zero).GroupBy(c => c.AccountNo))
        {
            var open = account
                .OrderBy(contract => contract.SignedOn)
                .Select(contract => new OpenCharge(
                    contract.Terms.FirstDay, contract.Terms.LastDay, (long)contract.LessonsLeft * contract.Terms.LessonMinutes,
                    contract.Remaining))
                .ToList();
            var broken = (open.Count == 1
                    ? caps.Judge(new ChargeSpan.Dates(open[0].FirstDay, open[0].LastDay), open[0].Minutes, open[0].Amount)
                    : caps.JudgeTogether(open[..^1], open[^1], today))
                .Where(finding => !finding.Kept).ToList();
            if (broken.Count == 0) continue;

            yield return new(
                "charge-over-caps", institution.Institution, institution.District, account.OrderBy(c => c.SignedOn).Last().ContractNo,
                string.Join("; ", broken.Select(finding => $"{finding.Cap}: {finding.Asked}")),
                string.Join("; ", broken.Select(finding => $"{finding.Cap}: {finding.Allowed}")) + $" ({caps.Edition})",
                account.Max(contract => contract.SignedOn), "lessons given and confirmed, or money given back, down to the caps");
        }
    }

    /// <summary>SIG-3: a deposit covers all that is still owed in lessons.</summary>
    static IEnumerable<SupervisionSignal> ShortDeposit(SupervisedInstitution institution)
    {
        if (institution.Mode != PrepaymentTerms.Deposit) yield break;

        var owed = institution.Contracts.Sum(contract => contract.Remaining);
        if (owed <= institution.Deposit) yield break;

        yield return new(
            "deposit-short", institution.Institution, institution.District, null,
            Say($"deposit {institution.Deposit}, lessons owed {owed}"),
            "a risk deposit covers the fees of all trainees for one charging period (教监管函〔2021〕2号, to be confirmed)",
            institution.Contracts.Where(contract => contract.Remaining > Money.Zero).Max(contract => contract.SignedOn),
            "a higher deposit, or lessons given");
    }

    static IEnumerable<SupervisionSignal> SuddenRefunds(SupervisedInstitution institution, SignalRules rules, LocalDate today)
    {
        var from = today.PlusDays(-rules.RefundDays);
        var refunded = institution.Contracts.Where(contract => contract.GivenBack.Any(day => day > from && day <= today)).ToList();
        if (refunded.Count < rules.RefundContracts) yield break;

        yield return new(
            "sudden-refunds", institution.Institution, institution.District, null,
            Say($"parents took money back from {refunded.Count} contracts in {rules.RefundDays} days"),
            Say($"{rules.RefundContracts} contracts or more ({rules.Edition})"),
            refunded.SelectMany(contract => contract.GivenBack).Where(day => day > from && day <= today)
                .Order().ElementAt(rules.RefundContracts - 1),
            Say($"{rules.RefundDays} days with fewer"));
    }

    static IEnumerable<SupervisionSignal> Stopped(SupervisedInstitution institution)
    {
        var held = institution.Contracts.Sum(contract => contract.Remaining);
        if (institution.State == "running" || held == Money.Zero) yield break;

        yield return new(
            "stopped-with-money", institution.Institution, institution.District, null, Say($"{institution.State}, and {held} still held"),
            "prepaid money of an institution that stopped goes back to the parents (消费者权益保护法 53)", institution.Since,
            "a return order carried out, or the account thawed");
    }

    static SupervisionSignal Signal(
        SupervisedInstitution institution, SupervisedContract contract, string kind, string figures, string rule, LocalDate since,
        string clearedBy) =>
        new(kind, institution.Institution, institution.District, contract.ContractNo, figures, rule, since, clearedBy);

    static LocalDate Max(LocalDate one, LocalDate other) => one >= other ? one : other;

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
