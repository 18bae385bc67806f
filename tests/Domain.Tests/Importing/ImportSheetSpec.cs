using Domain.Importing;
using NodaTime;

namespace Domain.Tests.Importing;

/// <summary>IMP-2, IMP-8: a file's columns, and its rows against each other.</summary>
public sealed class ImportSheetSpec
{
    static readonly string[] Row =
    [
        "SZ-2021-0012", "苏州澄体体育有限公司", "91320509MAL55G7059", "", "", "阳澄游泳馆", "干将路415号", "320509", "游泳", "常年",
        "2022-03-02", "2022-03-02", "2027-03-01", "", "", "", "吴江区", "档案柜3",
    ];

    [Fact]
    public void headers_are_known_by_field_name_template_name_and_other_names()
    {
        Assert.Equal("creditCode", ImportColumns.Find(" 统一社会信用代码* ")?.Key);
        Assert.Equal("creditCode", ImportColumns.Find("CREDITCODE")?.Key);
        Assert.Equal("legacyNo", ImportColumns.Find("\uFEFF证号")?.Key);
        Assert.Null(ImportColumns.Find("吴敏"));
    }

    [Fact]
    public void a_column_that_is_missing_twice_or_unknown_is_told_and_never_quoted()
    {
        var headers = ImportColumns.All.Select(column => column.Header).Where(header => header != "场所名称").Append("发证日期").Append("吴敏");

        var findings = new ImportSheet(new LocalDate(2026, 3, 2)).ReadHeader(Line(1, [.. headers]), new HashSet<int> { 0 });

        Assert.Equal(
            ["column.hidden legacyNo", "column.missing venueName", "column.twice issuedOn", "column.unknown S"],
            findings.Select(finding => $"{finding.Code.Code} {finding.Column}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void a_first_line_without_any_known_name_is_no_header() =>
        Assert.Equal(
            [ImportCodes.NoHeader],
            new ImportSheet(new LocalDate(2026, 3, 2)).ReadHeader(Line(1, Row), new HashSet<int>()).Select(finding => finding.Code));

    [Fact]
    public void a_number_or_a_venue_twice_names_the_first_row()
    {
        var sheet = Opened();
        Assert.Empty(sheet.Read(Line(2, Row)).Findings);

        var second = sheet.Read(Line(9, Row));

        Assert.Null(second.Row);
        Assert.Equal(
            ["legacy-no.twice-in-file row 2", "venue.twice-in-file row 2"],
            second.Findings.Select(finding => $"{finding.Code.Code} {finding.Detail}"));
    }

    [Fact]
    public void one_number_of_two_organs_is_kept_by_neither()
    {
        var sheet = Opened();
        sheet.Read(Line(2, Row));
        string[] other = [.. Row];
        (other[5], other[16]) = ("另一馆", "姑苏区");

        Assert.NotNull(sheet.Read(Line(3, other)).Row);

        Assert.Equal(["SZ-2021-0012"], sheet.SharedNumbers);
        Assert.Equal(
            [("320508", 1), ("320509", 1)],
            sheet.DrawnBesides(sheet.SharedNumbers).Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public void more_cells_than_columns_are_a_problem() =>
        Assert.Contains(
            Opened().Read(Line(2, [.. Row, "x"])).Findings, finding => finding.Code == ImportCodes.RowTooLong);

    [Fact]
    public void the_row_above_the_limit_is_named_and_ends_the_reading()
    {
        var sheet = Opened();
        for (var row = 0; row < ImportSheet.MostRows; row++) sheet.Read(Line(row + 2, []));
        Assert.False(sheet.IsFull);

        var finding = Assert.Single(sheet.Read(Line(100_002, Row)).Findings);

        Assert.Equal((100_002, ImportCodes.TooManyRows), (finding.Row, finding.Code));
        Assert.True(sheet.IsFull);
    }

    [Fact]
    public void every_finding_has_a_code_of_its_own_and_a_sentence() =>
        Assert.All(ImportCodes.All, code =>
        {
            Assert.Matches("^[a-z-]+\\.[a-z0-9-]+$", code.Code);
            Assert.EndsWith("。", code.Title, StringComparison.Ordinal);
            Assert.DoesNotContain(',', code.Title);
        });

    static ImportSheet Opened()
    {
        var sheet = new ImportSheet(new LocalDate(2026, 3, 2));
        Assert.Empty(sheet.ReadHeader(Line(1, [.. ImportColumns.All.Select(column => column.Header)]), new HashSet<int>()));
        return sheet;
    }

    static ImportLine Line(int number, string[] cells) => new(number, [.. cells.Select(ImportCell.Of)]);
}
