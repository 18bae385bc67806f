using Domain.Identity;
using Domain.Kernel;
using Domain.Effects;
using Domain.Tests.SportPermits;

namespace Domain.Tests.PortalExchange;

/// <summary>OUT-15 to OUT-17: what an operator may order for a row.</summary>
public sealed class EffectDeskSpec
{
    const string CaseNo = "SPC-20260302-0000000A";

    static readonly Actor Operator = new(new PersonRef("p-operator"), "operator", "320500");
    static readonly PersonRef Colleague = new("p-colleague");

    static EffectKnown Known(EffectState state, int attempts = 1) => new(state, attempts);

    static RetryEffect Retry(EffectKnown known) => new(Operator, CaseSamples.At(CaseSamples.Day(3, 2)), CaseNo, CaseSamples.Text(1), known);

    static SkipEffect Skip(EffectKnown known) => new(Operator, CaseSamples.At(CaseSamples.Day(3, 2)), CaseNo, CaseSamples.Text(1), known);

    static AssignEffect Assign(bool isOperator, EffectState state = EffectState.Refused) => new(
        Operator, CaseSamples.At(CaseSamples.Day(3, 2)), CaseNo, CaseSamples.Text(1), Known(state), Colleague, isOperator);

    [Theory]
    [InlineData(EffectState.Delivered, "effect.must-not-be-delivered")]
    [InlineData(EffectState.Skipped, "effect.must-not-be-skipped")]
    public void nothing_is_ordered_for_a_row_that_is_settled(EffectState state, string code)
    {
        foreach (var command in (EffectDeskCommand[])[Retry(Known(state)), Skip(Known(state)), Assign(true, state)])
            Assert.Equal(code, Refused(command, EffectDesk.Initial));
    }

    [Fact]
    public void what_was_never_tried_is_not_tried_again() =>
        Assert.Equal("effect.must-have-been-tried", Refused(Retry(Known(EffectState.Pending, attempts: 0)), EffectDesk.Initial));

    [Fact]
    public void an_order_to_skip_stands_even_before_the_row_shows_it() =>
        Assert.Equal("effect.must-not-be-skipped", Refused(Retry(Known(EffectState.Refused)), new EffectDesk.Skipped()));

    [Fact]
    public void money_is_sent_again_and_never_let_go()
    {
        var known = Known(EffectState.Refused) with { MovesMoney = true };
        Assert.Equal("effect.money-must-not-be-skipped", Refused(Skip(known), EffectDesk.Initial));
        Assert.Equal([new EffectRetried(CaseNo, CaseSamples.Text(1))], Accepted(Retry(known), EffectDesk.Initial));
    }

    [Fact]
    public void only_an_operator_is_assigned() =>
        Assert.Equal("effect.assignee-must-be-operator", Refused(Assign(isOperator: false), EffectDesk.Initial));

    [Theory]
    [InlineData(EffectState.Pending)]
    [InlineData(EffectState.Leased)]
    [InlineData(EffectState.Unknown)]
    [InlineData(EffectState.Refused)]
    public void a_row_that_was_tried_is_sent_again_or_skipped(EffectState state)
    {
        Assert.Equal([new EffectRetried(CaseNo, CaseSamples.Text(1))], Accepted(Retry(Known(state)), EffectDesk.Initial));
        Assert.Equal([new EffectSkipped(CaseNo, CaseSamples.Text(1))], Accepted(Skip(Known(state)), EffectDesk.Initial));
    }

    [Fact]
    public void the_same_assignment_again_changes_nothing()
    {
        var assigned = Assert.Single(Accepted(Assign(true), EffectDesk.Initial));
        Assert.Equal(new EffectAssigned(CaseNo, Colleague, CaseSamples.Text(1)), assigned);
        Assert.Empty(Accepted(Assign(true), EffectDeskDecider.Evolve(EffectDesk.Initial, assigned)));
    }

    static IReadOnlyList<EffectDeskEvent> Accepted(EffectDeskCommand command, EffectDesk state) =>
        Assert.IsType<Answer<EffectDeskEvent>.Accepted>(EffectDeskDecider.Decide(command, state)).Events;

    static string Refused(EffectDeskCommand command, EffectDesk state) =>
        Assert.IsType<Answer<EffectDeskEvent>.Refused>(EffectDeskDecider.Decide(command, state)).Refusal.Code;
}
