using Application.Reading;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;

namespace Application.SportPermits;

/// <summary>Defects that show on reading, before any rule of staffing or materials is asked.</summary>
/// <remarks>Each belongs on the one correction notice: 行政许可法 art 32(4), materials not in legal form.</remarks>
public static class ReadingDefects
{
    static readonly LegalBasis NotInLegalForm = new("行政许可法", "32(4)");

    public const string MissingCode = "form.value-missing";

    /// <summary>Where a form has nothing better to say of its field.</summary>
    public static Defect Of(Fault fault, string field) =>
        fault switch
        {
            Fault.Missing => Missing(field),
            Fault.UnknownValue => UnknownValue(field),
            Fault.ImpossibleDate => ImpossibleDate(field),
            Fault.ImpossibleNumber => ImpossibleNumber(field),
            Fault.TooLong => TooLong(field),
            Fault.Invisible => Invisible(field),
            Fault.TooMany => TooMany(field),
            _ => WrongType(field),
        };

    public static Defect Missing(string field) => Of(MissingCode, field, "该项未填写，请补充。");

    public static Defect WrongType(string field) => Of("form.type-wrong", field, "该项的填写格式不正确，请按要求填写。");

    public static Defect UnknownValue(string field) => Of("form.value-unknown", field, "该项的取值不在可选范围内，请重新选择。");

    public static Defect TooLong(string field) => Of("form.text-too-long", field, "该项填写内容过长，请缩短。");

    public static Defect Invisible(string field) =>
        Of("form.character-not-allowed", field, "该项含有控制字符、零宽字符等不可见字符，请重新填写。");

    public static Defect TooMany(string field) => Of("form.list-too-long", field, "该项条目过多，请核对后重新填写。");

    public static Defect ImpossibleDate(string field) => Of("date.impossible", field, "该日期不存在，请更正。");

    public static Defect ImpossibleArea(string field) => Of("pool.area-impossible", field, "水面面积不合理，请更正。");

    public static Defect ImpossibleDepth(string field) => Of("pool.depth-impossible", field, "水深不合理，请更正。");

    public static Defect ImpossibleNumber(string field) => Of("form.number-impossible", field, "该数值不合理，请更正。");

    public static Defect ImpossibleCoordinate(string field) => Of("venue.coordinate-impossible", field, "经纬度不合理，请更正。");

    public static Defect WrongIdentifier(string field) => Of("person.id-invalid", field, "证件号码校验不通过，请更正。");

    public static Defect UnreadableDeclaration(string field) => Of("material.declaration-unreadable", field, "该材料的登记信息不完整，请更正。");

    public static Defect TwiceDeclared(string field) => Of("material.declared-twice", field, "同一材料重复登记，请更正。");

    public static Defect UnknownChange(string field) => Of("change.field-unknown", field, "该项不是可以变更的内容，请更正。");

    public static Defect OtherThanPermit(string field) => Of("change.from-differs", field, "变更前的内容与许可证记载不一致，请更正。");

    public static Defect OtherThanApplicant(string field) => Of("change.applicant-differs", field, "变更后的名称与申请人名称不一致，请更正。");

    public static Defect NothingChanges(string field) => Of("change.nothing-changes", field, "变更前后的内容相同，请更正。");

    public static Defect TwiceChanged(string field) => Of("change.field-twice", field, "同一项重复申请变更，请更正。");

    static readonly string[] Codes =
    [
        "form.value-missing", "form.type-wrong", "form.value-unknown", "date.impossible", "pool.area-impossible",
        "pool.depth-impossible", "form.number-impossible", "venue.coordinate-impossible", "person.id-invalid",
        "material.declaration-unreadable", "material.declared-twice", "material.renamed",
        "change.field-unknown", "change.from-differs", "change.applicant-differs", "change.nothing-changes", "change.field-twice",
        "form.text-too-long", "form.character-not-allowed", "form.list-too-long",
    ];

    /// <summary>True for what reading finds; all other defects are found anew by the rules.</summary>
    public static bool IsOne(Defect defect) => Codes.Contains(defect.Code);

    static Defect Of(string code, string field, string title) => new(code, field, title, NotInLegalForm, 0);
}
