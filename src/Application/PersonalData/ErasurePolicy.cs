using System.Text;
using Application.Policies;
using Application.Ports;
using Domain.Licensing;
using Domain.PersonalData;
using EventStore;
using NodaTime;

namespace Application.PersonalData;

/// <summary>ERA-12: erases on the day after the last one that stood against it, and tells the day as soon as it is known.</summary>
/// <remarks>
/// It asks and the decider answers: nothing happens twice. An erasure of which no day is known is asked about once a day on
/// each node; the day it was last asked about is no fact of the log.
/// </remarks>
public sealed class ErasurePolicy(IDeferredErasures deferred, DataSubjectCommands persons, IBusinessClock clock, ISm3 sm3) : IDatedPolicy
{
    readonly Dictionary<DeferredErasure, LocalDate> asked = [];

    public string Name => "erasure";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await clock.NowAsync(cancellation);
        var today = WorkCalendar.DayOf(now);
        foreach (var waiting in await deferred.WaitingAsync(today, cancellation))
        {
            if (asked.TryGetValue(waiting, out var last) && last == today) continue;

            var day = NodaTime.Text.LocalDatePattern.Iso.Format(today);
            var key = $"erasure/{waiting.Person.Value}/{waiting.RequestNo}/{day}";
            var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
            var result = await persons.EraseAsync(
                waiting.Person, id,
                (facts, rules, days, certificateNo) =>
                    new ErasePerson(Actors.System, now, waiting.RequestNo, certificateNo, facts, rules, days),
                cancellation);
            if (result is CommandResult.Done or CommandResult.Refused { Refusal.Kind: not Domain.Kernel.RefusalKind.NotReady })
                asked[waiting] = today;
        }
    }
}
