using System.Text.Json;
using Application.Licensing;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.SportPermits;

/// <summary>Reads a correction over what was filed before: parts that are not sent stay as they were.</summary>
public sealed class SubmitCorrectionHandler(
    CaseCommands cases, RequestIntake requests, IVault vault, ISm3 sm3, IBusinessClock clock)
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
        var rules = await cases.RulesForAsync(found, cancellation);
        var asked = await requests.ReadCorrectionAsync(actor, found, body, rules, cancellation);
        var draft = FormReaders.Read(
            asked?.Form ?? form, materials, asked?.LegalRepresentative ?? legalRepresentative, agent, rules.ItemOf(found.Dossier),
            $"{found.Dossier.ProjectNo}/{correctionNo}", WorkCalendar.DayOf(now));
        // People are referred to first, so that the rules compare them; such a reference alone says nothing.
        var sealing = new FormSealing(vault, found.Dossier.Applicant, found.Dossier.Organ);
        var sealedForm = await sealing.SealAsync(draft, asked?.Document ?? body, [], cancellation);
        var command = new SubmitCorrection(
            actor, now, correctionNo, Convert.ToHexStringLower(digest), sealedForm.Form, sealedForm.LegalRepresentative,
            sealedForm.Agent, now,
            asked?.Over(found.Dossier.Current, draft, sealedForm.Reading)
                ?? CorrectedReading.Over(found.Dossier.Current, draft, sealedForm.Reading))
        {
            Request = asked?.Reading,
            VenueResent = draft.PlaceResent,
            Commitment = AddressKey.Match(
                draft.PlaceAddress, rules.FindCommitmentList(rules.ItemOf(found.Dossier).TaskCode, WorkCalendar.DayOf(now)), sm3),
        };

        // A refused correction stores nothing, and the same number may come again with what was missing.
        switch (LicensingCaseDecider.Decide(command, found.State, rules))
        {
            case Answer<LicensingCaseEvent>.Refused no: return (new CommandResult.Refused(no.Refusal, 0, false), null);
            case Answer<LicensingCaseEvent>.Accepted { Events.Count: 0 }: return (new CommandResult.Done(found.Version, 0, true), null);
        }

        var id = new CommandId(caller, $"correction/{MatterKey.Of(found.Dossier.ProjectNo)}/{correctionNo}", digest);
        var order = new CaseOrder(found.CaseNo, id, command)
        {
            Seen = found,
            // What was read was laid over this version of the case.
            ExpectedVersion = found.Version,
            Companions = sealedForm.Rows,
        };
        return (await cases.RunAsync(order, cancellation), null);
    }
}
