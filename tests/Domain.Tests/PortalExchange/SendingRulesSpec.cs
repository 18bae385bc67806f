using Application.Effects;
using Application.PortalExchange;
using Application.Ports;
using Domain.Effects;

namespace Domain.Tests.PortalExchange;

/// <summary>OUT-10 to OUT-13: what follows from an answer, and how long to wait.</summary>
public sealed class SendingRulesSpec
{
    static readonly SendingRules Rules = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), MostRefusals: 8);

    [Theory]
    [InlineData(0, null, 1, EffectState.Delivered)]
    [InlineData(null, "timeout", 1, EffectState.Unknown)]
    [InlineData(null, "http-503", 1000, EffectState.Unknown)]
    [InlineData(null, "signature", 1, EffectState.Unknown)]
    [InlineData(1, null, 1, EffectState.Pending)]
    [InlineData(3999, null, 7, EffectState.Pending)]
    [InlineData(3999, null, 8, EffectState.Refused)]
    [InlineData(4000, null, 1, EffectState.Refused)]
    public void an_answer_leads_to(int? code, string? fault, int attempt, EffectState state) =>
        Assert.Equal(state, Rules.Judge(new PortalAnswer(code, fault), attempt, 0.5).State);

    [Theory]
    [InlineData(1, 0.0, 500)]
    [InlineData(1, 1.0, 1000)]
    [InlineData(2, 1.0, 2000)]
    [InlineData(9, 1.0, 256_000)]
    [InlineData(10, 1.0, 300_000)]
    [InlineData(10, 0.0, 150_000)]
    [InlineData(1_000_000, 1.0, 300_000)]
    public void pauses_double_up_to_five_minutes(int attempt, double jitter, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Rules.PauseAfter(attempt, jitter));
}
