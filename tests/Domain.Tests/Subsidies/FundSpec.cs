using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Domain.Subsidies.FundRefusals;
using static Domain.Tests.Subsidies.FundDecisions;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.FundEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>specs/funds.md, FND-1 to FND-10.</summary>
public sealed class FundSpec
{
    static readonly Actor Maker = new(new PersonRef("p-maker"), "finance-maker", "320500");
    static readonly Actor Checker = new(new PersonRef("p-checker"), "finance-checker", "320500");
    static readonly Instant March = Instant.FromUtc(2026, 3, 2, 1, 0);

    /// <summary>The last instant of the budget year in Suzhou, and the first of the next.</summary>
    static readonly Instant LastInstant = Instant.FromUtc(2026, 12, 31, 15, 59, 59);
    static readonly Instant NextYear = Instant.FromUtc(2026, 12, 31, 16, 0);

    static readonly EnterAppropriation Enter = new(
        Maker, March, "FND-2026-0001", 2026, FundSource.LotteryWelfare, "320500", "苏财教〔2026〕12号", "2026-TY-0012", Money.Yuan(1_000));

    static readonly Fund Open = After(Fund.Initial, Enter, Approval(0, 1_000));
    static readonly Fund Frozen = After(Open, new FreezeBudget(Maker, March, "P1", Money.Yuan(600)));

    [Fact]
    public void nothing_is_available_before_a_second_person_agrees()
    {
        var entered = After(Fund.Initial, Enter);

        Refused(MustBeOpen, new FreezeBudget(Maker, March, "P1", Money.Yuan(1)), entered);
        Refused(CheckerMustBeAnother, Approval(0, 1_000) with { Actor = Checker with { Person = Maker.Person } }, entered);
        Refused(CheckerMustBeFinance, Approval(0, 1_000) with { Actor = Maker }, entered);
        Refused(AmountMustAgree, Approval(0, 999), entered);
        Refused(DistrictMustBeOwn, Approval(0, 1_000) with { Actor = Checker with { District = "320508" } }, entered);
        Assert.Equal(Money.Yuan(1_000), Assert.IsType<Fund.Open>(Open).Available);
    }

    [Fact]
    public void the_same_entry_again_is_the_same_and_another_under_its_number_is_refused()
    {
        var entered = After(Fund.Initial, Enter);

        Assert.Empty(Events(Enter with { At = March.Plus(Duration.FromDays(1)) }, entered));
        Refused(MustBeNew, Enter with { Amount = Money.Yuan(1_001) }, entered);
        Assert.Empty(Events(Approval(0, 1_000), Open));
    }

    [Fact]
    public void an_approval_again_is_nothing_new_and_another_one_of_a_done_act_is_refused()
    {
        var other = Checker with { Person = new PersonRef("p-other") };
        var adjusted = After(Open, new EnterAdjustment(Maker, March, "苏财教〔2026〕40号", Money.Yuan(5)), Approval(1, 5));
        var lapsed = After(Open, new EnterLapse(Maker, NextYear, "苏财教〔2027〕1号"), Approval(1, 1_000));
        foreach (var (act, yuan, fund) in new[] { (0, 1_000, Open), (0, 1_000, adjusted), (1, 5, adjusted), (0, 1_000, lapsed),
            (1, 1_000, lapsed) })
        {
            Assert.Empty(Events(Approval(act, yuan), fund));
            Refused(AmountMustAgree, Approval(act, yuan + 1), fund);
            Refused(AmountMustAgree, Approval(act, yuan + 1) with { Actor = other }, fund);
            Refused(ActMustBePending, Approval(act, yuan) with { Actor = other }, fund);
            Refused(CheckerMustBeFinance, Approval(act, yuan) with { Actor = Maker }, fund);
        }
    }

    [Fact]
    public void an_entry_turned_down_is_so_once_for_one_reason_and_by_one_person()
    {
        TurnDownFundAct down = new(Checker, March, 0, "wrong-amount");
        var after = After(Fund.Initial, Enter, down);

        Assert.Empty(Events(down, after));
        Refused(ActMustBePending, down with { Reason = "wrong-document" }, after);
        Refused(ActMustBePending, down with { Actor = Checker with { Person = new PersonRef("p-other") } }, after);
        Refused(ActMustBePending, down with { Act = 1 }, after);
        Refused(ActMustBePending, Approval(0, 1_000), after);
    }

    public static TheoryData<string> BadEntries() =>
        new("0", "-1", "above", "year", "district", "source", "document", "treasury", "citizen");

