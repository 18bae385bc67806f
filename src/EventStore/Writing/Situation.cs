using EventStore.Reading;
using Npgsql;

namespace EventStore.Writing;

/// <summary>What the first round trip of a batch found: locked streams, guards, histories, and commands that are done.</summary>
sealed class Situation
{
    readonly IReadOnlyList<PreparedWrite> writes;
    readonly EventCodec codec;
    readonly FoldedStates folded;
    readonly List<StreamDeclaration> streams;
    readonly List<StreamDeclaration> opens;
    readonly List<HistoryWanted> histories;
    readonly string[] unread;
    readonly List<Guard.Unique> claims;
    readonly List<Guard> counters;

    Situation(IReadOnlyList<PreparedWrite> writes, EventCodec codec, FoldedStates folded, bool opensAll)
    {
        this.writes = writes;
        this.codec = codec;
        this.folded = folded;
        streams = [.. writes.SelectMany(write => write.Streams).DistinctBy(declared => declared.Stream)];
        var wanted = HistoryWanted.Of(writes, folded);
        histories = [.. wanted.Values];
        unread = [.. streams.Select(declared => declared.Stream).Where(stream => !wanted.ContainsKey(stream))];
        claims = [.. writes.SelectMany(write => write.Claims).DistinctBy(claim => (claim.Name, claim.Key))];
        counters = [.. writes.SelectMany(write => write.Counted).DistinctBy(guard => (guard.Name, guard.Key))];
        opens = opensAll ? streams : [.. writes.SelectMany(write => write.Streams.Skip(1)).DistinctBy(declared => declared.Stream)];
        var opened = opens.Select(declared => declared.Stream).ToHashSet(StringComparer.Ordinal);
        foreach (var (stream, _, _) in streams)
        {
            Streams.Add(stream, new StreamState(stream, 0, false)
            {
                IsAbsent = !opened.Contains(stream),
                Known = wanted.GetValueOrDefault(stream)?.Known ?? HistoryWanted.NothingKnown,
            });
        }
    }

    /// <summary>What earlier copies came to, of the commands that are not new.</summary>
    public Dictionary<(string Caller, string Key), RecordedOutcome> Recorded { get; } = [];

    public Dictionary<string, StreamState> Streams { get; } = [];

    public Dictionary<(string Name, string Key), string> Holders { get; } = [];

    /// <summary>The last value drawn of each counter, and the value of each tally, by name and key.</summary>
    public Dictionary<(string Name, string Key), long> Counters { get; } = [];

    /// <summary>Everything from BEGIN to the histories and the commands that are done, in one round trip.</summary>
    /// <param name="opensAll">
    /// False to leave primary streams that are not there unopened: the first event opens them, and the unique index tells
    /// whoever was second. Most of them are new, and opened beforehand each would be written twice.
    /// </param>
    public static async Task<Situation> EnterAsync(
        NpgsqlConnection connection, IReadOnlyList<PreparedWrite> writes, TimeSpan waitingLimit, EventCodec codec,
        FoldedStates folded, bool opensAll, CancellationToken cancellation)
    {
        var found = new Situation(writes, codec, folded, opensAll);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var step in found.Steps(waitingLimit)) batch.BatchCommands.Add(step);
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
            await found.ReadAsync(reader, cancellation);
        await found.ReadAgainAsync(connection, cancellation);
        return found;
    }

    IEnumerable<NpgsqlBatchCommand> Steps(TimeSpan waitingLimit)
    {
        yield return Statements.Begin();
        yield return Statements.Settle(waitingLimit);
        if (opens.Count > 0) yield return Statements.OpenStreams(opens);
        yield return Statements.LockStreams([.. streams.Select(declared => declared.Stream)]);
        if (counters.Count > 0)
        {
            yield return Statements.OpenCounters(counters);
            yield return Statements.LockCounters(counters);
        }

        if (claims.Count > 0) yield return Statements.ReadHolders(claims);
        if (unread.Length > 0) yield return Statements.ReadLastMoments(unread);
        yield return Statements.ReadHistories(histories);
        yield return Statements.FindCommands(writes);
    }

    /// <summary>The result sets in the order of the statements above; statements without rows have none.</summary>
    async Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        await reader.NextResultAsync(cancellation); // the settings
        while (await reader.ReadAsync(cancellation))
        {
            var stream = reader.GetString(0);
            Streams[stream] = new StreamState(stream, reader.GetInt64(1), reader.GetBoolean(2)) { Known = Streams[stream].Known };
        }

        if (counters.Count > 0)
        {
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                Counters.Add((reader.GetString(0), reader.GetString(1)), reader.GetInt64(2));
        }

        if (claims.Count > 0)
        {
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                Holders.Add((reader.GetString(0), reader.GetString(1)), reader.GetString(2));
        }

        if (unread.Length > 0)
        {
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) Streams[reader.GetString(0)].LastWas(Moments.Read(reader.GetDateTime(1)));
        }

        await reader.NextResultAsync(cancellation);
        await ReadHistoriesAsync(reader, histories, cancellation);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            Recorded.Add((reader.GetString(5), reader.GetString(6)), OutcomeReader.ReadOutcome(reader));
    }

    async Task ReadHistoriesAsync(NpgsqlDataReader reader, List<HistoryWanted> wanted, CancellationToken cancellation)
    {
        foreach (var history in await PastEvent.ReadAsync(reader, codec, cancellation))
        {
            var state = Streams[wanted[(int)history.Key - 1].Stream];
            if (state.IsAbsent) throw new UnlockedStreamException(state.Stream);
            state.Read([.. history]);
        }
    }

    /// <summary>Streams that are not what this node remembers, whole: the database was restored, or is another one.</summary>
    async Task ReadAgainAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var strange = Streams.Values.Where(stream => !stream.IsWhatWasKnown).Select(stream => stream.Stream).ToList();
        if (strange.Count == 0) return;

        foreach (var stream in strange)
        {
            folded.Forget(stream);
            Streams[stream] = Streams[stream].WithNothingKnown();
        }

        List<HistoryWanted> whole = [.. strange.Select(HistoryWanted.Whole)];
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Statements.ReadHistories(whole));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await ReadHistoriesAsync(reader, whole, cancellation);
    }
}
