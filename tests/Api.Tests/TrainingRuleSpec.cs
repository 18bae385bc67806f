using System.Net;
using System.Text.Json.Nodes;
using Api.Tests.Prepayments;
using UglyToad.PdfPig;

namespace Api.Tests;

/// <summary>specs/training-institutions.md, TI-2 and TI-32: what a district sets for itself, and what comes of it, over HTTP.</summary>
[Collection(OneService.Name)]
public sealed class TrainingRuleSpec(Service service)
{
    /// <summary>No other test has to do with training institutions of 张家港市.</summary>
    const string District = "320582";

    readonly Bureau bureau = service.Bureau;

    [Theory]
    [InlineData("from", "16:30", "schoolHours")]
    [InlineData("from", "25:00", "schoolHours.from")]
    [InlineData("terms", "[]", "schoolHours.terms")]
    [InlineData("terms", """[{"firstDay":"2026-06-30","lastDay":"2026-02-24"}]""", "schoolHours.terms")]
    [InlineData(
        "terms", """[{"firstDay":"2026-02-24","lastDay":"2026-06-30"},{"firstDay":"2026-06-30","lastDay":"2026-07-01"}]""",
        "schoolHours.terms")]
    [InlineData("terms", """[{"firstDay":"2026-02-30","lastDay":"2026-06-30"}]""", "schoolHours.terms[0].firstDay")]
    [InlineData("until", "16:30", "schoolHours.until")]
    public async Task hours_that_cannot_be(string name, string value, string field)
    {
        var rule = Rule("zjg/bad");
        rule["schoolHours"]![name] = value.StartsWith('[') ? JsonNode.Parse(value) : value;

        var reply = await bureau.CallAsync(
            "operator", "320500", HttpMethod.Post, "/training-rules", rule, key: Guid.NewGuid().ToString("N"));

        Assert.True((int)reply.Status is 400 or 422, reply.ToString());
        Assert.Equal(field, reply.Field);
    }

    [Fact]
    public async Task a_districts_organ_stands_on_its_papers_and_its_schools_are_not_disturbed()
    {
        await bureau.SetClockAsync("2026-04-13T09:00:00+08:00");
        var rule = Rule("zjg/1");
        var other = await bureau.PersonAsync("auditor", "320500");
        Done(await RuleAsync("/training-rules", rule, null));
        Done(await RuleAsync("/training-rules", rule, null));
        Done(await RuleAsync(
            "/training-rules/approval", new JsonObject { ["district"] = District, ["edition"] = "zjg/1" }, other));

        var form = Forms.Fresh("014");
        form["regionCode"] = District;
        form["form"]!["premises"]!["regionCode"] = District;
        var institutionNo = await OpenedInstitution.GrantAsync(bureau, await Filed.Async(bureau, form), "2026-04-13");

        var text = await LicenceAsync(institutionNo);
        Assert.Contains("张家港市文体广电和旅游局", text, StringComparison.Ordinal);
        Assert.Contains("2026年4月13日至2031年4月12日", text, StringComparison.Ordinal);

        var page = (await bureau.GetAsync("clerk", District, $"/training-institutions/{institutionNo}")).Body!;
        var coach = page["institution"]!["staff"]![0]!["person"]!.ToString();
        var refused = await FileAsync(institutionNo, coach, "16:00");
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "timetable.lesson-must-not-meet-school"), (refused.Status, refused.Code));
        Done(await FileAsync(institutionNo, coach, "16:30"));
    }

    /// <param name="start">On Wednesday 22 April 2026.</param>
    Task<Reply> FileAsync(string institutionNo, string coach, string start) =>
        OpenedInstitution.ActAsync(bureau, District, institutionNo, "timetables", new JsonObject
        {
            ["timetableNo"] = "T1", ["firstDay"] = "2026-04-20", ["lastDay"] = "2026-04-30",
            ["lessons"] = new JsonArray(new JsonObject
            {
                ["lessonNo"] = "L1", ["class"] = "C1", ["sport"] = "BASKETBALL", ["date"] = "2026-04-22", ["start"] = start,
                ["end"] = "18:00", ["mode"] = "offline", ["room"] = "R1", ["roomAreaM2"] = 100, ["trainees"] = 10,
                ["coaches"] = new JsonArray(coach),
            }),
        });

    /// <summary>Papers come a moment after their act.</summary>
    async Task<string> LicenceAsync(string institutionNo)
    {
        for (var attempt = 0; attempt < 900; attempt++)
        {
            var list = await bureau.GetAsync("clerk", District, $"/documents?permitNo={institutionNo}&kind=licence");
            if (list.Body!["items"]!.AsArray() is [{ } found])
            {
                var path = $"/documents/{found["documentNo"]}/file?purpose=serving-a-document";
                using var pdf = PdfDocument.Open(await bureau.BytesAsync("clerk", District, path));
                return string.Concat(pdf.GetPages().Select(page => page.Text));
            }

            await Task.Delay(100);
        }

        throw new Xunit.Sdk.XunitException("No licence came within a minute and a half.");
    }

    /// <param name="person">Null for the operator who enters.</param>
    Task<Reply> RuleAsync(string path, JsonObject body, string? person) =>
        bureau.CallAsync("operator", "320500", HttpMethod.Post, path, body, person, Guid.NewGuid().ToString("N"));

    static JsonObject Rule(string edition) => new()
    {
        ["district"] = District, ["edition"] = edition, ["inForceFrom"] = "2026-01-01", ["organ"] = "张家港市文体广电和旅游局",
        ["decisionWorkingDays"] = 15, ["extensionWorkingDays"] = 10, ["validityYears"] = 5, ["law"] = "行政许可法", ["article"] = "42",
        ["source"] = "张体规〔2026〕1号",
        ["schoolHours"] = new JsonObject
        {
            ["from"] = "08:00", ["to"] = "16:30",
            ["terms"] = new JsonArray(new JsonObject { ["firstDay"] = "2026-02-24", ["lastDay"] = "2026-06-30" }),
        },
    };

    static void Done(Reply reply) => Assert.True((int)reply.Status is 200 or 201, reply.ToString());
}
