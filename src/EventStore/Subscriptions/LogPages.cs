using EventStore.Reading;
using Npgsql;

namespace EventStore.Subscriptions;

/// <summary>The newest pages of the log as this node has read them: one read and one decoding for all its readers.</summary>
/// <remarks>
/// A page holds every event between two numbers that were visible together, and number order is commit order (ADR 0002), so nothing
/// can come between them later. A batch still asks, in its own transaction, whether the page's last event is in the log it writes
/// to: after a failover or a restore it may not be.
/// </remarks>
sealed class LogPages(NpgsqlDataSource source, EventCodec codec)
{
    const int MostPages = 64;

    /// <summary>Of bodies as they were read; decoded they take about twice as much again.</summary>
    const long MostBytes = 16 * 1024 * 1024;

    readonly Lock gate = new();
    readonly LinkedList<OfferedPage> pages = [];
    readonly Dictionary<(long After, int Limit), Task<OfferedPage?>> loading = [];
    long bytes;

    /// <returns>The events behind the position, at most <paramref name="limit"/>; null where there is none.</returns>
    public async Task<OfferedPage?> AfterAsync(long position, int limit, CancellationToken cancellation)
    {
        Task<OfferedPage?> load;
        lock (gate)
        {
            if (Find(position, limit) is { } found) return found;
            if (!loading.TryGetValue((position, limit), out load!))
                loading[(position, limit)] = load = LoadAsync(position, limit, cancellation);
        }

        return await load;
    }

    /// <summary>After the server was away: what follows may be another history.</summary>
    public void Forget()
    {
        lock (gate)
        {
            pages.Clear();
            bytes = 0;
        }
    }

    async Task<OfferedPage?> LoadAsync(long position, int limit, CancellationToken cancellation)
    {
        // The caller holds the gate until the load is noted.
        await Task.Yield();
        try
        {
            await using var command = source.CreateCommand(EventRows.Page);
            foreach (var value in new object[] { position, long.MaxValue, limit }) command.Parameters.Add(new() { Value = value });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var events = await EventRows.ReadForAllAsync(reader, codec, cancellation);
            var page = events.Count == 0 ? null : new OfferedPage(position, events);
            if (page is not null) Keep(page);
            return page;
        }
        finally
        {
            lock (gate) loading.Remove((position, limit));
        }
    }

    void Keep(OfferedPage page)
    {
        lock (gate)
        {
            pages.AddLast(page);
            bytes += SizeOf(page);
            while (pages.Count > MostPages || (bytes > MostBytes && pages.Count > 1))
            {
                bytes -= SizeOf(pages.First!.Value);
                pages.RemoveFirst();
            }
        }
    }

    /// <summary>What is kept behind the position, page joined to page: a slow reader takes more at once than a quick one did.</summary>
    OfferedPage? Find(long position, int limit)
    {
        List<StoredEvent>? joined = null;
        for (var at = position; ;)
        {
            var page = pages.LastOrDefault(kept => kept.After <= at && at < kept.Last.Sequence);
            if (page is null) break;
            if (joined is null && page.After == position && page.Events.Count == limit) return page;

            joined ??= [];
            joined.AddRange(page.Events.Where(stored => stored.Sequence > at).Take(limit - joined.Count));
            at = joined[^1].Sequence;
            if (joined.Count == limit) break;
        }

        if (joined is null) return null;

        // The same page is the same object for all readers, so that its certificate is computed once.
        var whole = pages.LastOrDefault(kept => kept.After == position && kept.Last.Sequence == joined[^1].Sequence);
        return whole ?? new OfferedPage(position, joined);
    }

    static long SizeOf(OfferedPage page) => page.Events.Sum(stored => (long)stored.Size);
}
