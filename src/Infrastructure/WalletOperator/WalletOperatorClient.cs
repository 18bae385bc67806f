using System.Text.Json;
using Application.Ports;
using Infrastructure.Hosting;
using Infrastructure.SignedCalls;

namespace Infrastructure.WalletOperator;

/// <summary>Calls the operator's gateway over HTTP (contracts/wallet-operator, locks).</summary>
/// <remarks>
/// The status of HTTP describes the call, not the money: only a signed 200, 202, 404 or 422 says something. A 404 of a move
/// means that the lock is not known yet, and so nothing either.
/// </remarks>
public sealed class WalletOperatorClient(OperatorSettings settings, AppPair pair, ISm3 sm3, TimeProvider machineClock)
    : IWalletOperator, IDisposable
{
    const int Refused = 422;

    readonly SignedClient client = new(
        settings.Address ?? throw new InvalidOperationException("No operator is configured."), settings.Timeout, pair, sm3, machineClock);

    public Task<OperatorReply> LockAsync(LockOrder order, CancellationToken cancellation) =>
        CommandAsync(
            "lock", "v1/locks",
            JsonSerializer.SerializeToUtf8Bytes(new
            {
                lockId = order.LockId, payerWallet = order.PayerWallet, payeeWallet = order.PayeeWallet, amountFen = order.AmountFen,
                contractNo = order.ContractNo,
            }),
            cancellation);

    public Task<OperatorReply> MoveAsync(Guid lockId, string kind, Guid requestId, long amountFen, CancellationToken cancellation) =>
        CommandAsync(kind, $"v1/locks/{lockId}/{kind}", JsonSerializer.SerializeToUtf8Bytes(new { requestId, amountFen }), cancellation);

    public Task<LockReport> FindAsync(Guid lockId, CancellationToken cancellation) =>
        OutsideCalls.CallAsync("operator", "ask", () => AskAsync(lockId, cancellation), report => report.Fault);

    async Task<LockReport> AskAsync(Guid lockId, CancellationToken cancellation)
    {
        var answer = await client.SendAsync(HttpMethod.Get, $"v1/locks/{lockId}", [], cancellation);
        if (answer.WhyNotBelieved(200, 404) is { } fault) return new LockReport(null, fault);
        if (answer.Status == 404) return new LockReport(null, null);
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            var root = json.RootElement;
            return new LockReport(
                new LockFound(
                    root.GetProperty("amountFen").GetInt64(),
                    root.GetProperty("moves").EnumerateArray().ToDictionary(
                        move => move.GetProperty("requestId").GetGuid(),
                        move => (move.GetProperty("kind").GetString()!, move.GetProperty("amountFen").GetInt64()))),
                null);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new LockReport(null, "unreadable");
        }
    }

    public void Dispose() => client.Dispose();

    Task<OperatorReply> CommandAsync(string call, string path, byte[] body, CancellationToken cancellation) =>
        OutsideCalls.CallAsync("operator", call, () => TellAsync(path, body, cancellation), reply => reply.Fault);

    async Task<OperatorReply> TellAsync(string path, byte[] body, CancellationToken cancellation)
    {
        var answer = await client.SendAsync(HttpMethod.Post, path, body, cancellation);
        if (answer.WhyNotBelieved(200, 202, Refused) is { } fault) return new OperatorReply(false, null, fault);
        return answer.Status switch
        {
            200 => new OperatorReply(true, null, null),
            Refused => new OperatorReply(false, Refused, null),
            _ => new OperatorReply(false, null, "processing"),
        };
    }
}
