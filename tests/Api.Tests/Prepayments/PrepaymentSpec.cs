using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Api.Tests.Prepayments;

/// <summary>From the sale to the last fen returned, over HTTP, with the operator's simulator in a process of its own.</summary>
public sealed partial class PrepaymentSpec : IAsyncLifetime
{
    const string District = "320509";
    const string CreditCode = "91320509MAL55G7059";

    static readonly string Seller = CitizenNumbers.Of("19800101", 1);
    static readonly string Parent = CitizenNumbers.Of("19860304", 1);
    static readonly string OtherParent = CitizenNumbers.Of("19860304", 2);

    OperatorProcess wallets = null!;
    Service service = null!;
    Bureau bureau = null!;
    string institution = "";
    string account = "";

    public async Task InitializeAsync()
    {
        wallets = await OperatorProcess.StartAsync();
        service = new Service(
            "--Regulation:Operator", wallets.Address.ToString(), "--Regulation:OperatorTimeoutSeconds", "5",
            "--Regulation:OperatorPauseSeconds", "0.1");
        await service.InitializeAsync();
        bureau = service.Bureau;
        institution = await OpenedInstitution.ListedAsync(bureau, District, CreditCode);
        account = $"/custody-accounts/{institution}";
        await bureau.SetClockAsync("2026-03-02T09:00:00+08:00");
        Refused(await TryAsync("clerk", null, account, Opening("91320508MA1T2X3Y34")), 409, "custody.credit-code-must-be-registered");
        Refused(
            await TryAsync("clerk", null, "/custody-accounts/TI-0", Opening(CreditCode)), 409, "custody.institution-must-be-approved");
        var deposit = Opening(CreditCode);
        (deposit["mode"], deposit["depositFen"]) = ("risk-deposit", 500_000);
        Refused(await TryAsync("clerk", null, account, deposit), 409, "custody.mode-must-be-approved");
        var minor = Opening(CreditCode);
        minor["representative"]!["idNumber"] = CitizenNumbers.Of("20080303", 1);
        Refused(await TryAsync("clerk", null, account, minor), 422, "custody.representative-must-be-adult");
        await DoneAsync("clerk", null, account, Opening(CreditCode));
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await wallets.DisposeAsync();
    }

    [Fact]
    public async Task an_institution_sells_delivers_stops_and_every_parent_has_the_rest_back_to_the_fen()
    {
        var (one, other) = (await SellAsync(1, Parent), await SellAsync(2, OtherParent));
        await bureau.SetClockAsync("2026-03-20T09:00:00+08:00");
        for (var lesson = 1; lesson <= 10; lesson++)
        {
            await RecordAsync(one, lesson);
            await DoneAsync("applicant", Parent, $"/prepayment-contracts/{one}/lessons/{lesson}/confirmation", []);
        }

        Assert.Equal(860_002, (await LeftAsync()).Fen);
        await DoneAsync("inspector", null, $"{account}/freeze", new JsonObject { ["ground"] = "stopped", ["reason"] = "人去楼空" });
        Refused(await OfferAsync(3, Parent), 409, "custody.must-not-be-frozen");
        Refused(
            await TryAsync("clerk", null, $"{account}/return-order", new JsonObject { ["reason"] = "退还家长" }), 403,
            "role.not-admitted");
        await DoneAsync("approver", null, $"{account}/return-order", new JsonObject { ["reason"] = "退还家长" });

        var page = await PageAsync(one, contract => Fen(contract, "refundedFen") > 0 && Fen(contract, "releasingFen") == 0);
        Assert.Equal((480_001, 100_000, 380_001, 0), (
            Fen(page, "paidFen"), Fen(page, "releasedFen"), Fen(page, "refundedFen"), Fen(page, "remainingFen")));
        await PageAsync(other, contract => Fen(contract, "refundedFen") == 480_001);
        var book = await wallets.AskAsync("book");
        Assert.Empty(book["defects"]!.AsArray());
        Assert.Equal((480_001, 100_000, 380_001), BookOf(book, one));
        Assert.Equal((480_001, 0, 480_001), BookOf(book, other));
        Assert.Equal(0, (await LeftAsync()).Fen);
        var total = (await bureau.GetAsync("finance-maker", District, account)).Body!["total"]!;
        Assert.Equal((2, 960_002, 100_000, 860_002, 0), (
            (int)total["contracts"]!, Fen(total, "paidFen"), Fen(total, "releasedFen"), Fen(total, "refundedFen"),
            Fen(total, "remainingFen")));
    }

