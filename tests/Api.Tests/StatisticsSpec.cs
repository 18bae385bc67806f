using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Api.Http;
using Api.Statistics;
using Domain.Licensing;
using Projections.Statistics;

namespace Api.Tests;

/// <summary>specs/statistics.md over HTTP; the figures themselves are checked beside the read model.</summary>
[Collection(OneService.Name)]
public sealed class StatisticsSpec(Service service)
{
    const string Path = "/statistics/one-network";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_case_is_counted_in_its_month_and_found_behind_the_figure()
    {
        var before = await ReceivedAsync();
        var filed = await Filed.Async(bureau, Forms.Fresh(), deliver: false);

        var table = await GetAsync("approver", "320509", $"{Path}?from=2026-01&to=2026-03&groupBy=month,district");
        var row = table.Body!["rows"]!.AsArray().Single(line => line!["keys"]!["month"]!.ToString() == "2026-02")!;

        Assert.Equal(before + 1, (long)row["figures"]!["received"]!);
        Assert.Equal("吴江区", row["names"]!["district"]!.ToString());
        Assert.Contains("2026-1", table.Body["calendarEditions"]!.AsArray().Select(edition => edition!.ToString()));
        var cases = await GetAsync("approver", "320509", $"{Path}/cases?figure=received&from=2026-02&to=2026-02&pageSize=100");
        Assert.Contains(cases.Body!["items"]!.AsArray(), line => line!["caseNo"]!.ToString() == filed.CaseNo);
        Assert.Equal(before + 1, (long)cases.Body["total"]!);
    }

    [Fact]
    public async Task nothing_is_shown_as_a_share_of_nothing()
    {
        var table = await GetAsync("auditor", "320500", $"{Path}?from=2023-01&to=2023-01");

        Assert.All(
            table.Body!["total"]!["shares"]!.AsObject(),
            share => Assert.Equal((null, "nothing-counted"), (share.Value!["share"], share.Value["none"]!.ToString())));
        Assert.Null(table.Body["total"]!["days"]!["fromReceipt.workingDays"]!["average"]);
    }

    [Fact]
    public void an_item_without_a_promise_says_so()
    {
        var counted = Figure.All.ToDictionary(figure => figure.Name, figure => figure.Name is "decided" or "promised.none" ? 3L : 0);
        var total = new StatisticsRow(
            new Dictionary<string, string>(), counted, Span.All.ToDictionary(span => span.Name, _ => new SpanFigures(0, null, null)));
        var answer = StatisticsAnswer.Of(
            new(new(2026, 1), new(2026, 1), null, null, null, []), new StatisticsTable([], total), new WorkCalendar([]));

        Assert.Equal(new ShareView(null, 0, "no-promised-limit"), answer.Total.Shares["promised"]);
        Assert.Contains("无承诺时限", StatisticsCsv.Lines(answer).Last());
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("?from=2026-01", "to")]
    [InlineData("?from=2026-13&to=2026-12", "from")]
    [InlineData("?from=2026-01-01&to=2026-12", "from")]
    [InlineData("?from=2026-02&to=2026-01", "to")]
    [InlineData("?from=2016-01&to=2026-01", "to")]
    [InlineData("?from=2026-01&to=2026-02&groupBy=name", "groupBy")]
    [InlineData("?from=2026-01&to=2026-02&groupBy=month,month", "groupBy")]
    [InlineData("?from=2026-01&to=2026-02&district=320584", "district")]
    [InlineData("?from=2026-01&to=2026-02&applyType=6", "applyType")]
    [InlineData("/cases?from=2026-01&to=2026-02", "figure")]
    [InlineData("/cases?from=2026-01&to=2026-02&figure=1%3D1", "figure")]
    public async Task a_question_that_cannot_be_read_is_refused(string query, string field)
    {
        var reply = await GetAsync("auditor", "320500", Path + query);

        Assert.Equal((HttpStatusCode.BadRequest, "query.unreadable", field), (reply.Status, reply.Code, reply.Field));
    }

    [Fact]
    public async Task an_item_nobody_files_counts_nothing_whatever_it_is_called()
    {
        var reply = await GetAsync("auditor", "320500", $"{Path}?from=2026-01&to=2026-02&item='%20or%201=1--");

        Assert.Equal(0, (long)reply.Body!["total"]!["figures"]!["received"]!);
    }

    [Fact]
    public async Task a_district_is_not_told_zeros_of_another()
    {
        var other = await GetAsync("approver", "320508", $"{Path}?from=2026-01&to=2026-02&district=320509");

        Assert.Equal((HttpStatusCode.Forbidden, "district.other"), (other.Status, other.Code));
        Assert.Equal("role.not-admitted", (await GetAsync("clerk", "320509", $"{Path}?from=2026-01&to=2026-02")).Code);
    }

    [Fact]
    public async Task a_spreadsheet_gets_the_same_table_with_a_byte_order_mark()
    {
        await Filed.Async(bureau, Forms.Fresh(), deliver: false);
        var (type, bytes) = await bureau.GetBytesAsync("auditor", "320500", $"{Path}?from=2026-02&to=2026-02&groupBy=district", "text/csv");
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv; charset=utf-8", type);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.StartsWith("统计期间,区划代码,地区,收件,不予受理,受理", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("2026-02/2026-02,320509,吴江区,", StringComparison.Ordinal));
        Assert.StartsWith("合计,,,", lines[^1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-3", "'-3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("=a,\"b", "\"'=a,\"\"b\"")]
    [InlineData("游泳", "游泳")]
    [InlineData("", "")]
    public void a_cell_is_never_a_formula(string text, string cell) =>
        Assert.Equal(cell + "\r\n", Encoding.UTF8.GetString(Csv.Bytes([[text]])[3..]));

    async Task<long> ReceivedAsync() =>
        (long)(await GetAsync("approver", "320509", $"{Path}?from=2026-02&to=2026-02")).Body!["total"]!["figures"]!["received"]!;

    Task<Reply> GetAsync(string role, string district, string path) => bureau.GetAsync(role, district, path);
}
