using Application;
using Application.Officers;
using Application.Policies;
using Projections.Officers;

namespace Api.Officers;

/// <summary>What the officers' directory is made of.</summary>
public static class OfficerServices
{
    public static void AddOfficers(this IServiceCollection services)
    {
        services.AddSingleton<StreamCommands>();
        services.AddSingleton<OfficerDirectory>();
        services.AddSingleton<OfficerCommands>();
        services.AddSingleton<CaseAssignments>();
        services.AddSingleton<CaseInterests>();
        services.AddSingleton<OwnMatters>();
        services.AddSingleton<HandOverPolicy>();
        services.AddSingleton<IPolicy>(provider => provider.GetRequiredService<HandOverPolicy>());
        services.AddSingleton<OfficerQueries>();
        services.AddSingleton<DirectoryCall>();
    }
}