    [Fact]
    public async Task what_must_not_be_is_refused_with_its_law()
    {
        var contractNo = await SellAsync(1, Parent);
        var offered = await OfferAsync(4, OtherParent);
        Refused(await OfferAsync(1, Parent, course: "SWIM", fen: 20_000), 422, "prepayment.course-must-be-approved");
        var split = Offer(1, Parent, fen: 20_000);
        (split["firstDay"], split["lastDay"]) = ("2026-05-30", "2026-06-01");
        Refused(await TryAsync("applicant", Seller, $"{account}/contracts", split), 409, "prepayment.charges-must-keep-caps-together");
        var child = Offer(3, CitizenNumbers.Of("20100304", 7));
        Refused(await TryAsync("applicant", Seller, $"{account}/contracts", child), 422, "prepayment.parent-must-be-adult");
        var infant = Offer(3, Parent);
        infant["trainee"]!["idNumber"] = CitizenNumbers.Of("20230303", 7);
        Refused(await TryAsync("applicant", Seller, $"{account}/contracts", infant), 422, "prepayment.trainee-must-be-old-enough");
        Refused(await OfferAsync(1, Parent), 409, "prepayment.contracts-must-not-overlap");
        Refused(await OfferAsync(3, Parent, fen: 500_001), 422, "prepayment.charge-must-keep-caps");
        Refused(await OfferAsync(3, Parent, fen: 0), 422, "prepayment.amount-must-be-positive");
        Refused(await OfferAsync(3, Parent, fen: -1), 422, "prepayment.amount-must-be-positive");
        Refused(await OfferAsync(3, Parent, fen: long.MaxValue), 422, "prepayment.charge-must-keep-caps");

        var lesson = $"/prepayment-contracts/{contractNo}/lessons/1";
        Refused(await TryAsync("applicant", Parent, $"{lesson}/confirmation", []), 409, "prepayment.lesson-must-be-recorded");
        Refused(await TryAsync("applicant", Seller, $"{lesson}/delivery", Times(1)), 422, "prepayment.lesson-must-have-taken-place");
        await bureau.SetClockAsync("2026-03-20T09:00:00+08:00");
        await RecordAsync(contractNo, 1);
        Refused(await TryAsync("applicant", Seller, $"{lesson}/confirmation", []), 403, "prepayment.parent-must-be-of-contract");
        await DoneAsync("applicant", Parent, $"{lesson}/confirmation", []);
        await DoneAsync("applicant", Parent, $"{lesson}/confirmation", []);

        var refunds = $"/prepayment-contracts/{contractNo}/refunds";
        Refused(await TryAsync("applicant", Parent, refunds, Lessons(48)), 409, "prepayment.refund-must-not-exceed-remainder");
        Refused(await TryAsync("applicant", Parent, refunds, Lessons(-1)), 422, "prepayment.lessons-must-be-positive");
        Refused(await TryAsync("applicant", OtherParent, refunds, []), 403, "prepayment.parent-must-be-of-contract");
        await DoneAsync("applicant", Parent, refunds, []);
        Refused(await TryAsync("applicant", Seller, $"/prepayment-contracts/{contractNo}/lessons/2/delivery", Times(2)),
            409, "prepayment.lesson-must-not-be-refunded");
        Refused(await TryAsync("applicant", Parent, $"/prepayment-contracts/{contractNo}/lessons/2/confirmation", []),
            409, "prepayment.lesson-must-not-be-refunded");
        Refused(await TryAsync("applicant", Parent, $"/prepayment-contracts/{contractNo}/lessons/49/confirmation", []),
            422, "prepayment.lesson-must-be-of-contract");
        Refused(await TryAsync("applicant", Parent, refunds, []), 409, "prepayment.refund-must-not-exceed-remainder");
        await PageAsync(contractNo, contract => Fen(contract, "refundedFen") == 470_001 && Fen(contract, "releasedFen") == 10_000);
        Assert.Empty((await wallets.AskAsync("book"))["defects"]!.AsArray());

        var delisted = await OpenedInstitution.ActAsync(
            bureau, District, institution, "white-list-removal", new JsonObject { ["reason"] = "rule-breach" }, "approver");
        Assert.True(delisted.Status == HttpStatusCode.OK, delisted.ToString());
        Refused(await OfferAsync(5, Parent), 409, "prepayment.seller-must-be-white-listed");
        Refused(
            await TryAsync("applicant", OtherParent, $"/prepayment-contracts/{offered.Body!["contractNo"]}/signature", Wallet), 409,
            "prepayment.seller-must-be-white-listed");
    }

