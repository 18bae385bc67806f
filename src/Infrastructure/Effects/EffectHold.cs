using Npgsql;

namespace Infrastructure.Effects;

/// <summary>Whether nothing may be sent, since when, and why.</summary>
/// <param name="Reason">restored, or what the operator gave.</param>
public sealed record HoldStatus(bool Held, string? Reason);

/// <summary>Effects held: after a restore, or by an operator's word, nothing goes out until it is released (OUT-14).</summary>
/// <remarks>
/// The log of a restored database is older than what its counterparts were told. It is known by its identity: another cluster, another
/// database, or another timeline, which is also what a failover looks like, and an asynchronous one may have lost events too.
/// </remarks>
public sealed class EffectHold(NpgsqlDataSource projector)
{
    public const string Restored = "restored";

    /// <summary>SQL for what tells one database, and one history of it, from another; on a primary.</summary>
    internal const string Identity = """
        (select concat_ws('/', s.system_identifier, left(pg_walfile_name(pg_current_wal_insert_lsn()), 8), d.oid)
         from pg_control_system() as s, pg_database as d where d.datname = current_database())
        """;

    // The first node of a new database ties it; a database that is another than the tied one is held.
    const string Check = $"""
        update regulation.effect_hold as hold
        set identity = coalesce(hold.identity, this.identity),
            held = hold.identity is not null,
            reason = case when hold.identity is not null then '{Restored}' end,
            since = case when hold.identity is not null then clock_timestamp() end
        from (select {Identity} as identity) as this
        where not hold.held and hold.identity is distinct from this.identity
        """;

    public async Task<HoldStatus> CheckAsync(CancellationToken cancellation)
    {
        await RunAsync(Check, cancellation);
        return await StatusAsync(cancellation);
    }

    public async Task<HoldStatus> StatusAsync(CancellationToken cancellation)
    {
        await using var command = projector.CreateCommand("select held, reason from regulation.effect_hold");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new HoldStatus(reader.GetBoolean(0), reader.IsDBNull(1) ? null : reader.GetString(1));
    }

    public Task HoldAsync(string reason, CancellationToken cancellation) =>
        RunAsync(
            "update regulation.effect_hold set held = true, reason = $1, since = clock_timestamp() where not held", cancellation, reason);

    /// <summary>From here on this database is the one that sends.</summary>
    public Task ReleaseAsync(CancellationToken cancellation) =>
        RunAsync(
            $"update regulation.effect_hold set held = false, reason = null, since = null, identity = {Identity}", cancellation);

    async Task RunAsync(string sql, CancellationToken cancellation, params string[] values)
    {
        await using var command = projector.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
