using System.Text.Json.Nodes;

namespace NationalPlatformSimulator;

/// <summary>What the platform has stored, and what it found wrong with how it was told.</summary>
public sealed class Register
{
    readonly Lock gate = new();
    readonly Dictionary<string, JsonNode> byGuid = [];
    readonly List<(string InstitutionNo, string Kind, JsonNode Body)> rows = [];
    readonly List<string> defects = [];
    int copies;

    /// <returns>0, or the code with which the platform refuses a row without its key columns.</returns>
    public int Store(string kind, JsonNode body)
    {
        lock (gate)
        {
            var (guid, institution) = (body["rowGuid"]?.ToString(), body["institutionNo"]?.ToString());
            if (string.IsNullOrEmpty(guid) || string.IsNullOrEmpty(institution) || body["fact"] is null)
            {
                defects.Add($"{kind}: a key column is missing");
                return 4001;
            }

            if (byGuid.TryGetValue(guid, out var known))
            {
                copies++;
                if (!JsonNode.DeepEquals(known, body)) defects.Add($"{guid} came again with another content");
                return 0;
            }

            if (kind != "institution" && rows.TrueForAll(row => row.InstitutionNo != institution))
                defects.Add($"{institution}: {kind} came before the institution");
            byGuid.Add(guid, body);
            rows.Add((institution, kind, body));
            return 0;
        }
    }

    public object Summary()
    {
        lock (gate)
        {
            return new
            {
                copies, defects, institutions = rows.GroupBy(row => row.InstitutionNo).ToDictionary(
                    group => group.Key, group => group.Select(row => new { kind = row.Kind, body = row.Body.DeepClone() }).ToArray()),
            };
        }
    }
}
