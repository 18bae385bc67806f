using Domain.Audit;
using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using NodaTime;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Subsidies;

/// <summary>A fund, a programme with a lottery, a venue, and two wallets.</summary>
static class SubsidySamples
{
    static readonly PersonRef Maker = new("p-maker");
    static readonly PersonRef Checker = new("p-checker");
    static readonly Instant Ten = Instant.FromUtc(2026, 3, 2, 2, 0);
    static readonly ClaimantGroup Group = new("18-34", "320508");

    public static ProgrammeTerms Terms { get; } = new(
        "苏州体育惠民消费券", "320500", Monday, Monday.PlusDays(30), [], [],
        [new VoucherKind("V50", Money.Yuan(50), Money.Zero, 100, MayStack: false, 0, 0, "SWIM")],
        [
            new BatchPlan(1, "V50", IssueMode.FirstCome, Ten, Ten + Duration.FromDays(9), null, 20, 3, 0, null, 7, null),
            new BatchPlan(
                2, "V50", IssueMode.Lottery, Ten, Ten + Duration.FromDays(1), Ten + Duration.FromDays(2), 5, 0, 0, null, 7, null),
        ],
        new ClaimRules([], null, UseBeforeNext: false), new UseRules([], null, null, null),
        new EligibilityRules(null, null, 60, [], DisabledOnly: false), RecyclePolicy.SameBatch, RefundPolicy.Restore, null);

    static readonly Payee Payee = new(new DocumentId(Guid.Empty), "bank-account", "0032");

    public static VoucherClaimed Claimed(string number, int batch = 1, StockShare share = StockShare.General) =>
        new(number, batch, "V50", Money.Yuan(50), 1, Monday, Monday.PlusDays(6), share, "app", Group);

    public static IReadOnlyList<StoredEvent> Log(long after) =>
    [
        .. Recorded.Of("fund/2026-T-1",
            [
                On(Monday, new AppropriationEntered(
                    "2026-T-1", 2026, FundSource.LotteryWelfare, "320500", "苏财教〔2026〕12号", "T-1", Money.Yuan(2_000), Maker, Monday, Basis)),
                On(Monday, new AppropriationApproved(Money.Yuan(2_000), Checker, Monday, Basis)),
                On(Monday, new BudgetFrozen("P-1", Money.Yuan(1_250), Monday, Basis)),
            ], after: after),
        .. Recorded.Of("subsidy-program/P-1",
            [
                On(Monday, new TermsProposed("P-1", "2026-T-1", 1, Monday, Terms, Money.Yuan(1_250), Maker, Monday, Basis)),
                On(Monday, new TermsApproved(1, new FairCompetitionReview("苏体公审〔2026〕5号", Monday, "compliant"), Checker, Monday, Basis)),
            ], after: after + 3),
        .. Recorded.Of("voucher-draw/P-1/2", [On(Monday, new DrawCommitted("P-1", 2, new string('a', 64)))], after: after + 5),
        .. Recorded.Of("designated-venue/V-1",
            [On(Monday, new VenueAdmitted("V-1", "320500", Maker, Payee.Account, ["SWIM"], "X", Payee, Maker, Monday, Basis))],
            after: after + 6),
        .. Recorded.Of("voucher-wallet/P-1/p-1",
            [
                On(Monday, Claimed("P-1-1-A")), On(Monday, Claimed("P-1-1-B", share: StockShare.Senior)),
                On(Monday, new VoucherVoided(
                    "P-1-1-B", 1, Money.Yuan(50), StockShare.Senior, "mistake", Checker, Monday, 1, Basis)),
            ], after: after + 7),
        .. Recorded.Of("voucher-wallet/P-1/p-2",
            [On(Monday, new DrawEntered(2, "ps-1", StockShare.General, Monday, "portal", Group))], after: after + 10),
        .. Recorded.Of("refusal/d-1",
            [
                On(Monday, new CommandRefused(
                    "claim.risk-must-be-reviewed", "ClaimVoucher", "voucher-wallet/P-1/p-1", null, null, Basis,
                    "rule VCH-7, risk device-shared")),
            ], after: after + 11),
        .. Recorded.Of("refusal/d-2",
            [
                On(Monday, new CommandRefused(
                    "voucher.voider-must-be-finance", "VoidVoucher", "voucher-wallet/P-1/p-1", null, null, Basis)),
            ], after: after + 12),
        .. Recorded.Of("voucher-wallet/P-1/p-4",
            [
                On(Monday, new ReviewAsked(
                    new AdverseDecision("d-1", "claim.risk-must-be-reviewed", "device-shared", Monday, [Checker]), "no-abuse", Monday,
                    Monday.PlusDays(30), Basis)),
            ], after: after + 13),
        .. Recorded.Of("fund/2026-T-2", [.. OfMoney.Select(@event => On(Monday, @event))], after: after + 14),
    ];

    /// <summary>A fund of 500 yuan of which 300 were received, 100 exchanged out, 80 granted, and 50 came back from vouchers.</summary>
    static IReadOnlyList<FundEvent> OfMoney { get; } =
    [
        new AppropriationEntered(
            "2026-T-2", 2026, FundSource.LotteryWelfare, "320500", "苏财教〔2026〕12号", "T-2", Money.Yuan(500), Maker, Monday, Basis),
        new AppropriationApproved(Money.Yuan(500), Checker, Monday, Basis),
        new BudgetFrozen("P-2", Money.Yuan(400), Monday, Basis),
        new ReceiptEntered(1, "SZ-1", Money.Yuan(300), Maker, Monday, Basis),
        new FundsReceived(1, "SZ-1", Money.Yuan(300), Checker, Monday, Basis),
        new TransferEntered(2, "苏体〔2026〕7号", "F1010", "F1020", Money.Yuan(100), Maker, Monday, Basis),
        new FundsTransferred(2, "F1010", "F1020", Money.Yuan(100), Checker, Monday, Basis),
        new GrantEntered(3, "P-2", new PersonRef("p-5"), "苏体〔2026〕7号", Money.Yuan(80), Maker, Monday, Basis),
        new GrantApproved(3, "P-2", new PersonRef("p-5"), "苏体〔2026〕7号", Money.Yuan(80), Checker, Monday, Basis),
        new BudgetFreed("P-2", Money.Yuan(50), Monday, Basis),
        new ReceiptEntered(4, "SZ-2", Money.Yuan(1), Maker, Monday, Basis),
    ];
}
