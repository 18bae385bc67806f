using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Application.Ports;

namespace Api.Tests;

/// <summary>An answer, read to its end.</summary>
public sealed record Reply(HttpStatusCode Status, JsonNode? Body, HttpResponseHeaders Headers)
{
    public string? Code => Body?["code"]?.ToString();

    public string? Field => Body?["field"]?.ToString();

    public string Version => Headers.ETag?.Tag ?? "";

    public override string ToString() => $"{(int)Status} {Code} {Field} {Body?.ToJsonString()}";
}

/// <summary>How a signed call departs from a right one.</summary>
public sealed record Signing
{
    public string? App { get; init; } = "portal";

    public string Secret { get; init; } = "portal-development-secret";

    public TimeSpan Late { get; init; }

    public string Nonce { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>What is signed; what is sent where it is null.</summary>
    public string? SignedTarget { get; init; }

    public byte[]? SignedBody { get; init; }
}

/// <summary>The portal and the officers as they speak to the service.</summary>
/// <param name="written">The last event that the service has written.</param>
public sealed class Bureau(HttpClient http, ISm3 sm3, Func<long> written)
{
    const string Position = "Regulation-Position";
    static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(30);

    readonly Dictionary<(string Role, string District, string? Person), (string Token, string Person)> tokens = [];

    public ISm3 Sm3 => sm3;

    public Task<Reply> FileAsync(JsonNode application) => PortalAsync(HttpMethod.Post, "/portal/v1/applications", Utf8(application));

    public Task<Reply> PortalAsync(HttpMethod method, string path, JsonNode body) => PortalAsync(method, path, Utf8(body));

    public Task<Reply> PortalAsync(HttpMethod method, string path, byte[]? body = null, Signing? signing = null)
    {
        var how = signing ?? new Signing();
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new ByteArrayContent(body);
        if (how.App is null) return SendAsync(request);

        var timestamp = (DateTimeOffset.UtcNow - how.Late).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var digest = Convert.ToHexStringLower(sm3.Hash(how.SignedBody ?? body ?? []));
        var text = $"{method.Method}\n{how.SignedTarget ?? path}\n{how.App}\n{timestamp}\n{how.Nonce}\n{digest}";
        request.Headers.Add("X-App", how.App);
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Nonce", how.Nonce);
        request.Headers.Add("X-Signature", Convert.ToHexStringLower(sm3.Hmac(Utf8(how.Secret), Utf8(text))));
        return SendAsync(request);
    }

    public async Task<string> PersonAsync(string role, string district, string? person = null) =>
        (await SignInAsync(role, district, person)).Person;

    public async Task<Reply> GetAsync(string role, string district, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", (await SignInAsync(role, district, null)).Token);
        return await SendAsync(request);
    }

    public async Task<Reply> PostAsync(string role, string district, string path, JsonNode body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Utf8(body)) };
        request.Headers.Authorization = new("Bearer", (await SignInAsync(role, district, null)).Token);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await SendAsync(request);
    }

    /// <summary>The bytes of a file.</summary>
    public async Task<byte[]> BytesAsync(string role, string district, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", (await SignInAsync(role, district, null)).Token);
        using var response = await AnswerAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode} {path}");
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>An answer that is no JSON.</summary>
    public async Task<(string? Type, byte[] Bytes)> GetBytesAsync(string role, string district, string path, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", (await SignInAsync(role, district, null)).Token);
        request.Headers.Accept.ParseAdd(accept);
        using var response = await AnswerAsync(request);
        return (response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync());
    }

    public Task<Reply> AnonymousAsync(HttpMethod method, string path, string? authorization = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return SendAsync(request);
    }

    /// <param name="version">The If-Match header as it is sent; null looks the case up first, empty sends none.</param>
    public async Task<Reply> ActAsync(
        string role, string district, string caseNo, string act, JsonNode body, string? version = null, string? key = null,
        string? person = null)
    {
        version ??= (await GetAsync("auditor", "320500", $"/cases/{caseNo}")).Version;
        return await ActOnAsync(role, district, $"/cases/{caseNo}/{act}", body, version, key, person);
    }

    /// <param name="version">The If-Match header as it is sent; empty sends none.</param>
    public async Task<Reply> ActOnAsync(
        string role, string district, string path, JsonNode body, string version, string? key = null, string? person = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Utf8(body)) };
        request.Headers.Authorization = new("Bearer", (await SignInAsync(role, district, person)).Token);
        if (version.Length > 0) request.Headers.TryAddWithoutValidation("If-Match", version);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await SendAsync(request);
    }

    /// <summary>Any call of an officer; a command carries a key of its own where one is given.</summary>
    public async Task<Reply> CallAsync(
        string role, string district, HttpMethod method, string path, JsonNode? body = null, string? person = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new ByteArrayContent(Utf8(body));
        request.Headers.Authorization = new("Bearer", (await SignInAsync(role, district, person)).Token);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await SendAsync(request);
    }

    public async Task<Reply> ActOnPermitAsync(
        string role, string district, string permitNo, string act, JsonNode body, string version)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/permits/{permitNo}/{act}") { Content = new ByteArrayContent(Utf8(body)) };
        request.Headers.Authorization = new("Bearer", (await SignInAsync(role, district, null)).Token);
        if (version.Length > 0) request.Headers.TryAddWithoutValidation("If-Match", version);
        return await SendAsync(request);
    }

    public async Task SetClockAsync(string now)
    {
        var reply = await SendAsync(new(HttpMethod.Put, "/development/clock")
        {
            Content = new ByteArrayContent(Utf8($$"""{"now":"{{now}}"}""")),
        });
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await AnswerAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Reply(response.StatusCode, json ? JsonNode.Parse(text) : null, response.Headers);
    }

    /// <summary>As a careful client: what was written is in what it reads next, and where that is late it asks again.</summary>
    /// <remarks>A read model that a test has stopped never comes so far; it is then read as it stands.</remarks>
    async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Get || request.Headers.Contains(Position)) return await http.SendAsync(request);

        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestLag; await Task.Delay(100))
        {
            var careful = Again(request);
            careful.Headers.Add(Position, written().ToString(CultureInfo.InvariantCulture));
            var response = await http.SendAsync(careful);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable) return response;
            await response.Content.LoadIntoBufferAsync();
            if (!(await response.Content.ReadAsStringAsync()).Contains("read-model.behind", StringComparison.Ordinal)) return response;
            response.Dispose();
        }

        return await http.SendAsync(request);
    }

    static HttpRequestMessage Again(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
        foreach (var header in request.Headers) copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return copy;
    }

    async Task<(string Token, string Person)> SignInAsync(string role, string district, string? person)
    {
        if (tokens.TryGetValue((role, district, person), out var known)) return known;
        var body = new JsonObject { ["role"] = role, ["district"] = district };
        if (person is not null) body["person"] = person;
        var reply = await SendAsync(new(HttpMethod.Post, "/development/token") { Content = new ByteArrayContent(Utf8(body)) });
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        return tokens[(role, district, person)] = (reply.Body!["token"]!.ToString(), reply.Body["person"]!.ToString());
    }

    public static byte[] Utf8(JsonNode node) => Utf8(node.ToJsonString());

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
