using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Api.Demo;
using Infrastructure.Cryptography;
using TestKit;

namespace Faults.Tests;

/// <param name="Secret">What only this device knows.</param>
sealed record Ticket(string Citizen, string Text, string Secret);

/// <param name="Result">won, sold-out or limit-reached.</param>
sealed record ClaimAnswer(string Result, string? VoucherNo, string? Position);

/// <summary>A programme with one batch, and those who want of it: a call without an answer is made again under the same key.</summary>
sealed class Drop(Bureau bureau, string programmeNo, int stock) : IDisposable
{
    public const long FaceFen = 5_000;

    /// <summary>For a node that is killed and started again, on a machine with much else to do.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };
    readonly Dictionary<string, string> tokens = [];
    readonly Sm3 sm3 = new();
    int turn;

    public void Dispose() => http.Dispose();

    /// <param name="lottery">Drawn on 9 June at ten, instead of claimed from 1 June on.</param>
    /// <param name="recycling">Where the money of an expired voucher goes.</param>
    public async Task OpenAsync(bool lottery = false, string recycling = "same-batch")
    {
        var mode = lottery ? "lottery" : "drop";
        var drawAt = lottery ? "\"2026-06-09T02:00:00Z\"" : "null";
        var closesAt = lottery ? "2026-06-08T14:00:00Z" : "2026-06-29T14:00:00Z";
        var (fundNo, amount) = ($"2026-T-{programmeNo}", FaceFen * stock);
        await OfficerAsync("finance-maker", "/funds", new JsonObject
        {
            ["year"] = 2026, ["source"] = "lottery-welfare", ["documentNo"] = "苏财教〔2026〕12号", ["treasuryNo"] = $"T-{programmeNo}",
            ["amountFen"] = amount,
        });
        await OfficerAsync("finance-checker", $"/funds/{fundNo}/approval", new JsonObject { ["act"] = 0, ["amountFen"] = amount });
        await OfficerAsync("finance-maker", $"/programmes/{programmeNo}/terms", JsonNode.Parse($$"""
            {"fundNo":"{{fundNo}}","budgetFen":{{amount}},"inForceFrom":"2026-06-01","terms":{
             "name":"苏州体育惠民消费券","district":"320500","opensOn":"2026-06-01","closesOn":"2026-06-30","sports":[],"venues":[],
             "kinds":[{"code":"V50","face":{{FaceFen}},"threshold":10000,"mostSharePercent":100,"mayStack":false,"leastClassHours":0,
               "leastMinutesPerHour":0}],
             "batches":[{"batch":1,"kind":"V50","mode":"{{mode}}","opensAt":"2026-06-01T02:00:00Z","closesAt":"{{closesAt}}",
               "drawAt":{{drawAt}},"stock":{{stock}},"seniorReserve":0,"assistedReserve":0,"reserveOpensAt":null,"validDays":7,
               "validTo":null,"waves":1,"waveSeconds":0}],
             "claims":{"limits":[{"window":"batch","count":1,"sum":null}],"mostHeld":null,"useBeforeNext":false},
             "use":{"weekdays":[],"from":null,"to":null,"mostPerDay":1},
             "eligible":{"ageFrom":null,"ageTo":null,"seniorFrom":null,"ties":[],"disabledOnly":false},
             "recycling":"{{recycling}}","refunds":"restore","merchantCap":null} }
            """)!.AsObject());
        await OfficerAsync("finance-checker", $"/programmes/{programmeNo}/terms/1/approval", JsonNode.Parse(
            """{"review":{"reviewNo":"苏体公审〔2026〕5号","reviewedOn":"2026-05-06","conclusion":"compliant"}}""")!.AsObject());
    }

    public async Task<Ticket> TicketAsync(string citizen, string secret)
    {
        var body = Claim(citizen);
        (body["channel"], body["holder"]) = ("app", Convert.ToHexStringLower(sm3.Hash(Encoding.UTF8.GetBytes(secret))));
        var (answer, _) = await CallAsync(
            () => Signed("/portal/v1/vouchers/tickets", body), status => status == HttpStatusCode.OK, "a ticket");
        return new(citizen, answer!["ticket"]!.ToString(), secret);
    }

    /// <param name="first">The node that is asked first; a repeat goes to the next.</param>
    public async Task<ClaimAnswer> ShowAsync(Ticket ticket, int first)
    {
        var body = new JsonObject { ["ticket"] = ticket.Text, ["secret"] = ticket.Secret };
        return AnswerOf(await CallAsync(
            () => new(HttpMethod.Post, "/vouchers/claims") { Content = Json(body) }, IsAnswer, "a claim", first));
    }

    /// <summary>At a counter, where no ticket is asked for.</summary>
    public async Task<ClaimAnswer> AssistAsync(string citizen)
    {
        var body = Claim(citizen);
        (body["channel"], body["requestNo"]) = ("counter", $"A-{citizen}");
        var token = await TokenAsync("clerk");
        return AnswerOf(await CallAsync(() => Post("/vouchers/assisted-claims", body, token, $"A-{citizen}"), IsAnswer, "a counter"));
    }

