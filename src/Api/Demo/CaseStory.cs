using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;

namespace Api.Demo;

/// <summary>One application's way through the bureau, told as each user would see it.</summary>
public sealed class CaseStory(DemoForm form, DemoClient client, DemoAgenda agenda, DemoPrinter print, DemoForm donor)
{
    /// <summary>Nobody looks at this one in time, so that silence has its legal effect.</summary>
    const string LeftLying = "005";

    string caseNo = "";

    public string CaseNo => caseNo;

    public void Schedule() => agenda.At(form.AppliedAt.ToInstant() + Duration.FromMinutes(1), FileAsync);

    async Task FileAsync()
    {
        var reply = await client.PortalAsync(
            HttpMethod.Post, "/portal/v1/applications", Encoding.UTF8.GetBytes(form.Text), "application/json");
        print.Act("portal", form, $"files {form.ProjectNo}: {(int)reply.Status} {Said(reply)}");
        if (!reply.Succeeded) return;

        caseNo = reply.Body!["caseNo"]!.ToString();
        foreach (var (code, mediaType, sm3) in form.Materials) await DeliverAsync(code, mediaType, form.Bytes(sm3));
        await ShowProgressAsync();
        if (form.Name.StartsWith(LeftLying, StringComparison.Ordinal)) agenda.After(9, 9, AfterSilenceAsync);
        else agenda.After(2, 10, ExamineAsync);
    }

    async Task DeliverAsync(string code, string mediaType, byte[] bytes)
    {
        var reply = await client.PortalAsync(
            HttpMethod.Put, $"/portal/v1/applications/{form.ProjectNo}/materials/{code}", bytes, mediaType);
        if (!reply.Succeeded) print.Act("portal", form, $"material {code} was not taken: {Said(reply)}");
    }

    async Task AfterSilenceAsync()
    {
        print.Act("clerk", form, "nobody looked at it within five working days");
        await ShowProgressAsync();
        agenda.After(1, 10, CheckAsync);
    }

    async Task ExamineAsync()
    {
        var assessment = await client.GetAsync("clerk", form.District, $"/cases/{caseNo}/assessment");
        print.Assessment(form, assessment.Body);
        if (assessment.Body?["next"]?.ToString() == "correction") await AskForCorrectionAsync();
        else await AcceptAsync();
    }

    async Task AskForCorrectionAsync()
    {
        var reply = await ActAsync("clerk", "correction-notice", []);
        print.Act("clerk", form, $"serves the one correction notice: {Said(reply)}");
        await ShowProgressAsync();
        agenda.After(2, 15, CorrectAsync);
    }

    async Task CorrectAsync()
    {
        var (body, files) = DemoCorrection.Of(form, donor);
        var reply = await client.PortalAsync(
            HttpMethod.Post,
            $"/portal/v1/applications/{form.ProjectNo}/corrections",
            Encoding.UTF8.GetBytes(body.ToJsonString()),
            "application/json");
        print.Act("applicant", form, $"supplies what was asked for: {Said(reply)}");
        foreach (var (code, bytes) in files) await DeliverAsync(code, "application/pdf", bytes);
        agenda.After(1, 10, AcceptAsync);
    }

    async Task AcceptAsync()
    {
        var reply = await ActAsync("clerk", "acceptance", []);
        print.Act("clerk", form, $"accepts: {Said(reply)}");
        agenda.After(4, 14, CheckAsync);
    }

    async Task CheckAsync()
    {
        JsonArray officers =
            [await client.PersonAsync("inspector", form.District), await client.PersonAsync("reviewer", form.District)];
        var reply = await ActAsync("inspector", "site-check", new JsonObject
        {
            ["checkedOn"] = Day(agenda.Today), ["officers"] = officers, ["passed"] = true, ["record"] = "现场核查记录",
        });
        print.Act("inspector", form, $"checks on site with a second officer: {Said(reply)}");
        agenda.After(2, 10, ReviewAsync);
    }

    async Task ReviewAsync()
    {
        var assessment = await client.GetAsync("reviewer", form.District, $"/cases/{caseNo}/assessment");
        var grantable = assessment.Body?["grantable"]?.GetValue<bool>() == true;
        var reply = await ActAsync("reviewer", "review", new JsonObject
        {
            ["recommendation"] = grantable ? "grant" : "refuse", ["opinion"] = "审查意见",
        });
        print.Act("reviewer", form, $"recommends to {(grantable ? "grant" : "refuse")}: {Said(reply)}");
        agenda.After(2, 11, () => DecideAsync(grantable));
    }

    async Task DecideAsync(bool grantable)
    {
        var body = grantable
            ? new JsonObject { ["outcome"] = "granted", ["opinion"] = "准予许可" }
            : new JsonObject { ["outcome"] = "refused", ["reason"] = "不符合许可条件" };
        var reply = await ActAsync("approver", "decision", body);
        print.Act("approver", form, $"{(grantable ? "grants" : "refuses")}: {Said(reply)}");
        await ShowProgressAsync();
        agenda.After(3, 9, HandOverAsync);
    }

    async Task HandOverAsync()
    {
        var reply = await ActAsync("clerk", "delivery", new JsonObject
        {
            ["mode"] = "electronic", ["deliveredOn"] = Day(agenda.Today),
        });
        print.Act("clerk", form, $"delivers the decision: {Said(reply)}");
    }

    Task<DemoReply> ActAsync(string role, string act, JsonObject body) =>
        client.CommandAsync(role, form.District, caseNo, act, body);

    async Task ShowProgressAsync()
    {
        var reply = await client.PortalAsync(HttpMethod.Get, $"/portal/v1/applications/{form.ProjectNo}", null, "");
        if (reply.Status == HttpStatusCode.OK) print.Progress(form, reply.Body);
    }

    static string Said(DemoReply reply) =>
        reply.Succeeded ? reply.Body?["permitNo"]?.ToString() ?? reply.Body?["status"]?.ToString() ?? "done" : reply.Code;

    static string Day(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);
}
