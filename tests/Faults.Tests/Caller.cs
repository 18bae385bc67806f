using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Api.Demo;
using Infrastructure.Cryptography;

namespace Faults.Tests;

/// <summary>One answer as it came, without a second try.</summary>
sealed record Heard(
    HttpStatusCode Status, string? Code, JsonNode? Body, string? Version, string? Position, TimeSpan? RetryAfter, TimeSpan Took);

/// <summary>Asks once and takes what comes.</summary>
sealed class Caller : IDisposable
{
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(100) };
    readonly Sm3 sm3 = new();

    public Task<Heard> GetAsync(ServeProcess node, string path) => SendAsync(node, new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Heard> FileAsync(ServeProcess node, string project)
    {
        const string Path = "/portal/v1/applications";
        var body = Filings.FormFor(project);
        var timestamp = $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}";
        var nonce = Guid.NewGuid().ToString("N");
        var text = $"POST\n{Path}\nportal\n{timestamp}\n{nonce}\n{Convert.ToHexStringLower(sm3.Hash(body))}";
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-App", "portal");
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Nonce", nonce);
        request.Headers.Add(
            "X-Signature", Convert.ToHexStringLower(sm3.Hmac(Encoding.UTF8.GetBytes(DemoRun.PortalSecret), Encoding.UTF8.GetBytes(text))));
        return SendAsync(node, request);
    }

    public async Task<string> TokenAsync(ServeProcess node, string role, string district)
    {
        var body = new JsonObject { ["role"] = role, ["district"] = district };
        var reply = await SendAsync(node, new HttpRequestMessage(HttpMethod.Post, "/development/token") { Content = Json(body) });
        return reply.Body!["token"]!.ToString();
    }

    public Task<Heard> PostAsync(ServeProcess node, string token, string path, JsonObject body, string key, string version)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return SendAsync(node, request);
    }

    public Task<Heard> PutClockAsync(ServeProcess node, string now) => SendAsync(
        node, new HttpRequestMessage(HttpMethod.Put, "/development/clock") { Content = Json(new JsonObject { ["now"] = now }) });

    public void Dispose() => http.Dispose();

    async Task<Heard> SendAsync(ServeProcess node, HttpRequestMessage request)
    {
        request.RequestUri = new Uri(node.Address, request.RequestUri!.OriginalString);
        var clock = Stopwatch.StartNew();
        using (request)
        {
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var body = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
                ? JsonNode.Parse(text) : null;
            return new Heard(
                answer.StatusCode, (body as JsonObject)?["code"]?.ToString(), body, answer.Headers.ETag?.Tag,
                answer.Headers.TryGetValues("Regulation-Position", out var positions) ? positions.Single() : null,
                answer.Headers.RetryAfter?.Delta, clock.Elapsed);
        }
    }

    static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");
}
