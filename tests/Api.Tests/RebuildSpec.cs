using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>RM-5 over HTTP: one operator starts a rebuild, another approves it, and it serves.</summary>
[Collection(OneService.Name)]
public sealed class RebuildSpec(Service service)
{
    const string Model = "/read-models/rectification/rebuild";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task one_starts_another_approves_it_serves_goes_back_and_is_dropped()
    {
        await bureau.SetClockAsync("2026-09-01T09:00:00+08:00");
        Assert.Equal("read-model.no-rebuild", (await GetAsync(Model)).Code);
        Assert.Equal("read-model.rebuild-must-be-started", (await ActAsync("approval", "maker", new JsonObject { ["position"] = 1 })).Code);

        Assert.Equal(HttpStatusCode.OK, (await ActAsync("", "maker")).Status);
        var ready = await UntilAsync("ready");
        Assert.Equal("0 rows differ", ready["summary"]!.ToString());
        var report = (await GetAsync($"{Model}/report")).Body!;
        Assert.Equal(ready["reportPosition"]!.ToString(), report["position"]!.ToString());
        var named = new JsonObject { ["position"] = (long)report["position"]! };

        Assert.Equal("read-model.rebuild-must-be-approved", (await ActAsync("swap", "maker")).Code);
        var own = await ActAsync("approval", "maker", named);
        Assert.Equal((HttpStatusCode.Forbidden, "read-model.approver-must-be-another"), (own.Status, own.Code));
        Assert.Equal("read-model.report-must-be-newest", (await ActAsync("approval", "checker", new JsonObject { ["position"] = 1 })).Code);
        Assert.Equal(HttpStatusCode.OK, (await ActAsync("approval", "checker", named)).Status);

        var before = await OidAsync();
        Assert.Equal(HttpStatusCode.OK, (await ActAsync("swap", "checker")).Status);
        await UntilAsync("swapped");
        Assert.NotEqual(before, await OidAsync());
        Assert.Equal("read-model.old-must-be-dropped", (await ActAsync("", "maker")).Code);
        Assert.Equal(HttpStatusCode.OK, (await ActAsync("swap-back", "maker")).Status);
        await UntilAsync("ready");
        Assert.Equal(before, await OidAsync());

        Assert.Equal(HttpStatusCode.OK, (await ActAsync("drop", "maker")).Status);
        await UntilGoneAsync();
        var trail = await bureau.GetAsync("auditor", "320500", "/audit-trail?subject=read-model/rectification:1");
        Assert.Equal(
            ["read_model_swapped", "read_model_swapped_back", "rebuild_approved", "rebuild_dropped", "rebuild_started"],
            trail.Body!["items"]!.AsArray().Select(entry => entry!["act"]!.ToString()).Order());
    }

    [Fact]
    public async Task a_table_dropped_by_hand_is_named_and_everything_else_goes_on()
    {
        await using var own = new Own();
        await own.Service.InitializeAsync();
        var desk = own.Service.Bureau;
        await own.Service.Database.RunAsOwnerAsync("drop table read.rectification_1");

        var missing = await desk.GetAsync("clerk", "320508", "/rectifications?state=open");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "read-model.missing"), (missing.Status, missing.Code));
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("clerk", "320508", "/work-queue")).Status);

        Assert.Equal(
            HttpStatusCode.OK, (await desk.CallAsync("operator", "320500", HttpMethod.Post, Model, new JsonObject())).Status);
        var ready = await UntilAsync("ready", desk);
        var checker = await desk.PersonAsync("auditor", "320500");
        foreach (var (act, body) in new[] { ("approval", $$"""{"position":{{ready["reportPosition"]}}}"""), ("swap", "{}") })
        {
            var reply = await desk.CallAsync("operator", "320500", HttpMethod.Post, $"{Model}/{act}", JsonNode.Parse(body), checker);
            Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        }

        await UntilAsync("swapped", desk);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("clerk", "320508", "/rectifications?state=open")).Status);
    }

    [Fact]
    public async Task read_models_are_listed_for_operators_and_for_no_clerk()
    {
        var list = await GetAsync("/read-models");
        Assert.Contains(
            list.Body!["items"]!.AsArray(), item => item!["readModel"]!.ToString() == "case_page" && (int)item["version"]! == 1);
        Assert.Equal(HttpStatusCode.Forbidden, (await bureau.GetAsync("clerk", "320508", "/read-models")).Status);
        Assert.Equal("read-model.unknown", (await GetAsync("/read-models/no_such_thing/rebuild")).Code);
        var district = await bureau.CallAsync("operator", "320508", HttpMethod.Post, Model, new JsonObject());
        Assert.Equal((HttpStatusCode.Forbidden, "read-model.city-must-act"), (district.Status, district.Code));
    }

    Task<Reply> GetAsync(string path) => bureau.GetAsync("operator", "320500", path);

    async Task<Reply> ActAsync(string act, string who, JsonObject? body = null)
    {
        var path = act.Length == 0 ? Model : $"{Model}/{act}";
        var person = who == "maker" ? null : await bureau.PersonAsync("auditor", "320500");
        return await bureau.CallAsync("operator", "320500", HttpMethod.Post, path, body?.DeepClone() ?? new JsonObject(), person);
    }

    async Task<JsonNode> UntilAsync(string stage, Bureau? other = null)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var reply = await (other ?? bureau).GetAsync("operator", "320500", Model);
            Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
            Assert.True(reply.Body!["error"] is null, reply.ToString());
            if (reply.Body["stage"]!.ToString() == stage) return reply.Body;
            await Task.Delay(100);
        }

        throw new TimeoutException($"The rebuild is not {stage}: {await GetAsync(Model)}");
    }

    async Task UntilGoneAsync()
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if ((await GetAsync(Model)).Code == "read-model.no-rebuild") return;
            await Task.Delay(100);
        }

        throw new TimeoutException("What stood beside is still there.");
    }

    async Task<string> OidAsync() =>
        (await service.Database.AskAsOwnerAsync("select 'read.rectification_1'::regclass::oid::text"))!.ToString()!;

    /// <summary>A service whose tables are this test's alone.</summary>
    sealed class Own : IAsyncDisposable
    {
        public Service Service { get; } = new();

        public async ValueTask DisposeAsync() => await Service.DisposeAsync();
    }
}
