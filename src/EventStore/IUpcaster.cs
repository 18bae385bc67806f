using System.Text.Json;

namespace EventStore;

/// <summary>Reads an alias that is no longer written. Stored events never change: a new shape is a new alias.</summary>
public interface IUpcaster
{
    /// <summary>The old alias, as it stands in mt_events.type.</summary>
    string Alias { get; }

    /// <summary>The event in today's shape, or the <see cref="OlderShape"/> that came next.</summary>
    /// <remarks>Pure, from nothing but the stored body.</remarks>
    object Upcast(JsonElement stored);
}

/// <summary>A step of a chain: the body as the version after would have written it. Who reads that alias goes on.</summary>
/// <param name="Body">Must not be part of a document that the upcaster disposes.</param>
public sealed record OlderShape(string Alias, JsonElement Body);
