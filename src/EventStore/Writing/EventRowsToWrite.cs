using System.Text.Json;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EventStore.Writing;

/// <summary>The rows of one append, gathered as arrays for one set-based insert.</summary>
sealed class EventRowsToWrite(EventCodec codec, EventMetadata metadata)
{
    // Numbers are drawn in the order of the array, inside the insert, under the lock of the log.
    const string Insert = """
        insert into public.mt_events (
            seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
            correlation_id, causation_id, headers, user_name, is_archived)
        select nextval('public.mt_events_sequence'), id, stream_id, version, data, type, timestamp, '*DEFAULT*',
            dotnet_type, $8, $9, $10, $11, false
        from (
            select * from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality
                as e (id, stream_id, version, data, type, timestamp, dotnet_type, place)
            order by place) as in_order
        returning seq_id
        """;

    readonly List<Guid> ids = [];
    readonly List<string> streams = [];
    readonly List<long> versions = [];
    readonly List<string> bodies = [];
    readonly List<string> aliases = [];
    readonly List<DateTime> timestamps = [];
    readonly List<string> types = [];
    readonly Dictionary<string, long> reached = [];

    public int Count => ids.Count;

    /// <summary>The version each stream has after the append.</summary>
    public IReadOnlyDictionary<string, long> Versions => reached;

    public void Add(StreamHead head, object @event)
    {
        var encoded = codec.Encode(@event);
        var version = reached.GetValueOrDefault(head.Stream, head.Version) + 1;
        reached[head.Stream] = version;

        ids.Add(Guid.NewGuid());
        streams.Add(head.Stream);
        versions.Add(version);
        bodies.Add(encoded.Body);
        aliases.Add(encoded.Alias);
        timestamps.Add(Moments.Write(Later(Moments.ToMicroseconds(metadata.Timestamp), head.LastEventAt)));
        types.Add(encoded.DotNetType);
    }

    public NpgsqlBatchCommand ToCommand() => new(Insert)
    {
        Parameters =
        {
            Array(NpgsqlDbType.Uuid, ids.ToArray()),
            Array(NpgsqlDbType.Varchar, streams.ToArray()),
            Array(NpgsqlDbType.Bigint, versions.ToArray()),
            Array(NpgsqlDbType.Jsonb, bodies.ToArray()),
            Array(NpgsqlDbType.Varchar, aliases.ToArray()),
            Array(NpgsqlDbType.TimestampTz, timestamps.ToArray()),
            Array(NpgsqlDbType.Varchar, types.ToArray()),
            Single(NpgsqlDbType.Varchar, metadata.CorrelationId),
            Single(NpgsqlDbType.Varchar, metadata.CausationId),
            Single(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(metadata.Headers, EventJson.Options)),
            Single(NpgsqlDbType.Varchar, metadata.UserName),
        },
    };

    // Time travel by instant needs that no event of a stream stands before its predecessor.
    static Instant Later(Instant now, Instant? last) => last is { } previous && previous > now ? previous : now;

    static NpgsqlParameter Array(NpgsqlDbType type, object values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    static NpgsqlParameter Single(NpgsqlDbType type, object? value) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}

/// <summary>A locked stream as the decision found it.</summary>
/// <param name="LastEventAt">Null while the stream has no event.</param>
sealed record StreamHead(string Stream, long Version, bool IsArchived, Instant? LastEventAt);
