using System.Diagnostics.Metrics;
using Api.Health;

namespace Api.Observability;

/// <summary>How the node stands, looked at every two seconds and told as gauges.</summary>
/// <remarks>Tags are names of components, readers and states: a few dozen, all of them ours.</remarks>
public sealed class ServiceMeter : BackgroundService
{
    public const string Name = "Regulation.Service";

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    readonly ReadinessCheck check;
    volatile Standing? latest;

    public ServiceMeter(IMeterFactory meters, ReadinessCheck check)
    {
        this.check = check;
        var meter = meters.Create(Name);
        meter.CreateObservableGauge(
            "regulation.ready", () => latest is { } now ? [new(now.Readiness.MayServe ? 1 : 0)] : Array.Empty<Measurement<int>>(),
            "1", "1 where this node can serve, 0 where it cannot.");
        meter.CreateObservableGauge(
            "regulation.component.ok", () => latest is { } now
                ? now.Readiness.Components.Select(one => Of(one.Value.State == "ok" ? 1 : 0, "regulation.component.name", one.Key))
                : [],
            "1", "1 where the component is ok, 0 where it is degraded or failed.");
        MeasureLog(meter);
        MeasureReaders(meter);
        MeasureEffects(meter);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            latest = await check.LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    void MeasureLog(Meter meter)
    {
        meter.CreateObservableGauge(
            "regulation.log.position", () => One(latest?.Horizon), "{event}", "The horizon: everything up to it is final.");
        meter.CreateObservableGauge(
            "regulation.log.horizon.lag",
            () => One(latest is { LastNumber: { } last, Horizon: { } final } ? Math.Max(0, last - final) : null),
            "{event}", "Numbers drawn beyond the horizon: of writes on their way, or lost with a crash.");
    }

    void MeasureReaders(Meter meter)
    {
        meter.CreateObservableGauge(
            "regulation.subscription.lag", () => OfReaders(reader => reader.Status.Lag), "{event}", "Events final and not yet taken.");
        meter.CreateObservableGauge(
            "regulation.subscription.lag.time", () => OfReaders(reader => reader.Behind.TotalSeconds), "s",
            "How long the oldest of these has been final.");
        meter.CreateObservableGauge(
            "regulation.subscription.stopped", () => OfReaders(reader => reader.Status.Error is null ? 0 : 1), "1",
            "1 where the reader stopped at an event it cannot take.");
        meter.CreateObservableGauge(
            "regulation.subscription.owned", () => OfReaders(reader => reader.Status.IsOwnedHere ? 1 : 0), "1",
            "1 where this node runs the reader; over all nodes the sum is 1.");
    }

    void MeasureEffects(Meter meter)
    {
        meter.CreateObservableGauge(
            "regulation.effects", () => latest?.Effects is { } effects
                ? effects.Rows.Select(row => Of(row.Value, "regulation.effect.state", row.Key))
                : [],
            "{effect}", "What is to be told to outside systems and is not delivered, by state.");
        meter.CreateObservableGauge(
            "regulation.effects.cases.waiting", () => One(latest?.Effects?.CasesWaiting), "{case}",
            "Cases whose next row waits for a person.");
        meter.CreateObservableGauge(
            "regulation.effects.held", () => One(latest?.Effects is { } effects ? effects.Held ? 1L : 0 : null), "1",
            "1 while nothing is sent from this database.");
        meter.CreateObservableGauge(
            "regulation.policies.failing", () => One(latest?.FailingPolicies), "{event}", "Events that a policy could not act on yet.");
    }

    IEnumerable<Measurement<T>> OfReaders<T>(Func<ReaderStanding, T> value)
        where T : struct =>
        latest?.Readers?.Select(reader => Of(value(reader), "regulation.subscription.name", reader.Status.Name)) ?? [];

    static Measurement<T> Of<T>(T value, string tag, string name)
        where T : struct => new(value, new KeyValuePair<string, object?>(tag, name));

    static IEnumerable<Measurement<long>> One(long? value) => value is { } known ? [new(known)] : [];
}
