using Application.Reading;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using static Application.SportPermits.FormVocabulary;

namespace Application.SportPermits;

/// <summary>Reads the list of declared materials; an entry that cannot be used counts as not declared.</summary>
public static class MaterialsReader
{
    /// <param name="item">Says how its materials are called.</param>
    public static void Read(Lenient materials, ServiceItem item, FormDraft draft)
    {
        foreach (var entry in materials.Items(true)) ReadOne(entry, item, draft);
    }

    static void ReadOne(Lenient entry, ServiceItem item, FormDraft draft)
    {
        if (!entry.IsObject(true)) return;
        var code = entry["materialCode"].Text(true);
        var size = entry["size"].Number(true, 0, MaxFileBytes, inclusive: true);
        var sm3 = entry["sm3"].Text(true)?.ToLowerInvariant();
        var mediaType = entry["mediaType"].OneOf(true, MediaTypes);
        var trust = entry["trustLevel"].OneOf(false, TrustLevels);
        var name = entry["materialName"].Text(false);
        var title = $"{name}\n{entry["fileName"].Text(false, TextLimits.FileName)}";

        var digestIsHex = sm3 is { Length: 64 } && sm3.All(char.IsAsciiHexDigitLower);
        if (sm3 is not null && !digestIsHex) draft.Defects.Add(ReadingDefects.UnreadableDeclaration(entry["sm3"].Path));
        if (code is not null && !IsCode(code)) draft.Defects.Add(ReadingDefects.UnreadableDeclaration(entry["materialCode"].Path));
        if (code is null || !IsCode(code) || !digestIsHex || size is null || size != decimal.Truncate(size.Value)) return;

        if (draft.Materials.Any(known => known.Code == code))
        {
            draft.Defects.Add(ReadingDefects.TwiceDeclared(entry["materialCode"].Path));
            return;
        }

        draft.Materials.Add(new MaterialDraft(code, title, mediaType ?? "application/octet-stream", (long)size, sm3!, trust ?? "D"));
        if (ApplicationExamination.Renamed(code, name, item) is { } renamed) draft.Defects.Add(renamed);
    }

    /// <summary>Codes are stored outside the vault, so their form is narrow: a letter and two or three digits.</summary>
    static bool IsCode(string code) =>
        code is [>= 'A' and <= 'Z', .. var digits] && digits.Length is 2 or 3 && digits.All(char.IsAsciiDigit);

    /// <summary>A larger file cannot be delivered, so it cannot be declared (contracts/portal: 20 MiB).</summary>
    public const long MaxFileBytes = 20 * 1024 * 1024;
}
