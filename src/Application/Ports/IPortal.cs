using System.Text.Json;
using Domain.PortalExchange;

namespace Application.Ports;

/// <summary>The provincial portal (苏服办), as we call it (contracts/portal, outbound).</summary>
public interface IPortal
{
    /// <summary>One signed call with one row; the body holds names, so nothing of it is logged.</summary>
    Task<PortalAnswer> SendAsync(ExchangeKind kind, byte[] body, CancellationToken cancellation);
}

/// <param name="Code">The portal's code under a signature that holds; null where there is none.</param>
/// <param name="Fault">Why not: timeout, connection, http-503, signature, unreadable.</param>
public sealed record PortalAnswer(int? Code, string? Fault)
{
    static readonly PortalAnswer Unreadable = new(null, "unreadable");

    /// <param name="body">Signed; an object with a code that is a number of 0 or more.</param>
    public static PortalAnswer Of(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) && number >= 0
                    ? new PortalAnswer(number, null)
                    : Unreadable;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return Unreadable;
        }
    }
}
