using System.Diagnostics.Metrics;
using System.Globalization;
using Api.Http;
using Api.Identity;
using Application.Ports;
using Application.Reading;
using Infrastructure.SignedCalls;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace Api.Signing;

/// <summary>How large a body an endpoint takes; without one, a JSON body's limit.</summary>
public sealed record BodyLimit(int Bytes);

/// <summary>Checks signed calls of outside systems and signs what they are answered (contracts/signing).</summary>
/// <remarks>
/// Only who proved to know the secret is answered with it: other answers are not signed. What stands under the portal's
/// path and is no endpoint is answered signed all the same.
/// The machine's clock alone is asked: a moved business clock must not open the door to old calls.
/// </remarks>
public sealed class SignatureMiddleware(
    RequestDelegate next, SigningSecrets secrets, ISm3 sm3, UploadPlaces uploads, TimeProvider machineClock)
{
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    static readonly Counter<long> Refused = new Meter("Regulation.Api").CreateCounter<long>(
        "regulation.signed_calls.refused", "{call}", "Calls of outside systems whose signature did not hold.");

    sealed record Headers(string App, string Timestamp, string Nonce, string Signature);

    public async Task InvokeAsync(HttpContext http, INonceStore nonces)
    {
        if (AppOf(http) is not { } app)
        {
            await next(http);
            return;
        }

        var headers = Read(http.Request.Headers);
        var outside = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        bool proved;
        try
        {
            proved = await AnswerAsync(http, app, headers, nonces);
        }
        finally
        {
            http.Response.Body = outside;
        }

        await SendAsync(http, proved ? headers : null, answer.ToArray());
    }

    static string? AppOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<RolesAdmitted>()?.App
        ?? (http.Request.Path.StartsWithSegments("/portal", StringComparison.OrdinalIgnoreCase) ? "portal" : null);

    static int LimitOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? JsonBody.MaxBytes;

    /// <returns>Whether the caller proved to know the secret, by a signature over this very call.</returns>
    async Task<bool> AnswerAsync(HttpContext http, string app, Headers? headers, INonceStore nonces)
    {
        var problem = CheckHeaders(app, headers);
        var isUpload = LimitOf(http) > JsonBody.MaxBytes;
        using var place = problem is null && isUpload ? await uploads.EnterAsync(http.RequestAborted) : null;
        if (problem is null && isUpload && place is null) problem = Problems.UploadsBusy;

        problem ??= await CheckAsync(http, headers!, nonces);
        if (problem is null)
        {
            Caller.OfApp(app).AttachTo(http);
            await next(http);
            return true;
        }

        if (problem.Status == StatusCodes.Status401Unauthorized) Refused.Add(1);
        await problem.ExecuteAsync(http);
        return false;
    }

    Problem? CheckHeaders(string app, Headers? headers)
    {
        if (headers is null) return Problems.Signature("missing");
        if (headers.App != app || !secrets.ByApp.ContainsKey(app)) return Problems.Signature("app-unknown");
        if (!IsNonce(headers.Nonce)) return Problems.Signature("nonce-malformed");
        return IsCurrent(headers.Timestamp) ? null : Problems.Signature("stale");
    }

    async Task<Problem?> CheckAsync(HttpContext http, Headers headers, INonceStore nonces)
    {
        var limit = LimitOf(http);
        var body = await Bodies.BytesAsync(http, limit);
        if (body is null) return Problems.TooLarge(limit);

        // A server in the test's own process sends nothing over a wire, so there is no raw target.
        var sent = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var target = string.IsNullOrEmpty(sent) ? http.Request.GetEncodedPathAndQuery() : sent;
        var text = SignedText.OfRequest(
            http.Request.Method.ToUpperInvariant(), target, headers.App, headers.Timestamp, headers.Nonce, sm3, body);
        var expected = SignedText.Sign(sm3, secrets.ByApp[headers.App], text);
        if (!SignedText.Matches(expected, headers.Signature)) return Problems.Signature("wrong");

        return await nonces.TakeAsync(headers.App, headers.Nonce, http.RequestAborted) ? null : Problems.Signature("nonce-reused");
    }

    async Task SendAsync(HttpContext http, Headers? proved, byte[] body)
    {
        if (proved is not null)
        {
            var timestamp = machineClock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            var text = SignedText.OfResponse(http.Response.StatusCode, secrets.OwnId, timestamp, proved.Nonce, sm3, body);
            http.Response.Headers["X-App"] = secrets.OwnId;
            http.Response.Headers["X-Timestamp"] = timestamp;
            http.Response.Headers["X-Nonce"] = proved.Nonce;
            http.Response.Headers["X-Signature"] = SignedText.Sign(sm3, secrets.ByApp[proved.App], text);
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
