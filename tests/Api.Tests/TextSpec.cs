using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>specs/texts.md over HTTP: texts of a first application, of the envelope, and of officers.</summary>
[Collection(OneService.Name)]
public sealed class TextSpec(Service service)
{
    const string District = "320509";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task what_cannot_be_read_in_a_form_is_a_defect_and_goes_into_the_notice()
    {
        var form = Forms.Fresh();
        form["form"]!["venue"]!["name"] = "澄\u202e馆";
        form["form"]!["venue"]!["address"] = new string('路', 301);
        form["agent"]!["name"] = "\u200b";
        form["materials"]![0]!["fileName"] = new string('a', 256);

        var filed = await Filed.Async(bureau, form);

        var page = (await bureau.GetAsync("clerk", District, $"/cases/{filed.CaseNo}")).Body!["case"]!;
        Assert.Equal(
            [
                "form.character-not-allowed agent.name", "form.character-not-allowed form.venue.name",
                "form.text-too-long form.venue.address", "form.text-too-long materials[0].fileName",
            ],
            page["defects"]!.AsArray().Select(defect => $"{defect!["code"]} {defect["field"]}").Order(StringComparer.Ordinal));
        var notice = await bureau.ActAsync("clerk", District, filed.CaseNo, "correction-notice", new JsonObject());
        Assert.True(notice.Status == HttpStatusCode.OK, notice.ToString());
    }

    [Theory]
    [InlineData("\u200b\u200b")]
    [InlineData("苏州\u202e公司")]
    [InlineData("苏州\n公司")]
    [InlineData("　")]
    public async Task an_applicant_whose_name_cannot_be_read_is_not_received(string name)
    {
        var form = Forms.Fresh();
        form["applyerName"] = name;
        var before = await service.CountsAsync();

        var refused = await bureau.FileAsync(form);

        Assert.Equal((HttpStatusCode.BadRequest, "body.unreadable", "applyerName"), (refused.Status, refused.Code, refused.Field));
        Assert.Equal(before, await service.CountsAsync());
    }

    [Fact]
    public async Task an_officer_writes_lines_and_nothing_that_is_not_seen()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        Assert.Equal(200, (int)(await bureau.ActAsync("clerk", District, filed.CaseNo, "acceptance", new JsonObject())).Status);

        foreach (var opinion in (string[])["符合\u2066条件", "\u200b", "符合\u0007条件", new string('长', 4001)])
        {
            var refused = await ReviewAsync(opinion);
            Assert.Equal((HttpStatusCode.BadRequest, "opinion"), (refused.Status, refused.Field));
        }

        Assert.Equal(200, (int)(await ReviewAsync("符合条件：\r\n\t一、场所")).Status);

        Task<Reply> ReviewAsync(string opinion) => bureau.ActAsync("reviewer", District, filed.CaseNo, "review", new JsonObject
        {
            ["recommendation"] = "grant", ["opinion"] = opinion,
        });
    }
}
