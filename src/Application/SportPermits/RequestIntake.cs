using System.Text.Json;
using Application.Reading;
using Application.TrainingInstitutions;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using Domain.TrainingInstitutions;

namespace Application.SportPermits;

/// <summary>A permit and what is asked of it, read as far as it can be.</summary>
/// <param name="Item">The item's edition as it stands for this request.</param>
public sealed record RequestedPermit(PermitSnapshot Permit, PermitBasis Basis, RequestForm Read, ServiceItem Item) : IRequested
{
    public LicenceStanding Standing => Permit.State.Standing!;

    public JsonElement Document => Read.Document;

    public JsonElement Form => Read.Form;

    public JsonElement? LegalRepresentative => Read.LegalRepresentative;

    public PersonRef? Head => Permit.Record.Face.Head;

    /// <summary>
    /// True where nothing is judged anew and no case of ours stands behind the permit: its paper says no more than its face, and
    /// a new name is no occasion to ask for the rest.
    /// </summary>
    public bool LeavesOpen { get; init; }

    public RequestReading Reading => new(Permit.PermitNo, Read.Changes, Read.Reason);

    /// <summary>What was sent, laid over the permit; what the request itself gets wrong comes last.</summary>
    public FormReading Over(FormDraft draft, FormReading sent) => Over(Basis.Facts, draft, sent);

    bool IsLeftOpen(Defect defect) =>
        LeavesOpen && defect.Code == ReadingDefects.MissingCode && defect.Field.StartsWith("form.venue.", StringComparison.Ordinal)
        && !Read.Changes.Contains(defect.Field);

    /// <summary>The same in a correction, laid over what was sent before.</summary>
    public FormReading Over(Submission earlier, FormDraft draft, FormReading sent)
    {
        var reading = CorrectedReading.Over(earlier, draft, sent);
        return reading with { Defects = [.. reading.Defects.Where(defect => !IsLeftOpen(defect)), .. Read.Defects] };
    }
}

/// <summary>Reads what apply types 2 to 5 carry: the permit's number, the changes, the reason (contracts/portal).</summary>
public sealed class RequestIntake(CaseCommands cases, PermitBasisFinder bases, TrainingRequests training)
{
    const int LongestPermitNo = 60;

    /// <returns>All null for a first application, and for a kind that the item does not serve: the decider says so.</returns>
    public async Task<(IRequested? Asked, BodyFault? Fault, Refusal? Refusal)> ReadAsync(
        Actor reader, ApplicationEnvelope envelope, JsonElement body, ServiceItem item, CancellationToken cancellation)
    {
        if (PermitRequests.KindOf(envelope.ApplyType) is not { } kind || item.RequestOf(kind) is not { } rule) return default;

        var form = new Envelope(envelope.Form, "form");
        var permitNo = form.Number("permitNo", LongestPermitNo);
        if (form.Fault is { } fault) return (null, fault, null);
        if (item.Matter == TrainingMatter.MatterName) return await training.ReadAsync(reader, permitNo, body, item, rule, cancellation);
        if (await cases.FindPermitAsync(permitNo, cancellation) is not { } permit)
            return (null, null, LicensingCaseRefusals.LicenceMustExist);

        var basis = await bases.OfAsync(permit, reader, cancellation);
        var read = RequestFormReader.Read(body, basis, rule);
        return (Of(permit, basis, read, item.For(rule, read.Changes), rule), null, null);
    }

    /// <summary>The same for a correction; null where the case is a first application.</summary>
    public async Task<IRequested?> ReadCorrectionAsync(
        Actor reader, CaseSnapshot found, JsonElement body, CaseRules rules, CancellationToken cancellation)
    {
        if (found.Dossier.Request is not { } request || rules.RequestOf(found.Dossier) is not { } rule) return null;

        if (rules.ItemOf(found.Dossier) is { Matter: TrainingMatter.MatterName } item)
            return await training.ReadCorrectionAsync(reader, found, body, item, rule, cancellation);

        var permit = await cases.FindPermitAsync(request.PermitNo, cancellation)
            ?? throw new InvalidOperationException($"Case {found.CaseNo} asks for permit {request.PermitNo}, which is not in the log.");
        var basis = await bases.OfAsync(permit, found, reader, cancellation);
        var read = RequestFormReader.Read(body, basis, rule, request.Changes);
        return Of(permit, basis, read, rules.ItemOf(found.Dossier), rule);
    }

    static RequestedPermit Of(PermitSnapshot permit, PermitBasis basis, RequestForm read, ServiceItem item, RequestRule rule) =>
        new(permit, basis, read, item)
        {
            LeavesOpen = permit.Record.FactsCaseNo is null && !rule.JudgesConditions(read.Changes),
        };
}
