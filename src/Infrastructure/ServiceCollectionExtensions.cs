using Application.Ports;
using EventStore;
using Infrastructure.Clock;
using Infrastructure.Cryptography;
using Infrastructure.Database;
using Infrastructure.Files;
using Infrastructure.Hosting;
using Infrastructure.Importing;
using Infrastructure.Proof;
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
    [
        "vault.texts", "vault.search_tokens", "vault.restrictions", "vault.corrections", "vault.erasures", "files.links",
        "proof.signing_keys", "proof.revocation_lists",
    ];

    /// <summary>Vault, files, clock, nonces, SM3 and the pools. The host registers <see cref="IEventStore"/>.</summary>
    /// <param name="development">Only there the business clock can be moved.</param>
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services, InfrastructureSettings settings, bool development)
    {
        services.AddSingleton(settings);
        services.AddSingleton(_ => new DatabaseConnections(
            settings.Database, settings.RoleSeed, keysConnectionString: settings.Keys));
        services.AddSingleton(_ => settings.LoadMasterKey());
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton<ISm3, Sm3>();
        services.AddSingleton<IBusinessClock>(provider =>
            new BusinessClock(Pools(provider).Writer, development, provider.GetRequiredService<IClock>()));

        services.AddSingleton(provider => new NonceStore(Pools(provider).Writer));
        services.AddSingleton<INonceStore>(provider => provider.GetRequiredService<NonceStore>());

        services.AddSingleton<IKeyStore>(provider => new PostgresKeyStore(Pools(provider).Keys));
        services.AddSingleton<PersonKeys>();
        services.AddSingleton<IReadRecorder, EventReadRecorder>();
        services.AddSingleton<IVault>(provider => new PersonVault(
            Pools(provider).Writer, Pools(provider).Reader, provider.GetRequiredService<PersonKeys>(),
            provider.GetRequiredService<MasterKey>(), provider.GetRequiredService<IReadRecorder>()));

        services.AddSingleton<IRestrictions>(provider => new Restrictions(Pools(provider).Writer));
        services.AddSingleton<IPersonRecords>(provider => new PersonRecords(
            Pools(provider).Reader, provider.GetRequiredService<IKeyStore>(), provider.GetRequiredService<IVault>()));
        services.AddSingleton(provider => new ErasureKeeper(Pools(provider).Writer, provider.GetRequiredService<IKeyStore>()));
        services.AddSingleton<IPeople>(provider =>
            new People(Pools(provider).Writer, provider.GetRequiredService<MasterKey>()));
        services.AddSingleton<IImportReader, ImportReader>();
        services.AddSingleton<IImportTemplate, ImportTemplate>();

        services.AddSingleton(provider => new FileStore(
            Pools(provider).Writer, Pools(provider).Reader, provider.GetRequiredService<PersonKeys>(),
            provider.GetRequiredService<IReadRecorder>()));
        services.AddSingleton<IFileStore>(provider => provider.GetRequiredService<FileStore>());
        services.AddSingleton<ISubsidyKeys, SubsidyKeys>();
        services.AddSingleton<IDigestKey, DigestKey>();
        services.AddSingleton<IKeyDevice, SoftwareKeyDevice>();
        services.AddSingleton<IKeyHandles>(provider => new KeyHandles(Pools(provider).Writer));
        services.AddSingleton<IPublishedLists>(provider => new PublishedLists(Pools(provider).Writer));
        services.AddSingleton<IQrImages, QrImages>();
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
        if (settings.Keys is { } keys)
        {
            await DatabaseRoles.EnsureAsync(keys, settings.RoleSeed, cancellation);
            await new Migrator(keys, [SchemaModules.Keys]).MigrateAsync(cancellation);
        }

        await services.GetRequiredService<MasterKey>().RequireAsync(Pools(services).Writer, cancellation);

        // A restored key store may hold keys that were destroyed since its backup: nothing is served before they are gone again.
        await services.GetRequiredService<ErasureKeeper>().ApplyAsync(cancellation);
    }

    static DatabaseConnections Pools(IServiceProvider services) => services.GetRequiredService<DatabaseConnections>();
}
