using Domain.Identity;

namespace Domain.SportPermits;

/// <summary>A submission as paths and values, to tell what a correction really changed (LIC-8).</summary>
public static class SubmittedFields
{
    /// <summary>True where the value at a path, above it or below it is not what it was in the earlier round.</summary>
    /// <remarks>False for a path of which no fact is kept; the caller decides what silence means then.</remarks>
    public static bool Changed(Submission earlier, Submission current, string field)
    {
        var before = Flatten(earlier);
        var after = Flatten(current);
        return before.Keys.Union(after.Keys)
            .Where(path => Covers(path, field) || Covers(field, path))
            .Any(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path));
    }

    /// <summary>True where a fact is kept at a path, above it or below it.</summary>
    public static bool Knows(Submission submission, string field) =>
        Flatten(submission).Keys.Any(path => Covers(path, field) || Covers(field, path));

    /// <summary>form.staff covers form.staff[2].idNumber; M04 covers only itself.</summary>
    public static bool Covers(string outer, string inner) =>
        inner == outer
        || (inner.StartsWith(outer, StringComparison.Ordinal) && inner[outer.Length] is '.' or '[');

    static Dictionary<string, string> Flatten(Submission submission)
    {
        var fields = new Dictionary<string, string>();
        foreach (var material in submission.Materials) fields[material.Code] = $"{material.Sm3} {material.Size}";
        Put(fields, "legalRepresentative", submission.LegalRepresentative);
        Put(fields, "agent", submission.Agent);

        var facts = submission.Facts;
        Put(fields, "form.openingMode", facts.OpeningMode);
        Put(fields, "form.venue.regionCode", facts.Venue.RegionCode);
        Put(fields, "form.venue.longitude", facts.Venue.Longitude);
        Put(fields, "form.venue.latitude", facts.Venue.Latitude);
        Put(fields, "form.venue.rightType", facts.Venue.RightType);
        Put(fields, "form.venue.rightExpires", facts.Venue.RightExpires);
        Put(fields, "form.facilityStatement.basis", facts.FacilityStatement?.Basis);
        Put(fields, "form.facilityStatement.date", facts.FacilityStatement?.Date);
        foreach (var system in facts.SafetySystems) fields[$"form.safetySystems[{system}]"] = "listed";
        for (var i = 0; i < facts.Sports.Count; i++) PutSport(fields, $"form.projects[{i}]", facts.Sports[i]);
        for (var i = 0; i < facts.Staff.Count; i++) PutPerson(fields, $"form.staff[{i}]", facts.Staff[i]);
        return fields;
    }

    static void PutSport(Dictionary<string, string> fields, string path, SportFacts sport)
    {
        Put(fields, $"{path}.code", sport.Code);
        Put(fields, $"{path}.lessons", sport.Lessons);
        Put(fields, $"{path}.observationStands", sport.ObservationStands);
        for (var i = 0; i < sport.Pools.Count; i++)
        {
            Put(fields, $"{path}.pools[{i}].waterAreaM2", sport.Pools[i].WaterAreaM2);
            Put(fields, $"{path}.pools[{i}].maxDepthM", sport.Pools[i].MaxDepthM);
            Put(fields, $"{path}.pools[{i}].indoor", sport.Pools[i].Indoor);
        }
    }

    static void PutPerson(Dictionary<string, string> fields, string path, StaffFacts person)
    {
        Put(fields, $"{path}.idNumber", new { person.Person, person.IdentifierValid });
        Put(fields, $"{path}.role", person.Role);
        Put(fields, $"{path}.sport", person.Sport);
        Put(fields, $"{path}.certificateKind", person.CertificateKind);
        Put(fields, $"{path}.validTo", person.ValidTo);
        Put(fields, $"{path}.annualReviewTo", person.AnnualReviewTo);
    }

    static void Put(Dictionary<string, string> fields, string path, object? value)
    {
        if (value is not null) fields[path] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}");
    }

    static void Put(Dictionary<string, string> fields, string path, PersonRef? value) => Put(fields, path, (object?)value?.Value);
}
