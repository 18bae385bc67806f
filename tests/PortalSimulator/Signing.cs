using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Infrastructure.Cryptography;

namespace PortalSimulator;

/// <summary>Id under which a simulator signs, and the secret of the pair.</summary>
public sealed record Pair(string App, string Secret);

/// <summary>Signed calls as contracts/signing says, written from it and not from our client; compiled into each simulator.</summary>
static class Signing
{
    const long SkewMs = 5 * 60 * 1000;

    static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);
    static readonly ConcurrentDictionary<string, byte> Nonces = new();

    /// <returns>The body; null where the call was refused, and answered so.</returns>
    public static async Task<byte[]?> ReceiveAsync(HttpContext http, Pair pair)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = buffer.ToArray();
        if (WhyNotSigned(http.Request, body, pair) is not { } wrong) return body;

        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await http.Response.WriteAsJsonAsync(new { code = $"signature.{wrong}" });
        return null;
    }

    public static Task AnswerAsync(HttpContext http, Pair pair, int status, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var (timestamp, nonce) = (Now().ToString(CultureInfo.InvariantCulture), http.Request.Headers["X-Nonce"].ToString());
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers["X-App"] = pair.App;
        http.Response.Headers["X-Timestamp"] = timestamp;
        http.Response.Headers["X-Nonce"] = nonce;
        http.Response.Headers["X-Signature"] = Mac(pair, $"{status}\n{pair.App}\n{timestamp}\n{nonce}\n{Sm3Hex(body)}");
        return http.Response.Body.WriteAsync(body).AsTask();
    }

    public static async Task KeepSilentAsync(HttpContext http)
    {
        try
        {
            await Task.Delay(LongestSilence, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller hung up.
        }
    }

    static string? WhyNotSigned(HttpRequest request, byte[] body, Pair pair)
    {
        var (app, timestamp, nonce, signature) = (
            request.Headers["X-App"].ToString(), request.Headers["X-Timestamp"].ToString(), request.Headers["X-Nonce"].ToString(),
            request.Headers["X-Signature"].ToString());
        if (app.Length == 0 || signature.Length == 0 || nonce.Length != 32) return "missing";
        var isNumber = long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at);
        if (!isNumber || Math.Abs(Now() - at) > SkewMs) return "stale";

        var text = $"{request.Method}\n{request.Path}{request.QueryString}\n{app}\n{timestamp}\n{nonce}\n{Sm3Hex(body)}";
        if (Mac(pair, text) != signature) return "wrong";
        return Nonces.TryAdd(nonce, 0) ? null : "nonce-reused";
    }

    static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    static string Sm3Hex(byte[] body) => Convert.ToHexStringLower(Sm3.HashData(body));

    static string Mac(Pair pair, string text) =>
        Convert.ToHexStringLower(Sm3.HmacData(Encoding.UTF8.GetBytes(pair.Secret), Encoding.UTF8.GetBytes(text)));
}
