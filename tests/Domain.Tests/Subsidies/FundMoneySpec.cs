using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;
using static Domain.Subsidies.FundRefusals;
using static Domain.Tests.Subsidies.FundDecisions;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.FundEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>specs/funds.md, FND-13 to FND-18: a fund of 1,000 yuan, 600 of it frozen for P1.</summary>
public sealed class FundMoneySpec
{
    const string Document = "苏体〔2026〕7号";

    static readonly Actor Maker = new(new PersonRef("p-maker"), "finance-maker", "320500");
    static readonly Actor Checker = new(new PersonRef("p-checker"), "finance-checker", "320500");
    static readonly PersonRef Swimmer = new("p-swimmer");
    static readonly Instant March = Instant.FromUtc(2026, 3, 2, 1, 0);
    static readonly Instant LastInstant = Instant.FromUtc(2026, 12, 31, 15, 59, 59);
    static readonly Instant NextYear = Instant.FromUtc(2026, 12, 31, 16, 0);

    static readonly Fund Frozen = After(
        Fund.Initial,
        new EnterAppropriation(
            Maker, March, "2026-T-1", 2026, FundSource.LotteryWelfare, "320500", "苏财教〔2026〕12号", "T-0001", Money.Yuan(1_000)),
        Approval(0, 1_000), new FreezeBudget(Maker, March, "P1", Money.Yuan(600)));

    static readonly EnterReceipt Receipt = new(Maker, March, "SZ-2026-1", Money.Yuan(700));
    static readonly Fund Paid = After(Frozen, Receipt, Approval(1, 700));
    static readonly EnterTransfer Out = new(Maker, March, Document, "F1010", "F1020", Money.Yuan(700));
    static readonly EnterGrant Grant = new(Maker, March, "P1", Swimmer, Document, Money.Yuan(200), Restricted: false);

    [Fact]
    public void a_payment_of_the_treasury_is_received_by_two_and_nothing_moves_before()
    {
        var entered = After(Frozen, Receipt);

        Refused(MakerMustBeFinance, Receipt with { Actor = Checker }, Frozen);
        Refused(DistrictMustBeOwn, Receipt with { Actor = Maker with { District = "320508" } }, Frozen);
        Refused(PaymentNumberMustBeGiven, Receipt with { PaymentNo = "12 3" }, Frozen);
        Refused(PaymentNumberMustBeGiven, Receipt with { PaymentNo = "320508199001011233" }, Frozen);
        Refused(AmountMustBePayable, Receipt with { Amount = Money.Zero }, Frozen);
        Refused(AmountMustBePayable, Receipt with { Amount = new Money(-1) }, Frozen);
        Refused(AnotherActIsPending, Receipt with { PaymentNo = "SZ-2026-2" }, entered);
        Assert.Empty(Events(Receipt with { PaymentNo = "sz-2026-1" }, entered));
        Refused(CheckerMustBeAnother, Approval(1, 700) with { Actor = Checker with { Person = Maker.Person } }, entered);
        Refused(AmountMustAgree, Approval(1, 701), entered);
        Assert.Equal((Money.Zero, Money.Zero), MoneyOf(entered));
        Assert.Equal((Money.Yuan(700), Money.Yuan(700)), MoneyOf(Paid));
        Assert.Empty(Events(Approval(1, 700), Paid));
        Refused(AmountMustAgree, Approval(1, 70), Paid);

        static (Money Bank, Money Received) MoneyOf(Fund fund) => (Accounts(fund).F1010, Accounts(fund).F2050);
    }

    [Fact]
    public void a_payment_is_received_once_and_never_more_than_is_approved()
    {
        Refused(PaymentMustBeNew, Receipt with { PaymentNo = "sz-2026-1", Amount = Money.Yuan(1) }, Paid);
        Refused(ReceiptMustBeWithinApproved, new EnterReceipt(Maker, March, "SZ-2026-2", new Money(30_001)), Paid);
        var all = After(Paid, new EnterReceipt(Maker, March, "SZ-2026-2", Money.Yuan(300)), Approval(2, 300));
        Refused(ReceiptMustBeWithinApproved, new EnterReceipt(Maker, March, "SZ-2026-3", new Money(1)), all);
        var down = After(Frozen, Receipt, new TurnDownFundAct(Checker, March, 1, "wrong-amount"));
        Assert.Single(Events(Receipt, down));
    }

