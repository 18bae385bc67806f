using Application.Effects;
using Domain.Effects;
using EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Infrastructure.Effects;

/// <summary>Notes what a counterpart is to be told, and does what the desk ordered, in the transaction that moves the checkpoint.</summary>
/// <remarks>Read again from the start it changes nothing: a row is there once, and an order of the desk counts once.</remarks>
public sealed class EffectSubscriber(IEffectSource source, EventCodec codec, EffectSignal signal) : ISubscriber
{
    const string Note = """
        with noted as (
            insert into regulation.effects (row_guid, event, purpose, kind, case_no, version, sequence, channel)
            select u.*, $8 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[]) as u
            on conflict do nothing
            returning case_no)
        insert into regulation.effect_lanes as lane (case_no, channel)
        select distinct case_no, $8 from noted order by case_no
        on conflict (case_no) do update
        set changes = lane.changes + 1,
            due_at = case when lane.owner is null then coalesce(lane.due_at, clock_timestamp()) else lane.due_at end
        """;

    const string Earlier = """
        select asking.id, e.seq_id, e.type, e.data
        from unnest($1::uuid[], $2::text[], $3::bigint[]) as asking (id, stream, version)
        join public.mt_events as e on e.stream_id = asking.stream and e.version < asking.version
        order by e.stream_id, e.version
        """;

    // The lane first, as the sender does, so that neither waits for the other in turn.
    const string Order = """
        with lane as (
            update regulation.effect_lanes as l
            set changes = l.changes + 1, due_at = case when l.owner is null then clock_timestamp() else l.due_at end
            where l.case_no = (select case_no from regulation.effects where row_guid = $1 and desk_version < $2 and channel = $5)
            returning l.case_no)
        update regulation.effects as e
        set desk_version = $2,
            state = case when e.state = 'delivered' then e.state
                         when $3 = 'retry' and e.state <> 'skipped' then 'pending' when $3 = 'skip' then 'skipped' else e.state end,
            next_attempt_at = case when $3 = 'retry' then clock_timestamp() else e.next_attempt_at end,
            settled_at = case when $3 = 'skip' and e.state <> 'delivered' then clock_timestamp() else e.settled_at end,
            assignee = coalesce($4, e.assignee)
        from lane where e.case_no = lane.case_no and e.row_guid = $1
        """;

    public string Name => CheckpointOf(source.Channel);

    public static string CheckpointOf(string channel) => $"{channel}-effects-1";

    public async Task HandleAsync(
        IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        var earlier = await EarlierAsync([.. batch.Where(source.AsksEarlier)], connection, transaction, cancellation);
        var noted = batch.SelectMany(stored => source.Of(stored, earlier.GetValueOrDefault(stored.Id) ?? [])).ToList();
        if (noted.Count > 0) await NoteAsync(noted, connection, transaction, cancellation);

        foreach (var stored in batch)
        {
            if (stored.Data is EffectDeskEvent order) await OrderAsync(stored, order, connection, transaction, cancellation);
        }

        if (noted.Count > 0) signal.Wake();
    }

    /// <summary>What came before each of the events in its case; one question for a whole batch.</summary>
    async Task<Dictionary<Guid, List<object>>> EarlierAsync(
        IReadOnlyList<StoredEvent> asking, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        var earlier = asking.ToDictionary(stored => stored.Id, _ => new List<object>());
        if (asking.Count == 0) return earlier;

        await using var command = new NpgsqlCommand(Earlier, connection, transaction);
        command.Parameters.Add(new() { Value = asking.Select(stored => stored.Id).ToArray() });
        command.Parameters.Add(new() { Value = asking.Select(stored => stored.Stream).ToArray() });
        command.Parameters.Add(new() { Value = asking.Select(stored => stored.Version).ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            if (codec.Decode(row.GetInt64(1), row.GetString(2), row.GetString(3)) is { } before)
                earlier[row.GetGuid(0)].Add(before);
        }

        return earlier;
    }

    async Task NoteAsync(
        List<EffectRow> noted, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Note, connection, transaction);
        command.Parameters.Add(new() { Value = noted.Select(row => row.RowGuid).ToArray() });
        command.Parameters.Add(new() { Value = noted.Select(row => row.Event).ToArray() });
        command.Parameters.Add(new() { Value = noted.Select(row => row.Purpose).ToArray() });
        command.Parameters.Add(new() { Value = noted.Select(row => row.Kind).ToArray() });
        command.Parameters.Add(new() { Value = noted.Select(row => row.CaseNo).ToArray() });
        command.Parameters.Add(new() { Value = noted.Select(row => row.Version).ToArray() });
        command.Parameters.Add(new() { Value = noted.Select(row => row.Sequence).ToArray() });
        command.Parameters.Add(new() { Value = source.Channel });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    async Task OrderAsync(
        StoredEvent stored, EffectDeskEvent order, NpgsqlConnection connection, NpgsqlTransaction transaction,
        CancellationToken cancellation)
    {
        var (what, assignee) = order switch
        {
            EffectRetried => ("retry", null),
            EffectSkipped => ("skip", null),
            EffectAssigned assigned => ("assign", assigned.Assignee.Value),
            _ => throw new System.Diagnostics.UnreachableException(order.GetType().Name),
        };
        await using var command = new NpgsqlCommand(Order, connection, transaction);
        command.Parameters.Add(new() { Value = Guid.Parse(stored.Stream[EffectDeskCommands.Prefix.Length..]) });
        command.Parameters.Add(new() { Value = stored.Version });
        command.Parameters.Add(new() { Value = what });
        command.Parameters.Add(new() { Value = (object?)assignee ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = source.Channel });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>Names of states as the table and the wire have them.</summary>
public static class EffectCodes
{
    public static string Of(EffectState state) => state.ToString().ToLowerInvariant();

    public static EffectState State(string code) => Enum.Parse<EffectState>(code, ignoreCase: true);
}
