using Application.Ports;
using Domain.PortalExchange;
using Infrastructure.Hosting;
using Infrastructure.SignedCalls;

namespace Infrastructure.PortalExchange;

/// <summary>Calls the portal over HTTP, signs the call and believes signed answers only.</summary>
/// <remarks>An answer without a signature that holds says nothing, not even "no": the row is then unknown and goes out again.</remarks>
public sealed class PortalClient(PortalSettings settings, AppPair pair, ISm3 sm3, TimeProvider machineClock) : IPortal, IDisposable
{
    readonly SignedClient client = new(
        settings.Address ?? throw new InvalidOperationException("No portal is configured."), settings.Timeout, pair, sm3, machineClock);

    public Task<PortalAnswer> SendAsync(ExchangeKind kind, byte[] body, CancellationToken cancellation) =>
        OutsideCalls.CallAsync("portal", SetOf(kind), () => CallAsync(kind, body, cancellation), answer => answer.Fault);

    public void Dispose() => client.Dispose();

    async Task<PortalAnswer> CallAsync(ExchangeKind kind, byte[] body, CancellationToken cancellation)
    {
        var answer = await client.SendAsync(HttpMethod.Post, $"exchange/v1/{SetOf(kind)}", body, cancellation);
        return answer.WhyNotBelieved(200) is { } fault ? new PortalAnswer(null, fault) : PortalAnswer.Of(answer.Body);
    }

    static string SetOf(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Accept => "accept",
        ExchangeKind.Process => "process",
        ExchangeKind.Result => "result",
        ExchangeKind.Special => "special",
        ExchangeKind.Material => "material",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
