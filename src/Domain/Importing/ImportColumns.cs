using Domain.Identity;

namespace Domain.Importing;

/// <summary>A column of an import file.</summary>
/// <param name="Key">Field name; it stands in findings and may head the column.</param>
/// <param name="Header">As the template has it.</param>
/// <param name="OtherHeaders">What other registers call it.</param>
/// <param name="Holds">What kind of content it takes.</param>
/// <param name="Meaning">For the template's second sheet.</param>
public sealed record ImportColumn(
    string Key, string Header, bool Required, ColumnContent Holds, string Meaning, params string[] OtherHeaders);

public enum ColumnContent
{
    Text = 1,
    Day = 2,
    Whole = 3,
}

/// <summary>IMP-2: the columns of a file of existing permits, in the template's order.</summary>
public static class ImportColumns
{
    public static readonly ImportColumn LegacyNo =
        new("legacyNo", "许可证编号", true, ColumnContent.Text, "纸质许可证上的编号", "证号", "原许可证号", "编号");
    public static readonly ImportColumn HolderName =
        new("holderName", "经营者名称", true, ColumnContent.Text, "营业执照上的名称", "企业名称", "持证单位", "单位名称");
    public static readonly ImportColumn CreditCode =
        new("creditCode", "统一社会信用代码", true, ColumnContent.Text, "18位，单元格须为文本", "信用代码");
    public static readonly ImportColumn HeadName =
        new("headName", "负责人姓名", false, ColumnContent.Text, "可空", "负责人", "法定代表人");
    public static readonly ImportColumn HeadId =
        new("headId", "负责人身份证号", false, ColumnContent.Text, "可空，单元格须为文本", "身份证号", "公民身份号码");
    public static readonly ImportColumn VenueName =
        new("venueName", "场所名称", true, ColumnContent.Text, "经营场所的名称", "场馆名称");
    public static readonly ImportColumn VenueAddress =
        new("venueAddress", "场所地址", true, ColumnContent.Text, "经营场所的地址", "地址", "经营地址");
    public static readonly ImportColumn RegionCode =
        new("regionCode", "行政区划代码", true, ColumnContent.Text, "6位代码或区县名称，如320509", "区划代码", "所属区县");
    public static readonly ImportColumn Sports =
        new("sports", "许可项目", true, ColumnContent.Text, "游泳、滑雪、潜水、攀岩，可多项，用顿号分开", "经营项目", "体育项目");
    public static readonly ImportColumn OpeningMode =
        new("openingMode", "开放方式", true, ColumnContent.Text, "常年或季节性", "开放类型");
    public static readonly ImportColumn IssuedOn =
        new("issuedOn", "发证日期", true, ColumnContent.Day, "如2021-03-02", "颁发日期");
    public static readonly ImportColumn ValidFrom =
        new("validFrom", "有效期自", true, ColumnContent.Day, "第一日", "有效期起", "生效日期");
    public static readonly ImportColumn ValidTo =
        new("validTo", "有效期至", true, ColumnContent.Day, "最后一日（含）", "有效期止", "截止日期");
    public static readonly ImportColumn Lifeguards =
        new("requiredLifeguards", "救助人员数", false, ColumnContent.Whole, "应配人数，可空", "救生员数");
    public static readonly ImportColumn Instructors =
        new("requiredInstructors", "社会体育指导人员数", false, ColumnContent.Whole, "应配人数，可空", "指导员数");
    public static readonly ImportColumn MaxSwimmers =
        new("maxSwimmers", "最大人数", false, ColumnContent.Whole, "同时游泳最大人数，可空", "最大容量");
    public static readonly ImportColumn Organ =
        new("issuingOrgan", "发证机关", true, ColumnContent.Text, "证上所印机关名称或区划代码", "颁发机关");
    public static readonly ImportColumn Source =
        new("source", "档案出处", true, ColumnContent.Text, "纸质档案所在，如档案号", "来源", "档案号");

    public static IReadOnlyList<ImportColumn> All { get; } =
    [
        LegacyNo, HolderName, CreditCode, HeadName, HeadId, VenueName, VenueAddress, RegionCode, Sports, OpeningMode, IssuedOn, ValidFrom,
        ValidTo, Lifeguards, Instructors, MaxSwimmers, Organ, Source,
    ];

    static readonly Dictionary<string, ImportColumn> ByHeader = All
        .SelectMany(column => column.OtherHeaders.Append(column.Header).Append(column.Key).Select(name => (Name: Plain(name), column)))
        .ToDictionary(known => known.Name, known => known.column, StringComparer.Ordinal);

    /// <summary>The column a header names; width, case, blanks and marks of a required field aside. Null if it names none.</summary>
    public static ImportColumn? Find(string header) => ByHeader.GetValueOrDefault(Plain(header));

    static string Plain(string header) => string.Concat(
        IdentifierCheck.Unify(header).ToLowerInvariant()
            .Where(letter => !char.IsWhiteSpace(letter) && letter is not ('*' or ':' or '\uFEFF')));
}
