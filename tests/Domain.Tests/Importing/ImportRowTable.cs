using Domain.Importing;
using NodaTime;
using static Domain.Importing.ImportColumns;

namespace Domain.Tests.Importing;

/// <summary>specs/import.md: each cell that is wrong in one way, in a row that is right in all others.</summary>
public sealed class ImportRowTable
{
    static readonly LocalDate Today = new(2026, 3, 2);

    static readonly Dictionary<string, string> Right = new()
    {
        ["legacyNo"] = "苏体许〔2021〕12号", ["holderName"] = "苏州澄体体育有限公司", ["creditCode"] = "91320509MAL55G7059",
        ["headName"] = "吴敏", ["headId"] = "11010519491231002X", ["venueName"] = "阳澄游泳馆", ["venueAddress"] = "干将路415号",
        ["regionCode"] = "320509", ["sports"] = "游泳", ["openingMode"] = "常年", ["issuedOn"] = "2022-03-02",
        ["validFrom"] = "2022-03-02", ["validTo"] = "2027-03-01", ["requiredLifeguards"] = "6", ["requiredInstructors"] = "2",
        ["maxSwimmers"] = "160", ["issuingOrgan"] = "苏州市吴江区文体广电和旅游局", ["source"] = "档案柜3-12",
    };

    [Fact]
    public void a_right_row_is_a_permit_without_any_finding()
    {
        var judged = Read();

        Assert.Empty(judged.Findings);
        Assert.Equal("320509", judged.Row!.Organ);
        Assert.Equal(["SWIM"], judged.Row.Sports);
        Assert.Equal(new LocalDate(2027, 3, 1), judged.Row.ValidTo);
    }

    [Theory]
    [InlineData("legacyNo", "", "cell.missing")]
    [InlineData("legacyNo", "无编号", "legacy-no.unreadable")]
    [InlineData("legacyNo", "11010519491231002X", "legacy-no.unreadable")] // somebody's identity number is no permit's
    [InlineData("legacyNo", "A<1>", "legacy-no.unreadable")]
    [InlineData("holderName", " ", "cell.missing")]
    [InlineData("holderName", "甲\u0007", "cell.control-character")]
    [InlineData("creditCode", "91320509MAL55G7058", "credit-code.wrong")]
    [InlineData("creditCode", "9132050900000", "credit-code.wrong")]
    [InlineData("creditCode", "9.13205E+17", "cell.digits-lost")]
    [InlineData("headId", "110105194912310021", "head-id.wrong")]
    [InlineData("headId", "1.10105E+17", "cell.digits-lost")]
    [InlineData("headName", "", "head-name.missing")]
    [InlineData("venueName", "", "cell.missing")]
    [InlineData("venueAddress", "", "cell.missing")]
    [InlineData("regionCode", "310101", "region.unknown")]
    [InlineData("regionCode", "上海市", "region.unknown")]
    [InlineData("sports", "蹦极", "sport.unknown")]
    [InlineData("sports", "游泳、蹦极", "sport.unknown")]
    [InlineData("openingMode", "有时", "opening-mode.unknown")]
    [InlineData("issuedOn", "2026-03-03", "day.ahead")]
    [InlineData("issuedOn", "2022-03-03", "day.issued-after-start")]
    [InlineData("issuedOn", "2021-02-29", "day.unreadable")]
    [InlineData("issuedOn", "44622", "day.unreadable")] // a serial number without its workbook
    [InlineData("issuedOn", "02/03/2022", "day.unreadable")]
    [InlineData("validTo", "2022-03-01", "term.reversed")]
    [InlineData("validTo", "2027-03-02", "term.too-long")]
    [InlineData("requiredLifeguards", "6.5", "number.unreadable")]
    [InlineData("requiredLifeguards", "-1", "number.unreadable")]
    [InlineData("maxSwimmers", "100001", "number.unreadable")]
    [InlineData("issuingOrgan", "上海市体育局", "organ.unknown")]
    [InlineData("source", "", "cell.missing")]
    public void a_wrong_cell_is_named_and_stops_the_row(string column, string text, string code)
    {
        var judged = Read((column, ImportCell.Of(text)));

        Assert.Null(judged.Row);
        Assert.Contains(judged.Findings, finding => finding.Code.Code == code && finding.Code.Blocks && finding.Row == 7);
        Assert.All(judged.Findings, finding => Assert.True(text.Trim().Length < 4 || finding.Detail?.Contains(text) != true));
    }

