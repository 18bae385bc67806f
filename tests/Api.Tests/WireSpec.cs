using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>What stands around a body: addresses, methods, content types, version tags, keys.</summary>
[Collection(OneService.Name)]
public sealed class WireSpec(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Theory]
    [InlineData("A/B")]
    [InlineData("A%2FB")]
    [InlineData("苏州 2026（一）?#&+\\")]
    [InlineData("...")]
    [InlineData("a;b=c:d@e")]
    public async Task every_number_that_is_received_can_be_addressed(string number)
    {
        var form = Forms.Fresh();
        form["projectNo"] = $"{number}-{Guid.NewGuid().ToString("N")[..8]}/";
        await bureau.SetClockAsync("2026-02-16T17:36:00+08:00");
        var filed = await bureau.FileAsync(form);
        Assert.True((int)filed.Status == 201, filed.ToString());

        var path = $"/portal/v1/applications/{Uri.EscapeDataString(form["projectNo"]!.ToString())}";
        var progress = await bureau.PortalAsync(HttpMethod.Get, path);
        Assert.Equal(form["projectNo"]!.ToString(), progress.Body!["projectNo"]?.ToString());
        var withdrawn = await bureau.PortalAsync(HttpMethod.Post, path + "/withdrawal", new JsonObject());
        Assert.Equal("withdrawn", withdrawn.Body!["status"]?.ToString());
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(" A")]
    [InlineData("A\u3000")]
    [InlineData("A\u0085B")]
    [InlineData("A\u200BB")]
    public async Task a_number_that_nobody_could_address_or_see_is_refused(string number)
    {
        var form = Forms.Fresh();
        form["projectNo"] = number;
        Assert.Equal((400, "projectNo"), (await bureau.FileAsync(form)) is var reply ? ((int)reply.Status, reply.Field) : default);
    }

    [Theory]
    [InlineData("DELETE", "/portal/v1/applications/NONE", 405, "method.not-allowed")]
    [InlineData("GET", "/portal/v1/nowhere", 404, "path.unknown")]
    [InlineData("GET", "/portal/v1/applications/NONE", 404, "application.unknown")]
    public async Task every_answer_to_the_portal_is_signed_once_it_proved_itself(string method, string path, int status, string code)
    {
        var reply = await bureau.PortalAsync(new HttpMethod(method), path);
        Assert.Equal((status, code), ((int)reply.Status, reply.Code));
        Assert.True(reply.Headers.Contains("X-Signature"));

        var forged = await bureau.PortalAsync(new HttpMethod(method), path, null, new Signing { Secret = "another" });
        Assert.Equal((401, "signature.wrong"), ((int)forged.Status, forged.Code));
        Assert.False(forged.Headers.Contains("X-Signature"));
    }

    [Fact]
    public async Task what_is_too_large_to_be_checked_is_not_answered_signed()
    {
        var reply = await bureau.PortalAsync(HttpMethod.Post, "/portal/v1/applications", new byte[(1024 * 1024) + 1]);
        Assert.Equal((413, "body.too-large"), ((int)reply.Status, reply.Code));
        Assert.False(reply.Headers.Contains("X-Signature"));
    }

    [Fact]
    public async Task a_method_that_is_not_served_is_named_as_such()
    {
        var reply = await bureau.AnonymousAsync(HttpMethod.Delete, "/work-queue");
        Assert.Equal((405, "method.not-allowed"), ((int)reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("\"06\"", 412)]
    [InlineData("W/\"6\"", 412)]
    [InlineData("\"six\"", 412)]
    [InlineData("\"99999999999999999999\"", 412)]
    [InlineData("\"6", 400)]
    [InlineData("06", 400)]
    public async Task only_the_tag_that_was_given_out_matches(string tag, int status)
    {
        var filed = await Filed.Async(bureau, Forms.Fresh(), deliver: false);
        var reply = await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "acceptance", new JsonObject(), tag);
        Assert.Equal(status, (int)reply.Status);
    }

    [Fact]
    public async Task a_used_key_is_refused_for_a_body_that_is_invalid_besides()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        var key = $"{filed.CaseNo}-key";
        var ground = new JsonObject { ["ground"] = "outside-remit" };
        await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "non-acceptance", ground, key: key);

        var reply = await bureau.ActAsync(
            "clerk", filed.District, filed.CaseNo, "non-acceptance", new JsonObject { ["ground"] = 7 }, "", key);
        Assert.Equal((422, "idempotency-key.reused"), ((int)reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("application/json", null, 200)]
    [InlineData("application/merge+json; charset=\"UTF-8\"", "identity", 200)]
    [InlineData(null, null, 200)]
    [InlineData("text/plain", null, 415)]
    [InlineData("application/json; charset=gb18030", null, 415)]
    [InlineData("application/json", "gzip", 415)]
    public async Task a_body_is_json_in_utf8(string? type, string? encoding, int status)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/development/token")
        {
            Content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. """{"role":"clerk"}"""u8]),
        };
        if (type is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null) request.Content.Headers.ContentEncoding.Add(encoding);

        var reply = await bureau.SendAsync(request);
        Assert.Equal(status, (int)reply.Status);
        if (status == 415) Assert.Equal("body.type-not-supported", reply.Code);
    }

    [Fact]
    public async Task the_field_of_a_body_too_deep_ends_where_a_segment_ends()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"abcdefg\":", 70)) + "1" + new string('}', 70);
        var reply = await bureau.PortalAsync(HttpMethod.Post, "/portal/v1/applications", Encoding.UTF8.GetBytes(deep));
        Assert.Equal(("body.too-deep", string.Join('.', Enumerable.Repeat("abcdefg", 10))), (reply.Code, reply.Field));
    }

    [Fact]
    public async Task a_login_of_any_spelling_becomes_a_reference_and_no_stream_s_name()
    {
        const string login = "../../etc";
        Assert.Matches("^p-[0-9a-z]{26}$", await bureau.PersonAsync("clerk", "320508", login));
        Assert.Equal(0L, await service.Database.AskAsOwnerAsync("select count(*) from mt_streams where id like '%etc%'"));
    }

    [Fact]
    public async Task uploads_beyond_the_places_wait_and_then_are_turned_away()
    {
        using var places = new Http.UploadPlaces(1, TimeSpan.FromMilliseconds(50));
        var first = await places.EnterAsync(default);
        Assert.NotNull(first);
        Assert.Null(await places.EnterAsync(default));
        first.Dispose();
        Assert.NotNull(await places.EnterAsync(default));
    }
}
