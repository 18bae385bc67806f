using System.Text;
using Application.Policies;
using Application.Ports;
using Application.SportPermits;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.Licensing;

/// <summary>After a new edition of the calendar, has the open deadlines of every open case counted again (CAL-5).</summary>
public sealed class CalendarPolicy(IOpenDeadlines deadlines, CaseCommands cases, WorkCalendars calendars, IBusinessClock clock, ISm3 sm3)
    : IPolicy
{
    const int AtOnce = 200;

    public string Name => "calendar-policy-1";

    public bool Concerns(StoredEvent stored) => stored.Data is CalendarEditionPublished;

    /// <param name="cause">The stored event that an edition became known by.</param>
    public async Task ActAsync(StoredEvent cause, CancellationToken cancellation)
    {
        var edition = ((CalendarEditionPublished)cause.Data!).Edition;

        // Cases received in the last second may still have been counted by what a node remembered.
        await Task.Delay(WorkCalendars.Remembered * 2, cancellation);
        calendars.Forget();

        var after = "";
        while (true)
        {
            var open = await deadlines.CasesAsync(after, AtOnce, cancellation);
            foreach (var caseNo in open) await RecomputeAsync(caseNo, edition, cause.Id, cancellation);
            if (open.Count < AtOnce) return;
            after = open[^1];
        }
    }

    async Task RecomputeAsync(string caseNo, string edition, Guid causation, CancellationToken cancellation)
    {
        var key = $"recompute/{caseNo}/{edition}/{causation}";
        var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
        var command = new RecomputeDeadlines(Actors.System, await clock.NowAsync(cancellation), edition);
        await cases.RunAsync(new CaseOrder(caseNo, id, command) { Causation = causation }, cancellation);
    }
}
