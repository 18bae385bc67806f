using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Application.Ports;

namespace Api.Demo;

/// <summary>An answer of the service, read to its end.</summary>
public sealed record DemoReply(HttpStatusCode Status, JsonNode? Body, long? Version, long? Position)
{
    public bool Succeeded => (int)Status is >= 200 and < 300;

    public string Code => Body?["code"]?.ToString() ?? $"http {(int)Status}";
}

/// <summary>Speaks to a running service as the outside does, and repeats what got no answer under the same key.</summary>
/// <remarks>Only public endpoints: whatever the demo can do, a portal or an officer can do.</remarks>
public sealed class DemoClient(HttpClient http, ISm3 sm3, string portalSecret, TextWriter? journal = null) : IDisposable
{
    /// <summary>Long enough for a killed server to be started again and to recover.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    readonly Dictionary<(string Role, string District), (string Token, string Person)> officers = [];

    /// <summary>As far as this client has seen the log: what it reads must be no older, also of a service started anew.</summary>
    long seen;

    /// <summary>Person reference of the fixed development identity of a role in a district.</summary>
    public async Task<string> PersonAsync(string role, string district) => (await OfficerAsync(role, district)).Person;

    public Task<DemoReply> PortalAsync(HttpMethod method, string path, byte[]? body, string mediaType) =>
        RepeatAsync(() => Signed(method, path, body ?? [], mediaType), $"{method} {path}");

    public async Task<DemoReply> GetAsync(string role, string district, string path) =>
        await OfficerRequestAsync(role, district, () => new HttpRequestMessage(HttpMethod.Get, path), $"GET {path}");

    public async Task<DemoReply> SetClockAsync(string instant) =>
        await RepeatAsync(
            () => new HttpRequestMessage(HttpMethod.Put, "/development/clock") { Content = Json($$"""{"now":"{{instant}}"}""") },
            "PUT /development/clock");

    /// <summary>A command on a case, at the version seen just before; the key makes a repeat harmless.</summary>
    public async Task<DemoReply> CommandAsync(string role, string district, string caseNo, string act, JsonObject body)
    {
        var path = $"/cases/{caseNo}/{act}";
        for (var attempt = 0; ; attempt++)
        {
            var page = await GetAsync(role, district, $"/cases/{caseNo}");
            if (!page.Succeeded) return page;

            var reply = await OfficerRequestAsync(role, district, () => Command(path, body, page.Version ?? 0), $"POST {path}");
            if (reply.Status != HttpStatusCode.PreconditionFailed || attempt == 5) return reply;
        }
    }

    static HttpRequestMessage Command(string path, JsonObject body, long version)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body.ToJsonString()) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        request.Headers.Add("Idempotency-Key", "demo:" + path);
        return request;
    }

    async Task<DemoReply> OfficerRequestAsync(
        string role, string district, Func<HttpRequestMessage> make, string what)
    {
        var reply = await AuthorisedAsync(role, district, make, what);
        if (reply.Status != HttpStatusCode.Unauthorized) return reply;

        officers.Remove((role, district));
        return await AuthorisedAsync(role, district, make, what);
    }

    async Task<DemoReply> AuthorisedAsync(string role, string district, Func<HttpRequestMessage> make, string what)
    {
        var (token, _) = await OfficerAsync(role, district);
        return await RepeatAsync(
            () =>
            {
                var request = make();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return request;
            },
            what);
    }

    async Task<(string Token, string Person)> OfficerAsync(string role, string district)
    {
        if (officers.TryGetValue((role, district), out var known)) return known;

        var body = new JsonObject { ["role"] = role, ["district"] = district }.ToJsonString();
        var reply = await RepeatAsync(
            () => new HttpRequestMessage(HttpMethod.Post, "/development/token") { Content = Json(body) },
            "POST /development/token");
        if (!reply.Succeeded) throw new InvalidOperationException($"No token for {role}: {reply.Code}");

        return officers[(role, district)] = (reply.Body!["token"]!.ToString(), reply.Body["person"]!.ToString());
    }

    HttpRequestMessage Signed(HttpMethod method, string path, byte[] body, string mediaType)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var nonce = Guid.NewGuid().ToString("N");
        var text = $"{method.Method}\n{path}\nportal\n{timestamp}\n{nonce}\n{Hex(sm3.Hash(body))}";
        var request = new HttpRequestMessage(method, path);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        request.Headers.Add("X-App", "portal");
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Nonce", nonce);
        request.Headers.Add("X-Signature", Hex(sm3.Hmac(Encoding.UTF8.GetBytes(portalSecret), Encoding.UTF8.GetBytes(text))));
        return request;
    }

    /// <summary>No answer, 429 and 5xx say nothing about the outcome: the same request goes again, freshly signed.</summary>
    async Task<DemoReply> RepeatAsync(Func<HttpRequestMessage> make, string what)
    {
        var waited = TimeSpan.Zero;
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = Min(pause * 2, LongestPause))
        {
            try
            {
                using var request = make();
                if (request.Method == HttpMethod.Get && seen > 0)
                    request.Headers.Add("Regulation-Position", seen.ToString(System.Globalization.CultureInfo.InvariantCulture));
                using var response = await http.SendAsync(request);
                if ((int)response.StatusCode is not (429 or >= 500) || waited >= Patience)
                    return await AcknowledgedAsync(response, what);
            }
            catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or IOException)
            {
                if (waited >= Patience) throw;
            }

            await Task.Delay(pause);
            waited += pause;
        }
    }

    async Task<DemoReply> AcknowledgedAsync(HttpResponseMessage response, string what)
    {
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        var reply = new DemoReply(
            response.StatusCode,
            isJson && text.Length > 0 ? JsonNode.Parse(text) : null,
            Number(response, "ETag"),
            Number(response, "Regulation-Position"));
        seen = Math.Max(seen, reply.Position ?? 0);
        if (journal is not null && reply.Succeeded && !what.StartsWith("GET", StringComparison.Ordinal))
        {
            await journal.WriteLineAsync($"{what}\t{(int)reply.Status}\t{reply.Version}\t{reply.Position}\t{reply.Body?["caseNo"]}");
            await journal.FlushAsync();
        }

        return reply;
    }

    static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.First().Trim('"'), out var number)
            ? number
            : null;

    static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    public void Dispose() => http.Dispose();
}
