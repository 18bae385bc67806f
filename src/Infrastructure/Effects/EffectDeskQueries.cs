using Domain.Identity;
using Domain.Effects;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Infrastructure.Effects;

/// <summary>One row as the desk sees it; nothing of it is personal.</summary>
/// <param name="Answer">The counterpart's last code.</param>
/// <param name="Fault">Why the last call had no usable answer.</param>
public sealed record EffectLine(
    Guid RowGuid, string Channel, string Kind, string Purpose, string CaseNo, long Sequence, EffectState State, int Attempts,
    Instant NotedAt, Instant NextAttemptAt, Instant? SettledAt, int? Answer, string? Fault, PersonRef? Assignee);

/// <param name="State">Null for all that is not delivered; delivered is asked for one case only.</param>
public sealed record EffectSearch(EffectState? State, string? CaseNo);

/// <param name="OldestAt">When the oldest row still to be sent was noted.</param>
/// <param name="CasesWaiting">Cases whose next row waits for a person.</param>
public sealed record EffectSummary(
    IReadOnlyDictionary<string, long> Rows, Instant? OldestAt, long CasesWaiting, bool Held, string? HeldReason);

/// <summary>An event that a policy could not act on yet, with the failure of its last try.</summary>
public sealed record FailingPolicy(string Policy, string Stream, long Version, int Attempts, Instant NextTryAt, string? Failure);

/// <summary>The desk's questions, under the reader's role.</summary>
public sealed class EffectDeskQueries(NpgsqlDataSource reader)
{
    const string Columns =
        "row_guid, channel, kind, purpose, case_no, sequence, state, attempts, noted_at, next_attempt_at, settled_at, answer, fault, "
        + "assignee";

    public async Task<EffectLine?> FindAsync(Guid rowGuid, CancellationToken cancellation)
    {
        await using var command = reader.CreateCommand($"select {Columns} from regulation.effects where row_guid = $1");
        command.Parameters.Add(new() { Value = rowGuid });
        return (await ReadAsync(command, cancellation)).SingleOrDefault();
    }

    /// <returns>The oldest first; of one case in its order.</returns>
    public async Task<(IReadOnlyList<EffectLine> Lines, long Total)> SearchAsync(
        EffectSearch search, int limit, long offset, CancellationToken cancellation)
    {
        const string Where = """
            where (($1::text is null and (state not in ('delivered', 'skipped') or $2::text is not null)) or state = $1)
              and ($2::text is null or case_no = $2) and ($2::text is not null or state <> 'delivered')
            """;
        await using var count = reader.CreateCommand($"select count(*) from regulation.effects {Where}");
        Add(count, search);
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;

        await using var command = reader.CreateCommand(
            $"select {Columns} from regulation.effects {Where} order by case when $2::text is null then noted_at end, sequence "
            + "limit $3 offset $4");
        Add(command, search);
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = offset });
        return (await ReadAsync(command, cancellation), total);
    }

    public async Task<bool> IsHeldAsync(CancellationToken cancellation)
    {
        await using var command = reader.CreateCommand("select held from regulation.effect_hold");
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public async Task<EffectSummary> SummaryAsync(CancellationToken cancellation)
    {
        await using var states = reader.CreateCommand(
            "select state, count(*), min(noted_at) from regulation.effects where state <> 'delivered' group by state");
        var rows = new Dictionary<string, long>();
        Instant? oldest = null;
        await using (var found = await states.ExecuteReaderAsync(cancellation))
        {
            while (await found.ReadAsync(cancellation))
            {
                rows[found.GetString(0)] = found.GetInt64(1);
                var noted = Moment(found, 2)!.Value;
                if (found.GetString(0) != EffectCodes.Of(EffectState.Skipped) && (oldest is null || noted < oldest)) oldest = noted;
            }
        }

        await using var waiting = reader.CreateCommand(
            "select (select count(distinct case_no) from regulation.effects where state = 'refused'), held, reason "
            + "from regulation.effect_hold");
        await using var hold = await waiting.ExecuteReaderAsync(cancellation);
        await hold.ReadAsync(cancellation);
        return new EffectSummary(rows, oldest, hold.GetInt64(0), hold.GetBoolean(1), hold.IsDBNull(2) ? null : hold.GetString(2));
    }

    /// <returns>The longest waiting first.</returns>
    public async Task<IReadOnlyList<FailingPolicy>> FailingPoliciesAsync(int limit, CancellationToken cancellation)
    {
        await using var command = reader.CreateCommand(
            "select policy, stream, version, attempts, next_try_at, last_failure from regulation.policy_to_dos "
            + "where done_at is null and attempts > 0 order by position, policy limit $1");
        command.Parameters.Add(new() { Value = limit });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var failing = new List<FailingPolicy>();
        while (await row.ReadAsync(cancellation))
        {
            failing.Add(new FailingPolicy(
                row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3), Moment(row, 4) ?? Instant.MinValue,
                row.IsDBNull(5) ? null : row.GetString(5)));
        }

        return failing;
    }

    static void Add(NpgsqlCommand command, EffectSearch search)
    {
        var state = search.State is { } wanted ? EffectCodes.Of(wanted) : (object)DBNull.Value;
        command.Parameters.Add(new() { Value = state, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)search.CaseNo ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
    }

    static async Task<IReadOnlyList<EffectLine>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var lines = new List<EffectLine>();
        while (await row.ReadAsync(cancellation))
        {
            lines.Add(new EffectLine(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5),
                EffectCodes.State(row.GetString(6)), row.GetInt32(7), Moment(row, 8)!.Value, Moment(row, 9)!.Value, Moment(row, 10),
                row.IsDBNull(11) ? null : row.GetInt32(11), row.IsDBNull(12) ? null : row.GetString(12),
                row.IsDBNull(13) ? null : new PersonRef(row.GetString(13))));
        }

        return lines;
    }

    static Instant? Moment(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : Instant.FromDateTimeUtc(row.GetDateTime(column));
}