    [Theory]
    [MemberData(nameof(BadEntries))]
    public void a_bad_entry_is_refused_with_its_field(string what)
    {
        var (command, expected) = what switch
        {
            "0" => (Enter with { Amount = Money.Zero }, AmountMustBePayable),
            "-1" => (Enter with { Amount = new Money(-1) }, AmountMustBePayable),
            "above" => (Enter with { Amount = new Money(Money.MostFen + 1) }, AmountMustBePayable),
            "year" => (Enter with { Year = 2028 }, YearMustBeNear),
            "district" => (Enter with { District = "320100", Actor = Maker with { District = "320100" } }, DistrictMustBeKnown),
            "source" => (Enter with { Source = (FundSource)9 }, SourceMustBeKnown),
            "document" => (Enter with { DocumentNo = "the letter of Mr Wang" }, DocumentMustBeCited),
            "treasury" => (Enter with { TreasuryNo = "12 3" }, TreasuryNumberMustBeGiven),
            _ => (Enter with { TreasuryNo = "320508199001011234" }, TreasuryNumberMustBeGiven),
        };
        Refused(expected, command, Fund.Initial);
    }

    [Fact]
    public void what_is_available_is_frozen_to_the_fen_and_no_further()
    {
        Refused(MustBeAvailable, new FreezeBudget(Maker, March, "P1", new Money(100_001)), Open);
        var all = After(Open, new FreezeBudget(Maker, March, "P1", new Money(100_000)));

        Assert.Equal(Money.Zero, Assert.IsType<Fund.Open>(all).Available);
        Refused(MustBeAvailable, new FreezeBudget(Maker, March, "P2", new Money(1)), all);
    }

    [Fact]
    public void only_what_a_programme_has_not_issued_is_released()
    {
        ReleaseBudget release = new(Maker, March, "P1", Money.Yuan(100), Unused: Money.Yuan(100));

        Refused(ReleaseMustBeUnused, release with { Unused = new Money(9_999) }, Frozen);
        Refused(MustBeFrozenForProgramme, release with { Programme = "P2" }, Frozen);
        Refused(MustBeFrozenForProgramme, release with { Amount = new Money(60_001), Unused = Money.Yuan(900) }, Frozen);
        Assert.Equal(Money.Yuan(500), Assert.IsType<Fund.Open>(After(Frozen, release)).Available);
    }

    [Fact]
    public void an_appropriation_is_cut_no_deeper_than_what_is_available_also_when_that_shrank_meanwhile()
    {
        EnterAdjustment cut = new(Maker, March, "苏财教〔2026〕40号", Money.Yuan(-400));

        Refused(MustBeAvailable, cut with { Change = new Money(-40_001) }, Frozen);
        Refused(AmountMustBePayable, cut with { Change = Money.Zero }, Frozen);
        var shrunk = After(Frozen, cut, new FreezeBudget(Maker, March, "P2", new Money(1)));
        Refused(MustBeAvailable, Approval(1, -400), shrunk);
        var done = Assert.IsType<Fund.Open>(After(Frozen, cut, Approval(1, -400)));
        Assert.Equal((Money.Yuan(600), Money.Zero), (done.Approved, done.Available));
    }

    [Fact]
    public void a_turned_down_act_leaves_everything_and_is_not_approved_afterwards()
    {
        var after = After(
            Frozen, new EnterAdjustment(Maker, March, "苏财教〔2026〕40号", Money.Yuan(5)),
            new TurnDownFundAct(Checker, March, 1, "wrong-amount"));

        Refused(ActMustBePending, Approval(1, 5), after);
        Assert.Equal(Money.Yuan(1_000), Assert.IsType<Fund.Open>(after).Approved);
    }

    [Fact]
    public void a_year_is_over_with_its_last_midnight()
    {
        EnterLapse lapse = new(Maker, LastInstant, "苏财教〔2027〕1号");
        EnterCarryOver carry = new(Maker, LastInstant, "苏财教〔2027〕1号", "2027-TY-0001", [new ProgrammePart("P1", Money.Yuan(600))]);

        Refused(YearMustBeOver, lapse, Frozen);
        Refused(YearMustBeOver, carry, Frozen);
        Assert.Single(Events(lapse with { At = NextYear }, Frozen));
        Assert.Single(Events(carry with { At = NextYear }, Frozen));
        Refused(MustBeOpen, new FreezeBudget(Maker, NextYear, "P2", Money.Yuan(1)), Frozen);
    }

