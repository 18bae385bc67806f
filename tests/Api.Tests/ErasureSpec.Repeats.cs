using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>What cannot be read or asked for, what is asked for twice, and what happens by itself on its day.</summary>
public sealed partial class ErasureSpec
{
    [Theory]
    [InlineData("name", "\u200b")]
    [InlineData("name", "林\u202e更正")]
    [InlineData("name", "　")]
    [InlineData("name", "林\n更正")]
    [InlineData("phone", "139\u00ad12345678")]
    public async Task a_correction_that_cannot_be_read_is_none(string field, string text)
    {
        var (filed, agent) = await FiledAsync(withdrawn: false);

        var refused = await CorrectAsync(field, text);
        Assert.Equal((422, "data-subject.text-must-be-readable"), Seen(refused));
        Assert.Equal("text", refused.Field);
        Assert.Equal((422, "data-subject.text-must-be-readable"), Seen(await CorrectAsync(field, new string('长', 300))));
        Assert.Equal("shown", await StateAsync(filed, agent, "handling-a-case"));

        Task<Reply> CorrectAsync(string what, string to) => CallAsync(
            $"/persons/{agent}/correction", new JsonObject { ["requestNo"] = "PI-31", ["field"] = what, ["text"] = to });
    }

    [Theory]
    [InlineData("recipient", "neighbour")]
    [InlineData("purpose", "anything-at-all")]
    public async Task an_export_has_a_recipient_and_a_purpose_of_the_list(string member, string value)
    {
        var (_, agent) = await FiledAsync(withdrawn: false);
        var body = new JsonObject { ["requestNo"] = "PI-32", ["recipient"] = "data-subject", ["purpose"] = "access-request" };
        body[member] = value;

        var refused = await CallAsync($"/persons/{agent}/export", body);

        Assert.Equal((422, "data-subject.ground-must-be-known"), Seen(refused));
        Assert.Equal(member, refused.Field);
    }

    [Fact]
    public async Task restricted_and_erased_twice_is_restricted_and_erased_once()
    {
        var (_, agent) = await FiledAsync(withdrawn: true);
        var claim = new JsonObject { ["requestNo"] = "PI-41", ["ground"] = "legal-claim" };
        var first = await CallAsync($"/persons/{agent}/restriction", claim);
        var again = await CallAsync($"/persons/{agent}/restriction", claim);
        Assert.Equal((first.Body!["version"]!.ToString(), 1), (
            again.Body!["version"]!.ToString(), again.Body["restrictions"]!.AsArray().Count));
        claim["ground"] = "disputed-accuracy";
        Assert.Equal((409, "data-subject.request-no-must-be-its-own"), Seen(await CallAsync($"/persons/{agent}/restriction", claim)));
        Assert.Equal(200, (int)(await CallAsync(
            $"/persons/{agent}/restriction-end", new JsonObject { ["requestNo"] = "PI-41", ["reason"] = "withdrawn" })).Status);
        Assert.Equal((409, "data-subject.restriction-must-exist"), Seen(await CallAsync(
            $"/persons/{agent}/restriction-end", new JsonObject { ["requestNo"] = "PI-41", ["reason"] = "withdrawn" })));

        await bureau.SetClockAsync("2029-03-01T09:00:00+08:00");
        var erasure = new JsonObject { ["requestNo"] = "PI-42" };
        var erased = await CallAsync($"/persons/{agent}/erasure", erasure);
        var twice = await CallAsync($"/persons/{agent}/erasure", erasure);
        Assert.Equal(("erased", "erased"), (erased.Body!["state"]!.ToString(), twice.Body!["state"]!.ToString()));
        Assert.Equal(erased.Body["certificateNo"]!.ToString(), twice.Body["certificateNo"]!.ToString());
        Assert.Equal((409, "data-subject.something-must-be-held"), Seen(await CallAsync(
            "/persons/p-nobody-ever/erasure", new JsonObject { ["requestNo"] = "PI-43" })));
    }

    /// <summary>ERA-12: nobody has to remember the day.</summary>
    [Fact]
    public async Task an_erasure_that_waited_is_done_on_its_day_and_not_while_something_else_stands()
    {
        var (filed, agent) = await FiledAsync(withdrawn: false);
        var (_, claimed) = await FiledAsync(withdrawn: true);
        await CallAsync($"/persons/{agent}/erasure", new JsonObject { ["requestNo"] = "PI-51" });
        await CallAsync($"/persons/{claimed}/erasure", new JsonObject { ["requestNo"] = "PI-52" });
        await CallAsync($"/persons/{claimed}/restriction", new JsonObject { ["requestNo"] = "PI-53", ["ground"] = "legal-claim" });
        Assert.Equal(200, (int)(await WithdrawAsync(filed)).Status);

        // The next day the person is told until when.
        await bureau.SetClockAsync("2026-02-17T09:00:00+08:00");
        var told = await UntilAsync(agent, state => state["restrictions"]!.AsArray().Single()!["until"] is not null);
        Assert.Equal("2029-02-16", told["restrictions"]![0]!["until"]!.ToString());

        await bureau.SetClockAsync("2029-02-16T23:00:00+08:00");
        Assert.Equal("restricted", (await PersonAsync(agent))["state"]!.ToString());
        await bureau.SetClockAsync("2029-02-17T00:00:30+08:00");
        await UntilAsync(agent, state => state["state"]!.ToString() == "erased");
        var certificate = await bureau.GetAsync("privacy-officer", "320500", $"/persons/{agent}/erasure-certificate");
        Assert.Equal(("PI-51", "2029-02-17"), (
            certificate.Body!["requestNo"]!.ToString(), certificate.Body["erasedOn"]!.ToString()));
        Assert.Equal("erased", await StateAsync(filed, agent, "audit"));
        Assert.Equal("restricted", (await PersonAsync(claimed))["state"]!.ToString());
    }

    async Task<JsonNode> PersonAsync(string person) =>
        (await bureau.GetAsync("privacy-officer", "320500", $"/persons/{person}")).Body!;

    async Task<JsonNode> UntilAsync(string person, Func<JsonNode, bool> isSo)
    {
        for (var attempt = 0; ; attempt++)
        {
            var state = await PersonAsync(person);
            if (isSo(state)) return state;
            Assert.True(attempt < 600, state.ToJsonString());
            await Task.Delay(100);
        }
    }
}
