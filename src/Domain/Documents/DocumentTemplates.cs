using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Domain.Documents;

/// <summary>The templates that come with the installation: one file for each edition, under Templates/.</summary>
public static class DocumentTemplates
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new DayConverter() },
    };

    public static IReadOnlyList<DocumentTemplate> All { get; } =
        [.. typeof(DocumentTemplates).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Domain.Documents.Templates.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Load)];

    /// <summary>The edition in force on a day, a matter's own before the one for all; null where the kind had none.</summary>
    public static DocumentTemplate? Find(string kind, LocalDate on, string matter) =>
        All.Where(template => template.Kind == kind && template.IsInForceOn(on))
            .Where(template => template.Matter is null || template.Matter == matter)
            .OrderBy(template => template.Matter is null)
            .FirstOrDefault();

    /// <summary>Whether service of a document of this kind delivers a decision.</summary>
    public static bool Decides(string kind) => All.Any(template => template.Kind == kind && template.Decides);

    static DocumentTemplate Load(string resource)
    {
        using var stream = typeof(DocumentTemplates).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<DocumentTemplate>(stream, Json)
            ?? throw new InvalidOperationException($"{resource} is empty.");
    }

    sealed class DayConverter : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            LocalDatePattern.Iso.Parse(reader.GetString()!).Value;

        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
    }
}
