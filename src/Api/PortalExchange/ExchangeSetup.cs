using Api.Effects;
using Api.Signing;
using Application.Effects;
using Application.PortalExchange;
using Application.Ports;
using Application.SportPermits;
using Infrastructure.PortalExchange;
using Infrastructure.SignedCalls;

namespace Api.PortalExchange;

/// <summary>What tells the portal of our cases.</summary>
public static class ExchangeSetup
{
    /// <summary>The portal's id in what it signs; the secret shared with it is the one it calls us with.</summary>
    const string PortalApp = "portal";

    public static IServiceCollection AddPortalExchange(this IServiceCollection services, IConfiguration configuration, bool development)
    {
        var settings = PortalSettings.From(configuration);
        var secrets = SigningSecrets.From(configuration, development);
        services.AddSingleton(settings);
        services.AddSingleton(new ExchangeCodes(configuration["Regulation:PortalDataSource"] ?? new ExchangeCodes().DataSource));
        services.AddSingleton<PortalEffects>();
        services.AddSingleton<IEffectMatters, PortalMatters>();
        services.AddSingleton<ExchangeWriter>();
        services.AddEffectRows<PortalEffects>(EffectChannels.Portal);
        if (settings.Sends) AddSender(services, settings, secrets);
        return services;
    }

    /// <exception cref="InvalidOperationException">An address without the secret of the pair.</exception>
    static void AddSender(IServiceCollection services, PortalSettings settings, SigningSecrets secrets)
    {
        var secret = secrets.ByApp.GetValueOrDefault(PortalApp)
            ?? throw new InvalidOperationException("Regulation__Portal names a portal, and Regulation__Apps__portal no secret for it.");
        services.AddSingleton<IPortal>(provider => new PortalClient(
            settings, new AppPair(secrets.OwnId, PortalApp, secret), provider.GetRequiredService<ISm3>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddEffectSender(EffectChannels.Portal, settings, (provider, silence) => new PortalCalls(
            provider.GetRequiredService<IPortal>(), provider.GetRequiredService<CaseCommands>(),
            provider.GetRequiredService<ExchangeWriter>(), settings.Rules, silence));
    }
}