    [Fact]
    public void an_appropriation_is_not_cut_below_what_was_received()
    {
        EnterAdjustment cut = new(Maker, March, "苏财教〔2026〕40号", Money.Yuan(-300));

        Refused(ReceivedMustStayApproved, cut with { Change = new Money(-30_001) }, Paid);
        Assert.Equal(Money.Yuan(700), Accounts(After(Paid, cut, Approval(2, -300))).B100);
        Refused(MustBeAvailable, cut with { Change = new Money(-40_001) }, Paid);
    }

    [Fact]
    public void money_goes_to_a_neighbouring_account_and_no_more_than_is_there()
    {
        Refused(DocumentMustBeCited, Out with { DocumentNo = "a letter" }, Paid);
        foreach (var (from, to) in new[]
            { ("F1010", "F1021.P1"), ("F1010", "F1010"), ("F1020", "F2050"), ("F1021.P1", "F1021.P2"), ("F1020", "F1021."), ("", "F1020") })
        {
            Refused(AccountsMustBeNeighbours, Out with { From = from, To = to }, Paid);
        }

        Refused(MoneyMustBeThere, Out with { Amount = new Money(70_001) }, Paid);
        Refused(MoneyMustBeThere, Out with { From = "F1020", To = "F1010", Amount = new Money(1) }, Paid);
        Refused(AmountMustBePayable, Out with { Amount = Money.Zero }, Paid);
        Refused(CheckerMustBeAnother, Approval(2, 700) with { Actor = Checker with { Person = Maker.Person } }, After(Paid, Out));
        Refused(AmountMustAgree, Approval(2, 70), After(Paid, Out));
        var exchanged = After(Paid, Out, Approval(2, 700));
        Assert.Equal((Money.Zero, Money.Yuan(700)), (Accounts(exchanged).F1010, Accounts(exchanged).F1020));

        EnterTransfer sub = new(Maker, March, Document, "F1020", "F1021.P1", Money.Yuan(600));
        Refused(SubWalletMustFitBudget, sub with { To = "F1021.P2", Amount = new Money(1) }, exchanged);
        Refused(SubWalletMustFitBudget, sub with { Amount = new Money(60_001) }, exchanged);
        var funded = After(exchanged, sub, Approval(3, 600));
        Assert.Equal((Money.Yuan(100), Money.Yuan(600)), (Accounts(funded).F1020, Accounts(funded).F1021["P1"]));
        Refused(SubWalletMustFitBudget, sub with { Amount = new Money(1) }, funded);
        Refused(MoneyMustBeThere, sub with { From = "F1021.P1", To = "F1020", Amount = new Money(60_001) }, funded);
        var back = After(funded, sub with { From = "F1021.P1", To = "F1020" }, Approval(4, 600));
        Assert.Equal((Money.Yuan(700), Money.Zero), (Accounts(back).F1020, Accounts(back).F1021["P1"]));
    }

    [Fact]
    public void a_grant_is_entered_and_approved_by_two_others_than_the_beneficiary()
    {
        var entered = After(Paid, Grant);

        Refused(BeneficiaryMustBeAnother, Grant with { Beneficiary = Maker.Person }, Paid);
        Refused(BeneficiaryMustBeAnother, Grant with { Own = true }, Paid);
        Refused(DocumentMustBeCited, Grant with { DocumentNo = "a letter" }, Paid);
        Refused(AmountMustBePayable, Grant with { Amount = Money.Zero }, Paid);
        Refused(BeneficiaryMustNotBeRestricted, Grant with { Restricted = true }, Paid);
        Refused(MustBeFrozenForProgramme, Grant with { Programme = "P2" }, Paid);
        Refused(MustBeFrozenForProgramme, Grant with { Amount = new Money(60_001) }, Paid);
        Refused(YearMustNotBeOver, Grant with { At = NextYear }, Paid);
        Assert.Single(Events(Grant with { At = LastInstant }, Paid));
        Refused(CheckerMustBeAnother, Granting(200) with { Actor = Checker with { Person = Maker.Person } }, entered);
        Refused(CheckerMustBeAnother, Granting(200) with { BySame = true }, entered);
        Refused(BeneficiaryMustBeAnother, Granting(200) with { Actor = Checker with { Person = Swimmer } }, entered);
        Refused(BeneficiaryMustBeAnother, Granting(200) with { Own = true }, entered);
        Refused(AmountMustAgree, Granting(201), entered);
        Refused(BeneficiaryMustNotBeRestricted, Granting(200) with { Restricted = true }, entered);
        Refused(YearMustNotBeOver, Granting(200) with { At = NextYear }, entered);
        Refused(ProgrammeMustRun, Granting(200) with { Grantable = null }, entered);
        var granted = After(entered, Granting(200));
        Assert.Empty(Events(Granting(200), granted));
        Refused(GrantMustBeNew, Grant with { Amount = Money.Yuan(1) }, granted);
        Assert.Single(Events(Grant with { DocumentNo = "苏体〔2026〕8号" }, granted));
        ReleaseBudget release = new(Checker, March, "P1", Money.Yuan(400), Unused: Money.Yuan(600));
        Refused(ReleaseMustBeUnused, release with { Amount = new Money(40_001) }, granted);
        Assert.Single(Events(release, granted));
        var accounts = Accounts(granted);
        Assert.Equal(
            (Money.Yuan(400), Money.Yuan(200), Money.Yuan(200), Money.Yuan(200)),
            (accounts.B120, accounts.B140, accounts.F5001, accounts.F2020));
    }

