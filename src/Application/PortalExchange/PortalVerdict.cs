using Application.Effects;
using Application.Ports;
using Domain.Effects;

namespace Application.PortalExchange;

/// <summary>What follows from the portal's answers (OUT-10 to OUT-13).</summary>
public static class PortalVerdict
{
    /// <summary>From this code on the portal refuses for good (contracts/portal).</summary>
    public const int RefusedForGood = 4000;

    /// <param name="attempt">Number of the call that was answered, from 1.</param>
    /// <param name="jitter">From 0 to 1, anew each time.</param>
    public static EffectOutcome Judge(this SendingRules rules, PortalAnswer answer, int attempt, double jitter) =>
        answer.Code switch
        {
            0 => new(EffectState.Delivered, 0, null, TimeSpan.Zero),
            null => new(EffectState.Unknown, null, answer.Fault, rules.PauseAfter(attempt, jitter)),
            >= RefusedForGood => new(EffectState.Refused, answer.Code, null, TimeSpan.Zero),
            _ when attempt >= rules.MostRefusals => new(EffectState.Refused, answer.Code, null, TimeSpan.Zero),
            _ => new(EffectState.Pending, answer.Code, null, rules.PauseAfter(attempt, jitter)),
        };
}
