using System.Text.Json;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EventStore.Writing;

/// <summary>The events of a batch and what its commands came to, as arrays for one set-based statement.</summary>
sealed class RowsToWrite(EventCodec codec, int largestWrite)
{
    // Numbers are drawn in the order of the array, inside the insert, under the lock of the log. A command's position is the
    // number of its last event. Fails if another node has recorded one of the commands meanwhile: they are then decided again.
    const string InsertAll = """
        with appended as (
            insert into public.mt_events (
                seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
                correlation_id, causation_id, headers, user_name, is_archived)
            select nextval('public.mt_events_sequence'), id, stream_id, version, data, type, timestamp, '*DEFAULT*',
                dotnet_type, correlation_id, causation_id, headers, user_name, false
            from (
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) with ordinality
                    as e (id, stream_id, version, data, type, timestamp, dotnet_type, correlation_id, causation_id,
                        headers, user_name, place)
                order by place) as in_order
            returning seq_id, stream_id, version)
        insert into regulation.commands (caller, key, digest, refusal, versions, position)
        select done.caller, done.key, done.digest, done.refusal, done.versions, coalesce(a.seq_id, 0)
        from unnest($12, $13, $14, $15, $16, $17, $18) as done (caller, key, digest, refusal, versions, stream, version)
            left join appended as a on a.stream_id = done.stream and a.version = done.version
        order by done.caller collate "C", done.key collate "C"
        returning caller, key, position
        """;

    const string InsertCommands = """
        insert into regulation.commands (caller, key, digest, refusal, versions)
        select caller, key, digest, refusal, versions from unnest($1, $2, $3, $4, $5) as done (caller, key, digest, refusal, versions)
        order by caller collate "C", key collate "C"
        """;

    readonly List<Guid> ids = [];
    readonly List<string> streams = [];
    readonly List<long> versions = [];
    readonly List<string> bodies = [];
    readonly List<string> aliases = [];
    readonly List<DateTime> timestamps = [];
    readonly List<string> types = [];
    readonly List<string> correlations = [];
    readonly List<string?> causations = [];
    readonly List<string> headers = [];
    readonly List<string> users = [];

    readonly List<(CommandId Command, string? Refusal, string Versions, string? Stream, long Version)> commands = [];

    /// <summary>Nothing would be left behind.</summary>
    public bool IsEmpty => commands.Count == 0;

    public bool HasEvents => ids.Count > 0;

    /// <summary>The version each stream has after the batch.</summary>
    public Dictionary<string, long> Versions { get; } = [];

    /// <summary>Nothing is added unless all events of the command can be stored.</summary>
    /// <returns>The version each stream has after the command.</returns>
    /// <exception cref="NotStorableException">An event is out of bounds.</exception>
    public IReadOnlyDictionary<string, long> Add(
        PreparedWrite write, IReadOnlyList<StreamAppend> appends, string? refusal, Func<string, StreamState> stateOf)
    {
        var encoded = appends.SelectMany(append => append.Events.Select(@event => (append.Stream, @event, Code: codec.Encode(@event))))
            .ToList();
        if (encoded.Sum(one => (long)one.Code.Bytes) > largestWrite)
            throw new NotStorableException("The command", $"brings more than {largestWrite} bytes of events");

        var common = JsonSerializer.Serialize(write.Metadata.Headers, EventJson.Options);
        var now = Moments.ToMicroseconds(write.Metadata.Timestamp);
        var reached = new Dictionary<string, long>();
        foreach (var (stream, @event, code) in encoded)
        {
            var (id, version, at) = stateOf(stream).Add(@event, now);
            Versions[stream] = reached[stream] = version;
            Add(write.Metadata, (id, stream, version, at), code, common);
        }

        commands.Add((write.Command, refusal, Statements.Json(reached), streams[^1], versions[^1]));
        return reached;
    }

    /// <summary>A command that writes no event: its id and what it came to are all that is kept.</summary>
    public void Add(PreparedWrite write, string? refusal) => commands.Add((write.Command, refusal, "{}", null, 0));

    void Add(
        EventMetadata metadata, (Guid Id, string Stream, long Version, Instant At) place, EncodedEvent code, string common)
    {
        ids.Add(place.Id);
        streams.Add(place.Stream);
        versions.Add(place.Version);
        bodies.Add(code.Body);
        aliases.Add(code.Alias);
        timestamps.Add(Moments.Write(place.At));
        types.Add(code.DotNetType);
        correlations.Add(metadata.CorrelationId);
        causations.Add(metadata.CausationId);
        headers.Add(common);
        users.Add(metadata.UserName);
    }

    public NpgsqlBatchCommand ToCommand()
    {
        var insert = new NpgsqlBatchCommand(HasEvents ? InsertAll : InsertCommands);
        if (HasEvents)
        {
            Add(NpgsqlDbType.Uuid, ids);
            Add(NpgsqlDbType.Varchar, streams);
            Add(NpgsqlDbType.Bigint, versions);
            Add(NpgsqlDbType.Jsonb, bodies);
            Add(NpgsqlDbType.Varchar, aliases);
            Add(NpgsqlDbType.TimestampTz, timestamps);
            Add(NpgsqlDbType.Varchar, types);
            Add(NpgsqlDbType.Varchar, correlations);
            Add(NpgsqlDbType.Varchar, causations);
            Add(NpgsqlDbType.Jsonb, headers);
            Add(NpgsqlDbType.Varchar, users);
        }

        Add(NpgsqlDbType.Text, commands.Select(done => done.Command.Caller));
        Add(NpgsqlDbType.Text, commands.Select(done => done.Command.Key));
        Add(NpgsqlDbType.Bytea, commands.Select(done => done.Command.Digest));
        Add(NpgsqlDbType.Text, commands.Select(done => done.Refusal));
        Add(NpgsqlDbType.Jsonb, commands.Select(done => done.Versions));
        if (HasEvents)
        {
            Add(NpgsqlDbType.Varchar, commands.Select(done => done.Stream));
            Add(NpgsqlDbType.Bigint, commands.Select(done => done.Version));
        }

        return insert;

        void Add<T>(NpgsqlDbType type, IEnumerable<T> values) =>
            insert.Parameters.Add(new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