    [Fact]
    public void nothing_is_granted_out_of_a_year_that_has_not_begun()
    {
        EnterAppropriation ahead = new(
            Maker, LastInstant, "2027-T-1", 2027, FundSource.LotteryWelfare, "320500", "苏财教〔2026〕90号", "T-0001", Money.Yuan(1_000));
        var planned = After(
            Fund.Initial, ahead, Approval(0, 1_000) with { At = LastInstant },
            new FreezeBudget(Maker, LastInstant, "P1", Money.Yuan(600)));

        Refused(YearMustHaveBegun, Grant with { At = LastInstant }, planned);
        var entered = After(planned, Grant with { At = NextYear });
        Refused(YearMustHaveBegun, Granting(200) with { Act = 1, At = LastInstant }, entered);
        Assert.Single(Events(Granting(200) with { Act = 1, At = NextYear }, entered));
    }

    [Fact]
    public void what_vouchers_are_out_for_may_go_out_for_or_have_freed_is_not_granted()
    {
        var entered = After(Paid, Grant);
        ApproveFundAct With(long grantable, long outstanding, long freed) => Granting(200) with
        {
            Grantable = new Money(grantable), Uses = P1(outstanding, freed),
        };

        Refused(GrantMustLeaveVouchersCovered, With(19_999, 0, 0), entered);
        Refused(GrantMustLeaveVouchersCovered, With(60_000, 40_001, 0), entered);
        Refused(GrantMustLeaveVouchersCovered, With(60_000, 0, 40_001), entered);
        Refused(GrantMustLeaveVouchersCovered, With(60_000, 20_000, 20_001), entered);
        Assert.Single(Events(With(20_000, 20_000, 20_000), entered));
    }

    [Fact]
    public void what_vouchers_have_freed_is_taken_back_up_to_what_the_fund_bears()
    {
        TakeBackFreed take = new(Checker, March, "P1", Money.Yuan(50));
        var granted = After(Paid, Grant, Granting(200));

        Assert.Empty(Events(take with { Freed = Money.Zero }, granted));
        Assert.Empty(Events(take with { Programme = "P2" }, granted));
        Assert.Empty(Events(take, Fund.Initial));
        Assert.Equal(
            Money.Yuan(400), Assert.IsType<BudgetFreed>(Assert.Single(Events(take with { Freed = Money.Yuan(401) }, granted))).Amount);
        var taken = Assert.IsType<Fund.Open>(After(granted, take));
        Assert.Equal((Money.Yuan(450), Money.Yuan(550)), (taken.Available, taken.FrozenFor("P1")));
    }

