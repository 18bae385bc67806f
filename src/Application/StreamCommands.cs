using Application.SportPermits;
using Domain.Audit;
using Domain.Identity;
using Domain.Kernel;
using EventStore;
using NodaTime;

namespace Application;

/// <summary>A command on one stream, with the pure functions that decide it and all that travels with it.</summary>
/// <param name="Name">Of the command, for the record of a refusal.</param>
public sealed record StreamOrder<TState, TEvent>(CommandId Id, string Stream, string StreamType, string Name, Actor Actor, Instant At)
    where TEvent : notnull
{
    public required TState Initial { get; init; }

    public required Func<TState, TEvent, TState> Evolve { get; init; }

    public required Func<TState, Answer<TEvent>> Decide { get; init; }

    /// <summary>Further streams that the decision rests on or that follow it.</summary>
    public IReadOnlyList<StreamDeclaration> AlsoStreams { get; init; } = [];

    /// <summary>Takes the place of <see cref="Decide"/> where the decision rests on a further stream.</summary>
    public Func<TState, DecisionContext, Answer<TEvent>>? DecideAmong { get; init; }

    /// <summary>What the events do to further streams, in the same transaction.</summary>
    public Func<TState, IReadOnlyList<TEvent>, IEnumerable<StreamAppend>>? Follow { get; init; }

    /// <summary>What the events do to tallies among the guards, in the same transaction.</summary>
    public Func<IReadOnlyList<TEvent>, IEnumerable<TallyMove>>? Moves { get; init; }

    /// <summary>Refusals of which the log keeps no record, because everybody may know them and very many are told them.</summary>
    public Func<Refusal, bool>? Unrecorded { get; init; }

    /// <summary>True where a refusal's detail holds nothing that anybody wrote, and explains a refusal in a person.</summary>
    public bool KeepsDetail { get; init; }

    /// <summary>The version the caller last saw, or its companions were made on; null where the command depends on none.</summary>
    public long? ExpectedVersion { get; init; }

    public IReadOnlyList<CompanionRow> Companions { get; init; } = [];

    public IReadOnlyList<Guard> Guards { get; init; } = [];

    /// <summary>The case a refusal belongs to, where it belongs to one.</summary>
    public string? CaseNo { get; init; }

    /// <summary>The event a policy answers to.</summary>
    public Guid? Causation { get; init; }
}

/// <summary>Runs commands of the smaller streams through the store; what is refused to a person is kept in the log.</summary>
public sealed class StreamCommands(IEventStore store)
{
    public Task<TState> FindAsync<TState, TEvent>(
        string stream, TState initial, Func<TState, TEvent, TState> evolve, CancellationToken cancellation) =>
        store.FoldStreamAsync(
            stream, StreamLimit.None, initial, (state, @event) => @event is TEvent own ? evolve(state, own) : state, cancellation);

    public async Task<CommandResult> RunAsync<TState, TEvent>(StreamOrder<TState, TEvent> order, CancellationToken cancellation)
        where TEvent : notnull
    {
        var refused = (Refusal?)null;
        var write = new Write<TState>
        {
            Command = order.Id,
            Stream = order.Stream,
            StreamType = order.StreamType,
            Initial = order.Initial,
            Evolve = Fold.Of(order.Evolve),
            AlsoStreams = order.AlsoStreams,
            ExpectedVersion = order.ExpectedVersion,
            Decide = (state, context) =>
            {
                var answer = order.DecideAmong?.Invoke(state, context) ?? order.Decide(state);
                refused = (answer as Answer<TEvent>.Refused)?.Refusal;
                if (refused is { Kind: RefusalKind.NotReady or RefusalKind.NotAllowed }) throw new NotStickingException(refused);
                return answer is Answer<TEvent>.Accepted { Events: var events }
                    ? new Decision.Accept(events.Count == 0
                        ? []
                        :
                        [
                            new StreamAppend(order.Stream, order.StreamType, [.. events.Cast<object>()]),
                            .. order.Follow?.Invoke(state, events) ?? [],
                        ]) { Moves = [.. order.Moves?.Invoke(events) ?? []] }
                    : new Decision.Refuse(refused!.Code, order.Unrecorded?.Invoke(refused) == true ? [] : [RecordOf(order, refused)]);
            },
            Companions = order.Companions,
            Guards = order.Guards,
            Metadata = MetadataOf(order, order.Causation),
        };
        try
        {
            return ResultOf(await store.WriteAsync(write, cancellation), order.Stream, refused);
        }
        catch (NotStickingException no)
        {
            return new CommandResult.Refused(no.Refusal, await KeepAsync(order, no.Refusal, cancellation), false);
        }
    }

    /// <summary>What a person may not do, or we cannot yet, does not stick to the key: asked again, it is decided again.</summary>
    sealed class NotStickingException(Refusal refusal) : Exception(refusal.Code)
    {
        public Refusal Refusal { get; } = refusal;
    }

    /// <returns>Position of the record; 0 where none is kept.</returns>
    async Task<long> KeepAsync<TState, TEvent>(StreamOrder<TState, TEvent> order, Refusal refusal, CancellationToken cancellation)
        where TEvent : notnull
    {
        if (refusal.Kind != RefusalKind.NotAllowed) return 0;

        var record = RecordOf(order, refusal);
        var result = await store.WriteAsync(
            new Write<object?>
            {
                Command = new CommandId(order.Id.Caller, record.Stream, order.Id.Digest),
                Stream = record.Stream,
                StreamType = record.StreamType,
                Initial = null,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept([record]),
                Metadata = MetadataOf(order, null),
            },
            cancellation);
        return result is WriteResult.Committed kept ? kept.Position : 0;
    }

    static StreamAppend RecordOf<TState, TEvent>(StreamOrder<TState, TEvent> order, Refusal refusal)
        where TEvent : notnull =>
        new($"refusal/{Guid.CreateVersion7()}", "refusal",
            [new CommandRefused(
                refusal.Code, order.Name, order.Stream, order.CaseNo, refusal.Field, refusal.Basis,
                order.KeepsDetail ? refusal.Detail : null)]);

    static EventMetadata MetadataOf<TState, TEvent>(StreamOrder<TState, TEvent> order, Guid? causation)
        where TEvent : notnull =>
        EventMetadataOf.Act(order.Actor, order.At, $"{order.Id.Caller}/{order.Id.Key}", causation);

    static CommandResult ResultOf(WriteResult result, string stream, Refusal? refused) =>
        result switch
        {
            WriteResult.Committed done => new CommandResult.Done(done.Versions.GetValueOrDefault(stream), done.Position, done.Repeated),
            WriteResult.Refused no => new CommandResult.Refused(
                refused?.Code == no.Code ? refused : KnownRefusals.ByCode(no.Code), no.Position, no.Repeated),
            WriteResult.Stale stale => new CommandResult.Stale(stale.Actual),
            WriteResult.GuardHeld held => new CommandResult.Held(held.Guard.Name, held.Holder),
            WriteResult.KeyReused => new CommandResult.KeyReused(),
            WriteResult.ClockBehind behind => new CommandResult.ClockBehind(behind.LastEventAt),
            _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
        };
}
