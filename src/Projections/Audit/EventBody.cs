using Domain.Licensing;
using System.Text.Json;
using Domain.Kernel;
using EventStore;

namespace Projections.Audit;

/// <summary>What an auditor asks of any event.</summary>
/// <remarks>Read from its JSON, so that an event unknown to this program answers too.</remarks>
/// <param name="Refusal">The code, where the event records a refused command.</param>
/// <param name="Purpose">Why, where the event records that personal data was read.</param>
/// <param name="Kinds">What was read then.</param>
public sealed record EventBody(
    string? CaseNo, LegalBasis? Basis, string? Refusal, string? Purpose, IReadOnlyList<string>? Kinds)
{
    const string RectificationPrefix = "rectification/";

    public static EventBody Read(StoredEvent stored)
    {
        using var json = JsonDocument.Parse(stored.Json);
        var body = json.RootElement;
        var reading = stored.Type == "personal_data_read";
        return new(
            CaseNoOf(stored, body),
            BasisOf(body),
            stored.Type == "command_refused" ? Text(body, "code") : null,
            reading ? Text(body, "purpose") : null,
            reading ? Texts(body, "kinds") : null);
    }

    static string? CaseNoOf(StoredEvent stored, JsonElement body) =>
        CaseStreams.CaseNoOf(stored.Stream) is { } own ? own
            : stored.Stream.StartsWith(RectificationPrefix, StringComparison.Ordinal) ? stored.Stream[RectificationPrefix.Length..]
            : Text(body, "caseNo") ?? CaseNoIn(Text(body, "stream")) ?? CaseNoIn(Text(body, "subject"));

    static string? CaseNoIn(string? stream) =>
        stream is null ? null : CaseStreams.CaseNoOf(stream);

    static LegalBasis? BasisOf(JsonElement body)
    {
        foreach (var name in (string[])["basis", "validityBasis"])
        {
            if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var basis)
                && Text(basis, "law") is { } law && Text(basis, "article") is { } article)
            {
                return new(law, article);
            }
        }

        return null;
    }

    static List<string> Texts(JsonElement body, string name) =>
        body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.ToString())]
            : [];

    static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
