using Application.Effects;
using Application.SportPermits;
using Domain.Identity;

namespace Application.PortalExchange;

public sealed class PortalMatters(CaseCommands cases) : IEffectMatters
{
    public string Channel => EffectChannels.Portal;

    public async Task<(PersonRef Subject, string District)> SealsAsync(string caseNo, CancellationToken cancellation)
    {
        var file = (await cases.FindAsync(caseNo, cancellation))!.Dossier;
        return (file.Applicant, file.Organ);
    }
}
