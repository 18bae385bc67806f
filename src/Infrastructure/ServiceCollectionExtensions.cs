using Application.Ports;
using EventStore;
using Infrastructure.Clock;
using Infrastructure.Cryptography;
using Infrastructure.Database;
using Infrastructure.Files;
using Infrastructure.Hosting;
using Infrastructure.SignedCalls;
using Infrastructure.Vault;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Infrastructure;

/// <summary>Registers what the ports are made of.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Tables that a command may bring rows for; hand them to the event store.</summary>
    public static IReadOnlyList<string> CompanionTables { get; } =
        ["vault.texts", "vault.search_tokens", "files.links"];

    /// <summary>Vault, files, clock, nonces, SM3 and the pools. The host registers <see cref="IEventStore"/>.</summary>
    /// <param name="development">Only there the business clock can be moved.</param>
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services, InfrastructureSettings settings, bool development)
    {
        services.AddSingleton(settings);
        services.AddSingleton(_ => new DatabaseConnections(settings.Database, settings.RoleSeed));
        services.AddSingleton(_ => settings.LoadMasterKey());
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton<ISm3, Sm3>();
        services.AddSingleton<IBusinessClock>(provider =>
            new BusinessClock(Pools(provider).Writer, development, provider.GetRequiredService<IClock>()));

        services.AddSingleton(provider => new NonceStore(Pools(provider).Writer));
        services.AddSingleton<INonceStore>(provider => provider.GetRequiredService<NonceStore>());

        services.AddSingleton<IKeyStore>(provider => new PostgresKeyStore(Pools(provider).Writer));
        services.AddSingleton<PersonKeys>();
        services.AddSingleton<IReadRecorder, EventReadRecorder>();
        services.AddSingleton<IVault>(provider => new PersonVault(
            Pools(provider).Writer, Pools(provider).Reader, provider.GetRequiredService<PersonKeys>(),
            provider.GetRequiredService<MasterKey>(), provider.GetRequiredService<IReadRecorder>()));

        services.AddSingleton(provider => new FileStore(
            Pools(provider).Writer, Pools(provider).Reader, provider.GetRequiredService<PersonKeys>(),
            provider.GetRequiredService<IReadRecorder>()));
        services.AddSingleton<IFileStore>(provider => provider.GetRequiredService<FileStore>());
        services.AddHostedService<Housekeeping>();
        services.AddHostedService<SupervisedLifetime>();
        return services;
    }

    /// <summary>Roles, schema and the tie between vault and master key; called once before the host starts.</summary>
    public static async Task PrepareInfrastructureAsync(
        this IServiceProvider services, IReadOnlyList<SchemaModule> modules, CancellationToken cancellation)
    {
        var settings = services.GetRequiredService<InfrastructureSettings>();
        await DatabaseRoles.EnsureAsync(settings.Database, settings.RoleSeed, cancellation);
        await new Migrator(settings.Database, modules).MigrateAsync(cancellation);
        await services.GetRequiredService<MasterKey>().RequireAsync(Pools(services).Writer, cancellation);
    }

    static DatabaseConnections Pools(IServiceProvider services) => services.GetRequiredService<DatabaseConnections>();
}