    /// <summary>An entry into a lottery.</summary>
    /// <returns>The pseudonym that the entrant is told.</returns>
    public async Task<string> EnterAsync(string citizen)
    {
        var body = Claim(citizen);
        (body["channel"], body["requestNo"]) = ("portal", $"E-{citizen}");
        var (answer, _) = await CallAsync(
            () => Signed("/portal/v1/vouchers/claims", body), status => status == HttpStatusCode.Accepted, "an entry");
        return answer!["pseudonym"]!.ToString();
    }

    /// <summary>The draw as anybody reads it.</summary>
    public async Task<JsonNode> DrawAsync()
    {
        var path = $"/programmes/{programmeNo}/batches/1/draw";
        return (await CallAsync(() => new(HttpMethod.Get, path), status => status == HttpStatusCode.OK, "the draw")).Body!;
    }

    /// <summary>A voucher is known by its number once the read model has it.</summary>
    public async Task VoidAsync(string voucherNo)
    {
        foreach (var (role, act) in new[] { ("finance-maker", "voiding"), ("finance-checker", "void") })
        {
            var (token, path) = (await TokenAsync(role), $"/vouchers/{voucherNo}/{act}");
            await CallAsync(
                () => Post(path, new JsonObject { ["cause"] = "mistake" }, token, $"{act}-{voucherNo}"),
                status => status == HttpStatusCode.OK, act, again: HttpStatusCode.NotFound);
        }
    }

    public async Task SetClockAsync(string now) => await CallAsync(
        () => new(HttpMethod.Put, "/development/clock") { Content = Json(new JsonObject { ["now"] = now }) },
        status => (int)status < 300, "the clock");

    JsonObject Claim(string citizen) => new()
    {
        ["programmeNo"] = programmeNo, ["batch"] = 1, ["citizenId"] = citizen, ["district"] = "320508",
    };

    static bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.Created or HttpStatusCode.Conflict;

    static ClaimAnswer AnswerOf((JsonNode? Body, string? Position) answer) =>
        new(answer.Body!["result"]!.ToString(), answer.Body["voucherNo"]?.ToString(), answer.Position);

    async Task OfficerAsync(string role, string path, JsonObject body)
    {
        var token = await TokenAsync(role, "320500");
        await CallAsync(() => Post(path, body, token, $"{programmeNo}{path}"), status => (int)status < 300, path);
    }

    async Task<string> TokenAsync(string role, string district = "320500")
    {
        lock (tokens)
        {
            if (tokens.TryGetValue(role, out var known)) return known;
        }

        var body = new JsonObject { ["role"] = role, ["district"] = district };
        var (answer, _) = await CallAsync(
            () => new(HttpMethod.Post, "/development/token") { Content = Json(body) }, status => (int)status < 300, "a token");
        var token = answer!["token"]!.ToString();
        lock (tokens) tokens[role] = token;
        return token;
    }

    /// <summary>No answer, 429 and 5xx say nothing about the outcome: the same request goes again, to the next node.</summary>
    async Task<(JsonNode? Body, string? Position)> CallAsync(
        Func<HttpRequestMessage> make, Func<HttpStatusCode, bool> isWanted, string what, int? first = null, HttpStatusCode? again = null)
    {
        var node = first ?? Interlocked.Increment(ref turn);
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50), node++)
        {
            try
            {
                using var request = make();
                request.RequestUri = new Uri(
                    bureau.Nodes[(int)((uint)node % (uint)bureau.Nodes.Count)].Address, request.RequestUri!.OriginalString);
                using var response = await http.SendAsync(request);
                var text = await response.Content.ReadAsStringAsync();
                if (isWanted(response.StatusCode))
                {
                    return (text.Length == 0 ? null : JsonNode.Parse(text),
                        response.Headers.TryGetValues("Regulation-Position", out var at) ? at.Single() : null);
                }

                if (response.StatusCode != again && (int)response.StatusCode is not (429 or >= 500) || waited.Elapsed > Patience)
                    throw new InvalidOperationException($"{what}: {response.StatusCode} {text}");
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException or IOException
                && waited.Elapsed < Patience)
            {
                // Killed: it comes again.
            }
        }
    }

    HttpRequestMessage Signed(string path, JsonObject json)
    {
        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Guid.NewGuid().ToString("N");
        var text = $"POST\n{path}\nportal\n{timestamp}\n{nonce}\n{Convert.ToHexStringLower(sm3.Hash(body))}";
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-App", "portal");
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Nonce", nonce);
        request.Headers.Add(
            "X-Signature", Convert.ToHexStringLower(sm3.Hmac(Encoding.UTF8.GetBytes(DemoRun.PortalSecret), Encoding.UTF8.GetBytes(text))));
        return request;
    }

    static HttpRequestMessage Post(string path, JsonObject body, string token, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");
}
