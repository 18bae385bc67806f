using System.Diagnostics.Metrics;
using System.Globalization;
using Api.Http;
using Api.Identity;
using Application.Ports;
using Application.Reading;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace Api.Signing;

/// <summary>How large a body an endpoint takes; without one, a JSON body's limit.</summary>
public sealed record BodyLimit(int Bytes);

/// <summary>Checks signed calls of outside systems and signs what they are answered (contracts/signing).</summary>
/// <remarks>The machine's clock alone is asked: a moved business clock must not open the door to old calls.</remarks>
public sealed class SignatureMiddleware(RequestDelegate next, SigningSecrets secrets, ISm3 sm3, TimeProvider machineClock)
{
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    static readonly Counter<long> Refused = new Meter("Regulation.Api").CreateCounter<long>("signed_calls_refused");

    sealed record Headers(string App, string Timestamp, string Nonce, string Signature);

    public async Task InvokeAsync(HttpContext http, INonceStore nonces)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<RolesAdmitted>()?.App is not { } app)
        {
            await next(http);
            return;
        }

        var headers = Read(http.Request.Headers);
        var outside = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            var problem = await CheckAsync(http, app, headers, nonces);
            if (problem is null)
            {
                Caller.OfApp(app).AttachTo(http);
                await next(http);
            }
            else
            {
                Refused.Add(1);
                await problem.ExecuteAsync(http);
            }
        }
        finally
        {
            http.Response.Body = outside;
        }

        await SendAsync(http, headers, answer.ToArray());
    }

    async Task<Problem?> CheckAsync(HttpContext http, string app, Headers? headers, INonceStore nonces)
    {
        if (headers is null) return Problems.Signature("missing");
        if (headers.App != app || !secrets.ByApp.TryGetValue(headers.App, out var secret)) return Problems.Signature("app-unknown");
        if (!IsNonce(headers.Nonce)) return Problems.Signature("nonce-malformed");
        if (!IsCurrent(headers.Timestamp)) return Problems.Signature("stale");

        var limit = http.GetEndpoint()!.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? JsonBody.MaxBytes;
        var body = await Bodies.BytesAsync(http, limit);
        if (body is null) return Problems.TooLarge(limit);

        // A server in the test's own process sends nothing over a wire, so there is no raw target.
        var sent = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var target = string.IsNullOrEmpty(sent) ? http.Request.GetEncodedPathAndQuery() : sent;
        var text = SignedText.OfRequest(
            http.Request.Method.ToUpperInvariant(), target, headers.App, headers.Timestamp, headers.Nonce, sm3, body);
        if (!SignedText.Matches(SignedText.Sign(sm3, secret, text), headers.Signature)) return Problems.Signature("wrong");

        return await nonces.TakeAsync(headers.App, headers.Nonce, http.RequestAborted) ? null : Problems.Signature("nonce-reused");
    }

    async Task SendAsync(HttpContext http, Headers? headers, byte[] body)
    {
        if (headers is not null && IsNonce(headers.Nonce) && secrets.ByApp.TryGetValue(headers.App, out var secret))
        {
            var timestamp = machineClock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            var text = SignedText.OfResponse(http.Response.StatusCode, secrets.OwnId, timestamp, headers.Nonce, sm3, body);
            http.Response.Headers["X-App"] = secrets.OwnId;
            http.Response.Headers["X-Timestamp"] = timestamp;
            http.Response.Headers["X-Nonce"] = headers.Nonce;
            http.Response.Headers["X-Signature"] = SignedText.Sign(sm3, secret, text);
        }

        if (body.Length > 0) await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    static Headers? Read(IHeaderDictionary sent) =>
        sent["X-App"] is [{ Length: > 0 and <= 50 } app] && sent["X-Timestamp"] is [{ Length: > 0 and <= 20 } timestamp]
        && sent["X-Nonce"] is [{ Length: > 0 and <= 64 } nonce] && sent["X-Signature"] is [{ Length: > 0 and <= 128 } signature]
            ? new Headers(app, timestamp, nonce, signature)
            : null;

    static bool IsNonce(string nonce) => nonce.Length == 32 && nonce.All(char.IsAsciiHexDigit);

    bool IsCurrent(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent)
        && Math.Abs((decimal)machineClock.GetUtcNow().ToUnixTimeMilliseconds() - sent) <= (decimal)Skew.TotalMilliseconds;
}
