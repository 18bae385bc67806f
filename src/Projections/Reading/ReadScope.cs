namespace Projections.Reading;

/// <summary>Whose rows a read may see; handed to the database, which compares it row by row.</summary>
public sealed class ReadScope
{
    const string City = "320500";

    ReadScope(string districts) => Setting = districts;

    /// <summary>Rows of all districts: the city, the portal, and the system's own work.</summary>
    public static ReadScope Everything { get; } = new("*");

    /// <summary>The transaction's setting regulation.districts.</summary>
    public string Setting { get; }

    /// <summary>The city (320500) reads all; a district reads its own.</summary>
    public static ReadScope Of(string district) =>
        district == City ? Everything
        : district.Length == 6 && district.All(char.IsAsciiDigit) ? new(district)
        : throw new ArgumentException("A district is six digits.", nameof(district));
}
