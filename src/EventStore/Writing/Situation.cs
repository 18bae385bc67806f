using EventStore.Reading;
using NodaTime;
using Npgsql;

namespace EventStore.Writing;

/// <summary>What the first round trip found: the locked streams, the guards and the history to decide on.</summary>
sealed class Situation
{
    public bool IsNew { get; private set; }

    /// <summary>What an earlier copy came to; meaningful only if this one is not new.</summary>
    public RecordedOutcome Recorded { get; private set; } = null!;

    public Dictionary<string, StreamHead> Heads { get; private set; } = [];

    public Dictionary<(string Name, string Key), string> Holders { get; } = [];

    public Dictionary<string, long> Counters { get; } = [];

    public IReadOnlyList<StoredEvent> History { get; private set; } = [];

    /// <summary>Everything from BEGIN to the history in one batch.</summary>
    public static async Task<Situation> EnterAsync(
        NpgsqlConnection connection, PreparedWrite write, TimeSpan? waitingLimit, EventCodec codec,
        CancellationToken cancellation)
    {
        var ids = write.Streams.Select(stream => stream.Stream).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        var steps = batch.BatchCommands;
        steps.Add(Statements.Begin());
        if (waitingLimit is { } limit) steps.Add(Statements.LimitWaiting(limit));
        steps.Add(Statements.ClaimCommand(write.Command));
        steps.Add(Statements.Savepoint());
        steps.Add(Statements.OpenStreams(write.Streams));
        steps.Add(Statements.LockStreams(ids));
        if (write.Claims.Count > 0) steps.Add(Statements.ClaimGuards(write.Claims));
        if (write.Counters.Count > 0) steps.Add(Statements.Count(write.Counters));
        steps.Add(Statements.FindCommand(write.Command));
        if (write.Claims.Count > 0) steps.Add(Statements.ReadHolders(write.Claims));
        steps.Add(Statements.ReadHeads(ids));
        steps.Add(Statements.ReadHistory(write.Primary.Stream));

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await ReadAsync(reader, write, codec, cancellation);
    }

    /// <summary>The result sets in the order of the statements above; statements without rows have none.</summary>
    static async Task<Situation> ReadAsync(
        NpgsqlDataReader reader, PreparedWrite write, EventCodec codec, CancellationToken cancellation)
    {
        var found = new Situation { IsNew = await reader.ReadAsync(cancellation) };
        await reader.NextResultAsync(cancellation); // locked streams
        if (write.Counters.Count > 0)
        {
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                found.Counters[$"{reader.GetString(0)}/{reader.GetString(1)}"] = reader.GetInt64(2);
        }

        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        found.Recorded = OutcomeReader.ReadOutcome(reader);
        if (!found.IsNew) return found;

        if (write.Claims.Count > 0)
        {
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                found.Holders[(reader.GetString(0), reader.GetString(1))] = reader.GetString(2);
        }

        await reader.NextResultAsync(cancellation);
        found.Heads = await ReadHeadsAsync(reader, cancellation);
        await reader.NextResultAsync(cancellation);
        found.History = await EventRows.ReadAsync(reader, codec, cancellation);
        return found;
    }

    public static async Task<Dictionary<string, StreamHead>> ReadHeadsAsync(
        NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var heads = new Dictionary<string, StreamHead>();
        while (await reader.ReadAsync(cancellation))
        {
            Instant? last = reader.IsDBNull(3) ? null : Moments.Read(reader.GetDateTime(3));
            var head = new StreamHead(reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(2), last);
            heads.Add(head.Stream, head);
        }

        return heads;
    }
}
