using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TestKit;

namespace Api.Tests;

/// <summary>Existing permits from a file: one operator checks, another takes over, and what follows finds them.</summary>
[Collection(OneService.Name)]
public sealed class ImportSpec(Service service)
{
    static int next = 5000;

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_file_is_checked_by_one_taken_over_by_another_and_found_by_its_old_number()
    {
        await bureau.SetClockAsync("2026-09-01T09:00:00+08:00");
        var (first, csv) = File(3, row => row.Replace("SZ-2022-", "苏体许〔2022〕", StringComparison.Ordinal));
        var before = await CountAsync("permit_imported");

        var check = await CheckAsync(csv);
        Assert.True(check.Status == HttpStatusCode.OK, check.ToString());
        Assert.Equal((3, 0, true), ((int)check.Body!["rows"]!, (int)check.Body["problems"]!, (bool)check.Body["canBeCommitted"]!));
        Assert.Equal(before, await CountAsync("permit_imported"));
        var importId = check.Body["importId"]!.ToString();

        var again = await CheckAsync(csv);
        Assert.Equal((importId, true), (again.Body!["importId"]!.ToString(), (bool)again.Body["alreadyKnown"]!));
        var own = await CommitAsync(importId, "maker");
        Assert.Equal((HttpStatusCode.Forbidden, "import.checker-must-be-another"), (own.Status, own.Code));

        var done = await CommitAsync(importId, "checker");
        Assert.True(done.Status == HttpStatusCode.OK, done.ToString());
        Assert.Equal(("committed", 3, 3), (done.Body!["status"]!.ToString(), (int)done.Body["permits"]!, (int)done.Body["numbersDrawn"]!));
        Assert.Equal(HttpStatusCode.OK, (await CommitAsync(importId, "checker")).Status);
        Assert.Equal(before + 3, await CountAsync("permit_imported"));

        var legacyNo = $"苏体许〔2022〕{first:D6}";
        var found = await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits?q={Uri.EscapeDataString(legacyNo)}");
        var hit = Assert.Single(found.Body!["items"]!.AsArray())!;
        Assert.Equal((legacyNo, $"第{first}游泳馆"), (hit["legacyNo"]!.ToString(), hit["venueName"]!.ToString()));
        Assert.StartsWith("320509-DR-", hit["permitNo"]!.ToString(), StringComparison.Ordinal);
        var byName = await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits?q={Uri.EscapeDataString($"苏州第{first}体育")}");
        Assert.Single(byName.Body!["items"]!.AsArray());
        var replay = await bureau.GetAsync("auditor", "320500", $"/replay/sport-permit/{hit["permitNo"]}");
        Assert.Equal("permit_imported", replay.Body!["events"]![0]!["type"]!.ToString());
    }

    /// <summary>IMP-11: what the holder may ask of a permit and what the bureau may do to it asks for no case of ours behind it.</summary>
    [Fact]
    public async Task the_holder_of_an_imported_permit_asks_for_a_change_and_gets_it()
    {
        await bureau.SetClockAsync("2026-09-01T09:00:00+08:00");
        var (number, csv) = File(1, row => row);
        var importId = (await CheckAsync(csv)).Body!["importId"]!.ToString();
        Assert.Equal(HttpStatusCode.OK, (await CommitAsync(importId, "checker")).Status);
        var permitNo = $"SZ-2022-{number:D6}";
        var page = await bureau.GetAsync("clerk", "320509", $"/permits/{permitNo}");
        Assert.True(page.Status == HttpStatusCode.OK, page.ToString());

        var form = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(
            Path.Combine(TestServer.Checkout, "demo/requests/change-of-name.json")))!.AsObject();
        (form["projectNo"], form["applyDate"]) = ($"IMP-{Guid.NewGuid():N}"[..20], "2026-09-01T12:00:00+08:00");
        (form["applyerPageCode"], form["applyerName"]) = (ImportRows.CreditCode(number), $"苏州第{number}体育有限公司");
        form["form"]!["permitNo"] = permitNo;
        form["form"]!["changes"]![0]!["from"] = $"第{number}游泳馆";
        var filed = await Filed.Async(bureau, form);
        foreach (var (role, act, body) in new[]
        {
            ("clerk", "acceptance", "{}"), ("reviewer", "review", "{\"recommendation\":\"grant\"}"),
            ("approver", "decision", "{\"outcome\":\"granted\"}"),
        })
        {
            var reply = await bureau.ActAsync(role, "320509", filed.CaseNo, act, JsonNode.Parse(body)!);
            Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        }