    [Fact]
    public async Task who_sees_what_and_signals_that_explain_themselves()
    {
        var contractNo = await SellAsync(1, Parent);
        Assert.Equal(1, (int)(await ReadAsync("applicant", Parent, "/prepayment-contracts")).Body!["total"]!);
        Assert.Equal(0, (int)(await ReadAsync("applicant", OtherParent, "/prepayment-contracts")).Body!["total"]!);
        Assert.Equal(1, (int)(await ReadAsync("applicant", Seller, $"/prepayment-contracts?institution={institution}")).Body!["total"]!);
        Refused(await ReadAsync("applicant", OtherParent, $"/prepayment-contracts/{contractNo}"), 404);
        Refused(await ReadAsync("applicant", Parent, account), 404);
        Refused(await bureau.GetAsync("clerk", "320508", account), 404);
        Assert.Empty((await bureau.GetAsync("inspector", District, "/prepayment-signals")).Body!.AsArray());

        await bureau.SetClockAsync("2026-05-01T09:00:00+08:00");
        var signals = (await bureau.GetAsync("inspector", District, $"/prepayment-signals?institution={institution}")).Body!.AsArray();
        Assert.Equal(["prepaid-balance", "silence"], signals.Select(signal => signal!["kind"]!.ToString()).Order());
        Assert.All(signals, signal => Assert.All(
            (string[])["figures", "rule", "since", "clearedBy", "contractNo"],
            field => Assert.False(string.IsNullOrEmpty(signal![field]?.ToString()), field)));
        var totals = (await bureau.GetAsync("finance-checker", "320500", "/prepayment-totals?by=district")).Body!;
        Assert.Equal((District, 480_001), (totals["rows"]![0]!["key"]!.ToString(), Fen(totals["sum"]!, "paidFen")));
    }

    /// <summary>As a termination asks, once every answer of the operator has come.</summary>
    async Task<Domain.Kernel.Money> LeftAsync()
    {
        await service.CountsAsync();
        for (var attempt = 0; attempt < 1_200; attempt++, await Task.Delay(50))
        {
            var open = await service.Database.AskAsOwnerAsync(
                "select count(*) from regulation.effects where channel = 'operator' and state <> 'delivered'");
            if (open is 0L) break;
        }

        await service.CountsAsync();
        var money = service.Provider.GetRequiredService<Application.Ports.IPrepaidMoney>();
        return (await money.LeftAsync(institution, CancellationToken.None)).Left;
    }

    static JsonObject Opening(string creditCode) => new()
    {
        ["mode"] = "bank-custody", ["bank"] = "ICBC", ["wallet"] = "0000000000000001", ["creditCode"] = creditCode,
        ["representative"] = new JsonObject { ["name"] = "王经办", ["idNumber"] = Seller },
    };

