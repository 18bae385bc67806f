using Domain.Kernel;
using Domain.Prepayments;
using NodaTime;

namespace Domain.Tests.Prepayments;

/// <summary>specs/prepayments.md, SIG-1 to SIG-7. Fifty lessons of 20 yuan on ninety days from 1 March 2026.</summary>
public sealed class SignalTable
{
    static readonly LocalDate First = new(2026, 3, 1);

    static readonly SupervisedContract Contract = new(
        "PA-1-1", "PA-1", new ContractTerms("SWIM", "C-1", First, First.PlusDays(89), 50, 45, 100_000), First, new Money(100_000),
        new Money(100_000), 0, 50, null, null, []);

    [Theory]
    [InlineData(22, 100_000, false)]
    [InlineData(23, 100_000, true)] // 23 of 90 days gone: 74,444 fen would be left, and 25,556 are more than a quarter
    [InlineData(45, 75_000, false)]
    [InlineData(45, 75_001, true)]
    [InlineData(90, 25_000, false)]
    [InlineData(90, 25_001, true)]
    public void prepaid_balance(int days, long held, bool shown)
    {
        var signals = Of(First.PlusDays(days), Contract with { Remaining = new Money(held), LastLessonOn = First.PlusDays(days) });
        Assert.Equal(shown, signals.Any(signal => signal.Kind == "prepaid-balance"));
    }

    [Fact]
    public void prepaid_balance_says_since_when()
    {
        var signal = Assert.Single(Of(First.PlusDays(60), Contract with { LastLessonOn = First.PlusDays(60) }));
        Assert.Equal(("prepaid-balance", First.PlusDays(23)), (signal.Kind, signal.Since));
        Assert.Equal("held 1000.00 of 1000.00; by elapsed days 333.33 would be left", signal.Figures);
        Assert.Contains("prepayment-signals/1", signal.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(21, false)]
    [InlineData(22, true)]
    public void silence(int days, bool shown)
    {
        var signals = Of(First.PlusDays(days), Contract with { Remaining = new Money(20_000), LessonsLeft = 10, LastLessonOn = First });
        Assert.Equal(shown ? ["silence"] : [], signals.Select(signal => signal.Kind));
        Assert.All(signals, signal => Assert.Equal(First.PlusDays(22), signal.Since));
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    public void unconfirmed_lessons(int days, bool shown)
    {
        var on = First.PlusDays(days);
        var signals = Of(on, Contract with { Remaining = new Money(20_000), OldestUnconfirmedOn = First, LastLessonOn = on });
        Assert.Equal(shown ? ["unconfirmed-lessons"] : [], signals.Select(signal => signal.Kind));
    }

    [Fact]
    public void charge_over_caps()
    {
        var second = Contract with { ContractNo = "PA-1-2", SignedOn = First.PlusDays(1), LessonsLeft = 11, Remaining = new Money(22_000) };
        Assert.Equal(
            ("charge-over-caps", "PA-1-2", First.PlusDays(1)),
            Of(First.PlusDays(1), Contract, second).Select(signal => (signal.Kind, signal.ContractNo, signal.Since)).Single());
        Assert.Empty(Of(First.PlusDays(1), Contract, second with { LessonsLeft = 10 }));
        Assert.Empty(Of(First.PlusDays(1), Contract, second with { AccountNo = "PA-2" }));
    }

    [Theory]
    [InlineData(100_000, 0)]
    [InlineData(99_999, 1)]
    public void deposit_short(long deposit, int shown) =>
        Assert.Equal(shown, SupervisionSignals.Of(
            Institution(Contract) with { Mode = "risk-deposit", Deposit = new Money(deposit) }, SignalRules.Published, First)
            .Count(signal => signal.Kind == "deposit-short"));

    [Theory]
    [InlineData(6, 3)]
    [InlineData(7, 0)] // the first of the three lies a week back
    public void sudden_refunds(int days, int counted)
    {
        var given = Enumerable.Range(0, 3)
            .Select(n => Contract with { AccountNo = $"PA-{n}", Remaining = Money.Zero, GivenBack = [First.PlusDays(n)] }).ToArray();
        var signals = Of(First.PlusDays(days), given);
        Assert.Equal(counted > 0 ? ["sudden-refunds"] : [], signals.Select(signal => signal.Kind));
        Assert.All(signals, signal => Assert.Equal(First.PlusDays(2), signal.Since));
    }

    [Theory]
    [InlineData("frozen", 1, 1)]
    [InlineData("returning", 1, 1)]
    [InlineData("returning", 0, 0)]
    [InlineData("running", 1, 0)]
    public void stopped_with_money(string state, long held, int shown) =>
        Assert.Equal(shown, SupervisionSignals.Of(
            Institution(Contract with { Remaining = new Money(held) }) with { State = state }, SignalRules.Published, First)
            .Count(signal => signal.Kind == "stopped-with-money"));

    static IReadOnlyList<SupervisionSignal> Of(LocalDate today, params SupervisedContract[] contracts) =>
        SupervisionSignals.Of(Institution(contracts), SignalRules.Published, today);

    static SupervisedInstitution Institution(params SupervisedContract[] contracts) =>
        new("TI-1", "320509", "bank-custody", Money.Zero, "running", First, contracts);
}
