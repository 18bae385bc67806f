using System.Security.Cryptography;
using NodaTime;
using Npgsql;

namespace EventStore.Writing;

/// <summary>One attempt at a batch of writes on one connection: enter, decide each in turn, leave. Two round trips.</summary>
/// <remarks>
/// A write that comes to nothing, or fails while it decides, leaves no trace and harms none of the others. An error of the
/// server undoes all of them: the writer then tries again, or takes them one by one.
/// </remarks>
sealed class BatchTransaction(
    NpgsqlConnection connection, IReadOnlyList<PreparedWrite> writes, TimeSpan waitingLimit, EventCodec codec,
    CompanionTables companions, FoldedStates folded, WriterSettings settings, bool opensAll, Action decided)
{
    /// <summary>How far two nodes' clocks may lie apart before an act counts as done before its predecessor.</summary>
    static readonly Duration ClockSkew = Duration.FromMinutes(5);

    /// <summary>How long a stream's first event waits for whoever is opening the stream as well.</summary>
    /// <remarks>
    /// That other may itself wait for what this batch holds. At the entrance nothing is held yet: there it is waited for.
    /// </remarks>
    static readonly TimeSpan OpeningPatience = TimeSpan.FromMilliseconds(100);

    readonly RowsToWrite rows = new(codec, settings.LargestWrite);
    readonly List<NpgsqlBatchCommand> companionRows = [];

    /// <summary>Streams whose first events the batch brings: new under their own keys, or not there when it looked.</summary>
    readonly Dictionary<string, StreamDeclaration> opened = [];

    readonly Dictionary<(string Name, string Key), Guard.Unique> claimed = [];
    readonly Dictionary<(string Name, string Key), long> drawn = [];
    Situation found = null!;

    /// <summary>True once a COMMIT has been sent: from then on a lost connection leaves the outcome open.</summary>
    public bool CommitSent { get; private set; }

    /// <returns>What each write came to, in their order; final, because the commit is durable.</returns>
    public async Task<IReadOnlyList<Outcome>> RunAsync(CancellationToken cancellation)
    {
        found = await Situation.EnterAsync(connection, writes, waitingLimit, codec, folded, opensAll, cancellation);
        var outcomes = writes.Select(Outcome).ToList();
        if (rows.IsEmpty)
        {
            await RollBackAsync();
            Remember();
            return outcomes;
        }

        var positions = await LeaveAsync();
        Remember();
        return [.. outcomes.Select((outcome, at) => outcome.At(positions.GetValueOrDefault(writes[at].Command.Identity())))];
    }

    /// <summary>Once nothing can be undone any more.</summary>
    void Remember()
    {
        foreach (var stream in found.Streams.Values) folded.Keep(stream);
    }

    public async Task RollBackAsync()
    {
        await using var command = new NpgsqlCommand("rollback", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    Outcome Outcome(PreparedWrite write)
    {
        try
        {
            return new Outcome(Decide(write), null);
        }
        catch (Exception failure) when (failure is not UnlockedStreamException)
        {
            return new Outcome(null, failure);
        }
    }

    WriteResult Decide(PreparedWrite write)
    {
        if (found.Recorded.TryGetValue(write.Command.Identity(), out var recorded)) return Repeated(write, recorded);

        var state = found.Streams[write.Primary.Stream];
        if (Early(write) is { } answer) return answer;

        var context = new DecisionContext(state.Version, Drawn(write))
        {
            Histories = write.AlsoRead.ToDictionary(stream => stream, stream => found.Streams[stream].Events),
            States = (stream, fold) => write.AlsoRead.Contains(stream)
                ? found.Streams[stream].StateFor(fold)
                : throw new KeyNotFoundException($"{stream} was not declared to be read."),
        };
        var decision = write.Decide(state.StateFor(write.Fold), context);
        if (decision is Decision.Accept { Appends: var appends } && appends.All(append => append.Events.Count == 0))
        {
            rows.Add(write, refusal: null);
            return new WriteResult.Committed(0, new Dictionary<string, long>(), Repeated: false);
        }

        // What is already done is answered; only what would change something must have seen the newest state.
        if (write.ExpectedVersion is { } expected && expected != context.Version)
            return new WriteResult.Stale(expected, context.Version);

        return decision switch
        {
            Decision.Accept accept => Accept(write, accept),
            Decision.Refuse refuse => Refuse(write, refuse),
            _ => throw new InvalidOperationException($"{decision.GetType().Name} is not a decision."),
        };
    }

    /// <summary>Whoever appends elsewhere because a stream is not there must hold that until the commit.</summary>
    /// <remarks>
    /// A first event of its own holds it (<see cref="Statements.OneStream"/>); where nothing is appended, nobody rests on the answer.
    /// </remarks>
    /// <exception cref="UnlockedStreamException">Nothing holds it: the batch is to be decided with its streams opened.</exception>
    void RequireHeld(PreparedWrite write, IReadOnlyList<StreamAppend> appends)
    {
        var (stream, others) = (write.Primary.Stream, write.Streams.Skip(1).Select(declared => declared.Stream));
        if (found.Streams[stream] is not { IsAbsent: true, Version: 0 }) return;

        var appended = appends.Where(append => append.Events.Count > 0).Select(append => append.Stream).ToHashSet();
        if (!appended.Contains(stream) && appended.Overlaps(others)) throw new UnlockedStreamException(stream);
    }

    /// <summary>Answers that need no decision and leave nothing behind.</summary>
    WriteResult? Early(PreparedWrite write)
    {
        foreach (var claim in write.Claims)
        {
            if (HolderOf(claim) is { } holder && holder != claim.Owner) return new WriteResult.GuardHeld(claim, holder);
        }

        var streams = write.Streams.Select(declared => found.Streams[declared.Stream]).ToList();
        if (streams.Find(stream => stream.IsArchived) is { } archived)
            throw new InvalidOperationException($"Stream {archived.Stream} is archived and takes no events.");

        return streams.Max(stream => stream.LastEventAt) is { } last && last - write.Metadata.Timestamp > ClockSkew
            ? new WriteResult.ClockBehind(last)
            : null;
    }

    string? HolderOf(Guard.Unique claim) =>
        claimed.TryGetValue((claim.Name, claim.Key), out var here) ? here.Owner : found.Holders.GetValueOrDefault((claim.Name, claim.Key));

    static WriteResult Repeated(PreparedWrite write, RecordedOutcome recorded) =>
        !CryptographicOperations.FixedTimeEquals(recorded.Digest, write.Command.Digest) ? new WriteResult.KeyReused()
        : recorded.RefusalCode is { } code ? new WriteResult.Refused(code, recorded.Position, Repeated: true)
        : new WriteResult.Committed(recorded.Position, recorded.Versions, Repeated: true);

    /// <summary>The next value of each counter, used up only if the command is accepted; and each tally as it stands.</summary>
    Dictionary<string, long> Drawn(PreparedWrite write)
    {
        var values = write.Counters.ToDictionary(counter => $"{counter.Name}/{counter.Key}", counter => Now(counter) + 1);
        foreach (var tally in write.Tallies) values.Add($"{tally.Name}/{tally.Key}", Now(tally));
        return values;
    }

    long Now(Guard counted) => drawn.GetValueOrDefault((counted.Name, counted.Key), found.Counters[(counted.Name, counted.Key)]);

    /// <exception cref="InvalidOperationException">A tally that was not declared, or one that would fall below nothing.</exception>
    static void Check(PreparedWrite write, IReadOnlyList<TallyMove> moves, Func<Guard, long> now)
    {
        foreach (var tally in moves.GroupBy(move => move.Tally))
        {
            if (!write.Tallies.Contains(tally.Key))
                throw new InvalidOperationException($"The tally {tally.Key.Name}/{tally.Key.Key} was not declared.");
            if (now(tally.Key) + tally.Sum(move => move.By) < 0)
                throw new InvalidOperationException($"The tally {tally.Key.Name}/{tally.Key.Key} would fall below nothing.");
        }
    }

    WriteResult.Committed Accept(PreparedWrite write, Decision.Accept accept)
    {
        Check(write, accept.Moves, Now);
        var inserts = write.Companions.Select(companions.Insert).ToList();
        var versions = Append(write, accept.Appends, refusal: null);
        companionRows.AddRange(inserts);
        foreach (var claim in write.Claims.Where(claim => HolderOf(claim) is null)) claimed.Add((claim.Name, claim.Key), claim);
        foreach (var counter in write.Counters) drawn[(counter.Name, counter.Key)] = Now(counter) + 1;
        foreach (var (tally, by) in accept.Moves) drawn[(tally.Name, tally.Key)] = Now(tally) + by;
        return new WriteResult.Committed(0, versions, Repeated: false);
    }

    WriteResult.Refused Refuse(PreparedWrite write, Decision.Refuse refuse)
    {
        if (refuse.Record.Any(append => append.Events.Count > 0))
        {
            Append(write, refuse.Record, refuse.Code);
        }
        else
        {
            StorableText.Require("A refusal's code", refuse.Code);
            rows.Add(write, refuse.Code);
        }

        return new WriteResult.Refused(refuse.Code, 0, Repeated: false);
    }

    /// <summary>Streams that were not declared are new under keys nobody else can have, or the write fails.</summary>
    IReadOnlyDictionary<string, long> Append(PreparedWrite write, IReadOnlyList<StreamAppend> appends, string? refusal)
    {
        RequireHeld(write, appends);
        var fresh = appends
            .Where(append => append.Events.Count > 0 && write.Streams.All(declared => declared.Stream != append.Stream))
            .Select(append => new StreamDeclaration(append.Stream, append.StreamType))
            .DistinctBy(declared => declared.Stream).ToDictionary(declared => declared.Stream);
        foreach (var (stream, type, _) in fresh.Values)
        {
            PreparedWrite.CheckStream(stream, type);
            if (found.Streams.ContainsKey(stream))
                throw new InvalidOperationException($"Stream {stream} was not declared, and others write to it.");
        }

        var states = fresh.Keys.ToDictionary(stream => stream, stream => new StreamState(stream, 0, false));
        var versions = rows.Add(
            write, appends, refusal, stream => states.TryGetValue(stream, out var state) ? state : found.Streams[stream]);
        foreach (var (stream, declared) in fresh)
        {
            opened.Add(stream, declared);
            found.Streams.Add(stream, states[stream]);
        }

        if (versions.ContainsKey(write.Primary.Stream) && found.Streams[write.Primary.Stream].IsAbsent)
            opened[write.Primary.Stream] = write.Primary;

        return versions;
    }

    /// <summary>Sends the last steps and COMMIT in one batch; never cancelled: nobody would know the outcome.</summary>
    /// <returns>The last number of the events of each command that wrote any.</returns>
    /// <exception cref="UnlockedStreamException">Somebody else is opening a stream whose first event this batch brings.</exception>
    async Task<Dictionary<(string Caller, string Key), long>> LeaveAsync()
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var step in Steps()) batch.BatchCommands.Add(step);

        CommitSent = true;
        decided();
        var positions = new Dictionary<(string, string), long>();
        var limits = 0;
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
            do
            {
                while (await reader.ReadAsync(CancellationToken.None))
                {
                    if (reader.GetName(0) == Statements.Limit) limits++;
                    if (reader.FieldCount == 3) positions[(reader.GetString(0), reader.GetString(1))] = reader.GetInt64(2);
                }
            }
            while (await reader.NextResultAsync(CancellationToken.None));
        }
        catch (PostgresException failure) when (ServerErrors.IsLockWait(failure) && limits == 1)
        {
            // The limit for the opening was set, and the one after it was not.
            throw new UnlockedStreamException(string.Join(", ", opened.Keys));
        }

        return positions;
    }

    IEnumerable<NpgsqlBatchCommand> Steps()
    {
        foreach (var row in companionRows) yield return row;
        if (opened.Count > 0)
        {
            yield return Statements.LimitWaiting(OpeningPatience);
            yield return Statements.OpenWithEvents(opened.Values, rows.Versions);
            yield return Statements.LimitWaiting(waitingLimit);
        }

        if (UnusedStreams() is { Length: > 0 } streams) yield return Statements.RemoveUnusedStreams(streams);
        if (UnusedCounters() is { Count: > 0 } counters) yield return Statements.RemoveUnusedCounters(counters);
        if (drawn.Count > 0) yield return Statements.MoveCounters(drawn);
        if (claimed.Count > 0) yield return Statements.Claim([.. claimed.Values]);
        if (rows.HasEvents)
        {
            if (Moved() is { Count: > 0 } moved) yield return Statements.MoveStreams(moved);
            yield return Statements.LockLog();
        }

        yield return rows.ToCommand();
        yield return Statements.Commit();
    }

    List<KeyValuePair<string, long>> Moved() => [.. rows.Versions.Where(moved => !opened.ContainsKey(moved.Key))];

    string[] UnusedStreams() => [.. found.Streams.Values.Where(stream => stream.IsUnused).Select(stream => stream.Stream)];

    List<(string Name, string Key)> UnusedCounters() =>
        [.. found.Counters.Where(counter => counter.Value == 0 && !drawn.ContainsKey(counter.Key)).Select(counter => counter.Key)];
}
