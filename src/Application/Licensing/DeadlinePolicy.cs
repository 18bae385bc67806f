using System.Globalization;
using System.Text;
using Application.Policies;
using Application.Ports;
using Application.SportPermits;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.Licensing;

/// <summary>Lets silence speak when the business clock has passed a last day to which the law attaches an effect.</summary>
/// <remarks>It asks and the decider answers: nothing happens twice, and a policy that comes late changes nothing (LIC-5).</remarks>
public sealed class DeadlinePolicy(IOpenDeadlines deadlines, CaseCommands cases, IBusinessClock clock, ISm3 sm3)
    : IDatedPolicy
{
    const int AtOnce = 1000;

    public string Name => "silence";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await clock.NowAsync(cancellation);
        var passed = await deadlines.PassedAsync(WorkCalendar.DayOf(now), AtOnce, cancellation);
        foreach (var deadline in passed.Where(deadline => deadline.Silence == SilenceOutcome.DeemedAccepted))
        {
            var due = NodaTime.Text.LocalDatePattern.Iso.Format(deadline.LastDay);
            var key = string.Create(CultureInfo.InvariantCulture, $"silence/{deadline.CaseNo}/{deadline.Kind}/{due}");
            var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
            var command = new LetSilenceSpeak(Actors.System, now, deadline.Kind);
            await cases.RunAsync(new CaseOrder(deadline.CaseNo, id, command), cancellation);
        }
    }
}
