using System.Text.Json;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;

namespace Application.SportPermits;

/// <summary>Reads a correction over what was filed before: parts that are not sent stay as they were.</summary>
public sealed class SubmitCorrectionHandler(CaseCommands cases, IVault vault, ISm3 sm3, IBusinessClock clock)
{
    public async Task<(CommandResult? Result, BodyFault? Fault)> HandleAsync(
        Actor actor, string caller, CaseSnapshot found, JsonElement body, CancellationToken cancellation)
    {
        var envelope = new Envelope(body);
        var correctionNo = envelope.Code("correctionNo", ApplicationEnvelope.LongestProjectNo);
        var form = envelope.OptionalObject("form");
        var legalRepresentative = envelope.OptionalObject("legalRepresentative");
        var agent = envelope.OptionalObject("agent");
        var materials = envelope.OptionalArray("materials", 200) is null ? (JsonElement?)null : body.GetProperty("materials");
        if (envelope.Fault is not null) return (null, envelope.Fault);

        var digest = sm3.Hash(CanonicalJson.Of(body));
        var now = await clock.NowAsync(cancellation);
        var draft = FormReader.Read(
            form, materials, legalRepresentative, agent, $"{found.Dossier.ProjectNo}/{correctionNo}", WorkCalendar.DayOf(now));
        var provisional = new SubmitCorrection(
            actor, now, correctionNo, Convert.ToHexStringLower(digest), default, found.Dossier.LegalRepresentative,
            found.Receipt.Agent, now, CorrectedReading.Over(found.Dossier.Current, draft, Unsealed(draft)));

        // A refused correction stores nothing, and the same number may come again with what was missing.
        var rules = await cases.RulesAsync(cancellation);
        return SportPermitCaseDecider.Decide(provisional, found.State, rules) switch
        {
            Answer<SportPermitCaseEvent>.Refused no => (new CommandResult.Refused(no.Refusal, 0, false), null),
            Answer<SportPermitCaseEvent>.Accepted { Events.Count: 0 } => (new CommandResult.Done(found.Version, 0, true), null),
            _ => (await StoreAsync(caller, digest, found, draft, provisional, body, cancellation), null),
        };
    }

    async Task<CommandResult> StoreAsync(
        string caller, byte[] digest, CaseSnapshot found, FormDraft draft, SubmitCorrection provisional, JsonElement body,
        CancellationToken cancellation)
    {
        var sealing = new FormSealing(vault, found.Dossier.Applicant, found.Dossier.Organ);
        var form = await sealing.SealAsync(draft, body, [], cancellation);
        var command = provisional with
        {
            Form = form.Form,
            LegalRepresentative = form.LegalRepresentative ?? provisional.LegalRepresentative,
            Agent = form.Agent ?? provisional.Agent,
            Reading = CorrectedReading.Over(found.Dossier.Current, draft, form.Reading),
        };
        var key = $"correction/{found.Dossier.ProjectNo}/{provisional.CorrectionNo}";
        return await cases.RunAsync(
            new CaseOrder(found.CaseNo, new CommandId(caller, key, digest), command)
            {
                // What was read was laid over this version of the case.
                ExpectedVersion = found.Version,
                Companions = form.Rows,
            },
            cancellation);
    }

    static FormReading Unsealed(FormDraft draft) => ReceiveApplicationHandler.Foreseen(draft);
}
