using System.Text;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>Each bad application: its status, its code, its field, and nothing left behind.</summary>
[Collection(OneService.Name)]
public sealed class BadInputSpec(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Theory]
    [InlineData("[]", "body.unreadable", "$")]
    [InlineData("", "body.unreadable", "$")]
    [InlineData("{\"projectNo\":", "body.unreadable", "$")]
    [InlineData("{\"projectNo\":\"a\",\"projectNo\":\"b\"}", "body.duplicate-property", "projectNo")]
    [InlineData("{\"form\":{\"venue\":{\"name\":\"a\\u0000b\"}}}", "body.character-not-allowed", "form.venue.name")]
    [InlineData("{\"form\":{\"venue\":{\"name\":\"\\ud800\"}}}", "body.character-not-allowed", "form.venue.name")]
    [InlineData("{\"form\":{\"staff\":[{\"a\\udc00\":1}]}}", "body.character-not-allowed", "form.staff[0]")]
    public async Task a_body_that_cannot_be_read_is_refused(string body, string code, string field) =>
        await RefusedAsync(Encoding.UTF8.GetBytes(body), 400, code, field);

    [Fact]
    public async Task a_body_with_bytes_that_are_not_utf8_is_refused() =>
        await RefusedAsync([.. "{\"applyerName\":\""u8, 0xC3, 0x28, .. "\"}"u8], 400, "body.character-not-allowed", "applyerName");

    [Theory]
    [InlineData(63, "body.unreadable", "taskCode")]
    [InlineData(64, "body.too-deep", null)]
    [InlineData(100_000, "body.too-deep", null)]
    public async Task depth_is_held_to_sixty_four(int levels, string code, string? field) =>
        await RefusedAsync(
            Encoding.UTF8.GetBytes($"{{\"projectNo\":\"a\",\"x\":{new string('[', levels)}{new string(']', levels)}}}"), 400, code, field);

    [Fact]
    public async Task a_body_over_one_mebibyte_is_refused() =>
        await RefusedAsync(Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('a', 1024 * 1024)}\"}}"), 413, "body.too-large", null);

    [Theory]
    [InlineData("projectNo", null, 400, "body.unreadable")]
    [InlineData("projectNo", "\"0123456789012345678901234567890123456789012345678901\"", 400, "body.unreadable")]
    [InlineData("applyType", "1", 400, "body.unreadable")]
    [InlineData("applyDate", "\"2026-02-30T09:00:00+08:00\"", 400, "body.unreadable")]
    [InlineData("applyDate", "\"2026-02-16T09:00:00\"", 400, "body.unreadable")]
    [InlineData("applyDate", "\"2099-02-16T09:00:00+08:00\"", 422, "application.date-in-future")]
    [InlineData("regionCode", "\"苏州\"", 400, "body.unreadable")]
    [InlineData("form", "\"text\"", 400, "body.unreadable")]
    [InlineData("materials", "{}", 400, "body.unreadable")]
    [InlineData("taskCode", "\"1132050001414938323000133109999\"", 422, "item.unknown")]
    [InlineData("applyerPageCode", "\"91320508MA1T2X3Y35\"", 422, "applicant.identifier-invalid")]
    [InlineData("applyType", "\"6\"", 400, "body.unreadable")]
    public async Task an_envelope_that_is_wrong_is_refused(string field, string? value, int status, string code)
    {
        var form = Forms.Fresh();
        if (value is null) form.Remove(field);
        else form[field] = JsonNode.Parse(value);
        await RefusedAsync(Bureau.Utf8(form), status, code, field);
    }

    [Fact]
    public async Task the_same_number_with_another_body_is_refused_and_with_the_same_is_a_repeat()
    {
        var form = Forms.Fresh();
        await bureau.SetClockAsync("2026-02-16T17:36:00+08:00");
        var first = await bureau.FileAsync(form);
        Assert.Equal(201, (int)first.Status);

        // Equal JSON: other order, other spelling of the numbers.
        var spelled = new JsonObject(form.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        var text = spelled.ToJsonString().Replace("797.81", "7.9781e2", StringComparison.Ordinal);
        var again = await bureau.PortalAsync(HttpMethod.Post, "/portal/v1/applications", Bureau.Utf8(text));
        Assert.Equal(200, (int)again.Status);
        Assert.Equal(first.Body!["caseNo"]!.ToString(), again.Body!["caseNo"]!.ToString());

        form["applyerName"] = "另一家公司";
        await RefusedAsync(Bureau.Utf8(form), 422, "portal.project-no-reused", "projectNo");
    }

    [Fact]
    public async Task copies_filed_at_the_same_time_make_one_case()
    {
        await bureau.SetClockAsync("2026-02-16T17:36:00+08:00");
        var form = Forms.Fresh();

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bureau.FileAsync(form)));

        Assert.Single(replies.Select(reply => reply.Body!["caseNo"]!.ToString()).Distinct());
        Assert.Single(replies, reply => (int)reply.Status == 201);
        Assert.Equal(7, replies.Count(reply => (int)reply.Status == 200));
    }

    [Theory]
    [InlineData("form.projects[0].pools[0].waterAreaM2", "-1", "pool.area-impossible")]
    [InlineData("form.projects[0].pools[0].waterAreaM2", "0", "pool.area-impossible")]
    [InlineData("form.projects[0].pools[0].waterAreaM2", "1000000000000", "pool.area-impossible")]
    [InlineData("form.projects[0].pools[0].waterAreaM2", "1e400", "pool.area-impossible")]
    [InlineData("form.projects[0].pools[0].waterAreaM2", "\"NaN\"", "pool.area-impossible")]
    [InlineData("form.staff[0].validTo", "\"2027-02-29\"", "date.impossible")]
    [InlineData("form.venue.rightExpires", "20320216", "form.type-wrong")]
    [InlineData("form.venue.regionCode", "\"320584\"", "region.retired")]
    [InlineData("regionCode", "\"320584\"", "region.retired")]
    [InlineData("form.staff[0].idNumber", "\"320583190302290182\"", "person.id-invalid")]
    [InlineData("agent.idNumber", "\"320509199407252041\"", "person.id-invalid")]
    [InlineData("form.openingMode", "\"sometimes\"", "form.value-unknown")]
    [InlineData("form.safetySystems", "[]", "safety-system.missing")]
    [InlineData("form.staff", "\"nobody\"", "form.type-wrong")]
    public async Task what_is_wrong_inside_the_form_is_received_and_named(string path, string value, string code)
    {
        var form = Forms.Fresh();
        var dot = path.LastIndexOf('.');
        var parent = dot < 0 ? form : Application.Reading.JsonPath.Find(form, path[..dot])!.AsObject();
        parent[path[(dot + 1)..]] = JsonNode.Parse(value);

        var filed = await Filed.Async(bureau, form);

        var progress = await bureau.PortalAsync(HttpMethod.Get, $"/portal/v1/applications/{filed.ProjectNo}");
        Assert.Equal("correction", progress.Body!["next"]!.ToString());
        Assert.Contains(progress.Body["missing"]!.AsArray(), missing =>
            missing!["code"]!.ToString() == code && missing["field"]!.ToString().StartsWith(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task an_application_outside_the_remit_is_received_and_answered_in_writing()
    {
        var form = Forms.Fresh();
        form["regionCode"] = "330102";
        var filed = await Filed.Async(bureau, form);

        var accepted = await bureau.ActAsync("clerk", "320500", filed.CaseNo, "acceptance", new JsonObject());
        Assert.Equal((409, "case.remit-must-be-own"), ((int)accepted.Status, accepted.Code));
        var ground = new JsonObject { ["ground"] = "outside-remit" };
        var declined = await bureau.ActAsync("clerk", "320500", filed.CaseNo, "non-acceptance", ground);
        Assert.Equal("not-accepted", declined.Body!["status"]!.ToString());
    }

    [Fact]
    public async Task materials_are_judged_by_content_and_declaration()
    {
        var form = Forms.Fresh();
        var filed = await Filed.Async(bureau, form, deliver: false);
        var path = $"/portal/v1/applications/{filed.ProjectNo}/materials/M01";
        var bytes = Forms.Bytes(form["materials"]![0]!["sm3"]!.ToString());
        var before = await service.CountsAsync();

        await DeliveryRefusedAsync(path, [.. "MZ"u8, .. bytes], 415, "material.type-not-supported");
        await DeliveryRefusedAsync(path, "%PDF-1.7\ncut short"u8.ToArray(), 415, "material.type-not-supported");
        await DeliveryRefusedAsync(path, [.. bytes, 10], 422, "material.digest-mismatch");
        await DeliveryRefusedAsync(path[..^3] + "M09", bytes, 422, "material.not-declared");
        await DeliveryRefusedAsync("/portal/v1/applications/NONE/materials/M01", bytes, 404, "application.unknown");
        await DeliveryRefusedAsync(path, new byte[(20 * 1024 * 1024) + 1], 413, "body.too-large");
        Assert.Equal(before, await service.CountsAsync());

        Assert.Equal(204, (int)(await bureau.PortalAsync(HttpMethod.Put, path, bytes)).Status);
        Assert.Equal(204, (int)(await bureau.PortalAsync(HttpMethod.Put, path, bytes)).Status);
    }

    async Task DeliveryRefusedAsync(string path, byte[] bytes, int status, string code)
    {
        var reply = await bureau.PortalAsync(HttpMethod.Put, path, bytes);
        Assert.Equal((status, code), ((int)reply.Status, reply.Code));
    }

    async Task RefusedAsync(byte[] body, int status, string code, string? field)
    {
        await bureau.SetClockAsync("2026-02-16T17:36:00+08:00");
        var before = await service.CountsAsync();

        var reply = await bureau.PortalAsync(HttpMethod.Post, "/portal/v1/applications", body);

        Assert.Equal((status, code), ((int)reply.Status, reply.Code));
        if (field is not null) Assert.Equal(field, reply.Field);
        Assert.Equal(before, await service.CountsAsync());
    }
}
