using Api.Effects;
using Api.Signing;
using Application.Effects;
using Application.Policies;
using Application.Ports;
using Application.TrainingInstitutions;
using EventStore;
using Infrastructure.NationalPlatform;
using Infrastructure.SignedCalls;
using NodaTime;
using Projections.TrainingInstitutions;

namespace Api.TrainingInstitutions;

/// <summary>Everything that training institutions need of the container.</summary>
public static class InstitutionSetup
{
    /// <summary>The national platform's id in what it signs.</summary>
    const string NationalApp = "national";

    /// <summary>What tells the national platform; without an address the rows wait.</summary>
    /// <exception cref="InvalidOperationException">An address without the secret of the pair.</exception>
    public static void AddNationalPlatform(this IServiceCollection services, IConfiguration configuration, bool development)
    {
        var settings = NationalSettings.From(configuration);
        services.AddSingleton(settings);
        services.AddSingleton<NationalEffects>();
        services.AddSingleton<IEffectMatters, NationalMatters>();
        services.AddEffectRows<NationalEffects>(EffectChannels.National);
        if (!settings.Sends) return;

        var secrets = SigningSecrets.From(configuration, development);
        var secret = secrets.ByApp.GetValueOrDefault(NationalApp)
            ?? throw new InvalidOperationException(
                "Regulation__National names a platform, and Regulation__Apps__national no secret for it.");
        services.AddSingleton<INationalPlatform>(provider => new NationalClient(
            settings, new AppPair(secrets.OwnId, NationalApp, secret), provider.GetRequiredService<ISm3>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddEffectSender(EffectChannels.National, settings, (provider, silence) => new NationalCalls(
            provider.GetRequiredService<INationalPlatform>(), provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<IVault>(), settings.Rules, silence));
    }

    public static void AddTrainingInstitutions(this IServiceCollection services)
    {
        services.AddSingleton<TrainingRequests>();
        services.AddSingleton<InstitutionMoney>();
        services.AddSingleton<InstitutionCommands>();
        services.AddSingleton<InstitutionEndpoint>();
        services.AddSingleton<InstitutionQueries>();
        services.AddSingleton<IDueInstitutions, DueInstitutionsOfReadModel>();
        services.AddSingleton<IDatedPolicy, InstitutionTermPolicy>();
    }

    /// <summary>The term policy's port on the institutions' read model.</summary>
    sealed class DueInstitutionsOfReadModel(InstitutionQueries institutions) : IDueInstitutions
    {
        public Task<IReadOnlyList<string>> EndedBeforeAsync(LocalDate today, int limit, CancellationToken cancellation) =>
            institutions.EndedBeforeAsync(today, limit, cancellation);
    }
}
