using System.Text.Json;
using System.Text.Json.Nodes;

namespace PortalSimulator;

/// <param name="Copies">How often the same guid came; one is the row itself.</param>
public sealed record StoredRow(string RowGuid, string Kind, string ProjectNo, string Fact, int Number, JsonNode Body)
{
    public int Copies { get; set; } = 1;
}

/// <summary>What the portal has stored, and what it found wrong with how it was told.</summary>
public sealed class Archive
{
    static readonly Dictionary<string, string[]> Mandatory = new()
    {
        ["accept"] =
        [
            "rowGuid", "projectNo", "catalogCode", "taskCode", "taskName", "taskVersion", "applyerName", "applyerPageType",
            "applyerPageCode", "applyerType", "applyType", "applyDate", "acceptDate", "projectType", "orgCode", "orgName", "dataSource",
            "cdBatch", "cdOperation", "cdTime",
        ],
        ["process"] =
            ["rowGuid", "projectNo", "processName", "eventName", "handleUserName", "handleExplain", "eventStartTime", "eventEndTime"],
        ["result"] = ["rowGuid", "projectNo", "resultDate", "resultType", "isDeliveryResults"],
        ["special"] = ["rowGuid", "projectNo", "specialType", "specialName", "specialReason", "specialTime", "endTime"],
        ["material"] = ["rowGuid", "projectNo", "materialCode", "materialName"],
    };

    /// <summary>What makes a fact of a set the same fact, whatever guid it comes under.</summary>
    static readonly Dictionary<string, string[]> Facts = new()
    {
        ["accept"] = ["projectNo"],
        ["process"] = ["projectNo", "processName", "eventName", "eventEndTime"],
        ["result"] = ["projectNo", "resultType", "isDeliveryResults"],
        ["special"] = ["projectNo", "specialType", "specialName", "specialTime"],
        ["material"] = ["projectNo", "materialCode", "sm3"],
    };

    readonly Lock gate = new();
    readonly Dictionary<string, StoredRow> byGuid = [];
    readonly Dictionary<string, string> guidOfFact = [];
    readonly Dictionary<string, List<StoredRow>> byProject = [];
    readonly List<string> defects = [];

    /// <returns>0, or the code with which the portal refuses a row that lacks a mandatory column.</returns>
    public int Store(string kind, JsonNode body)
    {
        if (Mandatory[kind].FirstOrDefault(column => body[column]?.ToString() is not { Length: > 0 }) is { } missing)
        {
            lock (gate) defects.Add($"{kind} {body["projectNo"]}: {missing} is missing");
            return 4001;
        }

        var (guid, project) = (body["rowGuid"]!.ToString(), body["projectNo"]!.ToString());
        var fact = $"{kind}|{string.Join('|', Facts[kind].Select(column => body[column]?.ToString()))}";
        lock (gate)
        {
            if (byGuid.TryGetValue(guid, out var known))
            {
                known.Copies++;
                if (!JsonNode.DeepEquals(known.Body, body)) defects.Add($"{guid} came again with another content");
                return 0;
            }

            if (guidOfFact.TryGetValue(fact, out var first)) defects.Add($"{fact} came under {first} and {guid}");
            guidOfFact[fact] = guid;
            if (!byProject.TryGetValue(project, out var rows)) byProject[project] = rows = [];
            var row = new StoredRow(guid, kind, project, fact, rows.Count + 1, body);
            rows.Add(row);
            byGuid.Add(guid, row);
            return 0;
        }
    }

    public object Summary()
    {
        lock (gate)
        {
            return new
            {
                projects = byProject.Count, rows = byGuid.Count, copies = byGuid.Values.Sum(row => row.Copies - 1), defects,
            };
        }
    }

    /// <summary>Guids of each project in the order in which they came first.</summary>
    public Dictionary<string, string[]> Order()
    {
        lock (gate) return byProject.ToDictionary(project => project.Key, project => project.Value.Select(row => row.RowGuid).ToArray());
    }

    public JsonElement RowsOf(string projectNo)
    {
        lock (gate) return JsonSerializer.SerializeToElement(byProject.GetValueOrDefault(projectNo) ?? [], JsonSerializerOptions.Web);
    }
}