    [Fact]
    public void what_was_received_and_is_owed_to_nobody_goes_back_with_the_lapse_and_from_the_bank()
    {
        var granted = After(Paid, Grant, Granting(200));
        EnterLapse lapse = new(Maker, NextYear, "苏财教〔2027〕1号");
        var settled = After(granted, new ReleaseBudget(Maker, NextYear, "P1", Money.Yuan(400), Money.Yuan(400)));
        var away = After(settled, Out with { Amount = new Money(20_001) }, Approval(3, new Money(20_001)), lapse);

        Refused(MoneyMustBeAtBank, Approval(4, 800), away);
        var events = Events(Approval(4, 800), After(settled, Out with { Amount = Money.Yuan(200) }, Approval(3, 200), lapse));
        Assert.Equal(
            [typeof(UnspentReturned), typeof(FundLapsed)], events.Select(@event => @event.GetType()));
        var closed = After(settled, lapse, Approval(3, 800));
        var accounts = Accounts(closed);
        Assert.Equal(
            (Money.Yuan(1_000), Money.Zero, Money.Yuan(200), Money.Yuan(800)),
            (accounts.B100, accounts.B110, accounts.B140, accounts.B160));
        Assert.Equal(
            (Money.Yuan(200), Money.Zero, Money.Yuan(200), Money.Yuan(200)),
            (accounts.F1010, accounts.F2040, accounts.F2050, accounts.F2020));

        // Nothing was received: nothing is owed.
        var unpaid = After(Frozen, new ReleaseBudget(Maker, NextYear, "P1", Money.Yuan(600), Money.Yuan(600)), lapse);
        Assert.IsType<FundLapsed>(Assert.Single(Events(Approval(1, 1_000), unpaid)));
    }

    [Fact]
    public void what_was_received_for_the_carried_part_goes_with_it()
    {
        EnterCarryOver carry = new(Maker, NextYear, "苏财教〔2027〕1号", "2027-TY-1", [new ProgrammePart("P1", Money.Yuan(600))]);
        var asked = After(Paid, carry);
        var away = After(Paid, Out with { Amount = new Money(40_001) }, Approval(2, new Money(40_001)), carry);

        Refused(MoneyMustBeAtBank, Approval(3, 600) with { NextFund = "2027-TY-1" }, away);
        var events = Events(Approval(2, 600) with { NextFund = "2027-TY-1" }, asked);
        Assert.Equal(Money.Yuan(300), Assert.IsType<ReceivedCarriedOut>(events[0]).Amount);
        var left = events.Aggregate(asked, FundDecider.Evolve);
        Assert.Equal((Money.Yuan(400), Money.Yuan(400), Money.Yuan(400)), Of(left));

        // 300 of the 700 stay behind where nothing of the carried part was received.
        var part = After(Frozen, Receipt with { Amount = Money.Yuan(400) }, Approval(1, 400), carry);
        Assert.IsType<BudgetCarriedOut>(Assert.Single(Events(Approval(2, 600) with { NextFund = "2027-TY-1" }, part)));

        static (Money, Money, Money) Of(Fund fund) => Accounts(fund) is var now ? (now.B100, now.F1010, now.F2050) : default;
    }

    [Fact]
    public void a_programme_whose_money_was_carried_is_borne_by_the_older_fund_first()
    {
        EnterCarryOver carry = new(Maker, NextYear, "苏财教〔2027〕1号", "2027-TY-1", [new ProgrammePart("P1", Money.Yuan(500))]);
        var asked = Assert.IsType<Fund.Open>(After(Frozen, carry));
        var moved = Assert.IsType<BudgetCarriedOut>(Assert.Single(Events(Approval(1, 500) with { NextFund = "2027-TY-1" }, asked)));
        var next = FundDecider.Evolve(
            Fund.Initial, FundDecider.CarriedIn(asked, Assert.IsType<CarryOverEntered>(asked.Pending!.As), moved));
        var older = FundDecider.Evolve(asked, moved);
        BudgetUse UseOf(string programme) => new(Money.Yuan(120), Money.Yuan(30), Money.Zero);

        var (there, here) = (FundAccounts.Of(older, UseOf)!, FundAccounts.Of(next, UseOf, older)!);
        Assert.Equal((Money.Yuan(430), Money.Zero, Money.Yuan(70)), (there.B110, there.B120, there.B130));
        Assert.Equal((Money.Zero, Money.Yuan(450), Money.Yuan(50)), (here.B110, here.B120, here.B130));
    }

    static FundAccounts Accounts(Fund fund) => FundAccounts.Of(fund, _ => BudgetUse.None)!;

    static ApproveFundAct Approval(int act, long yuan) => Approval(act, Money.Yuan(yuan));

    static ApproveFundAct Approval(int act, Money amount) => new(Checker, March, act, amount, new Dictionary<string, BudgetUse>());

    /// <summary>Of act 2, with all else free.</summary>
    static ApproveFundAct Granting(long yuan) => Approval(2, yuan) with { Grantable = Money.Yuan(600) };
}
