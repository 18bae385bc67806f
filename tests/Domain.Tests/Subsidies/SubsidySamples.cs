using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Subsidies;
using NodaTime;

namespace Domain.Tests.Subsidies;

/// <summary>A programme of one kind, 满100减50, in June 2026: one drop and one lottery.</summary>
static class SubsidySamples
{
    public static readonly Actor Maker = new(new PersonRef("p-maker"), "finance-maker", "320500");
    public static readonly Actor Checker = new(new PersonRef("p-checker"), "finance-checker", "320500");
    public static readonly Actor Holder = new(new PersonRef("p-holder"), "applicant", "320500");

    public static readonly VoucherKind Fifty = new("V50", Money.Yuan(50), Money.Yuan(100), 100, MayStack: false, 0, 0);

    public static readonly BatchPlan Drop = new(
        1, "V50", IssueMode.Drop, At(2026, 6, 1, 10), At(2026, 6, 30, 22), null, 20, 0, 0, null, ValidDays: 7, ValidTo: null);

    public static readonly BatchPlan Lottery = new(
        2, "V50", IssueMode.Lottery, At(2026, 6, 5, 0), At(2026, 6, 10, 0), At(2026, 6, 10, 10), 10, 0, 0, null, null,
        new LocalDate(2026, 6, 30));

    public static readonly ProgrammeTerms Terms = new(
        "苏州体育惠民消费券", "320500", new LocalDate(2026, 6, 1), new LocalDate(2026, 6, 30), [], [], [Fifty], [Drop, Lottery],
        new ClaimRules([new ClaimLimit(LimitWindow.Week, 3, null)], null, UseBeforeNext: false), new UseRules([], null, null, 1),
        new EligibilityRules(null, null, 60, [], DisabledOnly: false), RecyclePolicy.SameBatch, RefundPolicy.Restore, null);

    public static readonly ClaimantFacts Adult =
        new(new LocalDate(1990, 1, 1), "320508", [], Disabled: false, Restricted: false, GuardianAgreed: false, null);

    public static readonly FairCompetitionReview Review = new("苏体公审〔2026〕5号", new LocalDate(2026, 5, 6), "compliant");

    public static Instant At(int year, int month, int day, int hour, int minute = 0, int second = 0) =>
        new LocalDateTime(year, month, day, hour, minute, second).InZoneStrictly(WorkCalendar.Zone).ToInstant();

    public static ClaimVoucher Claim(Instant at, int batch = 1) => new(Holder, at, batch, Adult, $"P1-{Guid.NewGuid():N}", "app");

    /// <summary>The same programme with its drop given to whoever comes first, without tickets.</summary>
    public static ProgrammeTerms FirstCome(ProgrammeTerms terms) =>
        terms with { Batches = [.. terms.Batches.Select(
            batch => batch.Mode == IssueMode.Drop ? batch with { Mode = IssueMode.FirstCome } : batch)] };

    /// <summary>The programme P1 under these terms, approved.</summary>
    public static Programme.Running Running(ProgrammeTerms? terms = null) =>
        RunningAs(terms ?? FirstCome(Terms));

    static Programme.Running RunningAs(ProgrammeTerms terms) => new(
        "P1", "FND", terms.Cost(),
        [new TermsProposed("P1", "FND", 1, terms.OpensOn, terms, terms.Cost(), Maker.Person, new LocalDate(2026, 5, 1), Laws.Budget("13"))],
        null, 1, []);

    public static WalletFacts Facts(ProgrammeTerms? terms = null, StockLevels? stock = null, bool drawIsOpen = true) =>
        new(Running(terms), stock ?? StockLevels.Nothing, drawIsOpen);
}
