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

/// <param name="Lesson">0 for a refund.</param>
sealed record Outcome(string ContractNo, int Lesson, HttpStatusCode Status, string Body);

/// <summary>An institution, its parents and its district, as they speak to a service that is killed now and then.</summary>
/// <remarks>A call without an answer, or told to come again, is made again under the same key until it has one.</remarks>
sealed class PrepaidInstitution(Uri address, long amountFen, int lessons) : IDisposable
{
    const string District = "320508";
    const string Institutions = "/training-institutions/";
    const string CreditCode = "91320508MA1T2X3Y34";

    /// <summary>Its application, and the bytes of the materials.</summary>
    static readonly string Application = Path.Combine(TestServer.Checkout, "demo/training");

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    static readonly string Seller = CitizenNumbers.Of("19800101", 1);

    readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
    readonly DemoClient bureau = new(
        new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) }, new Sm3(), "portal-development-secret");

    readonly Dictionary<string, string> parents = [];
    string name = "";

    public void Dispose()
    {
        http.Dispose();
        bureau.Dispose();
    }

    /// <summary>Approved, registered, on the white list, and with an account in custody.</summary>
    public async Task OpenAsync()
    {
        name = await ApproveAsync();
        await DoneAsync("clerk", null, $"{Institutions}{name}/credit-code", new JsonObject { ["creditCode"] = CreditCode });
        await DoneAsync("clerk", null, $"{Institutions}{name}/white-list-entry", []);
        await SetClockAsync("2026-03-02T09:00:00+08:00");
        await DoneAsync("clerk", null, $"/custody-accounts/{name}", new JsonObject
        {
            ["mode"] = "bank-custody", ["bank"] = "ICBC", ["wallet"] = "0000000000000001", ["creditCode"] = CreditCode,
            ["representative"] = new JsonObject { ["name"] = "王经办", ["idNumber"] = Seller },
        });
    }

    async Task<string> ApproveAsync()
    {
        var form = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Application, "institution.json")))!.AsObject();
        form["applyDate"] = "2026-02-02T10:00:00+08:00";
        await SetClockAsync("2026-02-02T10:01:00+08:00");
        var filed = await bureau.PortalAsync(
            HttpMethod.Post, "/portal/v1/applications", Encoding.UTF8.GetBytes(form.ToJsonString()), "application/json");
        Assert.True(filed.Succeeded, $"{filed.Code} {filed.Body}");
        foreach (var material in form["materials"]!.AsArray())
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(Application, $"materials/{material!["sm3"]}.pdf"));
            var path = $"/portal/v1/applications/{form["projectNo"]}/materials/{material["materialCode"]}";
            Assert.True((await bureau.PortalAsync(HttpMethod.Put, path, bytes, "application/pdf")).Succeeded, path);
        }

        var caseNo = filed.Body!["caseNo"]!.ToString();
        await SetClockAsync("2026-02-10T10:00:00+08:00");
        var officers = new JsonArray(
            await bureau.PersonAsync("inspector", District), await bureau.PersonAsync("reviewer", District));
        DemoReply? last = null;
        foreach (var (role, act, body) in ((string, string, JsonObject)[])
        [
            ("clerk", "acceptance", []),
            ("inspector", "site-check", new() { ["checkedOn"] = "2026-02-10", ["passed"] = true, ["officers"] = officers }),
            ("reviewer", "review", new() { ["recommendation"] = "grant" }),
            ("approver", "decision", new() { ["outcome"] = "granted" }),
        ])
        {
            last = await bureau.CommandAsync(role, District, caseNo, act, body);
            Assert.True(last.Succeeded, $"{act}: {last.Code} {last.Body}");
        }

        return last!.Body!["permitNo"]!.ToString();
    }

    public async Task<string> SellAsync(int number)
    {
        var parent = CitizenNumbers.Of("19860304", number);
        var offer = await DoneAsync("applicant", Seller, $"/custody-accounts/{name}/contracts", new JsonObject
        {
            ["trainee"] = new JsonObject { ["name"] = "小明", ["idNumber"] = CitizenNumbers.Of("20160304", number) },
            ["parent"] = new JsonObject { ["name"] = "张三", ["idNumber"] = parent, ["phone"] = "13800000000" },
            ["course"] = "BASKETBALL", ["classNo"] = "C-1", ["firstDay"] = "2026-03-02", ["lastDay"] = "2026-05-29",
            ["lessons"] = lessons, ["lessonMinutes"] = 45, ["amountFen"] = amountFen,
        });
        var contractNo = offer["contractNo"]!.ToString();
        lock (parents) parents[contractNo] = parent;
        var wallet = (1_000 + number).ToString("0000000000000000", CultureInfo.InvariantCulture);
        await DoneAsync("applicant", parent, $"/prepayment-contracts/{contractNo}/signature", new JsonObject { ["wallet"] = wallet });
        return contractNo;
    }

    public async Task RecordAsync(string contractNo, int count)
    {
        for (var lesson = 1; lesson <= count; lesson++)
        {
            var day = (lesson + 2).ToString("00", CultureInfo.InvariantCulture);
            await DoneAsync("applicant", Seller, $"/prepayment-contracts/{contractNo}/lessons/{lesson}/delivery", new JsonObject
            {
                ["from"] = $"2026-03-{day}T18:00:00+08:00", ["to"] = $"2026-03-{day}T18:45:00+08:00",
            });
        }
    }

    /// <summary>Under as many keys as copies; they must all be told the same.</summary>
    public async Task<Outcome> ConfirmAsync(string contractNo, int lesson, int copies)
    {
        var path = $"/prepayment-contracts/{contractNo}/lessons/{lesson}/confirmation";
        var answers = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => PostAsync("applicant", parents[contractNo], path, [])));
        return new(contractNo, lesson, Assert.Single(answers.Select(answer => answer.Status).Distinct()), $"{answers[0].Body}");
    }

    public async Task<Outcome> RefundAsync(string contractNo, int? count)
    {
        var body = new JsonObject();
        if (count is { } some) body["lessons"] = some;
        var answer = await PostAsync("applicant", parents[contractNo], $"/prepayment-contracts/{contractNo}/refunds", body);
        return new(contractNo, 0, answer.Status, $"{answer.Body}");
    }

    public async Task<JsonNode> ContractAsync(string contractNo) =>
        (await CallAsync(HttpMethod.Get, "applicant", parents[contractNo], $"/prepayment-contracts/{contractNo}", null, "")).Body!;

    public async Task<JsonNode> TotalAsync() =>
        (await CallAsync(HttpMethod.Get, "finance-maker", null, $"/custody-accounts/{name}", null, "")).Body!["total"]!;

    public async Task SetClockAsync(string now)
    {
        using var content = new StringContent($$"""{"now":"{{now}}"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri(address, "/development/clock"), content);
        answer.EnsureSuccessStatusCode();
    }

    async Task<JsonNode> DoneAsync(string role, string? person, string path, JsonObject body)
    {
        var answer = await PostAsync(role, person, path, body);
        Assert.True((int)answer.Status is 200 or 201, $"{path}: {answer.Status} {answer.Body}");
        return answer.Body!;
    }

    Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string role, string? person, string path, JsonObject body) =>
        CallAsync(HttpMethod.Post, role, person, path, body, Guid.NewGuid().ToString("N"));

    async Task<(HttpStatusCode Status, JsonNode? Body)> CallAsync(
        HttpMethod method, string role, string? person, string path, JsonObject? body, string key)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                using var request = new HttpRequestMessage(method, path);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(role, person));
                if (body is not null)
                {
                    request.Headers.Add("Idempotency-Key", key);
                    if (path.StartsWith(Institutions, StringComparison.Ordinal))
                        request.Headers.TryAddWithoutValidation("If-Match", $"\"{await VersionAsync(path)}\"");
                    request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
                }

                using var answer = await http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests && !IsLate(answer, path))
                    return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
                if (waited.Elapsed > Patience) throw new InvalidOperationException($"{path}: {answer.StatusCode} {text}");
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException && waited.Elapsed < Patience)
            {
                // Killed: it comes again.
            }
        }
    }

    /// <summary>The version was read from a page that has not come as far as the log: it is read again.</summary>
    static bool IsLate(HttpResponseMessage answer, string path) =>
        answer.StatusCode == HttpStatusCode.PreconditionFailed && path.StartsWith(Institutions, StringComparison.Ordinal);

    /// <summary>Of the institution that a command is for.</summary>
    async Task<long> VersionAsync(string path) =>
        (await bureau.GetAsync("clerk", District, path[..path.LastIndexOf('/')])).Version ?? 0;

    readonly Dictionary<string, string> tokens = [];

    async Task<string> TokenAsync(string role, string? person)
    {
        var who = $"{role} {person}";
        lock (tokens)
        {
            if (tokens.TryGetValue(who, out var known)) return known;
        }

        var body = new JsonObject { ["role"] = role, ["district"] = District };
        if (person is not null) body["person"] = person;
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(address, "/development/token"), content);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"No token: {answer.StatusCode}");
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]!.ToString();
        lock (tokens) tokens[who] = token;
        return token;
    }
}