        var changed = await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits/{permitNo}");
        Assert.Equal(("吴江区新澄游泳馆", 2), (changed.Body!["venueName"]!.ToString(), (int)changed.Body["certificateVersion"]!));
    }

    [Fact]
    public async Task one_wrong_row_stops_all_and_the_list_says_which_without_saying_what()
    {
        await bureau.SetClockAsync("2026-09-01T09:00:00+08:00");
        var (first, csv) = File(4, row => row);
        var wrong = csv.Replace(ImportRows.CreditCode(first + 2), "91320509999999999X", StringComparison.Ordinal);

        var check = await CheckAsync(wrong);

        Assert.Equal((4, 1, false), ((int)check.Body!["rows"]!, (int)check.Body["problems"]!, (bool)check.Body["canBeCommitted"]!));
        var finding = check.Body["findings"]![0]!;
        Assert.Equal("4 creditCode credit-code.wrong", $"{finding["row"]} {finding["column"]} {finding["code"]}");
        Assert.DoesNotContain("91320509999999999X", check.Body.ToJsonString(), StringComparison.Ordinal);

        var importId = check.Body["importId"]!.ToString();
        var counts = await CountAsync("permit_imported");
        var refused = await CommitAsync(importId, "checker");
        Assert.Equal((HttpStatusCode.Conflict, "import.rows-must-be-right"), (refused.Status, refused.Code));
        Assert.Equal(counts, await CountAsync("permit_imported"));

        var list = await RawAsync(HttpMethod.Get, $"/imports/permits/{importId}/problems.csv", "maker", null);
        Assert.Contains("4,creditCode,统一社会信用代码,credit-code.wrong,", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_on_record_is_not_imported_again()
    {
        await bureau.SetClockAsync("2026-09-01T09:00:00+08:00");
        var (_, csv) = File(2, row => row);
        var importId = (await CheckAsync(csv)).Body!["importId"]!.ToString();
        Assert.Equal(HttpStatusCode.OK, (await CommitAsync(importId, "checker")).Status);

        var again = await CheckAsync(csv + "\r\n");

        Assert.Equal(4, (int)again.Body!["problems"]!);
        Assert.Equal(
            ["legacy-no.known", "venue.known"],
            again.Body["findings"]!.AsArray().Where(one => (bool)one!["blocks"]!).Select(one => one!["code"]!.ToString())
                .Distinct().Order());
    }

    /// <summary>IMP-4: found out from the bytes, and said; where they leave it open the caller is asked.</summary>
    [Theory]
    [InlineData("gb18030", false, "gb18030")]
    [InlineData("utf-8", true, "utf-8-bom")]
    [InlineData("utf-16", true, "utf-16")]
    public async Task a_spreadsheets_own_encodings_are_read(string encoding, bool mark, string told)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await bureau.SetClockAsync("2026-09-01T09:00:00+08:00");
        var (first, csv) = File(2, row => row);
        var written = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. mark ? written.GetPreamble() : [], .. written.GetBytes(csv)];

        var check = (await RawAsync(HttpMethod.Post, "/imports/permits", "maker", bytes)).Reply;

        Assert.True(check.Status == HttpStatusCode.OK && (int)check.Body!["problems"]! == 0, check.ToString());
        var importId = check.Body!["importId"]!.ToString();
        Assert.Equal(told, await service.Database.AskAsOwnerAsync(
            $"select data->>'encoding' from mt_events where type = 'import_checked' and stream_id like '%{importId}'"));
        Assert.Equal(HttpStatusCode.OK, (await CommitAsync(importId, "checker")).Status);
        var found = await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits/SZ-2022-{first:D6}");
        Assert.Equal($"第{first}游泳馆", found.Body!["venueName"]!.ToString());
    }

    /// <summary>IMP-12: what a program computed last is not what stands on paper.</summary>
    [Fact]
    public async Task a_formula_in_a_workbook_is_a_problem_and_its_cached_value_is_not_read()
    {
        await bureau.SetClockAsync("2026-09-01T09:00:00+08:00");
        var (first, _) = File(2, row => row);
        var cells = ImportRows.Row(first + 1).Split(',');
        cells[1] = "<c r=\"B3\" t=\"str\"><f>CONCAT(&quot;苏州&quot;,&quot;公司&quot;)</f><v>苏州公司</v></c>";
        var book = new Workbook().Sheet(string.Concat(
            Workbook.Row(1, ImportRows.Header.Split(',')), Workbook.Row(2, ImportRows.Row(first).Split(',')), Workbook.Row(3, cells)));

        var check = (await RawAsync(HttpMethod.Post, "/imports/permits", "maker", book.ToBytes())).Reply;

        Assert.True(check.Status == HttpStatusCode.OK, check.ToString());
        Assert.Equal((2, false), ((int)check.Body!["rows"]!, (bool)check.Body["canBeCommitted"]!));
        Assert.Contains("3 holderName cell.formula", check.Body["findings"]!.AsArray()
            .Select(finding => $"{finding!["row"]} {finding["column"]} {finding["code"]}"));
        Assert.DoesNotContain("苏州公司", check.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_no_file_of_permits_is_not_kept()
    {
        var before = await KeptAsync();

        var reply = await CheckAsync("%PDF-1.7\0");

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "file.not-readable"), (reply.Status, reply.Code));
        Assert.Equal(("$", true), (reply.Field, reply.Body!["detail"]!.ToString().Length > 0));
        Assert.Equal(before, await KeptAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await CommitAsync("DR-20260901-00000000", "checker")).Status);
    }

    [Fact]
    public async Task a_district_imports_nothing_and_a_clerk_may_not_ask()
    {
        var district = await RawAsync(HttpMethod.Post, "/imports/permits", "maker", "x"u8.ToArray(), "320509");
        Assert.Contains("import.city-must-act", district.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await bureau.GetAsync("clerk", "320509", "/imports/permits/template.csv")).Status);
        Assert.Equal(HttpStatusCode.OK, (await bureau.GetAsync("operator", "320500", "/imports/permits/template.xlsx")).Status);
    }

    /// <summary>Rows that no other test has: one service answers them all.</summary>
    static (int First, string Csv) File(int rows, Func<string, string> change)
    {
        var first = Interlocked.Add(ref next, rows) - rows;
        var lines = Enumerable.Range(first, rows).Select(number => change(ImportRows.Row(number)));
        return (first, $"{ImportRows.Header}\r\n{string.Join("\r\n", lines)}\r\n");
    }

    async Task<Reply> CheckAsync(string csv) =>
        (await RawAsync(HttpMethod.Post, "/imports/permits", "maker", Encoding.UTF8.GetBytes(csv))).Reply;

    async Task<Reply> CommitAsync(string importId, string who) =>
        (await RawAsync(HttpMethod.Post, $"/imports/permits/{importId}/commit", who, [])).Reply;

    async Task<(Reply Reply, string Text)> RawAsync(
        HttpMethod method, string path, string who, byte[]? body, string district = "320500")
    {
        var person = await PersonAsync(who, district);
        var token = await bureau.SendAsync(new(HttpMethod.Post, "/development/token")
        {
            Content = new ByteArrayContent(Bureau.Utf8(new JsonObject
            {
                ["role"] = "operator", ["district"] = district, ["person"] = person,
            })),
        });
        using var client = new HttpClient { BaseAddress = service.Address };
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new ByteArrayContent(body);
        request.Headers.Authorization = new("Bearer", token.Body!["token"]!.ToString());
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return (new Reply(response.StatusCode, isJson ? JsonNode.Parse(text) : null, response.Headers), text);
    }

    /// <summary>Two operators: the second is whoever a token for another role is first given to.</summary>
    Task<string> PersonAsync(string who, string district) =>
        who == "maker" ? bureau.PersonAsync("operator", district) : bureau.PersonAsync("auditor", district);

    Task<object?> KeptAsync() => service.Database.AskAsOwnerAsync(
        "select concat_ws(' ', (select count(*) from files.files), (select count(*) from mt_streams where type = 'permit_import'))");

    async Task<long> CountAsync(string type) =>
        (long)(await service.Database.AskAsOwnerAsync($"select count(*) from mt_events where type = '{type}'"))!;
}
