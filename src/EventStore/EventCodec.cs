using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventStore;

/// <summary>Events to stored bodies and back; old aliases through their upcasters.</summary>
public sealed class EventCodec
{
    /// <summary>Largest event body in bytes, unless set otherwise; whatever is larger belongs in the vault or the files.</summary>
    public const int LargestBody = 1024 * 1024;

    static readonly JsonSerializerOptions Strict = StrictOptions();

    readonly EventTypes types;
    readonly Dictionary<string, IUpcaster> upcasters = [];
    readonly int largestBody;

    /// <param name="largestBody">Bytes of one event's body.</param>
    /// <exception cref="ArgumentException">An alias has two readers.</exception>
    public EventCodec(EventTypes types, IEnumerable<IUpcaster> upcasters, int largestBody = LargestBody)
    {
        this.types = types;
        this.largestBody = largestBody;
        foreach (var upcaster in upcasters)
        {
            if (types.Find(upcaster.Alias) is not null || !this.upcasters.TryAdd(upcaster.Alias, upcaster))
                throw new ArgumentException($"Two would read {upcaster.Alias}.", nameof(upcasters));
        }
    }

    /// <summary>Aliases met that nobody here knows.</summary>
    public UnknownAliases Unknown { get; } = new();

    /// <exception cref="NotStorableException">A text, the size or the depth is out of bounds.</exception>
    internal EncodedEvent Encode(object @event)
    {
        var type = @event.GetType();
        var (alias, dotNetType) = types.NamesFor(type);
        var body = Serialize(@event, type, alias);
        var bytes = System.Text.Encoding.UTF8.GetByteCount(body);
        return bytes <= largestBody
            ? new EncodedEvent(alias, dotNetType, body, bytes)
            : throw new NotStorableException($"Event {alias}", $"is larger than {largestBody} bytes");
    }

    /// <returns>The event, or null where no type and no upcaster knows the alias.</returns>
    /// <exception cref="UnreadableEventException">The alias is known and the body is not what it should be.</exception>
    public object? Decode(long sequence, string alias, string body) =>
        Decode(sequence, alias, System.Text.Encoding.UTF8.GetBytes(body));

    /// <summary>The same from UTF-8.</summary>
    internal object? Decode(long sequence, string alias, byte[] body)
    {
        try
        {
            if (types.Find(alias) is { } type) return JsonSerializer.Deserialize(body, type, EventJson.Options);
            if (upcasters.ContainsKey(alias)) return Upcast(alias, body);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException
            or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new UnreadableEventException(sequence, alias, failure);
        }

        Unknown.Met(alias, sequence);
        return null;
    }

    /// <summary>Step by step, each upcaster knowing only its own successor.</summary>
    object? Upcast(string alias, byte[] body)
    {
        using var stored = JsonDocument.Parse(body);
        var shape = new OlderShape(alias, stored.RootElement);
        for (var step = 0; step <= upcasters.Count; step++)
        {
            if (types.Find(shape.Alias) is { } type) return shape.Body.Deserialize(type, EventJson.Options);
            if (!upcasters.TryGetValue(shape.Alias, out var upcaster))
                throw new InvalidOperationException($"Nobody reads {shape.Alias}, to which {alias} leads.");
            var read = upcaster.Upcast(shape.Body);
            if (read is not OlderShape next) return read;
            shape = next;
        }

        throw new InvalidOperationException($"The upcasters of {alias} lead in a circle.");
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
sealed record EncodedEvent(string Alias, string DotNetType, string Body, int Bytes);
