using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace EventStore;

/// <summary>The one JSON of stored events: camelCase, enums as names, NodaTime as ISO text, ids bare.</summary>
/// <remarks>Public so that a real Marten can be told to read and write the same bytes.</remarks>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Configured();

    static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new TextConverter<Instant>(InstantPattern.ExtendedIso));
        options.Converters.Add(new TextConverter<LocalDate>(LocalDatePattern.Iso));
        options.Converters.Add(new TextConverter<LocalTime>(LocalTimePattern.ExtendedIso));
        options.Converters.Add(new IdConverterFactory());
    }

    sealed class TextConverter<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parsed = pattern.Parse(reader.GetString() ?? "");
            return parsed.Success ? parsed.Value : throw new JsonException($"Not a valid {typeof(T).Name}.");
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(pattern.Format(value));
    }

    /// <summary>A record struct with a single property is an id or an amount, and is written as that value.</summary>
    sealed class IdConverterFactory : JsonConverterFactory
    {
        static readonly ConcurrentDictionary<Type, bool> Known = new();

        public override bool CanConvert(Type typeToConvert) =>
            Known.GetOrAdd(typeToConvert, static type =>
                type.IsValueType && !type.IsPrimitive && !type.IsEnum
                && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
                && type.GetProperties(BindingFlags.Public | BindingFlags.Instance) is [var value]
                && type.GetConstructor([value.PropertyType]) is not null);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        {
            var value = typeToConvert.GetProperties(BindingFlags.Public | BindingFlags.Instance)[0];
            return (JsonConverter)Activator.CreateInstance(
                typeof(IdConverter<,>).MakeGenericType(typeToConvert, value.PropertyType), value)!;
        }
    }

    sealed class IdConverter<TId, TValue>(PropertyInfo value) : JsonConverter<TId>
        where TId : struct
    {
        readonly Func<TId, TValue> read = Reading(value);
        readonly Func<TValue, TId> make = Making(value);

        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return make(JsonSerializer.Deserialize<TValue>(ref reader, options)!);
            }
            catch (JsonException wrong)
            {
                // The inner reading knows its own place only; the path to here is filled in by the outer one.
                throw new JsonException($"Not a valid {typeof(TId).Name}.", wrong);
            }
        }

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, read(value), options);

        // Compiled once: ids and amounts stand in every event.
        static Func<TId, TValue> Reading(PropertyInfo value)
        {
            var id = Expression.Parameter(typeof(TId));
            return Expression.Lambda<Func<TId, TValue>>(Expression.Property(id, value), id).Compile();
        }

        static Func<TValue, TId> Making(PropertyInfo value)
        {
            var bare = Expression.Parameter(typeof(TValue));
            return Expression.Lambda<Func<TValue, TId>>(
                Expression.New(typeof(TId).GetConstructor([value.PropertyType])!, bare), bare).Compile();
        }
    }
}
