using System.Text.RegularExpressions;

namespace Domain.Licensing;

/// <summary>The places of an application that a notice may name: what a form can hold, and nothing that only looks like a path.</summary>
public static partial class FormPaths
{
    static readonly string[] Persons = ["name", "idType", "idNumber", "phone"];

    /// <summary>Of every application, whatever it is for.</summary>
    static readonly HashSet<string> Places = new(
        [
            "applyerName", "applyerPageType", "applyerPageCode", "applyerType", "regionCode", "materials", "form",
            .. Under("legalRepresentative", Persons), .. Under("agent", Persons),
            "form.permitNo", "form.reason", "form.changes", .. Under("form.changes[]", "field", "from", "to"),
        ],
        StringComparer.Ordinal);

    /// <summary>True for a material the item asks for or the applicant declared, and for a place a form has.</summary>
    public static bool Exist(string field, Submission submission, ServiceItem item, IMatter matter) =>
        FieldNames.IsField(field)
        && (item.Materials.Any(material => material.Code == field)
            || submission.Materials.Any(material => material.Code == field)
            || Places.Contains(Index().Replace(field, "[]"))
            || matter.Places.Contains(Index().Replace(field, "[]")));

    /// <summary>A path and its members.</summary>
    public static IEnumerable<string> Under(string path, params string[] members) =>
        [path, .. members.Select(member => $"{path}.{member}")];

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Index();
}
