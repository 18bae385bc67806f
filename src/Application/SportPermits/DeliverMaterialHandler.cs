using System.Text;
using Application.Ports;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.SportPermits;

/// <summary>Takes a material's bytes: judged by content, asked of the rules, and only then stored.</summary>
public sealed class DeliverMaterialHandler(CaseCommands cases, IFileStore files, ISm3 sm3, IBusinessClock clock)
{
    /// <returns>Null when the content is of a type that is not taken.</returns>
    public async Task<CommandResult?> HandleAsync(
        Actor actor, string caller, CaseSnapshot found, string code, byte[] bytes, CancellationToken cancellation)
    {
        if (FileSignature.Of(bytes) is not { } mediaType) return null;

        var digest = sm3.Hash(bytes);
        var file = new FileId(Guid.CreateVersion7());
        var command = new DeliverMaterial(
            actor, await clock.NowAsync(cancellation), code, file, Convert.ToHexStringLower(digest), bytes.Length, mediaType);
        switch (LicensingCaseDecider.Decide(command, found.State, await cases.RulesAsync(cancellation)))
        {
            case Answer<LicensingCaseEvent>.Refused no: return new CommandResult.Refused(no.Refusal, 0, false);
            case Answer<LicensingCaseEvent>.Accepted { Events.Count: 0 }: return new CommandResult.Done(found.Version, 0, true);
        }

        using var content = new MemoryStream(bytes, writable: false);
        await files.StoreAsync(file, found.Dossier.Applicant, found.Dossier.Organ, mediaType, content, cancellation);

        // The version is part of the key: bytes that were replaced by a correction may be sent again later.
        var key = $"material/{MatterKey.Of(found.Dossier.ProjectNo)}/{code}/{found.Dossier.Round}/{command.Sm3}";
        return await HoldAsync(
            new CaseOrder(found.CaseNo, new CommandId(caller, key, sm3.Hash(Encoding.UTF8.GetBytes(key))), command)
            {
                Seen = found,
                Companions = [FileLink.To(file, CaseCommands.StreamOf(found.CaseNo))],
            },
            file);
    }

    /// <summary>A file that its command does not come to hold is removed: a faster copy, or rules that meanwhile say no.</summary>
    /// <remarks>
    /// Not cancelled any more: a caller who goes away must not leave it open whether the bytes are held. Where the
    /// outcome is unknown the file stays for the orphans' housekeeping.
    /// </remarks>
    async Task<CommandResult> HoldAsync(CaseOrder order, FileId file)
    {
        try
        {
            var result = await cases.RunAsync(order, CancellationToken.None);
            if (result is not CommandResult.Done { Repeated: false }) await files.DiscardAsync(file, CancellationToken.None);
            return result;
        }
        catch (Exception failure) when (failure is not OutcomeUnknownException)
        {
            await files.DiscardAsync(file, CancellationToken.None);
            throw;
        }
    }
}
