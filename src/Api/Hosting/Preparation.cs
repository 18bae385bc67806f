using Application.Licensing;
using EventStore;
using EventStore.Subscriptions;
using Infrastructure;
using Infrastructure.Database;

namespace Api.Hosting;

/// <summary>Before the first request: schema, calendars, subscriptions. A start that cannot do these does not start.</summary>
public sealed partial class Preparation(
    IServiceProvider services, IReadOnlyList<SchemaModule> modules, PublishCalendarEditionHandler calendars,
    PostgresEventStore store, SubscriptionRunner subscriptions, ILogger<Preparation> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await services.PrepareInfrastructureAsync(modules, cancellationToken);
        await calendars.SeedAsync(cancellationToken);

        // What was written before a crash counts as this node's own: readers wait for it as they would have done.
        store.Signal.Publish(await store.HorizonAsync(cancellationToken));
        subscriptions.ReaderStopped += (name, error, position) => Stopped(log, name, position, error);
        subscriptions.Start();
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await subscriptions.DisposeAsync();

    [LoggerMessage(1, LogLevel.Error, "The reader {Reader} stopped at event {Position}: {Failure}")]
    static partial void Stopped(ILogger log, string reader, long position, string failure);
}
