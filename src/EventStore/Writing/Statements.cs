using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace EventStore.Writing;

/// <summary>The statements of a batch. Their order is the lock order: streams, counters, claims, log, command ids.</summary>
/// <remarks>Each takes its rows in one order, so that two batches never wait for each other in a circle.</remarks>
static class Statements
{
    /// <summary>The unique index that two writers of one version meet at, if one of them is not this store.</summary>
    public const string OneEventPerVersion = "pk_mt_events_stream_and_version";

    /// <summary>Where two batches meet that claim the same guard and each found it free.</summary>
    public const string OneHolder = "claims_pkey";

    /// <summary>Where two batches meet that bring the first event of one stream.</summary>
    public const string OneStream = "pkey_mt_streams_id";

    /// <summary>Where copies of a command meet that are in flight on two nodes.</summary>
    public const string OneCommand = "commands_pkey";

    public static NpgsqlBatchCommand Begin() => new("begin isolation level read committed");

    public static NpgsqlBatchCommand Commit() => new("commit");

    /// <summary>For this transaction alone: no session keeps it.</summary>
    /// <remarks>Arrays of any length are looked up row by row, whatever the statistics say of a table that grows all the time.</remarks>
    public static NpgsqlBatchCommand Settle(TimeSpan waitingLimit) => With(
        "select set_config('lock_timeout', $1, true), set_config('plan_cache_mode', 'force_generic_plan', true)",
        ((int)waitingLimit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));

    /// <summary>Name of the column that <see cref="LimitWaiting"/> answers with.</summary>
    public const string Limit = "lock_limit";

    /// <summary>How long a lock is waited for from here on, in this transaction alone.</summary>
    public static NpgsqlBatchCommand LimitWaiting(TimeSpan waitingLimit) => With(
        $"select set_config('lock_timeout', $1, true) as {Limit}",
        ((int)waitingLimit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));

    /// <summary>The last question before the decisions: whose effects they can see, its command id is seen as well.</summary>
    public static NpgsqlBatchCommand FindCommands(IReadOnlyList<PreparedWrite> writes) => With(
        """
        select c.digest, c.refusal, c.position, c.versions, c.recorded_at, c.caller, c.key
        from unnest($1::text[], $2::text[]) as wanted (caller, key)
        join regulation.commands as c on c.caller = wanted.caller and c.key = wanted.key
        """,
        Callers(writes), Keys(writes));

    /// <summary>Missing rows only; waits for another transaction that is opening the same stream.</summary>
    public static NpgsqlBatchCommand OpenStreams(IReadOnlyList<StreamDeclaration> streams) => With(
        """
        insert into public.mt_streams (id, type, version, tenant_id, is_archived)
        select id, type, 0, '*DEFAULT*', false from unnest($1::varchar[], $2::varchar[]) as declared (id, type)
        order by id collate "C"
        on conflict (id) do nothing
        """,
        streams.Select(stream => stream.Stream).ToArray(), streams.Select(stream => stream.StreamType).ToArray());

    /// <summary>With the version that the batch brings them to. Fails if somebody has opened one of them meanwhile.</summary>
    public static NpgsqlBatchCommand OpenWithEvents(
        IReadOnlyCollection<StreamDeclaration> streams, IReadOnlyDictionary<string, long> versions) => With(
        """
        insert into public.mt_streams (id, type, version, tenant_id, is_archived)
        select id, type, version, '*DEFAULT*', false
        from unnest($1::varchar[], $2::varchar[], $3::bigint[]) as opened (id, type, version)
        order by id collate "C"
        """,
        streams.Select(stream => stream.Stream).ToArray(), streams.Select(stream => stream.StreamType).ToArray(),
        streams.Select(stream => versions[stream.Stream]).ToArray());

    /// <summary>The heads of the streams as they stand under the lock; none of those that this transaction has just opened.</summary>
    /// <remarks>
    /// A row is answered as it is once its lock has come, whatever it was when the statement began. Rows that this
    /// transaction has inserted are its own already; a lock on each would be another write. A row four billion transactions
    /// old could be taken for one; the index of versions is behind it.
    /// </remarks>
    public static NpgsqlBatchCommand LockStreams(string[] ids) => With(
        """
        select id, version, is_archived from public.mt_streams where id = any($1) and xmin <> pg_current_xact_id()::xid
        order by id collate "C" for no key update
        """,
        (object)ids);

    /// <summary>When the last event of each stream was, for streams whose events nobody asks for.</summary>
    public static NpgsqlBatchCommand ReadLastMoments(string[] ids) => With(
        """
        select wanted.stream, e.timestamp from unnest($1::varchar[]) as wanted (stream)
        cross join lateral (
            select timestamp from public.mt_events where stream_id = wanted.stream order by version desc limit 1) as e
        """,
        (object)ids);

