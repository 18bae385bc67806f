namespace Application.SportPermits;

/// <summary>What of the first form a request may change, and how it may be called.</summary>
public static class RequestVocabulary
{
    /// <summary>Top-level members of the form.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        ["venue", "openingMode", "projects", "staff", "safetySystems", "facilityStatement"];

    public static IReadOnlyList<string> VenueMembers { get; } =
        ["name", "address", "regionCode", "longitude", "latitude", "rightType", "rightExpires"];

    static readonly HashSet<string> Paths = new(
        [
            "applyerName", "legalRepresentative", .. Parts.Select(part => $"form.{part}"),
            .. VenueMembers.Select(member => $"form.venue.{member}"),
        ],
        StringComparer.Ordinal);

    /// <summary>venue.name and form.venue.name are the same field; null for one that cannot change.</summary>
    public static string? PathOf(string field) =>
        Paths.Contains(field) ? field : Paths.Contains($"form.{field}") ? $"form.{field}" : null;
}
