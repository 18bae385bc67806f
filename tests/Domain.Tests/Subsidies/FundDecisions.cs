using Domain.Kernel;
using Domain.Subsidies;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.FundEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>What commands on a fund come to, for specs to start from and to compare with.</summary>
static class FundDecisions
{
    public static Fund After(Fund fund, params FundCommand[] commands) =>
        commands.Aggregate(fund, (state, command) => Events(command, state).Aggregate(state, FundDecider.Evolve));

    public static IReadOnlyList<FundEvent> Events(FundCommand command, Fund fund) =>
        FundDecider.Decide(command, fund) switch
        {
            Answer.Accepted accepted => accepted.Events,
            Answer.Refused refused => throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal.Code} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };

    public static void Refused(Refusal expected, FundCommand command, Fund fund) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer.Refused>(FundDecider.Decide(command, fund)).Refusal.Code);

    /// <summary>In fen, of programme P1.</summary>
    public static Dictionary<string, BudgetUse> P1(long outstanding, long freed) =>
        new() { ["P1"] = new BudgetUse(new Money(outstanding), new Money(freed), Money.Zero) };
}
