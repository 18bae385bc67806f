using Npgsql;

namespace EventStore.Reading;

/// <summary>The select list of an event, a page of the log, and how a row becomes a <see cref="StoredEvent"/>.</summary>
static class EventRows
{
    /// <summary>The event without who acted, why, and in whose name.</summary>
    public const string Bare = "seq_id, id, stream_id, version, type, timestamp, bdata is null, data";

    public const string Columns = $"{Bare}, user_name, correlation_id, causation_id, headers";

    /// <summary>Behind $1, up to $2, at most $3: one snapshot, so everything below its last number is final (ADR 2).</summary>
    public const string Page = $"select {Columns} {PageOf}";

    public const string BarePage = $"select {Bare} {PageOf}";

    const string PageOf = "from public.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id limit $3";

    static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    public static async Task<IReadOnlyList<StoredEvent>> ReadAsync(
        NpgsqlDataReader reader, EventCodec codec, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellation)) events.Add(Read(reader, codec));
        return events;
    }

    /// <summary>For readers of whom not all are concerned: a body that cannot be read is told, not thrown.</summary>
    public static async Task<IReadOnlyList<StoredEvent>> ReadForAllAsync(
        NpgsqlDataReader reader, EventCodec codec, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellation)) events.Add(ReadOrTell(reader, codec));
        return events;
    }

    static StoredEvent ReadOrTell(NpgsqlDataReader row, EventCodec codec)
    {
        try
        {
            return Read(row, codec);
        }
        catch (UnreadableEventException unreadable)
        {
            return Read(row, codec: null) with { Unreadable = unreadable };
        }
    }

    public static long Number(NpgsqlDataReader row) => row.GetInt64(0);

    public static Guid Id(NpgsqlDataReader row) => row.GetGuid(1);

    public static string Stream(NpgsqlDataReader row) => row.GetString(2);

    public static string Type(NpgsqlDataReader row) => row.GetString(4);

    /// <param name="row">With all columns, or the bare ones.</param>
    /// <param name="codec">Null where the row with its JSON is all that is needed.</param>
    /// <exception cref="UnreadableEventException">The body is not what its type can take.</exception>
    public static StoredEvent Read(NpgsqlDataReader row, EventCodec? codec) => Read(row, Stream(row), Type(row), codec);

    /// <summary>The same where stream and alias have been read already.</summary>
    public static StoredEvent Read(NpgsqlDataReader row, string stream, string type, EventCodec? codec)
    {
        var (number, body) = (Number(row), row.GetFieldValue<byte[]>(7));

        // A binary body (Marten's bdata) leaves {} in data: to us it is an unknown event, not an empty one.
        var data = codec is not null && row.GetBoolean(6) ? codec.Decode(number, type, body) : null;
        var isBare = row.FieldCount == 8;
        return new StoredEvent(
            number, Id(row), stream, row.GetInt64(3), type, data, Json: null!, Moments.Read(row.GetDateTime(5)),
            isBare ? null : Text(row, 8), isBare ? null : Text(row, 9), isBare ? null : Text(row, 10),
            isBare || row.IsDBNull(11) ? NoHeaders : new LateHeaders(row.GetString(11)))
        {
            IsBare = isBare,
            Utf8 = body,
        };
    }

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