    static JsonObject Wallet => new() { ["wallet"] = "0000000000000009" };

    static JsonObject Lessons(long count) => new() { ["lessons"] = count };

    static JsonObject Times(int lesson) => new()
    {
        ["from"] = $"2026-03-{lesson + 2:00}T18:00:00+08:00", ["to"] = $"2026-03-{lesson + 2:00}T18:45:00+08:00",
    };

    async Task<string> SellAsync(int child, string parent)
    {
        var offer = await OfferAsync(child, parent);
        Assert.True(offer.Status == HttpStatusCode.Created, offer.ToString());
        var contractNo = offer.Body!["contractNo"]!.ToString();
        await DoneAsync("applicant", parent, $"/prepayment-contracts/{contractNo}/signature", Wallet);
        await PageAsync(contractNo, contract => contract["stage"]!.ToString() == "held");
        return contractNo;
    }

    /// <summary>48 lessons of 45 minutes.</summary>
    Task<Reply> OfferAsync(int child, string parent, string course = "BASKETBALL", long fen = 480_001) =>
        TryAsync("applicant", Seller, $"{account}/contracts", Offer(child, parent, course, fen));

    static JsonObject Offer(int child, string parent, string course = "BASKETBALL", long fen = 480_001) =>
        new()
        {
            ["trainee"] = new JsonObject { ["name"] = "小明", ["idNumber"] = CitizenNumbers.Of("20160304", child) },
            ["parent"] = new JsonObject { ["name"] = "张三", ["idNumber"] = parent, ["phone"] = "13800000000" },
            ["course"] = course, ["classNo"] = "C-1", ["firstDay"] = "2026-03-02", ["lastDay"] = "2026-05-29", ["lessons"] = 48,
            ["lessonMinutes"] = 45, ["amountFen"] = fen,
        };

    Task RecordAsync(string contractNo, int lesson) =>
        DoneAsync("applicant", Seller, $"/prepayment-contracts/{contractNo}/lessons/{lesson}/delivery", Times(lesson));

    /// <summary>The contract as its district sees it, once the operator's answers have come so far.</summary>
    async Task<JsonNode> PageAsync(string contractNo, Func<JsonNode, bool> hasCome)
    {
        Reply? last = null;
        for (var attempt = 0; attempt < 1_200; attempt++, await Task.Delay(50))
        {
            last = await bureau.GetAsync("clerk", District, $"/prepayment-contracts/{contractNo}");
            if (last.Status == HttpStatusCode.OK && hasCome(last.Body!)) return last.Body!;
        }

        throw new InvalidOperationException($"It never came: {last}");
    }

    Task<Reply> TryAsync(string role, string? person, string path, JsonObject body) =>
        bureau.CallAsync(role, District, HttpMethod.Post, path, body, person, Guid.NewGuid().ToString("N"));

    Task<Reply> ReadAsync(string role, string person, string path) => bureau.CallAsync(role, District, HttpMethod.Get, path, null, person);

    async Task DoneAsync(string role, string? person, string path, JsonObject body)
    {
        var reply = await TryAsync(role, person, path, body);
        Assert.True(reply.Status == HttpStatusCode.OK, $"{path}: {reply}");
    }

    static void Refused(Reply reply, int status, string? code = null)
    {
        Assert.True((int)reply.Status == status, reply.ToString());
        if (code is not null) Assert.Equal(code, reply.Code);
    }

    static long Fen(JsonNode node, string name) => (long)node[name]!;

    static (long Locked, long Released, long Refunded) BookOf(JsonNode book, string contractNo)
    {
        var entry = book["contracts"]![contractNo]!;
        return (Fen(entry, "lockedFen"), Fen(entry, "releasedFen"), Fen(entry, "refundedFen"));
    }
}