    /// <summary>Not in the table: half a character does not survive being an attribute.</summary>
    [Fact]
    public void half_a_character_is_none() => a_wrong_cell_is_named_and_stops_the_row("holderName", "甲\uD800", "cell.control-character");

    [Theory]
    [InlineData("legacyNo", "ＳＺ－２０２１－００１２", "cell.respelt")]
    [InlineData("creditCode", "91320509mal55g7059", "cell.respelt")]
    [InlineData("regionCode", "320584", "region.retired")]
    [InlineData("regionCode", "吴江市", "region.retired")]
    [InlineData("venueName", "=阳澄", "cell.formula-like")]
    [InlineData("venueName", "@阳澄", "cell.formula-like")]
    [InlineData("validTo", "2026-03-01", "term.over")]
    public void what_can_be_taken_is_taken_and_noted(string column, string text, string code)
    {
        var judged = Read((column, ImportCell.Of(text)));

        Assert.NotNull(judged.Row);
        Assert.Equal([code], judged.Findings.Select(finding => finding.Code.Code));
    }

    [Fact]
    public void a_text_kept_by_an_equals_sign_is_what_stands_between_the_quotes()
    {
        var judged = Read(("creditCode", ImportCell.Of("=\"91320509MAL55G7059\"")));

        Assert.Equal("91320509MAL55G7059", judged.Row!.CreditCode);
        Assert.DoesNotContain(judged.Findings, finding => finding.Code == ImportCodes.FormulaLike);
    }

    [Theory]
    [InlineData(CellForm.Formula, "cell.formula")]
    [InlineData(CellForm.Error, "cell.error")]
    [InlineData(CellForm.Date, "cell.became-date")]
    public void a_cell_that_a_spreadsheet_made_up_is_a_problem(CellForm form, string code)
    {
        var judged = Read(("legacyNo", new ImportCell("44622", form)));

        Assert.Null(judged.Row);
        Assert.Equal(code, Assert.Single(judged.Findings).Code.Code);
    }

    [Theory]
    [InlineData("110105194912310020", "cell.digits-lost")] // eighteen digits, the last three of them made up
    [InlineData("1.1010519491231E+17", "cell.digits-lost")]
    public void a_long_number_kept_as_a_number_has_lost_its_end(string text, string code)
    {
        var judged = Read(("headId", new ImportCell(text, CellForm.Number)));

        Assert.Equal(code, judged.Findings.First(finding => finding.Code.Blocks).Code.Code);
    }

    [Theory]
    [InlineData("year-round", "2022-03-02", "2027-03-01", true)] // five years to the day
    [InlineData("year-round", "2022-03-02", "2027-03-02", false)]
    [InlineData("seasonal", "2023-05-01", "2026-04-30", true)] // three
    [InlineData("seasonal", "2023-05-01", "2026-05-01", false)]
    [InlineData("year-round", "2020-02-29", "2025-02-27", true)]
    public void a_term_is_as_long_as_the_law_allows(string mode, string from, string to, bool right)
    {
        var judged = Read(
            ("openingMode", ImportCell.Of(mode)), ("issuedOn", ImportCell.Of(from)), ("validFrom", ImportCell.Of(from)),
            ("validTo", ImportCell.Of(to)));

        Assert.Equal(right, judged.Row is not null);
        Assert.Equal(!right, judged.Findings.Any(finding => finding.Code == ImportCodes.TermTooLong));
    }

    [Fact]
    public void every_finding_of_a_row_is_told_at_once()
    {
        var judged = Read(
            ("creditCode", ImportCell.Of("x")), ("sports", ImportCell.Of("y")), ("validTo", ImportCell.Of("z")));

        Assert.Equal(
            ["credit-code.wrong", "sport.unknown", "day.unreadable"], judged.Findings.Select(finding => finding.Code.Code));
    }

    [Theory]
    [InlineData("SZ-2021-0012", true)]
    [InlineData("苏体许〔2021〕12号", false)]
    [InlineData("12", false)]
    [InlineData("sz-2021-0012", false)]
    [InlineData("320509-2021-0012", false)] // could meet the next one drawn
    [InlineData("320509-DR-00012", false)]
    public void a_number_is_kept_where_it_can_go_on_as_ours(string number, bool kept) =>
        Assert.Equal(kept, ImportVocabulary.MayBeKept(number));

    static JudgedRow Read(params (string Column, ImportCell Cell)[] changed)
    {
        var cells = Right.ToDictionary(pair => pair.Key, pair => ImportCell.Of(pair.Value));
        foreach (var (column, cell) in changed) cells[column] = cell;
        return ImportRowReader.Read(7, column => cells[column.Key], Today);
    }
}
