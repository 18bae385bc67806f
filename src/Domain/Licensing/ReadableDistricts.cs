using Domain.Identity;

namespace Domain.Licensing;

/// <summary>Whose rows and texts an actor may read: auditors and the city all, others their own district's.</summary>
public static class ReadableDistricts
{
    /// <summary>Stands for every district.</summary>
    public const string All = "*";

    const string Auditor = "auditor";

    public static string Of(Actor reader) =>
        reader.Role == Auditor || reader.District == Regions.City ? All : reader.District;
}