    [Fact]
    public void carried_money_stays_frozen_for_its_programme_and_is_carried_once()
    {
        EnterCarryOver carry = new(Maker, NextYear, "苏财教〔2027〕1号", "2027-TY-0001", [new ProgrammePart("P1", Money.Yuan(500))]);
        var asked = After(Frozen, carry);

        Refused(MustBeFrozenForProgramme, Approval(1, 500, "F2", P1(outstanding: 10_001, freed: 0)), asked);
        Refused(MustBeFrozenForProgramme, Approval(1, 500, "F2", P1(outstanding: 0, freed: 10_001)), asked);
        Refused(MustBeFrozenForProgramme, Approval(1, 500, "F2", P1(outstanding: 5_000, freed: 5_001)), asked);
        Refused(MustBeFrozenForProgramme, Approval(2, 500, "F2", P1(outstanding: 4_000, freed: 0)), After(Granted(6_001), carry));
        Assert.Single(Events(Approval(2, 500, "F2", P1(outstanding: 4_000, freed: 0)), After(Granted(6_000), carry)));
        var moved = Assert.IsType<BudgetCarriedOut>(
            Assert.Single(Events(Approval(1, 500, "F2", P1(outstanding: 4_000, freed: 6_000)), asked)));
        var opened = FundDecider.CarriedIn(
            Assert.IsType<Fund.Open>(asked), Assert.IsType<CarryOverEntered>(Assert.IsType<Fund.Open>(asked).Pending!.As), moved);
        var next = Assert.IsType<Fund.Open>(FundDecider.Evolve(Fund.Initial, opened));

        Assert.Equal((2027, Money.Yuan(500), Money.Zero), (next.Year, next.FrozenFor("P1"), next.Available));
        Assert.True(next.IsBalanced());
        var left = FundDecider.Evolve(asked, moved);
        Refused(CarryOverOnce, carry with { TreasuryNo = "2027-TY-0002", Parts = [new ProgrammePart("P1", Money.Yuan(100))] }, left);
        Refused(CarryOverOnce, carry with { At = Instant.FromUtc(2028, 1, 2, 0, 0) }, next);
    }

    [Fact]
    public void a_fund_lapses_only_when_every_programme_is_settled()
    {
        EnterLapse lapse = new(Maker, NextYear, "苏财教〔2027〕1号");
        var granted = After(Granted(60_000), lapse);

        Refused(ProgrammesMustBeSettled, Approval(1, 400), After(Frozen, lapse));
        Refused(ProgrammesMustBeSettled, Approval(1, 400, uses: P1(outstanding: 60_000, freed: 0)), After(Frozen, lapse));
        Refused(ProgrammesMustBeSettled, Approval(2, 400), After(Granted(59_999), lapse));
        Refused(ProgrammesMustBeSettled, Approval(2, 400, uses: P1(outstanding: 1, freed: 0)), granted);
        Refused(AmountMustAgree, Approval(2, 399), granted);
        var closed = After(granted, Approval(2, 400));
        Assert.Equal(Money.Yuan(400), Assert.IsType<Fund.Closed>(closed).Lapsed);
        Refused(MustBeOpen, new FreezeBudget(Maker, NextYear, "P2", Money.Yuan(1)), closed);
    }

    [Fact]
    public void whatever_is_asked_the_accounts_balance_and_none_is_below_nothing()
    {
        var commands = Gen.Choose(0, 9).Zip(Gen.Choose(-60_000, 60_000)).Zip(Gen.Choose(1, 3))
            .Select(of => Random(of.Item1.Item1, of.Item1.Item2, of.Item2));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261130UL, 20260701UL),
            Prop.ForAll(commands.ListOf(40).ToArbitrary(), asked =>
            {
                var fund = Open;
                foreach (var command in asked)
                {
                    var pending = (fund as Fund.Open)?.Pending;
                    var real = command is ApproveFundAct approve && pending?.As is AdjustmentEntered entered
                        ? approve with { Act = pending.Act, Amount = entered.Change }
                        : command;
                    if (FundDecider.Decide(real, fund) is Answer.Accepted accepted)
                        fund = accepted.Events.Aggregate(fund, FundDecider.Evolve);
                    if (fund is Fund.Open now && !now.IsBalanced()) return false;
                }

                return true;
            }));
    }

    static FundCommand Random(int kind, int fen, int number)
    {
        var (programme, size) = ($"P{number}", new Money(Math.Abs(fen)));
        return kind switch
        {
            < 4 => new FreezeBudget(Maker, March, programme, size),
            < 6 => new ReleaseBudget(Maker, March, programme, size, size),
            < 8 => new EnterAdjustment(Maker, March, "苏财教〔2026〕40号", new Money(fen - fen % 5_000)),
            8 => new TurnDownFundAct(Checker, March, 1, "withdrawn"),
            _ => Approval(0, 0),
        };
    }

    static ApproveFundAct Approval(int act, long yuan, string? next = null, Dictionary<string, BudgetUse>? uses = null) =>
        new(Checker, act > 0 ? NextYear : March, act, Money.Yuan(yuan), uses ?? [], next);

    /// <summary>So many fen of P1's 600 yuan granted to somebody.</summary>
    static Fund Granted(long fen) => After(
        Frozen, new EnterGrant(Maker, March, "P1", new PersonRef("p-somebody"), "苏体〔2026〕7号", new Money(fen), Restricted: false),
        new ApproveFundAct(Checker, March, 1, new Money(fen), new Dictionary<string, BudgetUse>(), Grantable: new Money(fen)));
}
