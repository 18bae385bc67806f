using NodaTime;
using NodaTime.Text;

namespace Api.Demo;

/// <summary>What happens when, in the order of the business clock, which only moves forward.</summary>
public sealed class DemoAgenda
{
    static readonly DateTimeZone Suzhou = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    readonly PriorityQueue<Func<Task>, (Instant At, int Order)> entries = new();
    int order;

    public Instant Now { get; private set; } = Instant.MinValue;

    public LocalDate Today => Now.InZone(Suzhou).Date;

    public void At(Instant moment, Func<Task> act) => entries.Enqueue(act, (moment, order++));

    /// <summary>Some calendar days after now, at an hour of the office.</summary>
    public void After(int days, int hour, Func<Task> act) =>
        At(Today.PlusDays(days).At(new LocalTime(hour, 0)).InZoneStrictly(Suzhou).ToInstant(), act);

    public async Task RunAsync(DemoClient client)
    {
        while (entries.TryDequeue(out var act, out var due))
        {
            if (due.At > Now)
            {
                Now = due.At;
                var moved = await client.SetClockAsync(InstantPattern.ExtendedIso.Format(Now));
                if (!moved.Succeeded) throw new InvalidOperationException($"The clock did not move: {moved.Code}");
            }

            await act();
        }
    }
}
