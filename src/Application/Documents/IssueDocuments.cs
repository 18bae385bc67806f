using System.Text;
using Application.Licensing;
using Application.Policies;
using Application.Ports;
using Application.Proof;
using Application.SportPermits;
using Domain.Documents;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.Documents;

/// <summary>Puts into writing what the law wants in writing: prints, stores, and says so in the document's stream.</summary>
/// <remarks>
/// DOC-3: once for each event and kind. The number comes from the event, and the stream of that number holds one issue; a
/// file stored before a crash and named by no event is removed with the orphans.
/// </remarks>
public sealed class IssueDocuments(
    IEventStore store, DocumentCommands documents, DocumentWords words, IDocumentPrinter printer, IFileStore files,
    PermitStickers stickers, RuleBook book, IBusinessClock clock, ISm3 sm3) : IPolicy
{
    const string MediaType = "application/pdf";

    public string Name => "documents-1";

    public bool Concerns(StoredEvent stored) => DocumentRule.Of(stored.Data).Any() || stored.Data is DecisionDelivered;

    /// <exception cref="PolicyNotYetException">There is no font to print with; the document waits for one.</exception>
    public async Task ActAsync(StoredEvent cause, CancellationToken cancellation)
    {
        try
        {
            if (cause.Data is DecisionDelivered delivered) await ServeAsync(cause, delivered, cancellation);
            else await IssueAsync(cause, cancellation);
        }
        catch (PrinterNotReadyException)
        {
            throw new PolicyNotYetException("document.no-font");
        }
    }

    /// <returns>Numbers of the documents of an event, issued now or before.</returns>
    async Task<IReadOnlyList<string>> IssueAsync(StoredEvent stored, CancellationToken cancellation)
    {
        var numbers = new List<string>();
        foreach (var rule in DocumentRule.Of(stored.Data))
        {
            var source = await SourceAsync(stored, cancellation);
            if (rule.Plan(source, stored.Data!) is not { } plan) continue;

            numbers.Add(await IssueAsync(plan, stored, cancellation));
        }

        return numbers;
    }

    async Task<string> IssueAsync(DocumentPlan plan, StoredEvent stored, CancellationToken cancellation)
    {
        var template = DocumentTemplates.Find(plan.Kind, plan.On, plan.Matter)
            ?? throw new InvalidOperationException($"No template for {plan.Kind} is in force on {plan.On}.");
        var number = plan.Number ?? DocumentNumbers.Of(template, plan.Organ, plan.On, stored.Id, sm3);
        if (await documents.FindAsync(number, cancellation) is not null) return number;

        var organ = await OrganNameAsync(plan, cancellation);
        var sheet = SheetFilling.Fill(
            template, number, stored.Timestamp, organ, plan.On, await words.OpenAsync(plan.With(("organ", organ)), cancellation));
        if (plan.PermitNo is { } permitNo && CertificateVersions.Of(stored.Data) is { } version)
            sheet = sheet.With("proof", "扫码离线核验", await stickers.MatrixAsync(permitNo, version, cancellation));
        var printed = await printer.PrintAsync(sheet, cancellation);
        var file = new FileId(Guid.CreateVersion7());
        using var content = new MemoryStream(printed.Content, writable: false);
        var kept = await files.StoreAsync(file, plan.Addressee, plan.Organ, MediaType, content, cancellation);

        var face = new DocumentIssued(
            number, plan.Kind, template.Edition, plan.CaseNo, plan.PermitNo, plan.Organ, plan.Addressee, plan.On, stored.Id,
            plan.Basis, plan.Remedies, template.Seal, file, kept.Sm3, kept.Size, printed.Pages, printed.MissingCharacters);
        await HoldAsync(
            new DocumentOrder(
                number, KeyOf("document", stored, plan.Kind),
                new IssueDocument(Actors.System, await clock.NowAsync(cancellation), face))
            {
                Companions = [FileLink.To(file, DocumentCommands.StreamOf(number))],
                Causation = stored.Id,
            },
            file);
        return number;
    }

    /// <summary>TI-2: who approves training institutions is the district's to set.</summary>
    async Task<string> OrganNameAsync(DocumentPlan plan, CancellationToken cancellation)
    {
        if (plan.Matter != TrainingMatter.MatterName) return DocumentPlans.OrganName(plan.Organ);

        var own = (await book.CurrentAsync(cancellation)).Training.Of(plan.Organ, plan.On).Organ;
        return own.Length > 0 ? own : DocumentPlans.OrganName(plan.Organ);
    }

    /// <summary>A file that no event came to hold, because another node was faster, goes at once.</summary>
    async Task HoldAsync(DocumentOrder order, FileId file)
    {
        try
        {
            var result = await documents.RunAsync(order, CancellationToken.None);
            if (result is not CommandResult.Done { Repeated: false, Version: > 0 })
                await files.DiscardAsync(file, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutcomeUnknownException)
        {
            await files.DiscardAsync(file, CancellationToken.None);
            throw;
        }
    }

    /// <summary>DOC-14: a delivery recorded on the case serves every document that states the decision.</summary>
    async Task ServeAsync(StoredEvent stored, DecisionDelivered delivered, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(stored.Stream, new StreamLimit(stored.Version), cancellation);
        foreach (var decision in await DecisionsAsync(CaseNoOf(stored.Stream), events, cancellation))
        {
            foreach (var number in await IssueAsync(decision, cancellation)) await ServeAsync(number, stored, delivered, cancellation);
        }
    }

    /// <summary>The decision itself, and what the same case did to the licence.</summary>
    async Task<IReadOnlyList<StoredEvent>> DecisionsAsync(
        string caseNo, IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        var decided = events.Where(stored => stored.Data is PermitGranted or PermitRefused).ToList();
        var permitNo = events.Select(stored => stored.Data).Select(data => data switch
        {
            PermitGranted granted => granted.PermitNo,
            RenewalDeemed deemed => deemed.PermitNo,
            _ => null,
        }).FirstOrDefault(number => number is not null);
        if (permitNo is null) return decided;

        var stream = LicenceStream(new CaseSnapshot(caseNo, events), permitNo);
        var licence = await store.ReadStreamAsync(stream, StreamLimit.None, cancellation);
        return [.. decided, .. licence.Where(stored => CaseOf(stored.Data) == caseNo)];
    }

    static string? CaseOf(object? data) => data switch
    {
        PermitOpened e => e.CaseNo,
        PermitChanged e => e.CaseNo,
        PermitRenewed e => e.CaseNo,
        PermitReplaced e => e.CaseNo,
        PermitDeregistered e => e.CaseNo,
        InstitutionApproved e => e.CaseNo,
        InstitutionChanged e => e.CaseNo,
        InstitutionRenewed e => e.CaseNo,
        InstitutionTerminated e => e.CaseNo,
        _ => null,
    };

    async Task ServeAsync(string number, StoredEvent stored, DecisionDelivered delivered, CancellationToken cancellation)
    {
        var command = new ServeByDelivery(
            Actors.System, await clock.NowAsync(cancellation), delivered.Mode, delivered.DeliveredOn, delivered.Proof);
        await documents.RunAsync(
            new DocumentOrder(number, KeyOf("delivery", stored, number), command) { Causation = stored.Id }, cancellation);
    }

    async Task<DocumentSource> SourceAsync(StoredEvent stored, CancellationToken cancellation)
    {
        var own = await store.ReadStreamAsync(stored.Stream, new StreamLimit(stored.Version), cancellation);
        return stored.Data switch
        {
            PermitGranted granted => await GrantedAsync(stored, new CaseSnapshot(CaseNoOf(stored.Stream), own), granted, cancellation),
            CorrectionRequested or SupplementRequested => new DocumentSource(
                stored, new CaseSnapshot(CaseNoOf(stored.Stream), await WithReasonsAsync(stored, cancellation)), []),
            LicensingCaseEvent => new DocumentSource(stored, new CaseSnapshot(CaseNoOf(stored.Stream), own), []),
            _ => new DocumentSource(stored, null, own),
        };
    }

    /// <summary>A first grant opens its licence in the same transaction.</summary>
    async Task<DocumentSource> GrantedAsync(
        StoredEvent stored, CaseSnapshot found, PermitGranted granted, CancellationToken cancellation) =>
        new(stored, found,
            await store.ReadStreamAsync(LicenceStream(found, granted.PermitNo), new StreamLimit(1), cancellation));

    /// <summary>The officer's words stand in the event after the notice, written by the same act.</summary>
    Task<IReadOnlyList<StoredEvent>> WithReasonsAsync(StoredEvent stored, CancellationToken cancellation) =>
        store.ReadStreamAsync(stored.Stream, new StreamLimit(stored.Version + 1), cancellation);

    CommandId KeyOf(string purpose, StoredEvent stored, string what)
    {
        var key = $"{purpose}/{stored.Id}/{what}";
        return new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
    }

    static string CaseNoOf(string stream) => stream[(stream.IndexOf('/', StringComparison.Ordinal) + 1)..];

    static string LicenceStream(CaseSnapshot found, string no) =>
        CaseSurroundings.LicenceStream(ServiceItems.Get(found.Dossier.Item).Matter, no);
}
