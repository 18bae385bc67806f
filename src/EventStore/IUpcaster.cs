using System.Text.Json;

namespace EventStore;

/// <summary>Reads an alias that is no longer written. Stored events never change: a new shape is a new alias.</summary>
public interface IUpcaster
{
    /// <summary>The old alias, as it stands in mt_events.type.</summary>
    string Alias { get; }

    /// <summary>The event in today's shape; pure, from nothing but the stored body.</summary>
    object Upcast(JsonElement stored);
}
