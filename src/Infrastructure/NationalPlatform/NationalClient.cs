using Application.Ports;
using Infrastructure.SignedCalls;

namespace Infrastructure.NationalPlatform;

/// <summary>Calls the national platform over HTTP, signs the call and believes signed answers only.</summary>
/// <remarks>The real interface is not public; this contract follows the portal's, so that the real one is an adapter away.</remarks>
public sealed class NationalClient(NationalSettings settings, AppPair pair, ISm3 sm3, TimeProvider machineClock)
    : INationalPlatform, IDisposable
{
    readonly SignedClient client = new(
        settings.Address ?? throw new InvalidOperationException("No national platform is configured."), settings.Timeout, pair, sm3,
        machineClock);

    public async Task<PortalAnswer> SendAsync(string kind, byte[] body, CancellationToken cancellation)
    {
        var answer = await client.SendAsync(HttpMethod.Post, $"training/v1/{kind}", body, cancellation);
        return answer.WhyNotBelieved(200) is { } fault ? new PortalAnswer(null, fault) : PortalAnswer.Of(answer.Body);
    }

    public void Dispose() => client.Dispose();
}
