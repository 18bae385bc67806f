using Application.SportPermits;
using Domain.Audit;
using Domain.Identity;
using Domain.Importing;
using Domain.Kernel;
using EventStore;
using NodaTime;

namespace Application.Importing;

/// <summary>An import as it stands in the log.</summary>
/// <param name="CheckedAt">Of its newest check.</param>
public sealed record ImportSnapshot(string ImportId, PermitImport State, long Version, long Position, Instant CheckedAt);

/// <summary>The stream permit-import/{importId}, and the refusals that are kept.</summary>
public sealed class ImportRecords(IEventStore store)
{
    public const string StreamType = "permit_import";

    public async Task<ImportSnapshot?> FindAsync(string importId, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(ImportKeys.ImportStreamOf(importId), StreamLimit.None, cancellation);
        return events.Count == 0
            ? null
            : new ImportSnapshot(
                importId, events.Aggregate(PermitImport.Initial, (state, stored) => Evolve(state, stored.Data!)), events[^1].Version,
                events[^1].Sequence, events.Last(stored => stored.Data is ImportChecked).Timestamp);
    }

    public static PermitImport Evolve(PermitImport state, object @event) => PermitImportDecider.Evolve(state, (PermitImportEvent)@event);

    public async Task<CommandResult> WriteCheckAsync(
        Actor actor, Instant at, CommandId id, string importId, string fileKey, ImportChecked fact,
        IReadOnlyList<CompanionRow> companions, CancellationToken cancellation)
    {
        var stream = ImportKeys.ImportStreamOf(importId);
        var result = await store.WriteAsync(
            new Write<PermitImport>
            {
                Command = id,
                Stream = stream,
                StreamType = StreamType,
                Initial = PermitImport.Initial,
                Evolve = Evolve,
                Decide = (state, _) => DecisionOf(PermitImportDecider.Decide(new CheckImport(actor, fact), state), stream),
                Guards = [new Guard.Unique(ImportKeys.File, fileKey, importId)],
                Companions = companions,
                Metadata = EventMetadataOf.Act(actor, at, $"{id.Caller}/{id.Key}", null),
            },
            cancellation);
        return ResultOf(result, stream);
    }

    public static Decision DecisionOf(Answer<PermitImportEvent> answer, string stream) => answer switch
    {
        Answer<PermitImportEvent>.Accepted { Events.Count: 0 } => new Decision.Accept([]),
        Answer<PermitImportEvent>.Accepted accepted => new Decision.Accept([new StreamAppend(stream, StreamType, [.. accepted.Events])]),
        Answer<PermitImportEvent>.Refused refused => new Decision.Refuse(refused.Refusal.Code, []),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What somebody tried and was not allowed is as much a fact as what was done.</summary>
    /// <returns>Position of the record.</returns>
    public async Task<long> KeepRefusalAsync(
        Actor actor, Instant at, CommandId id, string command, string? importId, Refusal refusal, CancellationToken cancellation)
    {
        var stream = $"refusal/{Guid.CreateVersion7()}";
        var subject = ImportKeys.ImportStreamOf(importId ?? "-");
        var record = new CommandRefused(refusal.Code, command, subject, null, refusal.Field, refusal.Basis);
        var result = await store.WriteAsync(
            new Write<object?>
            {
                Command = new CommandId(id.Caller, stream, id.Digest),
                Stream = stream,
                StreamType = "refusal",
                Initial = null,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept([new StreamAppend(stream, "refusal", [record])]),
                Metadata = EventMetadataOf.Act(actor, at, $"{id.Caller}/{id.Key}", null),
            },
            cancellation);
        return result is WriteResult.Committed kept ? kept.Position : 0;
    }

    public static CommandResult ResultOf(WriteResult result, string stream, Refusal? refused = null) => result switch
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
