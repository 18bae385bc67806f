using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Domain.Identity;

namespace Domain.Licensing;

/// <summary>What a filed form says, without a word of free text: the facts that the law of its matter measures.</summary>
/// <remarks>A null is a value that was absent or could not be true; the defect that says so stands beside it.</remarks>
[JsonConverter(typeof(ApplicationFactsJson))]
public abstract record ApplicationFacts
{
    /// <summary>Paths of the form and what stands there, to tell what a correction or a request changes (LIC-8).</summary>
    public abstract IEnumerable<KeyValuePair<string, object?>> Fields();

    /// <summary>What the applicant wants to do, code by code with its place: what a bar may cover (PL-33).</summary>
    public abstract IReadOnlyList<Activity> Activities();

    /// <summary>Where they stand in the form, all together.</summary>
    public abstract string ActivitiesField();

    /// <summary>Everybody the form names beside the applicant and those who act for it.</summary>
    public abstract IEnumerable<PersonRef> People();

    /// <summary>Name and address of the place, sealed together.</summary>
    public abstract DocumentId PlaceTexts();

    /// <summary>Whether commitment in place of proof was asked for (告知承诺).</summary>
    public virtual bool AsksForCommitment() => false;
}

/// <param name="Field">Path of the code in the form.</param>
public sealed record Activity(string Code, string Field);

/// <summary>Names the facts of one matter in stored JSON; those without a name are the first matter's.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FactsOfMatterAttribute(string? matter) : Attribute
{
    public string? Matter { get; } = matter;
}

/// <summary>Writes facts as what they are and tells them apart by their member "matter".</summary>
/// <remarks>The facts of sport permits were stored before there was a second matter, and carry no such member.</remarks>
public sealed class ApplicationFactsJson : JsonConverter<ApplicationFacts>
{
    static readonly Dictionary<string, Type> Kinds = typeof(ApplicationFacts).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ApplicationFacts)))
        .ToDictionary(type => type.GetCustomAttribute<FactsOfMatterAttribute>()!.Matter ?? "");

    public override ApplicationFacts? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var matter = document.RootElement.TryGetProperty("matter", out var named) ? named.GetString()! : "";
        return Kinds.TryGetValue(matter, out var kind)
            ? (ApplicationFacts?)document.RootElement.Deserialize(kind, options)
            : throw new JsonException("Facts of an unknown matter.");
    }

    public override void Write(Utf8JsonWriter writer, ApplicationFacts value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
