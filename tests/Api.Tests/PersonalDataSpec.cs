using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>Whatever text a caller sends ends in the vault: no other table and no log line holds a word of it.</summary>
[Collection(OneService.Name)]
public sealed class PersonalDataSpec(Service service)
{
    const string Marker = "甲乙丙MARKER";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task marker_strings_stand_in_the_vault_alone()
    {
        var form = Forms.Fresh();
        Mark(form["form"]!.AsObject(), keep: ["code", "regionCode"]);
        form["applyerName"] = Marker + "公司";
        form["legalRepresentative"]!["name"] = Marker;
        form["agent"]!["phone"] = Marker;
        form["unknownField"] = new JsonObject { ["deep"] = Marker };
        foreach (var material in form["materials"]!.AsArray()) material!["fileName"] = Marker + ".pdf";

        var filed = await Filed.Async(bureau, form);
        var notice = new JsonObject
        {
            ["note"] = Marker,
            ["additional"] = new JsonArray(new JsonObject { ["field"] = "form.venue.name", ["reason"] = Marker }),
        };
        var noticed = await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "correction-notice", notice, key: "MARKER-1");
        Assert.Equal(200, (int)noticed.Status);
        var ground = new JsonObject { ["ground"] = "not-corrected", ["reason"] = Marker };
        await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "non-acceptance", ground);
        await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits?q={Marker}");
        var application = $"/portal/v1/applications/{filed.ProjectNo}";
        await bureau.PortalAsync(HttpMethod.Post, application + "/withdrawal", new JsonObject { ["reason"] = Marker });
        var rating = new JsonObject { ["level"] = 4, ["text"] = Marker, ["channel"] = "2" };
        await bureau.PortalAsync(HttpMethod.Post, application + "/rating", rating);

        Assert.Empty(await TablesWithAsync("MARKER"));
        Assert.DoesNotContain("MARKER", service.Log, StringComparison.Ordinal);
        var applicantsCode = form["applyerPageCode"]!.ToString();
        Assert.Empty(await TablesWithAsync(applicantsCode));

        var page = await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}");
        var name = page.Body!["case"]!["application"]!["applicantName"]!.ToString();
        var opened = await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}/documents/{name}?purpose=handling-a-case");
        Assert.Equal(Marker + "公司", opened.Body!["text"]!.ToString());
        var unexplained = await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}/documents/{name}");
        Assert.Equal((400, "purpose"), ((int)unexplained.Status, unexplained.Field));
    }

    /// <summary>Every text of the form that is not a code by which it is routed.</summary>
    static void Mark(JsonNode node, string[] keep)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is JsonValue value && value.TryGetValue<string>(out _)) list[i] = Marker;
                else if (list[i] is { } child) Mark(child, keep);
            }
        }

        foreach (var (name, value) in node is JsonObject members ? members.ToList() : [])
        {
            if (value is JsonValue text && text.TryGetValue<string>(out _) && !keep.Contains(name)) node[name] = Marker;
            else if (value is JsonObject or JsonArray) Mark(value, keep);
        }
    }

    async Task<IReadOnlyList<string>> TablesWithAsync(string text)
    {
        var tables = (string)(await service.Database.AskAsOwnerAsync(
            """
            select string_agg(format('%I.%I', schemaname, tablename), ' ' order by schemaname, tablename) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema')
            """))!;
        var found = new List<string>();
        foreach (var table in tables.Split(' '))
        {
            var question = $"select exists (select 1 from {table} t where t::text ilike '%{text}%' or t::text ilike '%{Hex(text)}%')";
            if ((bool)(await service.Database.AskAsOwnerAsync(question))!) found.Add(table);
        }

        return found;
    }

    static string Hex(string text) => Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text));
}
