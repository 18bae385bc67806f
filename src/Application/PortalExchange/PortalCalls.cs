using Application.Effects;
using Application.Ports;
using Application.SportPermits;
using Domain.PortalExchange;

namespace Application.PortalExchange;

/// <summary>Tells the portal what is due of one case: bodies are made together, from the log and the vault.</summary>
public sealed class PortalCalls(IPortal portal, CaseCommands cases, ExchangeWriter writer, SendingRules rules, Silence silence)
    : IEffectCalls
{
    public async Task<EffectCall> PrepareAsync(string caseNo, IReadOnlyList<QueuedEffect> due, CancellationToken cancellation)
    {
        var found = await cases.FindAsync(caseNo, cancellation)
            ?? throw new InvalidOperationException($"Case {caseNo} has rows for the portal and no events.");
        var bodies = await writer.WriteAsync(found, due, cancellation);
        return async (row, attempt, jitter, stop) =>
        {
            var kind = Enum.Parse<ExchangeKind>(row.Kind, ignoreCase: true);
            var answer = await portal.SendAsync(kind, bodies[row.RowGuid], stop);
            silence.Note(answer.Code is not null);
            return rules.Judge(answer, attempt, jitter);
        };
    }
}
