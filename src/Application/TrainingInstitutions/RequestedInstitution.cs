using System.Text.Json;
using Application.Ports;
using Application.Reading;
using Application.SportPermits;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using EventStore;

namespace Application.TrainingInstitutions;

/// <summary>An institution and what is asked of it, read as far as it can be.</summary>
/// <param name="Basis">What the approval rests on, without defects and materials.</param>
public sealed record RequestedInstitution(
    LicenceStanding Standing, ServiceItem Item, Submission Basis, string InstitutionNo, TrainingRequestForm Read) : IRequested
{
    public RequestReading Reading => new(InstitutionNo, Read.Changes, null);

    public JsonElement Document => Read.Document;

    public JsonElement Form => Read.Document.GetProperty("form");

    public JsonElement? LegalRepresentative =>
        Document.TryGetProperty("legalRepresentative", out var person) && person.ValueKind == JsonValueKind.Object ? person : null;

    public PersonRef? Head => Basis.LegalRepresentative;

    public FormReading Over(FormDraft draft, FormReading sent) => Over(Basis, draft, sent);

    public FormReading Over(Submission earlier, FormDraft draft, FormReading sent)
    {
        var reading = CorrectedReading.Over(earlier, draft, sent);
        return reading with { Defects = [.. reading.Defects, .. Read.Defects] };
    }
}

/// <summary>Reads what change, renewal and termination of an institution carry: its number, the changes, the reason.</summary>
public sealed class TrainingRequests(IEventStore store, IVault vault)
{
    public async Task<(IRequested? Asked, BodyFault? Fault, Refusal? Refusal)> ReadAsync(
        Actor reader, string institutionNo, JsonElement body, ServiceItem item, RequestRule rule, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(InstitutionStreams.Of(institutionNo), StreamLimit.None, cancellation);
        if (events.Count == 0) return (null, null, LicensingCaseRefusals.LicenceMustExist);

        var institution = new InstitutionSnapshot(institutionNo, events);
        var facts = await FactsAsync(institution.Record.FactsCaseNo, cancellation);
        var read = await ReadFormAsync(reader, institution.Record.FactsCaseNo, facts, body, rule, correction: false, cancellation);
        return (Of(institution, item.For(rule, read.Changes), facts, read), null, null);
    }

    /// <summary>The same in a correction, over what the case itself has said so far.</summary>
    public async Task<IRequested> ReadCorrectionAsync(
        Actor reader, CaseSnapshot found, JsonElement body, ServiceItem item, RequestRule rule, CancellationToken cancellation)
    {
        var institutionNo = found.Dossier.Request!.PermitNo;
        var events = await store.ReadStreamAsync(InstitutionStreams.Of(institutionNo), StreamLimit.None, cancellation);
        var facts = found.Dossier.Current with { Defects = [], Materials = [] };
        var read = await ReadFormAsync(reader, found.CaseNo, facts, body, rule, correction: true, cancellation);
        return Of(new InstitutionSnapshot(institutionNo, events), item, facts, read);
    }

    async Task<Submission> FactsAsync(string caseNo, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(CaseStreams.Of(caseNo), StreamLimit.None, cancellation);
        return new CaseSnapshot(caseNo, events).Dossier.Current with { Defects = [], Materials = [] };
    }

    async Task<TrainingRequestForm> ReadFormAsync(
        Actor reader, string caseNo, Submission facts, JsonElement body, RequestRule rule, bool correction, CancellationToken cancellation)
    {
        var texts = facts.Facts.PlaceTexts();
        var names = await vault.ReadAsync([texts], new ReadPurpose("handling-a-case", caseNo, reader), cancellation);
        return TrainingRequestForm.Read(body, facts, VenueNames.Read(names.GetValueOrDefault(texts)), rule, correction);
    }

    static RequestedInstitution Of(InstitutionSnapshot institution, ServiceItem item, Submission facts, TrainingRequestForm read) =>
        new(institution.State.Standing!, item, facts, institution.InstitutionNo, read);
}
