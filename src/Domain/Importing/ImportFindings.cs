using System.Collections.Frozen;

namespace Domain.Importing;

/// <summary>Something found in a file: never with the value itself, which may be somebody's name.</summary>
/// <param name="Row">0 for the file as a whole.</param>
/// <param name="Column">Field name, or a column's letters where it has none.</param>
/// <param name="Detail">A part of the code: which check failed, which row is meant; no word of the file.</param>
public sealed record ImportFinding(int Row, string? Column, ImportCode Code, string? Detail = null);

/// <summary>A kind of finding. The code is public and never changes its meaning.</summary>
/// <param name="Blocks">Stands against the import; a note does not.</param>
public sealed record ImportCode(string Code, string Title, bool Blocks);

/// <summary>Every kind of finding.</summary>
public static class ImportCodes
{
    public static readonly ImportCode NotAWorkbook = Problem("file.not-readable", "文件既不是可读取的CSV，也不是可读取的XLSX工作簿。");
    public static readonly ImportCode Macros = Problem("file.has-macros", "不接受带宏的工作簿。");
    public static readonly ImportCode OldFormat = Problem("file.old-or-encrypted", "不接受旧版（.xls）或加密的工作簿，请另存为.xlsx。");
    public static readonly ImportCode TooLargeUnpacked = Problem("file.too-large-unpacked", "工作簿解压后过大。");
    public static readonly ImportCode TooManyRows = Problem("file.too-many-rows", "行数超过上限100000行，请拆分文件。");
    public static readonly ImportCode NoRows = Problem("file.no-rows", "文件中没有数据行。");
    public static readonly ImportCode NoHeader = Problem("file.no-header", "首行没有可识别的列名。");
    public static readonly ImportCode ColumnMissing = Problem("column.missing", "缺少必需的列。");
    public static readonly ImportCode ColumnTwice = Problem("column.twice", "同一列出现两次。");
    public static readonly ImportCode ColumnUnknown = Problem("column.unknown", "有不认识的列，请删除或改用模板的列名。");
    public static readonly ImportCode ColumnHidden = Problem("column.hidden", "隐藏的列中有数据，请取消隐藏并核对。");
    public static readonly ImportCode RowHidden = Problem("row.hidden", "隐藏的行中有数据，请取消隐藏并核对。");
    public static readonly ImportCode RowTooLong = Problem("row.too-many-cells", "该行的列数多于表头。");
    public static readonly ImportCode CellsMerged = Problem("cell.merged", "单元格被合并，请取消合并并逐行填写。");
    public static readonly ImportCode SheetAmbiguous = Problem("workbook.sheet-ambiguous", "有多个工作表都像数据表，请只保留一个。");
    public static readonly ImportCode BytesWrong = Problem("encoding.wrong-bytes", "该行含有不属于所用编码的字节。");
    public static readonly ImportCode EncodingAmbiguous = Problem("encoding.ambiguous", "无法判断文件编码，请用encoding参数指明utf-8或gb18030。");
    public static readonly ImportCode EncodingUnsupported = Problem("encoding.unsupported", "不支持此种编码。");
    public static readonly ImportCode QuoteBroken = Problem("csv.quote-broken", "引号不成对或位置不对。");
    public static readonly ImportCode ValueMissing = Problem("cell.missing", "必填项为空。");
    public static readonly ImportCode Formula = Problem("cell.formula", "单元格是公式，请粘贴为数值后再提交。");
    public static readonly ImportCode CellError = Problem("cell.error", "单元格是错误值。");
    public static readonly ImportCode ControlCharacter = Problem("cell.control-character", "单元格含有控制字符。");
    public static readonly ImportCode TooLong = Problem("cell.too-long", "内容过长。");
    public static readonly ImportCode DigitsLost = Problem("cell.digits-lost", "长数字已被表格软件改写，末几位丢失，请按文本重新填写。");
    public static readonly ImportCode BecameDate = Problem("cell.became-date", "内容被表格软件当作日期，请按文本重新填写。");
    public static readonly ImportCode NotADay = Problem("day.unreadable", "日期无法识别或不存在。");
    public static readonly ImportCode DayAhead = Problem("day.ahead", "发证日期晚于今天。");
    public static readonly ImportCode IssuedLate = Problem("day.issued-after-start", "发证日期晚于有效期起始日。");
    public static readonly ImportCode TermReversed = Problem("term.reversed", "有效期截止日早于起始日。");
    public static readonly ImportCode TermTooLong = Problem("term.too-long", "有效期超过法定年限。");
    public static readonly ImportCode NotWhole = Problem("number.unreadable", "不是范围内的整数。");
    public static readonly ImportCode LegacyNoUnreadable = Problem("legacy-no.unreadable", "许可证编号格式不可用。");
    public static readonly ImportCode CreditCodeWrong = Problem("credit-code.wrong", "统一社会信用代码未通过校验。");
    public static readonly ImportCode HeadIdWrong = Problem("head-id.wrong", "公民身份号码未通过校验。");
    public static readonly ImportCode HeadNameMissing = Problem("head-name.missing", "填写了身份证号却没有姓名。");
    public static readonly ImportCode RegionUnknown = Problem("region.unknown", "行政区划不在本市范围内。");
    public static readonly ImportCode SportUnknown = Problem("sport.unknown", "许可项目不在高危险性体育项目目录内。");
    public static readonly ImportCode ModeUnknown = Problem("opening-mode.unknown", "开放方式只能是常年或季节性。");
    public static readonly ImportCode OrganUnknown = Problem("organ.unknown", "发证机关无法对应到本市的区划。");
    public static readonly ImportCode LegacyNoTwice = Problem("legacy-no.twice-in-file", "同一机关的许可证编号在文件中重复。");
    public static readonly ImportCode LegacyNoKnown = Problem("legacy-no.known", "该许可证编号已经在册。");
    public static readonly ImportCode VenueTwice = Problem("venue.twice-in-file", "同一经营者的同一场所在文件中重复。");
    public static readonly ImportCode VenueKnown = Problem("venue.known", "该经营者的该场所已经导入过。");

    public static readonly ImportCode EncodingFound = Note("encoding.found", "文件编码由内容判断得出。");
    public static readonly ImportCode OtherSheets = Note("workbook.other-sheets", "其他工作表未读取。");
    public static readonly ImportCode ExternalLinks = Note("workbook.external-links", "外部链接未读取。");
    public static readonly ImportCode FormulaLike = Note("cell.formula-like", "内容以=、+、-或@开头，按文本处理。");
    public static readonly ImportCode Respelt = Note("cell.respelt", "全角字符、空白或大小写已规范。");
    public static readonly ImportCode RegionRetired = Note("region.retired", "区划代码已撤销，改用承继的区划。");
    public static readonly ImportCode Expired = Note("term.over", "有效期已届满，按已到期导入。");
    public static readonly ImportCode NumberDrawn = Note("legacy-no.not-kept", "原编号不能作为本系统编号，将另行编号，原编号仍可查询。");

    static readonly FrozenDictionary<string, ImportCode> ByCode = typeof(ImportCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<ImportCode>().ToFrozenDictionary(code => code.Code);

    public static IReadOnlyCollection<ImportCode> All => ByCode.Values;

    static ImportCode Problem(string code, string title) => new(code, title, Blocks: true);

    static ImportCode Note(string code, string title) => new(code, title, Blocks: false);
}
