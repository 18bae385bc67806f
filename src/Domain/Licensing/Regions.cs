using System.Collections.Frozen;

namespace Domain.Licensing;

/// <summary>A division as the bureau's items use it, with the organ that is competent there.</summary>
/// <param name="Code">Six digits, GB/T 2260; 320571 is a functional area outside that standard.</param>
/// <param name="Successor">Where the code is retired: the code whose organ handles what still names it.</param>
/// <param name="IssuingOrgan">Who accepts and decides.</param>
/// <param name="SupervisingOrgan">Who inspects; another organ where an approval bureau issues.</param>
/// <param name="ReviewOrgan">To whom an application for reconsideration goes: 行政复议法 art 24.</param>
public sealed record Region(
    string Code,
    string Name,
    string? Successor,
    string IssuingOrgan,
    string SupervisingOrgan,
    string ReviewOrgan,
    string Source)
{
    public bool IsRetired => Successor is not null;
}

/// <summary>LIC-2: the regions of Suzhou, and which organ answers for each.</summary>
public static class Regions
{
    public const string City = "320500";

    const string Table = "GB/T 2260, county-level units of Suzhou; organ names generic until the bureau supplies its directory";
    const string FunctionalArea = "functional-area code in wide use, not in GB/T 2260; organ names as above";

    static readonly FrozenDictionary<string, Region> ByCode = new[]
    {
        Of(City, "苏州市", Table),
        Of("320505", "虎丘区", Table),
        Of("320506", "吴中区", Table),
        Of("320507", "相城区", Table),
        Of("320508", "姑苏区", Table),
        Of("320509", "吴江区", Table),
        Of("320571", "苏州工业园区", FunctionalArea) with { ReviewOrgan = "苏州市人民政府" },
        Of("320581", "常熟市", Table),
        Of("320582", "张家港市", Table),
        Of("320583", "昆山市", Table),
        Of("320585", "太仓市", Table),
        Of("320584", "吴江市", "GB/T 2260 as amended in 2012: 吴江市 became 吴江区") with { Successor = "320509" },
    }.ToFrozenDictionary(region => region.Code);

    /// <summary>All regions, retired ones included, by code.</summary>
    public static IReadOnlyList<Region> All { get; } = [.. ByCode.Values.OrderBy(region => region.Code, StringComparer.Ordinal)];

    /// <summary>The region of a code, retired or not; null for a code outside Suzhou.</summary>
    public static Region? Find(string? code) => code is not null && ByCode.TryGetValue(code, out var region) ? region : null;

    /// <summary>The region that answers today for a code: the successor of a retired one.</summary>
    public static Region? InForce(string? code) =>
        Find(code) is { Successor: { } successor } ? Find(successor) : Find(code);

    /// <summary>Twelve digits (region and six zeros) become six; anything else stays as it is.</summary>
    public static string Shorten(string code) =>
        code.Length == 12 && code.EndsWith("000000", StringComparison.Ordinal) ? code[..6] : code;

    static Region Of(string code, string name, string source) =>
        new(code, name, null, $"{name}体育主管部门", $"{name}体育主管部门", $"{name}人民政府", source);
}
