using Application.Ports;
using Domain.Identity;
using Domain.Importing;
using Domain.Kernel;
using Domain.Licensing;
using EventStore;
using NodaTime;

namespace Application.Importing;

/// <summary>The second step, by a second person: every row becomes a permit, or none does (ADR 0021).</summary>
public sealed class CommitImportHandler(
    ImportCheck check, ImportPermits permits, ImportRecords records, IBulkStore bulk, IFileStore files, ISm3 sm3, IBusinessClock clock)
{
    /// <returns>Null where there is no such import.</returns>
    public async Task<CommandResult?> HandleAsync(Actor actor, CommandId id, string importId, CancellationToken cancellation)
    {
        if (await records.FindAsync(importId, cancellation) is not { } found) return null;
        if (found.State is PermitImport.Committed) return new CommandResult.Done(found.Version, found.Position, true);

        var at = await clock.NowAsync(cancellation);
        var last = ((PermitImport.Checked)found.State).Last;
        var command = new CommitImport(actor, last.Sm3, last.Rows, 0, 0);

        // Who may not do it is told before the file is opened.
        if (RefusalOf(command, found.State) is { } not) return await RefuseAsync(actor, at, id, importId, not, cancellation);

        var content = await OpenAsync(actor, last.File, importId, cancellation);
        if (content is null || Convert.ToHexStringLower(sm3.Hash(content)) != last.Sm3)
            return await RefuseAsync(actor, at, id, importId, PermitImportRefusals.FileMustBeChecked, cancellation);

        // Judged again: since the check, days have passed and others may have imported.
        var today = WorkCalendar.DayOf(at);
        var report = await check.RunAsync(content, last.Asked, today, null, cancellation);
        command = command with { Permits = report.Rows, NumbersDrawn = report.Drawn.Values.Sum(), Problems = report.Problems };
        if (RefusalOf(command, found.State) is { } wrong) return await RefuseAsync(actor, at, id, importId, wrong, cancellation);

        try
        {
            return await WriteAsync(id, importId, command, report, content, last.Asked, today, at, cancellation);
        }
        catch (BulkBusyException)
        {
            return new CommandResult.Refused(PermitImportRefusals.OneMustRunAtATime, 0, false);
        }
        catch (BulkTakenException)
        {
            var taken = PermitImportRefusals.RowsMustBeRight with { Detail = "A number or venue was taken meanwhile." };
            return await RefuseAsync(actor, at, id, importId, taken, cancellation);
        }
    }

    async Task<CommandResult> WriteAsync(
        CommandId id, string importId, CommitImport command, ImportReport report, byte[] content, string? encoding, LocalDate today,
        Instant at, CancellationToken cancellation)
    {
        var stream = ImportKeys.ImportStreamOf(importId);
        var refused = (Refusal?)null;
        var result = await bulk.WriteAsync(
            new BulkWrite<PermitImport>
            {
                Command = id,
                Stream = stream,
                StreamType = ImportRecords.StreamType,
                Initial = PermitImport.Initial,
                Evolve = ImportRecords.Evolve,
                Decide = (state, _) =>
                {
                    var answer = PermitImportDecider.Decide(command, state);
                    refused = (answer as Answer<PermitImportEvent>.Refused)?.Refusal;
                    return ImportRecords.DecisionOf(answer, stream);
                },
                Counters = report.Drawn.ToDictionary(pair => ImportPermits.CounterOf(pair.Key), pair => pair.Value),
                Chunks = firsts => permits.ChunksAsync(
                    importId, check.Rows(content, encoding, today), report.NotKept, firsts, cancellation),
                Metadata = EventMetadataOf.Act(command.Actor, at, $"{id.Caller}/{id.Key}", null),
            },
            cancellation);
        return ImportRecords.ResultOf(result, stream, refused);
    }

    static Refusal? RefusalOf(CommitImport command, PermitImport state) =>
        (PermitImportDecider.Decide(command, state) as Answer<PermitImportEvent>.Refused)?.Refusal;

    async Task<CommandResult> RefuseAsync(
        Actor actor, Instant at, CommandId id, string importId, Refusal refusal, CancellationToken cancellation) =>
        new CommandResult.Refused(
            refusal, await records.KeepRefusalAsync(actor, at, id, nameof(CommitImport), importId, refusal, cancellation), false);

    /// <returns>Null where the file's key is gone.</returns>
    public async Task<byte[]?> OpenAsync(Actor actor, FileId file, string importId, CancellationToken cancellation)
    {
        await using var sealedFile = await files.OpenAsync(file, new ReadPurpose("permit-import", importId, actor), cancellation);
        if (sealedFile is null) return null;

        using var bytes = new MemoryStream((int)sealedFile.Length);
        await sealedFile.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }
}
