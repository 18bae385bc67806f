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

/// <summary>What the intake came to.</summary>
public abstract record Intake
{
    private Intake() { }

    /// <param name="Created">False for a repeat of what was received before.</param>
    public sealed record Received(string CaseNo, long Position, bool Created) : Intake;

    public sealed record Unreadable(BodyFault Fault) : Intake;

    /// <summary>Nothing is stored and the project number stays free.</summary>
    public sealed record Refused(Refusal Refusal) : Intake;

    public sealed record NotNow(CommandResult Result) : Intake;
}

/// <summary>Takes an application in: reads, asks the rules once before anything is stored, seals, and receives.</summary>
public sealed class ReceiveApplicationHandler(
    CaseCommands cases, IVault vault, ISm3 sm3, IBusinessClock clock)
{
    static readonly PersonRef Nobody = new("nobody");

    public async Task<Intake> HandleAsync(Actor actor, string caller, JsonElement body, CancellationToken cancellation)
    {
        var (envelope, fault) = ApplicationEnvelope.Read(body);
        if (fault is not null) return new Intake.Unreadable(fault);

        var digest = sm3.Hash(CanonicalJson.Of(body));
        if (await RepeatAsync(envelope!.ProjectNo, digest, cancellation) is { } repeat) return repeat;

        var now = await clock.NowAsync(cancellation);
        var today = WorkCalendar.DayOf(now);
        var identifier = envelope.ApplicantScheme == "111"
            ? CitizenId.Check(envelope.ApplicantCode, today)
            : UnifiedSocialCreditCode.Check(envelope.ApplicantCode);
        if (!identifier.IsValid) return new Intake.Refused(PortalContractRefusals.ApplicantIdentifierMustBeValid);

        if (envelope.ReceivedAt > now) return new Intake.Refused(PortalContractRefusals.DateMustNotLieAhead);

        var rules = await cases.RulesAsync(cancellation);
        if (rules.FindItem(envelope.TaskCode, WorkCalendar.DayOf(envelope.ReceivedAt)) is not { } item)
            return new Intake.Refused(PortalContractRefusals.ItemMustBePublished);

        var draft = FormReader.Read(
            envelope.Form, envelope.Materials, envelope.LegalRepresentative, envelope.Agent, item, envelope.ProjectNo, today);
        draft.Normalised.AddRange(identifier.Normalised.Select(what => new Normalisation("applyerPageCode", what)));
        if (envelope.RegionCode.Length == 12) draft.Normalised.Add(new Normalisation("regionCode", "region.twelve-digits"));

        var provisional = Provisional(actor, now, envelope, identifier.Value!, draft, digest);
        var foreseen = SportPermitCaseDecider.Decide(provisional, SportPermitCase.Initial, rules);
        if (foreseen is Answer<SportPermitCaseEvent>.Refused refused) return new Intake.Refused(refused.Refusal);

        return await StoreAsync(caller, digest, envelope, identifier.Value!, draft, provisional, body, cancellation);
    }

    async Task<Intake?> RepeatAsync(string projectNo, byte[] digest, CancellationToken cancellation)
    {
        if (await cases.FindByProjectAsync(projectNo, cancellation) is not { } known) return null;
        return known.Receipt.FormSm3 == Convert.ToHexStringLower(digest)
            ? new Intake.Received(known.CaseNo, known.Events[^1].Sequence, Created: false)
            : new Intake.Refused(PortalContractRefusals.ProjectNoMustNotBeReused);
    }

    static ReceiveApplication Provisional(
        Actor actor, Instant now, ApplicationEnvelope envelope, string code, FormDraft draft, byte[] digest) =>
        new(
            actor, now, envelope.ProjectNo, envelope.TaskCode, envelope.TaskVersion, envelope.ApplyType,
            Regions.Shorten(envelope.RegionCode), Nobody, envelope.SubjectOf(code), default, null, null, default,
            Convert.ToHexStringLower(digest), envelope.Channel, envelope.ReceivedAt,
            Foreseen(draft));

    /// <summary>The reading with nobody in it: enough for the rules to say whether it is received.</summary>
    public static FormReading Foreseen(FormDraft draft) =>
        new(
            new ApplicationFacts(
                new VenueFacts(default, draft.Venue.RegionCode, draft.Venue.Longitude, draft.Venue.Latitude,
                    draft.Venue.RightType, draft.Venue.RightExpires),
                draft.OpeningMode, draft.Sports,
                [.. draft.Staff.Select(member => new StaffFacts(
                    Nobody, member.Role, member.Sport, member.CertificateKind, member.ValidTo, member.AnnualReviewTo,
                    draft.People.GetValueOrDefault(member.Path)?.IdentifierValid ?? false))],
                draft.SafetySystems, draft.FacilityStatement, draft.CommitmentPath),
            [.. draft.Materials.Select(material => new DeclaredMaterial(
                material.Code, default, material.MediaType, material.Size, material.Sm3, material.TrustLevel))],
            draft.Defects, draft.Normalised);

    async Task<Intake> StoreAsync(
        string caller, byte[] digest, ApplicationEnvelope envelope, string code, FormDraft draft,
        ReceiveApplication provisional, JsonElement body, CancellationToken cancellation)
    {
        var applicant = await vault.ReferToAsync(new PersonIdentifier(envelope.ApplicantScheme, code), cancellation);
        var district = Regions.InForce(provisional.RegionCode)?.Code ?? Regions.City;
        var name = new DocumentId(Guid.CreateVersion7());
        var form = await new FormSealing(vault, applicant, district).SealAsync(
            draft, body,
            [
                new PlainText(name, applicant, "name", district, envelope.ApplicantName, Searchable: true),
                new PlainText(new DocumentId(Guid.CreateVersion7()), applicant, "id-number", district, code),
            ],
            cancellation);

        var caseNo = CaseNumbers.NewCase(WorkCalendar.DayOf(envelope.ReceivedAt));
        var command = provisional with
        {
            Applicant = applicant, ApplicantName = name, Form = form.Form, LegalRepresentative = form.LegalRepresentative,
            Agent = form.Agent, Reading = form.Reading,
        };
        var result = await cases.RunAsync(
            new CaseOrder(caseNo, new CommandId(caller, $"application/{MatterKey.Of(envelope.ProjectNo)}", digest), command)
            {
                Guards = [new Guard.Unique("project-no", envelope.ProjectNo, caseNo)],
                Companions = form.Rows,
            },
            cancellation);

        return result switch
        {
            CommandResult.Done { Repeated: false } done => new Intake.Received(caseNo, done.Position, Created: true),
            CommandResult.Refused no => new Intake.Refused(no.Refusal),
            // Another copy of this call was faster: what it stored decides whether the two were the same.
            CommandResult.Done or CommandResult.Held or CommandResult.KeyReused =>
                await RepeatAsync(envelope.ProjectNo, digest, cancellation) ?? new Intake.NotNow(result),
            _ => new Intake.NotNow(result),
        };
    }
}
