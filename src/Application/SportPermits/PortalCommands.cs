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

/// <summary>What the portal asks of a case beside its papers. A refusal stores nothing; a repeat is recognised by the matter.</summary>
public sealed class PortalCommands(CaseCommands cases, IEventStore store, IVault vault, ISm3 sm3, IBusinessClock clock)
{
    public Task<CommandResult> WithdrawAsync(
        Actor actor, string caller, CaseSnapshot found, string? reason, JsonElement body, CancellationToken cancellation) =>
        RunAsync(
            caller, $"withdrawal/{MatterKey.Of(found.Dossier.ProjectNo)}", found, "withdrawal-reason", reason, body,
            (at, text) => new WithdrawApplication(actor, at, text), cancellation);

    public Task<CommandResult> RateAsync(
        Actor actor, string caller, CaseSnapshot found, int level, string? text, string channel, JsonElement body,
        CancellationToken cancellation) =>
        RunAsync(
            caller, $"rating/{MatterKey.Of(found.Dossier.ProjectNo)}", found, "rating-text", text, body,
            (at, sealedText) => new RateCase(actor, at, level, sealedText, channel), cancellation);

    async Task<CommandResult> RunAsync(
        string caller, string key, CaseSnapshot found, string kind, string? text, JsonElement body,
        Func<Instant, DocumentId?, LicensingCaseCommand> make, CancellationToken cancellation)
    {
        var digest = sm3.Hash(CanonicalJson.Of(body));
        var known = await store.FindOutcomeAsync(caller, key, cancellation);
        if (known is { RefusalCode: null } earlier && earlier.Digest.SequenceEqual(digest))
        {
            return new CommandResult.Done(found.Version, earlier.Position, Repeated: true);
        }

        var document = text is null ? (DocumentId?)null : new DocumentId(Guid.CreateVersion7());
        var command = make(await clock.NowAsync(cancellation), document);
        var foreseen = LicensingCaseDecider.Decide(command, found.State, await cases.RulesForAsync(found, cancellation));
        switch (foreseen)
        {
            case Answer<LicensingCaseEvent>.Refused no: return new CommandResult.Refused(no.Refusal, 0, false);
            case Answer<LicensingCaseEvent>.Accepted { Events.Count: 0 }: return new CommandResult.Done(found.Version, 0, true);
        }

        var rows = document is { } id
            ? (await vault.SealAsync([new PlainText(id, found.Dossier.Applicant, kind, found.Dossier.Organ, text!)], cancellation)).Rows
            : [];
        return await cases.RunAsync(
            new CaseOrder(found.CaseNo, new CommandId(caller, key, digest), command) { Seen = found, Companions = rows },
            cancellation);
    }
}
