using Api.Effects;
using Api.Signing;
using Application.Effects;
using Application.Policies;
using Application.Ports;
using Application.Prepayments;
using Domain.Kernel;
using Infrastructure.SignedCalls;
using Infrastructure.WalletOperator;
using Projections.Prepayments;

namespace Api.Prepayments;

/// <summary>Prepaid money: commands, reads, and the operator that holds it.</summary>
public static class PrepaymentSetup
{
    /// <summary>The operator's id in what it signs.</summary>
    const string OperatorApp = "operator";

    public static IServiceCollection AddPrepayments(this IServiceCollection services, IConfiguration configuration, bool development)
    {
        var settings = OperatorSettings.From(configuration);
        services.AddSingleton(settings);
        services.AddSingleton<PrepaymentDesk>();
        services.AddSingleton<PrepaymentEndpoint>();
        services.AddSingleton<PrepaymentQueries>();
        services.AddSingleton<IPrepaymentAccounts, PrepaymentAccountsOfReadModel>();
        services.AddSingleton<IPrepaidMoney, PrepaidMoneyOfReadModel>();
        services.AddSingleton<IPolicy, ReturnPolicy>();
        services.AddSingleton<IPolicy, FreezePolicy>();
        services.AddSingleton<OperatorEffects>();
        services.AddSingleton<IEffectMatters, OperatorMatters>();
        services.AddEffectRows<OperatorEffects>(EffectChannels.Operator);
        if (settings.Sends) AddSender(services, settings, SigningSecrets.From(configuration, development));
        return services;
    }

    /// <exception cref="InvalidOperationException">An address without the secret of the pair.</exception>
    static void AddSender(IServiceCollection services, OperatorSettings settings, SigningSecrets secrets)
    {
        var secret = secrets.ByApp.GetValueOrDefault(OperatorApp)
            ?? throw new InvalidOperationException(
                "Regulation__Operator names an operator, and Regulation__Apps__operator no secret for it.");
        services.AddSingleton<IWalletOperator>(provider => new WalletOperatorClient(
            settings, new AppPair(secrets.OwnId, OperatorApp, secret), provider.GetRequiredService<ISm3>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddEffectSender(EffectChannels.Operator, settings, (provider, silence) => new OperatorLockCalls(
            provider.GetRequiredService<IWalletOperator>(), provider.GetRequiredService<PrepaymentDesk>(),
            provider.GetRequiredService<IVault>(), provider.GetRequiredService<IBusinessClock>(), provider.GetRequiredService<ISm3>(),
            settings.Rules, silence));
    }

    sealed class PrepaidMoneyOfReadModel(PrepaymentQueries queries) : IPrepaidMoney
    {
        public async Task<(Money Left, long Position)> LeftAsync(string institution, CancellationToken cancellation)
        {
            var found = await queries.LeftAsync(institution, cancellation);
            return (new Money(found.Value), found.Position);
        }
    }

    /// <summary>The return policy's port on the read model of contracts.</summary>
    sealed class PrepaymentAccountsOfReadModel(PrepaymentQueries queries) : IPrepaymentAccounts
    {
        public async Task<(IReadOnlyList<string> AccountNos, long Position)> AfterAsync(
            string institution, string accountNo, int limit, CancellationToken cancellation)
        {
            var found = await queries.AccountsAfterAsync(institution, accountNo, limit, cancellation);
            return (found.Value, found.Position);
        }
    }
}
