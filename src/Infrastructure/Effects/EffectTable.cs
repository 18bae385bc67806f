using Application.Ports;
using Domain.Effects;
using Npgsql;
using NpgsqlTypes;

namespace Infrastructure.Effects;

/// <summary>The rows for one counterpart in regulation.effects, and the leases of cases in regulation.effect_lanes.</summary>
/// <remarks>No session state; the clock of the server judges all leases and pauses.</remarks>
public sealed class EffectTable(NpgsqlDataSource projector, string channel, TimeSpan lease) : IEffects
{
    const string Take = $"""
        with due as materialized (
            select case_no from regulation.effect_lanes
            where channel = $4 and due_at <= clock_timestamp()
              and (select not held and identity = {EffectHold.Identity} from regulation.effect_hold)
            order by due_at limit $3 for update skip locked)
        update regulation.effect_lanes as lane
        set owner = $1, epoch = lane.epoch + 1, due_at = clock_timestamp() + $2
        from due where lane.case_no = due.case_no
        returning lane.case_no, lane.epoch, lane.changes
        """;

    const string Open = """
        select row_guid, kind, purpose, version, state, attempts,
            greatest(next_attempt_at - clock_timestamp(), interval '0')
        from regulation.effects
        where case_no = $1 and state not in ('delivered', 'skipped') order by sequence limit $2
        """;

    const string Settle = """
        with lane as (
            select case_no from regulation.effect_lanes where case_no = $1 and owner = $2 and epoch = $3 for update)
        update regulation.effects as e
        set state = $5, answer = coalesce($6, e.answer), fault = $7, next_attempt_at = clock_timestamp() + $8,
            settled_at = case when $5 = 'delivered' then clock_timestamp() end
        from lane
        where e.row_guid = $4 and e.case_no = lane.case_no
          and (e.state = 'leased' or (e.state in ('pending', 'skipped') and $5 = 'delivered'))
        """;

    const string Begin = """
        with lane as (
            update regulation.effect_lanes set due_at = clock_timestamp() + $5
            where case_no = $1 and owner = $2 and epoch = $3 and not (select held from regulation.effect_hold)
            returning case_no)
        update regulation.effects as e set state = 'leased', attempts = e.attempts + 1
        from lane where e.row_guid = $4 and e.case_no = lane.case_no and e.state in ('pending', 'unknown', 'leased')
        returning e.attempts
        """;

    const string Release = """
        update regulation.effect_lanes
        set owner = null, due_at = case when changes <> $4 then clock_timestamp() else clock_timestamp() + $5 end
        where case_no = $1 and owner = $2 and epoch = $3
        """;

    readonly Guid owner = Guid.NewGuid();

    public async Task<IReadOnlyList<EffectLane>> TakeAsync(int most, CancellationToken cancellation)
    {
        await using var command = projector.CreateCommand(Take);
        command.Parameters.Add(new() { Value = owner });
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = channel });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var taken = new List<EffectLane>();
        while (await reader.ReadAsync(cancellation))
            taken.Add(new EffectLane(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        return taken;
    }

    public async Task<IReadOnlyList<QueuedEffect>> OpenAsync(EffectLane lane, int most, CancellationToken cancellation)
    {
        await using var command = projector.CreateCommand(Open);
        command.Parameters.Add(new() { Value = lane.CaseNo });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var open = new List<QueuedEffect>();
        while (await reader.ReadAsync(cancellation))
        {
            open.Add(new QueuedEffect(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3),
                EffectCodes.State(reader.GetString(4)), reader.GetInt32(5), reader.GetTimeSpan(6)));
        }

        return open;
    }

    public async Task<bool> BeginAsync(
        EffectLane lane, Guid row, (Guid Row, EffectOutcome Outcome)? settled, CancellationToken cancellation)
    {
        await using var connection = await projector.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        if (settled is { } before) batch.BatchCommands.Add(SettleCommand(lane, before.Row, before.Outcome));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Begin)
        {
            Parameters =
            {
                new() { Value = lane.CaseNo }, new() { Value = owner }, new() { Value = lane.Epoch }, new() { Value = row },
                new() { Value = lease },
            },
        });

        // The settling returns no rows, so the one result is that of the beginning.
        return await batch.ExecuteScalarAsync(cancellation) is int;
    }

    public async Task SettleAsync(EffectLane lane, Guid row, EffectOutcome outcome, CancellationToken cancellation)
    {
        await using var connection = await projector.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { SettleCommand(lane, row, outcome) } };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public async Task ReleaseAsync(EffectLane lane, TimeSpan? dueIn, CancellationToken cancellation)
    {
        await using var command = projector.CreateCommand(Release);
        command.Parameters.Add(new() { Value = lane.CaseNo });
        command.Parameters.Add(new() { Value = owner });
        command.Parameters.Add(new() { Value = lane.Epoch });
        command.Parameters.Add(new() { Value = lane.Changes });
        command.Parameters.Add(new() { Value = (object?)dueIn ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Interval });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    NpgsqlBatchCommand SettleCommand(EffectLane lane, Guid row, EffectOutcome outcome) => new(Settle)
    {
        Parameters =
        {
            new() { Value = lane.CaseNo }, new() { Value = owner }, new() { Value = lane.Epoch }, new() { Value = row },
            new() { Value = EffectCodes.Of(outcome.State) },
            new() { Value = (object?)outcome.Answer ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            new() { Value = (object?)outcome.Fault ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = outcome.Pause },
        },
    };
}
