using System.Text.Json;
using System.Text.Json.Nodes;
using Application.SportPermits;
using Domain.Licensing;
using Domain.Tests.SportPermits;

namespace Domain.Tests.Forms;

/// <summary>specs/texts.md, TXT-2 and TXT-3: every text of a first form at its limit, and one character beyond.</summary>
public sealed class FormTextTable
{
    const string Person = """{"name":"张三","idType":"414","idNumber":"E12345678","phone":"13900000000"}""";

    [Theory]
    [InlineData("form.venue.name", 200)]
    [InlineData("form.venue.address", 300)]
    [InlineData("form.projects[0].pools[0].name", 200)]
    [InlineData("form.facilityStatement.issuer", 200)]
    [InlineData("form.staff[0].name", 100)]
    [InlineData("form.staff[0].idNumber", 50)]
    [InlineData("form.staff[0].certificateNo", 100)]
    [InlineData("legalRepresentative.name", 100)]
    [InlineData("agent.phone", 50)]
    [InlineData("materials[0].fileName", 255)]
    [InlineData("materials[0].materialName", 200)]
    public void a_text_and_its_limit(string field, int longest)
    {
        Assert.DoesNotContain(
            Defects(field, new string('字', longest)), defect => defect.Code.StartsWith("form.text", StringComparison.Ordinal));
        Assert.Contains(("form.text-too-long", field), Defects(field, new string('字', longest + 1)));
        Assert.Contains(("form.character-not-allowed", field), Defects(field, "字\u200b字"));
        Assert.Contains(("form.character-not-allowed", field), Defects(field, "字\n字"));
    }

    [Theory]
    [InlineData("form.staff")]
    [InlineData("form.projects")]
    [InlineData("form.safetySystems")]
    [InlineData("materials")]
    public void a_list_without_end_is_one_defect_and_not_a_thousand(string field)
    {
        var form = Form();
        var list = new JsonArray([.. Enumerable.Range(0, 100_000).Select(_ => (JsonNode?)null)]);
        if (field == "materials") form["materials"] = list;
        else form["form"]![field["form.".Length..]] = list;

        var defects = Defects(form);
        Assert.Contains(("form.list-too-long", field), defects);
        Assert.True(defects.Count < 600, $"{defects.Count}");
    }

    static List<(string Code, string Field)> Defects(string field, string text)
    {
        var form = Form();
        var end = field.LastIndexOf('.');
        Application.Reading.JsonPath.Find(form, field[..end])!.AsObject()[field[(end + 1)..]] = text;
        return Defects(form);
    }

    static List<(string Code, string Field)> Defects(JsonObject form)
    {
        var json = JsonSerializer.SerializeToElement(form);
        return
        [
            .. FormReader.Read(
                json.GetProperty("form"), json.GetProperty("materials"), json.GetProperty("legalRepresentative"),
                json.GetProperty("agent"), HighRiskSportItem.Edition1, "P-1", CaseSamples.Day(3, 2)).Defects
                .Select(defect => (defect.Code, defect.Field)),
        ];
    }

    static JsonObject Form() => new()
    {
        ["legalRepresentative"] = JsonNode.Parse(Person),
        ["agent"] = JsonNode.Parse(Person),
        ["form"] = JsonNode.Parse("""
            {"venue":{"name":"馆","address":"路1号","regionCode":"320508","rightType":"own"},"openingMode":"year-round",
             "projects":[{"code":"SWIM","pools":[{"name":"池","waterAreaM2":250}]}],"staff":[],"safetySystems":["emergency-plan"],
             "facilityStatement":{"basis":"self-check","date":"2026-01-05","issuer":"本单位"}}
            """)!.AsObject().With("staff", new JsonArray(JsonNode.Parse(Person))),
        ["materials"] = new JsonArray(new JsonObject
        {
            ["materialCode"] = "M01", ["materialName"] = "申请书", ["fileName"] = "a.pdf", ["mediaType"] = "application/pdf",
            ["size"] = 588, ["sm3"] = new string('a', 64),
        }),
    };
}

static class JsonObjectExtensions
{
    public static JsonObject With(this JsonObject json, string name, JsonNode value)
    {
        json[name] = value;
        return json;
    }
}
