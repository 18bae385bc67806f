using System.Net;
using System.Text.Json.Nodes;
using Application.Ports;
using Domain.Identity;
using EventStore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Api.Tests.Subsidies;

/// <summary>Finance, platforms and citizens as they speak to the service about one programme.</summary>
sealed class Subsidy(Service service, string programmeNo)
{
    public const string Approval = """{"review":{"reviewNo":"苏体公审〔2026〕5号","reviewedOn":"2026-05-06","conclusion":"compliant"}}""";

    static int citizens;
    int requests;

    Bureau Bureau => service.Bureau;

    public string ProgrammeNo => programmeNo;

    public string FundNo => $"2026-T-{programmeNo}";

    /// <summary>A citizen's number nobody else has; born on the day.</summary>
    public static string Citizen(string born = "19900101", string region = "320508")
    {
        var n = Interlocked.Increment(ref citizens);
        return WithCheckDigit($"{region}{born}{n % 1000:000}");
    }

    public static string WithCheckDigit(string seventeen)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return seventeen + "10X98765432"[seventeen.Select((digit, at) => (digit - '0') * weights[at]).Sum() % 11];
    }

    public async Task<Reply> MakerAsync(string path, JsonNode body, string? key = null) =>
        await Bureau.PostAsync("finance-maker", "320500", path, body, key);

    public async Task<Reply> CheckerAsync(string path, JsonNode body, string? key = null) =>
        await Bureau.PostAsync("finance-checker", "320500", path, body, key);

    public Task<Reply> GetAsync(string path) => Bureau.GetAsync("finance-maker", "320500", path);

    public async Task FundAsync(long fen = 1_000_000)
    {
        Ok(await MakerAsync("/funds", new JsonObject
        {
            ["year"] = 2026, ["source"] = "lottery-welfare", ["documentNo"] = "苏财教〔2026〕12号", ["treasuryNo"] = $"T-{programmeNo}",
            ["amountFen"] = fen,
        }));
        Ok(await CheckerAsync($"/funds/{FundNo}/approval", new JsonObject { ["act"] = 0, ["amountFen"] = fen }));
    }

    /// <summary>Terms of one batch; all else may be changed before they are sent.</summary>
    public JsonObject Proposal(string mode, int stock, Action<JsonObject>? batch = null, Action<JsonObject>? terms = null)
    {
        var plan = Plan(1, mode, stock);
        batch?.Invoke(plan);
        var made = new JsonObject
        {
            ["name"] = "苏州体育惠民消费券", ["district"] = "320500", ["opensOn"] = "2026-06-01", ["closesOn"] = "2026-06-30",
            ["sports"] = new JsonArray(), ["venues"] = new JsonArray(),
            ["kinds"] = JsonNode.Parse(
                """
                [{"code":"V50","face":5000,"threshold":10000,"mostSharePercent":100,"mayStack":false,"leastClassHours":0,
                  "leastMinutesPerHour":0}]
                """),
            ["batches"] = new JsonArray(plan),
            ["claims"] = JsonNode.Parse("""{"limits":[{"window":"week","count":1,"sum":null}],"mostHeld":null,"useBeforeNext":false}"""),
            ["use"] = JsonNode.Parse("""{"weekdays":[],"from":"06:00:00","to":null,"mostPerDay":1}"""),
            ["eligible"] = JsonNode.Parse("""{"ageFrom":null,"ageTo":null,"seniorFrom":60,"ties":[],"disabledOnly":false}"""),
            ["recycling"] = "same-batch", ["refunds"] = "restore", ["merchantCap"] = null,
        };
        terms?.Invoke(made);
        return new JsonObject
        {
            ["fundNo"] = FundNo, ["budgetFen"] = 5000L * stock, ["inForceFrom"] = "2026-06-01", ["terms"] = made,
        };
    }

    public static JsonObject Plan(int number, string mode, int stock) => new()
    {
        ["batch"] = number, ["kind"] = "V50", ["mode"] = mode, ["opensAt"] = "2026-06-01T02:00:00Z", ["closesAt"] = "2026-06-29T14:00:00Z",
        ["drawAt"] = mode == "lottery" ? "2026-06-29T15:00:00Z" : null, ["stock"] = stock, ["seniorReserve"] = 0, ["assistedReserve"] = 0,
        ["reserveOpensAt"] = null, ["validDays"] = mode == "lottery" ? null : 7, ["validTo"] = mode == "lottery" ? "2026-06-30" : null,
    };

    /// <summary>Funded in May, proposed and approved.</summary>
    public async Task RunAsync(JsonObject proposal)
    {
        await Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        await FundAsync();
        Ok(await MakerAsync($"/programmes/{programmeNo}/terms", proposal));
        Ok(await CheckerAsync($"/programmes/{programmeNo}/terms/1/approval", JsonNode.Parse(Approval)!));
    }

    public JsonObject ClaimBody(string citizen, string? requestNo = null, int batch = 1, string channel = "portal") => new()
    {
        ["programmeNo"] = programmeNo, ["batch"] = batch, ["channel"] = channel, ["citizenId"] = citizen, ["district"] = "320508",
        ["requestNo"] = requestNo ?? $"{programmeNo}-R{Interlocked.Increment(ref requests)}",
    };

    public Task<Reply> ClaimAsync(JsonObject body) => Bureau.PortalAsync(HttpMethod.Post, "/portal/v1/vouchers/claims", body);

    public Task<Reply> ClaimAsync(string citizen, int batch = 1) => ClaimAsync(ClaimBody(citizen, batch: batch));

    public Task<Reply> AssistAsync(JsonObject body) => Bureau.PostAsync("clerk", "320508", "/vouchers/assisted-claims", body);

    public string Sm3(string text) => Convert.ToHexStringLower(Bureau.Sm3.Hash(Bureau.Utf8(text)));

    public Task<Reply> TicketAsync(string citizen, string secret, Action<JsonObject>? change = null)
    {
        var body = ClaimBody(citizen, channel: "app");
        body.Remove("requestNo");
        body["holder"] = Sm3(secret);
        change?.Invoke(body);
        return Bureau.PortalAsync(HttpMethod.Post, "/portal/v1/vouchers/tickets", body);
    }

    public Task<Reply> ShowAsync(string ticket, string secret) => Bureau.SendAsync(new(HttpMethod.Post, "/vouchers/claims")
    {
        Content = new ByteArrayContent(Bureau.Utf8(new JsonObject { ["ticket"] = ticket, ["secret"] = secret })),
    });

    /// <summary>Counted over the events themselves, by no code of the service: vouchers issued less those that ended.</summary>
    public async Task<(long Issued, long Persons, long Out)> CountAsync()
    {
        const string ended = "count(*) filter (where type in ('voucher_expired', 'voucher_voided'))";
        var own = $"from mt_events where stream_id like 'voucher-wallet/{programmeNo}/%'";
        return (
            await NumberAsync($"select count(*) {own} and type = 'voucher_claimed'"),
            await NumberAsync($"select count(distinct stream_id) {own} and type = 'voucher_claimed'"),
            await NumberAsync($"select count(*) filter (where type = 'voucher_claimed') - {ended} {own}"));
    }

    public async Task<long> NumberAsync(string sql) => (long)(await service.Database.AskAsOwnerAsync(sql))!;

    /// <summary>Whoever only claims has nothing in the vault; this person's name comes into it as by a filing.</summary>
    /// <returns>The text's id.</returns>
    public async Task<DocumentId> KeepNameAsync(string person)
    {
        var provider = service.Provider;
        PlainText name = new(new DocumentId(Guid.NewGuid()), new PersonRef(person), "name", "320500", "张三", false);
        var texts = await provider.GetRequiredService<IVault>().SealAsync([name], default);
        var key = Guid.NewGuid().ToString();
        var written = await provider.GetRequiredService<IEventStore>().WriteAsync(
            new Write<int>
            {
                Command = new CommandId("test", key, new byte[32]),
                Stream = $"kept/{person}",
                StreamType = "kept",
                Initial = 0,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept(
                    [new StreamAppend($"kept/{person}", "kept", [new OfficerSignedIn("clerk", "320500")])]),
                Companions = texts.Rows,
                Metadata = new EventMetadata(
                    await provider.GetRequiredService<IBusinessClock>().NowAsync(default), "p-test", key, null,
                    new Dictionary<string, string>()),
            },
            default);
        Assert.IsType<WriteResult.Committed>(written);
        return name.Id;
    }

    /// <summary>Waits for what the service does by itself.</summary>
    public static async Task UntilAsync(Func<Task<bool>> done, string what)
    {
        for (var waited = Duration.Zero; !await done(); waited += Duration.FromMilliseconds(200))
        {
            Assert.True(waited < Duration.FromSeconds(90), $"Still not so: {what}.");
            await Task.Delay(200);
        }
    }

    public static Reply Ok(Reply reply)
    {
        Assert.True((int)reply.Status is >= 200 and < 300, reply.ToString());
        return reply;
    }

    /// <summary>One proposes and another one voids, as soon as the voucher is known by its number.</summary>
    public async Task<Reply> VoidAsync(string voucherNo, string cause)
    {
        var proposed = default(Reply);
        await UntilAsync(
            async () => (proposed = await MakerAsync($"/vouchers/{voucherNo}/voiding", new JsonObject { ["cause"] = cause })).Status
                != HttpStatusCode.NotFound,
            "the voucher is known by its number");
        Ok(proposed!);
        return await CheckerAsync($"/vouchers/{voucherNo}/void", new JsonObject { ["cause"] = cause });
    }

    public static void No(HttpStatusCode status, string code, Reply reply) =>
        Assert.True(reply.Status == status && reply.Code == code, $"{(int)status} {code} expected, and it was {reply}");
}
