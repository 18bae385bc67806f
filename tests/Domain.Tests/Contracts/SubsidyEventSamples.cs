using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;

namespace Domain.Tests.Contracts;

/// <summary>The events of funds, programmes, venues, vouchers and draws, every field filled.</summary>
static class SubsidyEventSamples
{
    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly Instant Ten = Instant.FromUtc(2026, 3, 2, 2, 0);
    static readonly LegalBasis Basis = new("预算法", "13");
    static readonly PersonRef Person = new("p-0001");
    static readonly Payee Payee = new(new DocumentId(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1])), "corporate-wallet", "0032");
    static readonly ClaimantGroup Group = new("18-34", "320508");
    static readonly string Sm3 = new('a', 64);

    static readonly ProgrammeTerms Terms = new(
        "苏州体育惠民消费券", "320500", Monday, Monday.PlusDays(30), ["SWIM"], ["V-1"],
        [new VoucherKind("V50", Money.Yuan(50), Money.Yuan(100), 50, MayStack: true, 10, 45, "SWIM")],
        [
            new BatchPlan(
                1, "V50", IssueMode.Lottery, Ten, Ten + Duration.FromDays(1), Ten + Duration.FromDays(2), 20, 3, 2,
                Ten + Duration.FromHours(1), 7, Monday.PlusDays(30), 2, 10),
        ],
        new ClaimRules([new ClaimLimit(LimitWindow.Week, 3, Money.Yuan(150))], 3, UseBeforeNext: true),
        new UseRules([IsoDayOfWeek.Monday], new LocalTime(6, 0), new LocalTime(18, 30), 1),
        new EligibilityRules(14, 70, 60, ["household"], DisabledOnly: true), RecyclePolicy.SameBatch, RefundPolicy.Restore,
        Money.Yuan(100_000));

    public static IReadOnlyList<object> All { get; } =
    [
        new AppropriationEntered(
            "2026-T-0001", 2026, FundSource.LotteryWelfare, "320500", "苏财教〔2026〕12号", "T-0001", Money.Yuan(1), Person, Monday, Basis),
        new AppropriationApproved(Money.Yuan(1), Person, Monday, Basis),
        new FundActTurnedDown(1, "wrong-amount", Person, Monday),
        new AdjustmentEntered(1, "苏财教〔2026〕12号", Money.Yuan(-1), Person, Monday, Basis),
        new AppropriationAdjusted(1, Money.Yuan(-1), Person, Monday, Basis),
        new BudgetFrozen("P-1", Money.Yuan(1), Monday, Basis),
        new BudgetReleased("P-1", Money.Yuan(1), Monday, Basis),
        new CarryOverEntered(1, "苏财教〔2027〕1号", "T-0002", [new ProgrammePart("P-1", Money.Yuan(1))], Person, Monday, Basis),
        new BudgetCarriedOut(1, "2027-T-0002", [new ProgrammePart("P-1", Money.Yuan(1))], Person, Monday, Basis),
        new BudgetCarriedIn(
            "2027-T-0002", 2027, FundSource.GeneralBudget, "320500", "2026-T-0001", "苏财教〔2027〕1号", "T-0002",
            [new ProgrammePart("P-1", Money.Yuan(1))], Person, Monday, Basis),
        new LapseEntered(1, "苏财教〔2027〕1号", Person, Monday, Basis),
        new FundLapsed(1, Money.Yuan(1), Person, Monday, Basis),
        new ReceiptEntered(1, "SZ-2026-000123", Money.Yuan(1), Person, Monday, Basis),
        new FundsReceived(1, "SZ-2026-000123", Money.Yuan(1), Person, Monday, Basis),
        new TransferEntered(1, "苏体〔2026〕7号", "F1020", "F1021.P-1", Money.Yuan(1), Person, Monday, Basis),
        new FundsTransferred(1, "F1020", "F1021.P-1", Money.Yuan(1), Person, Monday, Basis),
        new GrantEntered(1, "P-1", Person, "苏体〔2026〕7号", Money.Yuan(1), Person, Monday, Basis),
        new GrantApproved(1, "P-1", Person, "苏体〔2026〕7号", Money.Yuan(1), Person, Monday, Basis),
        new BudgetFreed("P-1", Money.Yuan(1), Monday, Basis),
        new ReceivedCarriedOut(1, "2027-T-0002", Money.Yuan(1), Monday, Basis),
        new ReceivedCarriedIn("2026-T-0001", Money.Yuan(1), Monday, Basis),
        new UnspentReturned(1, Money.Yuan(1), Monday, Basis),
        new TermsProposed("P-1", "2026-T-0001", 1, Monday, Terms, Money.Yuan(1_000), Person, Monday, Basis),
        new TermsApproved(1, new FairCompetitionReview("苏体公审〔2026〕5号", Monday, "compliant"), Person, Monday, Basis),
        new TermsSentBack(1, "incomplete", Person, Monday),
        new BatchStopped(1, "abuse", Person, Monday, Basis),
        new ProgrammeClosed(Money.Yuan(1), Person, Monday, Basis),
        new VoucherClaimed("P-1-1-ABC", 1, "V50", Money.Yuan(50), 1, Monday, Monday.PlusDays(6), StockShare.Senior, "app", Group),
        new VoucherExpired("P-1-1-ABC", 1, Money.Yuan(50), StockShare.General, Monday, 2),
        new VoucherVoided("P-1-1-ABC", 1, Money.Yuan(50), StockShare.Assisted, "fraud", Person, Monday, 1, Basis),
        new ReviewAsked(
            new AdverseDecision("0001", "claim.risk-must-be-reviewed", "device-shared", Monday, [Person]), "no-abuse", Monday,
            Monday.PlusDays(30), Basis),
        new ReviewDecided(
            "0001", "overturned", "no-abuse",
            new ReviewCorrection("device-shared", ["household"], Disabled: true, GuardianAgreed: true, "P-1-1-ABC"), Person, Monday,
            InTime: true, Basis),
        new VoidingProposed("P-1-1-ABC", "fraud", Person, Monday, Basis),
        new VoidingTurnedDown("P-1-1-ABC", "not-proven", Person, Monday),
        new EntryPassedOver(1, "ps-1", "claim.limit-reached", "rule VCH-3, window 2026-W10", Monday, Basis),
        new DrawEntered(1, "ps-1", StockShare.General, Monday, "portal", Group),
        new DrawCommitted("P-1", 1, Sm3),
        new DrawClosed(Monday),
        new DrawRevealed(Sm3, 500, Sm3, Monday, Basis),
        new DrawServed(250),
        new VenueEntered("V-1", "320500", Person, Payee.Account, ["SWIM"], "320508-2026-0001", Payee, Person, Monday, Basis),
        new VenuePayeeEntered(Payee, Person, Monday, Basis),
        new VenueActTurnedDown("wrong-payee", Person, Monday),
        new VenueOperatorNumbered("V-1", Monday),
        new VenueAdmitted("V-1", "320500", Person, Payee.Account, ["SWIM"], "320508-2026-0001", Payee, Person, Monday, Basis),
        new VenuePayeeChanged(Payee, Person, Monday, Basis),
        new VenueWarned(1, "late-data", Person, Monday, Basis),
        new VenueDisqualified("cash-out", Person, Monday, Basis),
        new VenueLeft(Person, Monday),
    ];
}
