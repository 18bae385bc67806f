using Application.Effects;
using Infrastructure.Effects;
using Microsoft.Extensions.Configuration;

namespace Infrastructure.WalletOperator;

/// <summary>Regulation__Operator and Regulation__Operator….</summary>
public sealed record OperatorSettings(Uri? Address, bool Held, TimeSpan Timeout, int Parallel, SendingRules Rules)
    : CounterpartSettings(Address, Held, Timeout, Parallel, Rules)
{
    public static OperatorSettings From(IConfiguration configuration)
    {
        var (address, held, timeout, parallel, rules) = Read(configuration, "Operator");
        return new(address, held, timeout, parallel, rules);
    }
}
