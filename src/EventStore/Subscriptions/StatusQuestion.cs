using Npgsql;

namespace EventStore.Subscriptions;

/// <summary>Where subscribers stand in the database; what only their node knows is added there.</summary>
static class StatusQuestion
{
    const string Ask = """
        select c.name, c.position, (select coalesce(max(seq_id), 0) from public.mt_events), c.error, c.error_position,
            c.since, c.offered, c.chain, c.updated_at, e.id, e.stream_id, e.type
        from regulation.checkpoints as c left join public.mt_events as e on e.seq_id = c.error_position and c.error is not null
        where c.name = any($1)
        """;

    public static async Task<IReadOnlyList<SubscriptionStatus>> AskAsync(
        NpgsqlDataSource source, string[] names, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Ask);
        command.Parameters.Add(new() { Value = names });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var found = new List<SubscriptionStatus>();
        while (await row.ReadAsync(cancellation))
        {
            var (error, position) = row.IsDBNull(3) ? ((string?)null, (long?)null) : (row.GetString(3), row.GetInt64(4));
            found.Add(new SubscriptionStatus(row.GetString(0), row.GetInt64(1), row.GetInt64(2), false, error, position)
            {
                CertifiedSince = row.GetInt64(5),
                Certificate = NoSkipCertificate.Of(row.GetInt64(6), row.GetFieldValue<byte[]>(7)),
                Poison = row.IsDBNull(9)
                    ? null
                    : new PoisonedEvent(
                        position!.Value, row.GetGuid(9), row.GetString(10), row.GetString(11), Moments.Read(row.GetDateTime(8))),
            });
        }

        return found;
    }
}
