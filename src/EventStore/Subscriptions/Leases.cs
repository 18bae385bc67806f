using System.Diagnostics;
using Npgsql;

namespace EventStore.Subscriptions;

/// <summary>Which subscribers this node owns. One statement renews or takes over all of them.</summary>
/// <remarks>A lease says who should work; lock, epoch and position of the checkpoint keep others out.</remarks>
sealed class Leases(NpgsqlDataSource source, IReadOnlyList<string> names, SubscriptionSettings settings)
{
    // The epoch grows with every change of owner; an owner that comes back after its lease was lost is a new one.
    const string RenewOrTakeOver = """
        insert into regulation.leases as l (name, owner, epoch, expires_at)
        select name, $2, 1, clock_timestamp() + $3 from unnest($1::text[]) as wanted (name) order by name collate "C"
        on conflict (name) do update
        set owner = excluded.owner, expires_at = excluded.expires_at,
            epoch = case when l.owner = excluded.owner then l.epoch else l.epoch + 1 end
        where l.owner = excluded.owner or l.expires_at < clock_timestamp()
        returning name, epoch
        """;

    const string GiveUp = "update regulation.leases set expires_at = '-infinity' where owner = $1";

    readonly Lock gate = new();
    readonly Stopwatch sinceRenewal = new();
    Dictionary<string, long> epochs = [];

    public Guid Owner { get; } = Guid.NewGuid();

    /// <summary>The epoch under which this node owns the subscriber now; null if it does not.</summary>
    public long? EpochOf(string name)
    {
        lock (gate)
        {
            return sinceRenewal.Elapsed < settings.Lease && epochs.TryGetValue(name, out var epoch) ? epoch : null;
        }
    }

    public async Task RenewAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.StartNew();
        await using var command = source.CreateCommand(RenewOrTakeOver);
        command.Parameters.Add(new() { Value = names.ToArray() });
        command.Parameters.Add(new() { Value = Owner });
        command.Parameters.Add(new() { Value = settings.Lease });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var owned = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellation)) owned.Add(reader.GetString(0), reader.GetInt64(1));

        // An answer that took longer than the lease is old news.
        if (started.Elapsed >= settings.Lease) return;
        lock (gate)
        {
            epochs = owned;
            sinceRenewal.Restart();
        }
    }

    /// <summary>At an orderly end the next node need not wait.</summary>
    public async Task GiveUpAsync()
    {
        lock (gate) epochs = [];
        await using var command = source.CreateCommand(GiveUp);
        command.Parameters.Add(new() { Value = Owner });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
