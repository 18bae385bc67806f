using System.Globalization;
using System.Text.Json.Nodes;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime.Text;

namespace Application.SportPermits;

/// <summary>What the permit says at a field, to compare with the «from» of a change (PL-4).</summary>
static class RequestValues
{
    const string Venue = "form.venue";

    /// <summary>True where the permit knows a value to compare with; lists of staff and systems stand on no face.</summary>
    public static bool IsKnown(string field, PermitBasis basis) =>
        field == Venue ? VenueOf(basis.Stated).Count > 0 : Known(field, basis.Stated) is not null;

    /// <summary>Members of a venue that are not what the permit says.</summary>
    public static IEnumerable<string> Differing(JsonObject venue, PermitBasis basis) =>
        RequestVocabulary.VenueMembers.Where(venue.ContainsKey).Select(member => (Path: $"{Venue}.{member}", Value: venue[member]))
            .Where(member => !Same(member.Path, member.Value, basis)).Select(member => member.Path);

    /// <summary>True where the new value is the old one: a person or a pool may keep its name and still be another.</summary>
    public static bool Unchanged(string field, JsonNode? from, JsonNode to, PermitBasis basis) =>
        JsonNode.DeepEquals(from, to)
        || (field is not ("form.projects" or "legalRepresentative") && IsKnown(field, basis) && Same(field, to, basis));

    /// <summary>Spelling aside: width, blanks, and a text for a number.</summary>
    public static bool Same(string field, JsonNode? value, PermitBasis basis)
    {
        if (field == Venue) return value is JsonObject venue && !Differing(venue, basis).Any();
        if (Known(field, basis.Stated) is not { } known) return value is null;
        return field == "form.projects"
            ? known == Sports(value)
            : Printed(field == "legalRepresentative" && value is JsonObject person ? person["name"] : value) is { } text
                && IdentifierCheck.Unify(text) == IdentifierCheck.Unify(known);
    }

    /// <summary>The venue as the first form would have it.</summary>
    public static JsonObject VenueOf(PermitBasis basis)
    {
        var facts = ((SportPermitFacts)basis.Facts.Facts).Venue;
        var venue = new JsonObject
        {
            ["name"] = basis.Venue.Name,
            ["address"] = basis.Venue.Address,
            ["regionCode"] = facts.RegionCode,
            ["rightType"] = facts.RightType,
            ["rightExpires"] = facts.RightExpires is { } day ? LocalDatePattern.Iso.Format(day) : null,
        };
        if (facts.Longitude is { } longitude) venue["longitude"] = longitude;
        if (facts.Latitude is { } latitude) venue["latitude"] = latitude;
        foreach (var absent in venue.Where(member => member.Value is null).Select(member => member.Key).ToList()) venue.Remove(absent);
        return venue;
    }

    static string? Known(string field, PermitBasis basis) => field switch
    {
        "applyerName" => basis.HolderName,
        "legalRepresentative" => basis.HeadName,
        "form.openingMode" => basis.Permit.Face.OpeningMode,
        "form.projects" => Join(basis.Permit.Face.Sports),
        _ when field.StartsWith("form.venue.", StringComparison.Ordinal) => Printed(VenueOf(basis)[field["form.venue.".Length..]]),
        _ => null,
    };

    /// <summary>The sports of a list, given as objects of the form or as their codes.</summary>
    static string? Sports(JsonNode? value) =>
        value is JsonArray list
            ? Join(list.Select(item => Printed(item is JsonObject sport ? sport["code"] : item) ?? ""))
            : Printed(value);

    static string Join(IEnumerable<string> sports) => string.Join(',', sports.Order(StringComparer.Ordinal));

    static string? Printed(JsonNode? value) =>
        value is not JsonValue plain ? null
        : plain.TryGetValue<decimal>(out var number) ? number.ToString("0.##########", CultureInfo.InvariantCulture)
        : plain.TryGetValue<string>(out var text) ? text
        : value.ToJsonString();
}
