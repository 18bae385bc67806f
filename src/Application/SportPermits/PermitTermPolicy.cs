using Application.Policies;
using Application.Ports;
using Domain.Licensing;
using Domain.SportPermits;

namespace Application.SportPermits;

/// <summary>After the last day of a term, has silence renew the permit or lets it expire (PL-13, PL-16).</summary>
/// <remarks>It asks and the deciders answer: nothing happens twice, and a policy that comes late changes nothing.</remarks>
public sealed class PermitTermPolicy(IDuePermits due, CaseCommands cases, PermitCommands permits, IBusinessClock clock) : IDatedPolicy
{
    const int AtOnce = 200;

    public string Name => "permit-term";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await clock.NowAsync(cancellation);
        foreach (var permitNo in await due.EndedBeforeAsync(WorkCalendar.DayOf(now), AtOnce, cancellation))
        {
            if (await cases.FindPermitAsync(permitNo, cancellation) is { State: SportPermit.InForce } permit)
                await permits.EndTermAsync(permit, now, cancellation);
        }
    }
}
