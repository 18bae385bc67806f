using Application.Effects;
using EventStore;
using Infrastructure.Database;
using Infrastructure.Effects;

namespace Api.Effects;

/// <summary>What every counterpart shares: one table of rows, one hold, one desk.</summary>
public static class EffectSetup
{
    public static IServiceCollection AddEffects(this IServiceCollection services)
    {
        services.AddSingleton<EffectDeskCommands>();
        services.AddSingleton<DeskEndpoints.DeskOrders>();
        services.AddSingleton(provider => new EffectHold(Projector(provider)));
        services.AddSingleton(provider => new EffectDeskQueries(provider.GetRequiredService<DatabaseConnections>().Reader));
        return services;
    }

    /// <summary>Notes the rows of a counterpart, also where nobody sends them yet.</summary>
    public static void AddEffectRows<TSource>(this IServiceCollection services, string channel)
        where TSource : IEffectSource
    {
        services.AddKeyedSingleton<EffectSignal>(channel);
        services.AddSingleton(provider => new EffectSubscriber(
            provider.GetRequiredService<TSource>(), provider.GetRequiredService<PostgresEventStore>().Codec,
            provider.GetRequiredKeyedService<EffectSignal>(channel)));
    }

    public static void AddEffectSender(
        this IServiceCollection services, string channel, CounterpartSettings settings,
        Func<IServiceProvider, Silence, IEffectCalls> calls) =>
        services.AddSingleton<IHostedService>(provider =>
        {
            var effects = new EffectTable(Projector(provider), channel, settings.Lease);
            var silence = new Silence();
            return new EffectSender(
                settings, effects, provider.GetRequiredService<EffectHold>(), new LaneSender(effects, calls(provider, silence)), silence,
                provider.GetRequiredKeyedService<EffectSignal>(channel), provider.GetRequiredService<ILogger<EffectSender>>());
        });

    static Npgsql.NpgsqlDataSource Projector(IServiceProvider services) => services.GetRequiredService<DatabaseConnections>().Projector;
}
