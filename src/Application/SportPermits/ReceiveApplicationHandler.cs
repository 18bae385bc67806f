using System.Text.Json;
using Application.Licensing;
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
    CaseCommands cases, RequestIntake requests, IVault vault, ISm3 sm3, IBusinessClock clock)
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

        var (asked, unreadable, unknown) = await requests.ReadAsync(actor, envelope, body, item, cancellation);
        if (unreadable is not null) return new Intake.Unreadable(unreadable);
        if (unknown is not null) return new Intake.Refused(unknown);

        var draft = FormReaders.Read(
            asked?.Form ?? envelope.Form, envelope.Materials, asked?.LegalRepresentative ?? envelope.LegalRepresentative,
            envelope.Agent, asked?.Item ?? item, envelope.ProjectNo, today);
        draft.Normalised.AddRange(identifier.Normalised.Select(what => new Normalisation("applyerPageCode", what)));
        if (envelope.RegionCode.Length == 12) draft.Normalised.Add(new Normalisation("regionCode", "region.twelve-digits"));

        // Who asks for something of a permit must be known before it is asked whether that may be.
        var applicant = asked is null
            ? Nobody
            : await vault.ReferToAsync(new PersonIdentifier(envelope.ApplicantScheme, identifier.Value!), cancellation);
        var list = rules.FindCommitmentList(envelope.TaskCode, WorkCalendar.DayOf(envelope.ReceivedAt));
        var provisional = Provisional(actor, now, envelope, identifier.Value!, draft, digest) with
        {
            Applicant = applicant, Request = asked?.Reading,
            Commitment = AddressKey.Match(draft.PlaceAddress, list, sm3),
        };
        var foreseen = LicensingCaseDecider.Decide(
            provisional, LicensingCase.Initial, asked is null ? rules : rules with { Licence = asked.Standing });
        if (foreseen is Answer<LicensingCaseEvent>.Refused refused) return new Intake.Refused(refused.Refusal);

        return await StoreAsync(caller, digest, envelope, identifier.Value!, draft, provisional, asked, body, cancellation);
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
            draft.Facts(
                path => draft.People.ContainsKey(path) || draft.Numbers.ContainsKey(path) ? Stranger(path) : null, (_, _) => default),
            [.. draft.Materials.Select(material => new DeclaredMaterial(
                material.Code, default, material.MediaType, material.Size, material.Sm3, material.TrustLevel))],
            draft.Defects, draft.Normalised);

    /// <summary>Nobody in particular, and at each place of the form another.</summary>
    static PersonRef Stranger(string path) => new($"nobody/{path}");

    async Task<Intake> StoreAsync(
        string caller, byte[] digest, ApplicationEnvelope envelope, string code, FormDraft draft,
        ReceiveApplication provisional, IRequested? asked, JsonElement body, CancellationToken cancellation)
    {
        var applicant = await vault.ReferToAsync(new PersonIdentifier(envelope.ApplicantScheme, code), cancellation);
        var district = asked?.Standing.Organ ?? Regions.InForce(provisional.RegionCode)?.Code ?? Regions.City;
        var name = new DocumentId(Guid.CreateVersion7());
        var form = await new FormSealing(vault, applicant, district).SealAsync(
            draft, asked?.Document ?? body,
            [
                new PlainText(name, applicant, "name", district, envelope.ApplicantName, Searchable: true),
                new PlainText(new DocumentId(Guid.CreateVersion7()), applicant, "id-number", district, code),
            ],
            cancellation);

        var matter = ServiceItems.All.First(item => item.TaskCode == envelope.TaskCode).Matter;
        var caseNo = CaseNumbers.NewCase(matter, WorkCalendar.DayOf(envelope.ReceivedAt));
        var command = provisional with
        {
            Applicant = applicant, ApplicantName = name, Form = form.Form,
            LegalRepresentative = form.LegalRepresentative ?? asked?.Head, Agent = form.Agent,
            Reading = asked?.Over(draft, form.Reading) ?? form.Reading,
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
