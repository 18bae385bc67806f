using System.Text;
using Application.Policies;
using Application.Ports;
using Application.SportPermits;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Ratings;
using Domain.SportPermits;
using EventStore;

namespace Application.Ratings;

/// <summary>Opens a rectification order for each bad rating (RCT-1); late or twice, it is the same order with the same days.</summary>
public sealed class RectificationPolicy(
    CaseCommands cases, RectificationCommands rectifications, WorkCalendars calendars, IBusinessClock clock, ISm3 sm3) : IPolicy
{
    public string Name => "rectification-policy-1";

    public bool Concerns(StoredEvent stored) => stored.Data is CaseRated { RectificationOpened: true };

    public async Task ActAsync(StoredEvent cause, CancellationToken cancellation)
    {
        var rated = (CaseRated)cause.Data!;
        var caseNo = CaseStreams.CaseNoOf(cause.Stream)!;
        var found = await cases.FindAsync(caseNo, cancellation) ?? throw new PolicyNotYetException("case.unknown");
        var dossier = found.Dossier;
        var command = new OpenRectification(
            Actors.System, await clock.NowAsync(cancellation), caseNo, dossier.ProjectNo, dossier.Organ, dossier.Applicant,
            rated.Level, rated.Text, rated.Channel, WorkCalendar.DayOf(cause.Timestamp));
        await RunAsync(caseNo, "rectification", command, cause.Id, cancellation);

        // An edition published while the days were counted finds no order to recount yet, so it is asked for here.
        calendars.Forget();
        var recount = new RecountRectification(command.Actor, command.At);
        await RunAsync(caseNo, "first-recount", recount, cause.Id, cancellation);
    }

    async Task RunAsync(
        string caseNo, string purpose, RectificationCommand command, Guid cause, CancellationToken cancellation)
    {
        var key = $"{purpose}/{caseNo}/{cause}";
        var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
        var result = await rectifications.RunAsync(new RectificationOrder(caseNo, id, command, null, [], cause), cancellation);
        if (result is CommandResult.Refused { Refusal.Kind: RefusalKind.NotReady } notYet)
            throw new PolicyNotYetException(notYet.Refusal.Code);
    }
}

/// <summary>After a new edition of the calendar, has the open deadlines of every open order counted again (CAL-5).</summary>
public sealed class RectificationCalendarPolicy(
    IOpenRectifications open, RectificationCommands rectifications, WorkCalendars calendars, IBusinessClock clock, ISm3 sm3) : IPolicy
{
    const int AtOnce = 200;

    public string Name => "rectification-calendar-policy-1";

    public bool Concerns(StoredEvent stored) => stored.Data is CalendarEditionPublished;

    public async Task ActAsync(StoredEvent cause, CancellationToken cancellation)
    {
        var found = await open.AfterAsync("", AtOnce, cancellation);
        if (found.Position < cause.Sequence) throw new PolicyNotYetException("read-model.behind");
        if (found.CaseNos.Count == 0) return;

        // A round begun in the last second may still have been counted by what a node remembered.
        await Task.Delay(WorkCalendars.Remembered * 2, cancellation);
        calendars.Forget();
        while (found.CaseNos.Count > 0)
        {
            foreach (var caseNo in found.CaseNos) await RecountAsync(caseNo, cause.Id, cancellation);
            found = await open.AfterAsync(found.CaseNos[^1], AtOnce, cancellation);
        }
    }

    async Task RecountAsync(string caseNo, Guid causation, CancellationToken cancellation)
    {
        var key = $"recount/{caseNo}/{causation}";
        var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
        var command = new RecountRectification(Actors.System, await clock.NowAsync(cancellation));
        await rectifications.RunAsync(new RectificationOrder(caseNo, id, command, null, [], causation), cancellation);
    }
}
