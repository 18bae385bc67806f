using System.Security.Cryptography;
using NodaTime;
using Npgsql;

namespace EventStore.Writing;

/// <summary>One attempt at one write on one connection: enter, decide, leave. Two round trips when accepted.</summary>
sealed class WriteTransaction(
    NpgsqlConnection connection, PreparedWrite write, TimeSpan? waitingLimit, EventCodec codec,
    CompanionTables companions)
{
    /// <summary>How far two nodes' clocks may lie apart before an act counts as done before its predecessor.</summary>
    static readonly Duration ClockSkew = Duration.FromMinutes(5);

    /// <summary>True once a COMMIT has been sent: from then on a lost connection leaves the outcome open.</summary>
    public bool CommitSent { get; private set; }

    public async Task<WriteResult> RunAsync(CancellationToken cancellation)
    {
        var found = await Situation.EnterAsync(connection, write, waitingLimit, codec, cancellation);
        if (Early(found) is { } answer)
        {
            await RollBackAsync();
            return answer;
        }

        var context = new DecisionContext(found.Heads[write.Primary.Stream].Version, found.Counters);
        var decision = write.Decide(found.History, context);
        if (decision is Decision.Accept { Appends: var appends } && appends.All(append => append.Events.Count == 0))
            return await AcceptNothingAsync();

        // What is already done is answered; only what would change something must have seen the newest state.
        if (write.ExpectedVersion is { } expected && expected != context.Version)
        {
            await RollBackAsync();
            return new WriteResult.Stale(expected, context.Version);
        }

        return decision switch
        {
            Decision.Accept accept => await AcceptAsync(accept, found),
            Decision.Refuse refuse => await RefuseAsync(refuse),
            _ => throw new InvalidOperationException($"{decision.GetType().Name} is not a decision."),
        };
    }

    public async Task RollBackAsync()
    {
        await using var command = new NpgsqlCommand("rollback", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Answers that need no decision and leave nothing behind.</summary>
    WriteResult? Early(Situation found)
    {
        if (!found.IsNew) return Repeated(found.Recorded);

        foreach (var claim in write.Claims)
        {
            var holder = found.Holders[(claim.Name, claim.Key)];
            if (holder != claim.Owner) return new WriteResult.GuardHeld(claim, holder);
        }

        if (found.Heads.Values.FirstOrDefault(head => head.IsArchived) is { } archived)
            throw new InvalidOperationException($"Stream {archived.Stream} is archived and takes no events.");

        return found.Heads.Values.Max(head => head.LastEventAt) is { } last
            && last - write.Metadata.Timestamp > ClockSkew
            ? new WriteResult.ClockBehind(last)
            : null;
    }

    WriteResult Repeated(RecordedOutcome recorded) =>
        !CryptographicOperations.FixedTimeEquals(recorded.Digest, write.Command.Digest) ? new WriteResult.KeyReused()
        : recorded.RefusalCode is { } code ? new WriteResult.Refused(code, recorded.Position, Repeated: true)
        : new WriteResult.Committed(recorded.Position, recorded.Versions, Repeated: true);

    async Task<WriteResult> AcceptNothingAsync()
    {
        await LeaveAsync([Statements.RollbackToSavepoint()]);
        return new WriteResult.Committed(0, new Dictionary<string, long>(), Repeated: false);
    }

    async Task<WriteResult> AcceptAsync(Decision.Accept accept, Situation found)
    {
        var opened = OpenedByTheDecision(accept.Appends, found.Heads);
        foreach (var (stream, _) in opened) found.Heads.Add(stream, new StreamHead(stream, 0, false, null));
        var rows = Gather(accept.Appends, found.Heads);
        List<NpgsqlBatchCommand> steps = [.. write.Companions.Select(companions.Insert)];
        if (opened.Count > 0) steps.Add(Statements.OpenNewStreams(opened));

        var unused = found.Heads.Values.Where(head => head.Version == 0 && !rows.Versions.ContainsKey(head.Stream));
        if (unused.Select(head => head.Stream).ToArray() is { Length: > 0 } streams)
            steps.Add(Statements.RemoveUnused(streams));

        var position = await AppendAsync(steps, rows, refusal: null);
        return new WriteResult.Committed(position, rows.Versions, Repeated: false);
    }

    async Task<WriteResult> RefuseAsync(Decision.Refuse refuse)
    {
        if (refuse.Record.All(append => append.Events.Count == 0))
        {
            await LeaveAsync(
            [
                Statements.RollbackToSavepoint(),
                Statements.RecordCommand(
                    write.Command, refuse.Code, hasPosition: false, new Dictionary<string, long>()),
            ]);
            return new WriteResult.Refused(refuse.Code, 0, Repeated: false);
        }

        var rows = Gather(refuse.Record, await ReopenAsync(refuse.Record));
        return new WriteResult.Refused(refuse.Code, await AppendAsync([], rows, refuse.Code), Repeated: false);
    }

    /// <summary>Undoes the command and opens the streams in which its refusal is kept.</summary>
    async Task<Dictionary<string, StreamHead>> ReopenAsync(IReadOnlyList<StreamAppend> record)
    {
        var streams = OpenedByTheDecision(record, []);
        var ids = streams.Select(stream => stream.Stream).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Statements.RollbackToSavepoint());
        batch.BatchCommands.Add(Statements.OpenStreams(streams));
        batch.BatchCommands.Add(Statements.LockStreams(ids));
        batch.BatchCommands.Add(Statements.ReadHeads(ids));
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.NextResultAsync(CancellationToken.None);
        return await Situation.ReadHeadsAsync(reader, CancellationToken.None);
    }

    /// <summary>Streams that were not declared: new under keys nobody else can have, or the write fails.</summary>
    static List<StreamDeclaration> OpenedByTheDecision(
        IReadOnlyList<StreamAppend> appends, Dictionary<string, StreamHead> heads)
    {
        var opened = appends.Where(append => append.Events.Count > 0 && !heads.ContainsKey(append.Stream))
            .Select(append => new StreamDeclaration(append.Stream, append.StreamType))
            .DistinctBy(declared => declared.Stream).ToList();
        foreach (var (stream, type) in opened) PreparedWrite.CheckStream(stream, type);
        return opened;
    }

    EventRowsToWrite Gather(IReadOnlyList<StreamAppend> appends, Dictionary<string, StreamHead> heads)
    {
        var rows = new EventRowsToWrite(codec, write.Metadata);
        foreach (var append in appends)
        {
            foreach (var @event in append.Events) rows.Add(heads[append.Stream], @event);
        }

        return rows;
    }

    async Task<long> AppendAsync(List<NpgsqlBatchCommand> steps, EventRowsToWrite rows, string? refusal)
    {
        steps.Add(Statements.MoveStreams(rows.Versions));
        steps.Add(Statements.LockLog());
        steps.Add(rows.ToCommand());
        steps.Add(Statements.RecordCommand(write.Command, refusal, hasPosition: true, rows.Versions));
        return await LeaveAsync(steps);
    }

    /// <summary>Sends the last steps and COMMIT in one batch; never cancelled: nobody would know the outcome.</summary>
    /// <returns>The last number of the events written; 0 if there were none.</returns>
    async Task<long> LeaveAsync(List<NpgsqlBatchCommand> steps)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var step in steps) batch.BatchCommands.Add(step);
        batch.BatchCommands.Add(Statements.Commit());

        CommitSent = true;
        var position = 0L;
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        do
        {
            while (await reader.ReadAsync(CancellationToken.None))
            {
                if (reader.GetName(0) == "seq_id") position = reader.GetInt64(0);
            }
        }
        while (await reader.NextResultAsync(CancellationToken.None));
        return position;
    }
}
