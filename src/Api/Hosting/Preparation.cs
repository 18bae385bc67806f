using Application.Licensing;
using EventStore;
using EventStore.Subscriptions;
using Infrastructure;
using Infrastructure.Database;

namespace Api.Hosting;

/// <summary>Before the first request: schema, calendars, subscriptions. A start that cannot do these does not start.</summary>
public sealed class Preparation(
    IServiceProvider services, IReadOnlyList<SchemaModule> modules, PublishCalendarEditionHandler calendars,
    PostgresEventStore store, SubscriptionRunner subscriptions) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await services.PrepareInfrastructureAsync(modules, cancellationToken);
        await calendars.SeedAsync(cancellationToken);

        // What was written before a crash counts as this node's own: readers wait for it as they would have done.
        store.Signal.Publish(await store.HorizonAsync(cancellationToken));
        subscriptions.Start();
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await subscriptions.DisposeAsync();
}
