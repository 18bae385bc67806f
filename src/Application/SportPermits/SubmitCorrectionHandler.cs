using System.Text.Json;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

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
        var rules = await cases.RulesAsync(cancellation);
        var draft = FormReader.Read(
            form, materials, legalRepresentative, agent, rules.ItemOf(found.Dossier),
            $"{found.Dossier.ProjectNo}/{correctionNo}", WorkCalendar.DayOf(now));
        // People are referred to first, so that the rules compare them; such a reference alone says nothing.
        var sealing = new FormSealing(vault, found.Dossier.Applicant, found.Dossier.Organ);
        var sealedForm = await sealing.SealAsync(draft, body, [], cancellation);
        var command = new SubmitCorrection(
            actor, now, correctionNo, Convert.ToHexStringLower(digest), sealedForm.Form, sealedForm.LegalRepresentative,
            sealedForm.Agent, now, CorrectedReading.Over(found.Dossier.Current, draft, sealedForm.Reading));

        // A refused correction stores nothing, and the same number may come again with what was missing.
        switch (SportPermitCaseDecider.Decide(command, found.State, rules))
        {
            case Answer<SportPermitCaseEvent>.Refused no: return (new CommandResult.Refused(no.Refusal, 0, false), null);
            case Answer<SportPermitCaseEvent>.Accepted { Events.Count: 0 }: return (new CommandResult.Done(found.Version, 0, true), null);
        }

        var id = new CommandId(caller, $"correction/{MatterKey.Of(found.Dossier.ProjectNo)}/{correctionNo}", digest);
        var order = new CaseOrder(found.CaseNo, id, command)
        {
            // What was read was laid over this version of the case.
            ExpectedVersion = found.Version,
            Companions = sealedForm.Rows,
        };
        return (await cases.RunAsync(order, cancellation), null);
    }
}
