using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests.Prepayments;

public sealed partial class PrepaymentSpec
{
    /// <summary>Racing releases and refunds: whatever comes first, each lesson's fee goes one way, once.</summary>
    [Fact]
    public async Task confirmations_and_refunds_that_race_move_each_fee_once()
    {
        var contractNo = await SellAsync(1, Parent);
        await bureau.SetClockAsync("2026-03-20T09:00:00+08:00");
        for (var lesson = 1; lesson <= 4; lesson++) await RecordAsync(contractNo, lesson);

        var confirmations = Enumerable.Range(0, 12).Select(number =>
            TryAsync("applicant", Parent, $"/prepayment-contracts/{contractNo}/lessons/{(number % 4) + 1}/confirmation", []));
        var refunds = Enumerable.Range(0, 4).Select(_ =>
            TryAsync("applicant", Parent, $"/prepayment-contracts/{contractNo}/refunds", Lessons(20)));
        var replies = await Task.WhenAll(confirmations.Concat(refunds));

        Assert.All(replies.Take(12), reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        Assert.Equal(2, replies.Skip(12).Count(reply => reply.Status == HttpStatusCode.OK));
        Assert.All(
            replies.Skip(12).Where(reply => reply.Status != HttpStatusCode.OK),
            reply => Refused(reply, 409, "prepayment.refund-must-not-exceed-remainder"));
        var page = await PageAsync(contractNo, contract => Fen(contract, "releasingFen") == 0 && Fen(contract, "refundingFen") == 0
            && Fen(contract, "releasedFen") > 0 && Fen(contract, "refundedFen") > 0);
        Assert.Equal((40_000, 400_001, 40_000), (Fen(page, "releasedFen"), Fen(page, "refundedFen"), Fen(page, "remainingFen")));
        var book = await wallets.AskAsync("book");
        Assert.Empty(book["defects"]!.AsArray());
        Assert.Equal((480_001, 40_000, 400_001), BookOf(book, contractNo));
    }

    /// <summary>TI-30: the organiser asks for the end while a parent's money is held.</summary>
    [Fact]
    public async Task an_institution_with_money_left_does_not_end()
    {
        await SellAsync(1, Parent);
        var form = Forms.Fresh("014");
        form["regionCode"] = District;
        (form["applyType"], form["applyDate"]) = ("5", "2026-03-03T10:00:00+08:00");
        form["form"] = new JsonObject { ["permitNo"] = institution, ["reason"] = "不再办学" };
        form["materials"] = new JsonArray(form["materials"]![0]!.DeepClone());
        var ending = await Filed.Async(bureau, form);
        foreach (var (role, act, body) in ((string, string, JsonObject)[])
            [("clerk", "acceptance", []), ("reviewer", "review", new() { ["recommendation"] = "grant" })])
        {
            var done = await bureau.ActAsync(role, District, ending.CaseNo, act, body);
            Assert.True(done.Status == HttpStatusCode.OK, done.ToString());
        }

        var early = await bureau.ActAsync("approver", District, ending.CaseNo, "decision", new JsonObject { ["outcome"] = "granted" });

        Refused(early, 409, "case.conditions-must-be-met");
        Assert.Contains("TI-30 form.permitNo: have 4800.01 yuan prepaid", early.Body!["detail"]!.ToString(), StringComparison.Ordinal);
    }
}
