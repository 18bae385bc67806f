using Api.Policies;
using Application.PersonalData;
using Application.Policies;
using Application.Ports;
using Domain.PersonalData;
using Infrastructure;
using Projections.PersonalData;

namespace Api.PersonalData;

/// <summary>What the requests of data subjects are made of.</summary>
public static class PersonServices
{
    public static void AddPersons(this IServiceCollection services, IConfiguration configuration, InfrastructureSettings settings)
    {
        services.AddSingleton(new PersonalDataSettings(settings.KeyBackupDays, RetentionOf(configuration)));
        services.AddSingleton<InvolvementQueries>();
        services.AddSingleton<IInvolvements, InvolvementsOfReadModel>();
        services.AddSingleton<DataSubjectCommands>();
        services.AddSingleton<PersonExport>();
        services.AddSingleton<DeferredErasureQueries>();
        services.AddSingleton<IDeferredErasures, DeferredErasuresOfReadModel>();
        services.AddSingleton<IDatedPolicy, ErasurePolicy>();
    }

    /// <summary>Regulation__Retention__party and __helper, in years, take the place of the published ones.</summary>
    static RetentionRules RetentionOf(IConfiguration configuration)
    {
        var rules = RetentionRules.Published;
        foreach (var capacity in (string[])[RetentionRules.Party, RetentionRules.Helper])
        {
            if (configuration.GetValue<int?>($"Regulation:Retention:{capacity}") is { } years)
                rules = rules.With(capacity, years, "the installation's settings");
        }

        return rules;
    }
}