    /// <summary>Each stream in the order of its versions; one index scan for each, whatever the statistics say.</summary>
    /// <remarks>A later statement than the lock, so that it sees what the lock was waiting for.</remarks>
    public static NpgsqlBatchCommand ReadHistories(IReadOnlyCollection<HistoryWanted> histories) => With(
        $"""
        select wanted.place, e.* from unnest($1::varchar[], $2::bigint[]) with ordinality as wanted (stream, since, place)
        cross join lateral (
            select {PastEvent.Columns} from public.mt_events
            where stream_id = wanted.stream and version >= wanted.since order by version) as e
        """,
        histories.Select(history => history.Stream).ToArray(), histories.Select(history => history.Since).ToArray());

    public static NpgsqlBatchCommand ReadHolders(IReadOnlyList<Guard.Unique> claims) => With(
        """
        select c.name, c.key, c.holder from regulation.claims as c
        join unnest($1::text[], $2::text[]) as wanted (name, key) on c.name = wanted.name and c.key = wanted.key
        """,
        Names(claims), GuardKeys(claims));

    /// <summary>Fails if one of them was taken since its holder was read; the batch is then decided again.</summary>
    public static NpgsqlBatchCommand Claim(IReadOnlyList<Guard.Unique> claims) => With(
        """
        insert into regulation.claims (name, key, holder)
        select name, key, holder from unnest($1::text[], $2::text[], $3::text[]) as wanted (name, key, holder)
        order by name collate "C", key collate "C"
        """,
        Names(claims), GuardKeys(claims), claims.Select(claim => claim.Owner).ToArray());

    public static NpgsqlBatchCommand OpenCounters(IReadOnlyList<Guard> counters) => With(
        """
        insert into regulation.counters (name, key, value)
        select name, key, 0 from unnest($1::text[], $2::text[]) as wanted (name, key)
        order by name collate "C", key collate "C"
        on conflict do nothing
        """,
        Names(counters), GuardKeys(counters));

    public static NpgsqlBatchCommand LockCounters(IReadOnlyList<Guard> counters) => With(
        """
        select c.name, c.key, c.value from regulation.counters as c
        join unnest($1::text[], $2::text[]) as wanted (name, key) on c.name = wanted.name and c.key = wanted.key
        order by c.name collate "C", c.key collate "C" for no key update of c
        """,
        Names(counters), GuardKeys(counters));

    public static NpgsqlBatchCommand MoveCounters(IReadOnlyDictionary<(string Name, string Key), long> values) => With(
        """
        update regulation.counters as c set value = drawn.value
        from unnest($1::text[], $2::text[], $3::bigint[]) as drawn (name, key, value)
        where c.name = drawn.name and c.key = drawn.key
        """,
        values.Keys.Select(counter => counter.Name).ToArray(), values.Keys.Select(counter => counter.Key).ToArray(),
        values.Values.ToArray());

    public static NpgsqlBatchCommand RemoveUnusedStreams(string[] streams) =>
        With("select regulation.remove_unused_streams($1)", (object)streams);

    public static NpgsqlBatchCommand RemoveUnusedCounters(IReadOnlyList<(string Name, string Key)> counters) => With(
        "select regulation.remove_unused_counters($1, $2)",
        counters.Select(counter => counter.Name).ToArray(), counters.Select(counter => counter.Key).ToArray());

    /// <summary>The last lock, taken after every check and held to commit (ADR 0002).</summary>
    public static NpgsqlBatchCommand LockLog() => new("select pg_advisory_xact_lock(7887040406614865011)");

    public static NpgsqlBatchCommand MoveStreams(IReadOnlyCollection<KeyValuePair<string, long>> versions) => With(
        """
        update public.mt_streams as s set version = moved.version, timestamp = now()
        from unnest($1::varchar[], $2::bigint[]) as moved (id, version) where s.id = moved.id
        """,
        versions.Select(moved => moved.Key).ToArray(), versions.Select(moved => moved.Value).ToArray());

    public static string Json(IReadOnlyDictionary<string, long> versions) => JsonSerializer.Serialize(versions);

    static string[] Callers(IReadOnlyList<PreparedWrite> writes) => [.. writes.Select(write => write.Command.Caller)];

    static string[] Keys(IReadOnlyList<PreparedWrite> writes) => [.. writes.Select(write => write.Command.Key)];

    static string[] Names(IEnumerable<Guard> guards) => [.. guards.Select(guard => guard.Name)];

    static string[] GuardKeys(IEnumerable<Guard> guards) => [.. guards.Select(guard => guard.Key)];

    static NpgsqlBatchCommand With(string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}
