using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;

namespace Projections.SportPermits;

/// <summary>A material as last declared, and its file once it has arrived.</summary>
/// <param name="Title">Sealed: material and file name.</param>
/// <param name="File">Null until a file with the declared digest came.</param>
public sealed record MaterialLine(
    string Code, DocumentId Title, string MediaType, long Size, string Sm3, string TrustLevel, FileId? File);

public static class MaterialLines
{
    /// <summary>A submission declares materials anew; a file that came for the same digest still counts.</summary>
    public static IReadOnlyList<MaterialLine> Declare(
        this IReadOnlyList<MaterialLine> lines, IReadOnlyList<DeclaredMaterial> declared)
    {
        var renewed = declared.Select(material => material.Code).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. lines.Where(line => !renewed.Contains(line.Code)),
            .. declared.Select(material => new MaterialLine(
                material.Code, material.Title, material.MediaType, material.Size, material.Sm3, material.TrustLevel,
                lines.FirstOrDefault(line => line.Code == material.Code && line.Sm3 == material.Sm3)?.File)),
        ];
    }

    /// <summary>
    /// What a notice asks for beside files that were declared: those stand with the materials until they come.
    /// </summary>
    public static IReadOnlyList<Defect> WithoutAwaitedFiles(this IReadOnlyList<Defect> items) =>
        [.. items.Where(item => item.Code != "material.undelivered")];

    public static IReadOnlyList<MaterialLine> Deliver(this IReadOnlyList<MaterialLine> lines, MaterialDelivered e) =>
        [.. lines.Select(line => line.Code == e.MaterialCode ? line with { File = e.File } : line)];
}
