using System.Security.Cryptography;
using System.Text.Json;
using EventStore.Reading;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EventStore.Writing;

/// <summary>One transaction: what is new is staged chunk by chunk; then the locks, the decision, the numbers, the commit.</summary>
sealed class BulkTransaction<TState>(
    NpgsqlConnection connection, BulkWrite<TState> write, EventCodec codec, CompanionTables companions)
{
    static readonly Duration ClockSkew = Duration.FromMinutes(5);

    /// <summary>A statement may take this long while it holds nobody up.</summary>
    const int PatienceSeconds = 600;

    readonly Guid batch = Guid.NewGuid();
    readonly DateTime now = Moments.Write(Moments.ToMicroseconds(write.Metadata.Timestamp));
    long places;

    public bool CommitSent { get; private set; }

    public async Task<WriteResult> RunAsync(CancellationToken cancellation)
    {
        Check();
        await RunAsync("begin isolation level read committed", cancellation);
        if (await ScalarAsync(BulkStatements.Enter, cancellation) is not true) throw new BulkBusyException();
        if (await RecordedAsync(cancellation) is { } repeated) return await LeaveAsync(repeated);

        var firsts = await DrawAsync(cancellation);
        await foreach (var chunk in write.Chunks(firsts).WithCancellation(cancellation)) await StageAsync(chunk, cancellation);

        var (state, version, last) = await LockAsync(cancellation);
        if (last is { } moment && moment - write.Metadata.Timestamp > ClockSkew)
            return await LeaveAsync(new WriteResult.ClockBehind(moment));

        return write.Decide(state, new DecisionContext(version, firsts)) switch
        {
            Decision.Accept { Appends: var appends } when appends.All(append => append.Events.Count == 0) =>
                await LeaveAsync(new WriteResult.Committed(0, new Dictionary<string, long>(), Repeated: true)),
            Decision.Accept accept => await AppendAsync(accept.Appends, version, last, cancellation),
            Decision.Refuse refuse => await LeaveAsync(new WriteResult.Refused(refuse.Code, 0, Repeated: false)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not a decision."),
        };
    }

    void Check()
    {
        StorableText.RequireKey("The caller", write.Command.Caller);
        StorableText.RequireKey("The idempotency key", write.Command.Key);
        PreparedWrite.CheckStream(write.Stream, write.StreamType);
        StorableText.Require("The user name", write.Metadata.UserName);
    }

    async Task<WriteResult?> RecordedAsync(CancellationToken cancellation)
    {
        await using var command = Command(BulkStatements.FindCommand, write.Command.Caller, write.Command.Key);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        if (!await rows.ReadAsync(cancellation)) return null;

        var recorded = OutcomeReader.ReadOutcome(rows);
        return !CryptographicOperations.FixedTimeEquals(recorded.Digest, write.Command.Digest) ? new WriteResult.KeyReused()
            : recorded.RefusalCode is { } code ? new WriteResult.Refused(code, recorded.Position, Repeated: true)
            : new WriteResult.Committed(recorded.Position, recorded.Versions, Repeated: true);
    }

    async Task<Dictionary<string, long>> DrawAsync(CancellationToken cancellation)
    {
        var firsts = new Dictionary<string, long>();
        if (write.Counters.Count == 0) return firsts;

        var amounts = write.Counters.ToDictionary(pair => (pair.Key.Name, pair.Key.Key), pair => (long)pair.Value);
        await using var command = Command(
            BulkStatements.Draw, amounts.Keys.Select(key => key.Name).ToArray(), amounts.Keys.Select(key => key.Key).ToArray(),
            amounts.Values.ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var (name, key) = (rows.GetString(0), rows.GetString(1));
            firsts[$"{name}/{key}"] = rows.GetInt64(2) - amounts[(name, key)] + 1;
        }

        return firsts;
    }

    async Task StageAsync(BulkChunk chunk, CancellationToken cancellation)
    {
        foreach (var insert in companions.InsertMany(chunk.Companions)) await RunAsync(insert, cancellation);
        foreach (var claim in chunk.Claims)
        {
            StorableText.RequireKey("A guard's name", claim.Name);
            StorableText.RequireKey("A guard's key", claim.Key);
        }

        if (chunk.Claims.Count > 0)
        {
            await using var claims = Command(
                BulkStatements.Claim, chunk.Claims.Select(claim => claim.Name).ToArray(),
                chunk.Claims.Select(claim => claim.Key).ToArray(), chunk.Claims.Select(claim => claim.Owner).ToArray());
            await RunAsync(claims, cancellation);
        }

        await StageAsync(chunk.Streams.Select(append => (append, 0L)), now, cancellation);
    }

    async Task StageAsync(IEnumerable<(StreamAppend Append, long Before)> appends, DateTime at, CancellationToken cancellation)
    {
        var rows = (
            from one in appends
            from item in one.Append.Events.Select((@event, index) => (Code: codec.Encode(@event), Version: one.Before + index + 1))
            select (one.Append.Stream, one.Append.StreamType, item.Version, item.Code)).ToList();
        foreach (var row in rows) PreparedWrite.CheckStream(row.Stream, row.StreamType);

        var first = places;
        places += rows.Count;
        await using var command = Command(
            BulkStatements.Stage, batch, rows.Select((_, index) => first + index).ToArray(), rows.Select(row => row.Stream).ToArray(),
            rows.Select(row => row.StreamType).ToArray(), rows.Select(row => row.Version).ToArray(),
            rows.Select(row => row.Code.Alias).ToArray(), rows.Select(row => row.Code.DotNetType).ToArray(),
            rows.Select(row => row.Code.Body).ToArray(), at);
        await RunAsync(command, cancellation);
    }

    async Task<(TState State, long Version, Instant? Last)> LockAsync(CancellationToken cancellation)
    {
        var claimed = await ScalarAsync(
            BulkStatements.ClaimCommand, cancellation, write.Command.Caller, write.Command.Key, write.Command.Digest);
        if (claimed is null) throw new BulkTakenException("command");

        await using var opening = new NpgsqlBatch(connection);
        opening.BatchCommands.Add(Statements.OpenStreams([new StreamDeclaration(write.Stream, write.StreamType)]));
        opening.BatchCommands.Add(Statements.LockStreams([write.Stream]));
        await opening.ExecuteNonQueryAsync(cancellation);

        await using var reading = new NpgsqlBatch(connection);
        reading.BatchCommands.Add(Statements.ReadHistories([HistoryWanted.Whole(write.Stream)]));
        await using var rows = await reading.ExecuteReaderAsync(cancellation);
        var events = (await PastEvent.ReadAsync(rows, codec, cancellation))[1].ToList();
        var state = events.Aggregate(write.Initial, (state, stored) => write.Evolve(
            state, stored.Data ?? throw new UnknownEventException(stored.Sequence, stored.Type)));
        return (state, events.Count, events.Count == 0 ? null : events[^1].Timestamp);
    }

    /// <summary>From the lock of the log on everybody else waits, so nothing else is done there and the time is bounded.</summary>
    async Task<WriteResult> AppendAsync(
        IReadOnlyList<StreamAppend> appends, long version, Instant? last, CancellationToken cancellation)
    {
        if (appends.Any(append => append.Stream != write.Stream))
            throw new InvalidOperationException("A bulk decision appends to its own stream alone.");

        var at = last is { } previous && Moments.Write(previous) > now ? Moments.Write(previous) : now;
        await StageAsync(appends.Select(append => (append, version)), at, cancellation);
        var reached = new Dictionary<string, long> { [write.Stream] = version + appends.Sum(append => append.Events.Count) };
        await using var streams = Command(BulkStatements.OpenStreams, batch, write.Stream);
        await RunAsync(streams, cancellation);

        CommitSent = true;
        await using var leaving = new NpgsqlBatch(connection) { Timeout = PatienceSeconds };
        leaving.BatchCommands.Add(Statements.MoveStreams(reached));
        leaving.BatchCommands.Add(new(BulkStatements.LimitStatements(write.LongestHold)));
        leaving.BatchCommands.Add(Statements.LockLog());
        leaving.BatchCommands.Add(Step(
            BulkStatements.Append, batch, write.Metadata.CorrelationId, write.Metadata.CausationId,
            JsonSerializer.Serialize(write.Metadata.Headers, EventJson.Options), write.Metadata.UserName));
        leaving.BatchCommands.Add(Step(BulkStatements.Record, write.Command.Caller, write.Command.Key, Statements.Json(reached)));
        leaving.BatchCommands.Add(Step(BulkStatements.Clear, batch));
        leaving.BatchCommands.Add(Statements.Commit());
        var position = await PositionAsync(leaving);
        return new WriteResult.Committed(position, reached, Repeated: false);
    }

    static async Task<long> PositionAsync(NpgsqlBatch leaving)
    {
        var position = 0L;
        await using var rows = await leaving.ExecuteReaderAsync(CancellationToken.None);
        do
        {
            while (await rows.ReadAsync(CancellationToken.None))
            {
                if (rows.GetName(0) == "position") position = rows.GetInt64(0);
            }
        }
        while (await rows.NextResultAsync(CancellationToken.None));
        return position;
    }

    async Task<WriteResult> LeaveAsync(WriteResult answer)
    {
        await RunAsync("rollback", CancellationToken.None);
        return answer;
    }

    async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        await RunAsync(command, cancellation);
    }

    static Task<int> RunAsync(NpgsqlCommand command, CancellationToken cancellation) => command.ExecuteNonQueryAsync(cancellation);

    async Task RunAsync(NpgsqlBatchCommand step, CancellationToken cancellation)
    {
        await using var one = new NpgsqlBatch(connection) { Timeout = PatienceSeconds, BatchCommands = { step } };
        await one.ExecuteNonQueryAsync(cancellation);
    }

    async Task<object?> ScalarAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellation);
    }

    NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = PatienceSeconds };
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    static NpgsqlBatchCommand Step(string sql, params object?[] values)
    {
        var step = new NpgsqlBatchCommand(sql);
        foreach (var value in values) step.Parameters.Add(Parameter(value));
        return step;
    }

    static NpgsqlParameter Parameter(object? value) => value is string text
        ? new() { Value = text, NpgsqlDbType = NpgsqlDbType.Text }
        : new() { Value = value ?? DBNull.Value };
}
