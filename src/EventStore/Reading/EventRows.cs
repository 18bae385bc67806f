using System.Text.Json;
using Npgsql;

namespace EventStore.Reading;

/// <summary>The select list of an event and how a row becomes a <see cref="StoredEvent"/>.</summary>
static class EventRows
{
    public const string Columns =
        "seq_id, id, stream_id, version, type, data, timestamp, user_name, correlation_id, causation_id, headers, "
        + "bdata is null";

    static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    public static async Task<IReadOnlyList<StoredEvent>> ReadAsync(
        NpgsqlDataReader reader, EventCodec codec, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellation)) events.Add(Read(reader, codec));
        return events;
    }

    static StoredEvent Read(NpgsqlDataReader row, EventCodec codec)
    {
        var sequence = row.GetInt64(0);
        var type = row.GetString(4);
        var json = row.GetString(5);

        // A binary body (Marten's bdata) leaves {} in data: to us it is an unknown event, not an empty one.
        var data = row.GetBoolean(11) ? codec.Decode(sequence, type, json) : null;

        return new StoredEvent(
            sequence, row.GetGuid(1), row.GetString(2), row.GetInt64(3), type, data, json,
            Moments.Read(row.GetDateTime(6)), Text(row, 7), Text(row, 8), Text(row, 9), Headers(Text(row, 10)));
    }

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    static IReadOnlyDictionary<string, string> Headers(string? json)
    {
        if (json is null) return NoHeaders;

        // Marten's headers may hold any JSON; what is not text is kept as its JSON.
        using var stored = JsonDocument.Parse(json);
        return stored.RootElement.ValueKind != JsonValueKind.Object
            ? NoHeaders
            : stored.RootElement.EnumerateObject().ToDictionary(
                header => header.Name,
                header => header.Value.ValueKind == JsonValueKind.String
                    ? header.Value.GetString()!
                    : header.Value.GetRawText());
    }
}
