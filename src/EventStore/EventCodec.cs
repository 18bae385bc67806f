using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventStore;

/// <summary>Events to stored bodies and back; old aliases through their upcasters.</summary>
public sealed class EventCodec
{
    /// <summary>Largest event body; whatever is larger belongs in the vault or the files.</summary>
    public const int LargestBody = 1024 * 1024;

    static readonly JsonSerializerOptions Strict = StrictOptions();

    readonly EventTypes types;
    readonly Dictionary<string, IUpcaster> upcasters;

    public EventCodec(EventTypes types, IEnumerable<IUpcaster> upcasters)
    {
        this.types = types;
        this.upcasters = upcasters.ToDictionary(upcaster => upcaster.Alias);
    }

    /// <exception cref="NotStorableException">A text, the size or the depth is out of bounds.</exception>
    internal EncodedEvent Encode(object @event)
    {
        var type = @event.GetType();
        var alias = types.AliasFor(type);
        var body = Serialize(@event, type, alias);
        return System.Text.Encoding.UTF8.GetByteCount(body) <= LargestBody
            ? new EncodedEvent(alias, $"{type.FullName}, {type.Assembly.GetName().Name}", body)
            : throw new NotStorableException($"Event {alias}", "is larger than 1 MiB");
    }

    /// <returns>The event, or null where no type and no upcaster knows the alias.</returns>
    /// <exception cref="UnreadableEventException">The alias is known and the body is not what it should be.</exception>
    internal object? Decode(long sequence, string alias, string body)
    {
        try
        {
            if (types.Find(alias) is { } type) return JsonSerializer.Deserialize(body, type, EventJson.Options);
            if (!upcasters.TryGetValue(alias, out var upcaster)) return null;
            using var stored = JsonDocument.Parse(body);
            return upcaster.Upcast(stored.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException
            or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new UnreadableEventException(sequence, alias, failure);
        }
    }

    static string Serialize(object @event, Type type, string alias)
    {
        try
        {
            return JsonSerializer.Serialize(@event, type, Strict);
        }
        catch (JsonException failure) when (failure.InnerException is NotStorableException bad)
        {
            throw new NotStorableException($"Event {alias}", "holds a text that cannot be stored", bad);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new NotStorableException($"Event {alias}", "is deeper than 64 levels or is not JSON", failure);
        }
    }

    static JsonSerializerOptions StrictOptions()
    {
        var options = new JsonSerializerOptions();
        EventJson.Configure(options);
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = 64;
        options.Converters.Insert(0, new StorableText.Converter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>An event ready to be written.</summary>
sealed record EncodedEvent(string Alias, string DotNetType, string Body);
