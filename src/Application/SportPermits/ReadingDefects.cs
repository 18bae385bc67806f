using Domain.Kernel;
using Domain.SportPermits;

namespace Application.SportPermits;

/// <summary>Defects that show on reading, before any rule of staffing or materials is asked.</summary>
/// <remarks>Each belongs on the one correction notice: 行政许可法 art 32(4), materials not in legal form.</remarks>
public static class ReadingDefects
{
    static readonly LegalBasis NotInLegalForm = new("行政许可法", "32(4)");

    public static Defect Missing(string field) => Of("form.value-missing", field, "该项未填写，请补充。");

    public static Defect WrongType(string field) => Of("form.type-wrong", field, "该项的填写格式不正确，请按要求填写。");

    public static Defect UnknownValue(string field) => Of("form.value-unknown", field, "该项的取值不在可选范围内，请重新选择。");

    public static Defect ImpossibleDate(string field) => Of("date.impossible", field, "该日期不存在，请更正。");

    public static Defect ImpossibleArea(string field) => Of("pool.area-impossible", field, "水面面积不合理，请更正。");

    public static Defect ImpossibleDepth(string field) => Of("pool.depth-impossible", field, "水深不合理，请更正。");

    public static Defect ImpossibleNumber(string field) => Of("form.number-impossible", field, "该数值不合理，请更正。");

    public static Defect ImpossibleCoordinate(string field) => Of("venue.coordinate-impossible", field, "经纬度不合理，请更正。");

    public static Defect WrongIdentifier(string field) => Of("person.id-invalid", field, "证件号码校验不通过，请更正。");

    public static Defect UnreadableDeclaration(string field) => Of("material.declaration-unreadable", field, "该材料的登记信息不完整，请更正。");

    public static Defect TwiceDeclared(string field) => Of("material.declared-twice", field, "同一材料重复登记，请更正。");

    static readonly string[] Codes =
    [
        "form.value-missing", "form.type-wrong", "form.value-unknown", "date.impossible", "pool.area-impossible",
        "pool.depth-impossible", "form.number-impossible", "venue.coordinate-impossible", "person.id-invalid",
        "material.declaration-unreadable", "material.declared-twice", "material.renamed",
    ];

    /// <summary>True for what reading finds; all other defects are found anew by the rules.</summary>
    public static bool IsOne(Defect defect) => Codes.Contains(defect.Code);

    static Defect Of(string code, string field, string title) => new(code, field, title, NotInLegalForm, 0);
}
