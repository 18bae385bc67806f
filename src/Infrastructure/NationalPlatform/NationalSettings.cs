using Application.Effects;
using Infrastructure.Effects;
using Microsoft.Extensions.Configuration;

namespace Infrastructure.NationalPlatform;

/// <summary>Regulation__National and Regulation__National….</summary>
public sealed record NationalSettings(Uri? Address, bool Held, TimeSpan Timeout, int Parallel, SendingRules Rules)
    : CounterpartSettings(Address, Held, Timeout, Parallel, Rules)
{
    public static NationalSettings From(IConfiguration configuration)
    {
        var (address, held, timeout, parallel, rules) = Read(configuration, "National");
        return new(address, held, timeout, parallel, rules);
    }
}
