using System.Text;
using Application.Policies;
using Application.Ports;
using Application.SportPermits;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.TrainingInstitutions;

/// <summary>After the last day of a term, has silence renew the approval or lets it expire (TI-19, TI-29).</summary>
/// <remarks>It asks and the deciders answer: nothing happens twice, and a policy that comes late changes nothing.</remarks>
public sealed class InstitutionTermPolicy(
    IDueInstitutions due, CaseCommands cases, InstitutionCommands institutions, IBusinessClock clock, ISm3 sm3) : IDatedPolicy
{
    const int AtOnce = 200;

    public string Name => "institution-term";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await clock.NowAsync(cancellation);
        foreach (var institutionNo in await due.EndedBeforeAsync(WorkCalendar.DayOf(now), AtOnce, cancellation))
        {
            if (await institutions.FindAsync(institutionNo, cancellation) is not { } found) continue;

            var lastDay = NodaTime.Text.LocalDatePattern.Iso.Format(found.Record.ValidTo);
            var renewal = found.Record.Requests.FirstOrDefault(request => request.Kind == PermitRequests.Renewal)?.CaseNo;
            if (renewal is not null)
            {
                var deem = new LetSilenceSpeak(Actors.System, now, DeadlineKind.Decision);
                await cases.RunAsync(new CaseOrder(renewal, IdOf($"deem/{renewal}/{lastDay}"), deem), cancellation);
            }

            // What silence has renewed has a later last day by now; what it is still to renew does not expire before.
            var open = renewal is null ? null : (await cases.FindAsync(renewal, cancellation))?.State;
            var today = NodaTime.Text.LocalDatePattern.Iso.Format(WorkCalendar.DayOf(now));
            await institutions.RunAsync(
                institutionNo, IdOf($"expire/{institutionNo}/{lastDay}/{today}"), new ExpireInstitution(Actors.System, now, open), null,
                [], cancellation);
        }
    }

    CommandId IdOf(string key) => new("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
}
