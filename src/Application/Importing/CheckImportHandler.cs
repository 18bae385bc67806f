using System.Security.Cryptography;
using Application.Ports;
using Domain.Identity;
using Domain.Importing;
using Domain.Kernel;
using Domain.Licensing;
using EventStore;
using NodaTime;
using NodaTime.Text;

namespace Application.Importing;

/// <summary>What became of a file that was handed in.</summary>
/// <param name="ImportId">Null where nothing was kept.</param>
/// <param name="Known">True where these bytes had been handed in before.</param>
public sealed record CheckOutcome(CommandResult? Result, ImportReport? Report, string? ImportId, bool Known);

/// <summary>The first of two steps: judges the file, keeps it sealed, and takes nothing over.</summary>
public sealed class CheckImportHandler(
    ImportCheck check, ImportRecords records, IEventStore store, IFileStore files, IVault vault, ISm3 sm3, IBusinessClock clock)
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    public async Task<CheckOutcome> HandleAsync(
        Actor actor, CommandId id, byte[] content, string? encoding, CancellationToken cancellation)
    {
        var at = await clock.NowAsync(cancellation);
        if (actor.District != Regions.City)
        {
            var position = await records.KeepRefusalAsync(
                actor, at, id, nameof(CheckImport), null, PermitImportRefusals.CityMustAct, cancellation);
            return new CheckOutcome(new CommandResult.Refused(PermitImportRefusals.CityMustAct, position, false), null, null, false);
        }

        var today = WorkCalendar.DayOf(at);
        var report = await check.RunAsync(content, encoding, today, null, cancellation);
        if (report.Format is null) return new CheckOutcome(null, report, null, false);

        var digest = Convert.ToHexStringLower(sm3.Hash(content));
        var key = $"{digest}/{encoding ?? "found-out"}";
        var held = await store.FindHolderAsync(ImportKeys.File, key, cancellation);
        var fact = new ImportChecked(
            default, digest, content.Length, report.Format, report.Encoding, encoding, report.Rows, report.Problems, report.Notes,
            actor.Person);
        var (result, importId) = held is null
            ? await KeepAsync(actor, at, id, key, fact, content, cancellation)
            : (await records.WriteCheckAsync(actor, at, id, held, key, fact, [], cancellation), held);

        // A faster copy of the same file keeps its name.
        if (result is CommandResult.Held other)
            (result, importId) = (await records.WriteCheckAsync(actor, at, id, other.Holder, key, fact, [], cancellation), other.Holder);
        return new CheckOutcome(result, report, importId, held is not null);
    }

    /// <summary>The file has a key of its own, so that it can be destroyed and nothing else with it.</summary>
    async Task<(CommandResult Result, string ImportId)> KeepAsync(
        Actor actor, Instant at, CommandId id, string key, ImportChecked fact, byte[] content, CancellationToken cancellation)
    {
        var importId = $"DR-{Compact.Format(WorkCalendar.DayOf(at))}-{RandomNumberGenerator.GetString(Alphabet, 8)}";
        var subject = await vault.ReferToAsync(new PersonIdentifier("import", importId), cancellation);
        var file = new FileId(Guid.CreateVersion7());
        using var bytes = new MemoryStream(content, writable: false);
        await files.StoreAsync(file, subject, Regions.City, MediaTypeOf(fact.Format), bytes, cancellation);
        try
        {
            var link = FileLink.To(file, ImportKeys.ImportStreamOf(importId));
            var result = await records.WriteCheckAsync(
                actor, at, id, importId, key, fact with { File = file }, [link], CancellationToken.None);
            if (result is not CommandResult.Done { Repeated: false }) await files.DiscardAsync(file, CancellationToken.None);
            return (result, importId);
        }
        catch (Exception failure) when (failure is not OutcomeUnknownException)
        {
            await files.DiscardAsync(file, CancellationToken.None);
            throw;
        }
    }

    static string MediaTypeOf(string format) =>
        format == "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
