using Domain.Identity;

namespace Domain.Licensing;

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

        foreach (var (path, value) in submission.Facts.Fields()) Put(fields, path, value);
        return fields;
    }

    static void Put(Dictionary<string, string> fields, string path, object? value)
    {
        if (value is not null) fields[path] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}");
    }

    static void Put(Dictionary<string, string> fields, string path, PersonRef? value) => Put(fields, path, (object?)value?.Value);
}
