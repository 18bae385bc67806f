using System.Globalization;
using System.Text.Json;
using EventStore.Reading;
using Npgsql;

namespace EventStore.Writing;

/// <summary>The statements of an append. Their order is the lock order: command id, streams, guards, log.</summary>
static class Statements
{
    /// <summary>The unique index that two writers of one version meet at, if one of them is not this store.</summary>
    public const string OneEventPerVersion = "pk_mt_events_stream_and_version";

    public static NpgsqlBatchCommand Begin() => new("begin isolation level read committed");

    public static NpgsqlBatchCommand Commit() => new("commit");

    public static NpgsqlBatchCommand Savepoint() => new("savepoint undecided");

    public static NpgsqlBatchCommand RollbackToSavepoint() => new("rollback to savepoint undecided");

    public static NpgsqlBatchCommand LimitWaiting(TimeSpan limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"set local lock_timeout = {(int)limit.TotalMilliseconds}"));

    /// <summary>Answers a row if the command is new. Waits here for a copy that is in flight.</summary>
    public static NpgsqlBatchCommand ClaimCommand(CommandId command) => With(
        "insert into regulation.commands (caller, key, digest) values ($1, $2, $3) on conflict do nothing "
        + "returning true",
        command.Caller, command.Key, command.Digest);

    public static NpgsqlBatchCommand FindCommand(CommandId command) => With(
        "select digest, refusal, position, versions, recorded_at from regulation.commands "
        + "where caller = $1 and key = $2",
        command.Caller, command.Key);

    public static NpgsqlBatchCommand RecordCommand(
        CommandId command, string? refusal, bool hasPosition, IReadOnlyDictionary<string, long> versions) => With(
        $"""
         update regulation.commands
         set refusal = $3, versions = $4::jsonb,
             position = {(hasPosition ? "currval('public.mt_events_sequence')" : "0")}
         where caller = $1 and key = $2
         """,
        command.Caller, command.Key, refusal, JsonSerializer.Serialize(versions));

    /// <summary>Missing rows only; waits for another transaction that is opening the same stream.</summary>
    public static NpgsqlBatchCommand OpenStreams(IReadOnlyList<StreamDeclaration> streams) =>
        OpenStreams(streams, "on conflict (id) do nothing");

    /// <summary>Fails if one of them exists.</summary>
    public static NpgsqlBatchCommand OpenNewStreams(IReadOnlyList<StreamDeclaration> streams) =>
        OpenStreams(streams, "");

    static NpgsqlBatchCommand OpenStreams(IReadOnlyList<StreamDeclaration> streams, string onConflict) => With(
        $"""
        insert into public.mt_streams (id, type, version, tenant_id, is_archived)
        select id, type, 0, '*DEFAULT*', false from unnest($1::varchar[], $2::varchar[]) as declared (id, type)
        order by id collate "C"
        {onConflict}
        """,
        streams.Select(stream => stream.Stream).ToArray(), streams.Select(stream => stream.StreamType).ToArray());

    public static NpgsqlBatchCommand LockStreams(string[] ids) => With(
        """select id from public.mt_streams where id = any($1) order by id collate "C" for no key update""",
        (object)ids);

    /// <summary>A later statement than the lock, so that it sees what the lock was waiting for.</summary>
    public static NpgsqlBatchCommand ReadHeads(string[] ids) => With(
        """
        select s.id, s.version, s.is_archived,
            (select e.timestamp from public.mt_events as e where e.stream_id = s.id and e.version = s.version)
        from public.mt_streams as s where s.id = any($1)
        """,
        (object)ids);

    public static NpgsqlBatchCommand ReadHistory(string stream) => With(
        $"select {EventRows.Columns} from public.mt_events where stream_id = $1 order by version", stream);

    public static NpgsqlBatchCommand ClaimGuards(IReadOnlyList<Guard.Unique> claims) => With(
        """
        insert into regulation.claims (name, key, holder)
        select name, key, holder from unnest($1::text[], $2::text[], $3::text[]) as wanted (name, key, holder)
        order by name collate "C", key collate "C"
        on conflict do nothing
        """,
        claims.Select(claim => claim.Name).ToArray(),
        claims.Select(claim => claim.Key).ToArray(),
        claims.Select(claim => claim.Owner).ToArray());

    public static NpgsqlBatchCommand ReadHolders(IReadOnlyList<Guard.Unique> claims) => With(
        """
        select c.name, c.key, c.holder from regulation.claims as c
        join unnest($1::text[], $2::text[]) as wanted (name, key) on c.name = wanted.name and c.key = wanted.key
        """,
        claims.Select(claim => claim.Name).ToArray(), claims.Select(claim => claim.Key).ToArray());

    public static NpgsqlBatchCommand Count(IReadOnlyList<Guard.Counter> counters) => With(
        """
        insert into regulation.counters as c (name, key, value)
        select name, key, 1 from unnest($1::text[], $2::text[]) as wanted (name, key)
        order by name collate "C", key collate "C"
        on conflict (name, key) do update set value = c.value + 1
        returning name, key, value
        """,
        counters.Select(counter => counter.Name).ToArray(), counters.Select(counter => counter.Key).ToArray());

    public static NpgsqlBatchCommand RemoveUnused(string[] streams) =>
        With("select regulation.remove_unused_streams($1)", (object)streams);

    /// <summary>The last lock, taken after every check and held to commit (ADR 0002).</summary>
    public static NpgsqlBatchCommand LockLog() => new("select pg_advisory_xact_lock(7887040406614865011)");

    public static NpgsqlBatchCommand MoveStreams(IReadOnlyDictionary<string, long> versions) => With(
        """
        update public.mt_streams as s set version = moved.version, timestamp = now()
        from unnest($1::varchar[], $2::bigint[]) as moved (id, version) where s.id = moved.id
        """,
        versions.Keys.ToArray(), versions.Values.ToArray());

    static NpgsqlBatchCommand With(string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}
