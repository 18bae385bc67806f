using Application.Importing;
using EventStore;

namespace Api.Importing;

/// <summary>What imports are made of.</summary>
public static class ImportSetup
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<PostgresEventStore>().Bulk);
        services.AddSingleton<ImportRecords>();
        services.AddSingleton<ImportCheck>();
        services.AddSingleton<ImportPermits>();
        services.AddSingleton<CheckImportHandler>();
        services.AddSingleton<CommitImportHandler>();
        services.AddSingleton<ImportPlace>();
        return services;
    }
}
