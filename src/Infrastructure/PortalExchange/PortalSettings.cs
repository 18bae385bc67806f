using Application.Effects;
using Infrastructure.Effects;
using Microsoft.Extensions.Configuration;

namespace Infrastructure.PortalExchange;

/// <summary>Regulation__Portal and Regulation__Portal….</summary>
public sealed record PortalSettings(Uri? Address, bool Held, TimeSpan Timeout, int Parallel, SendingRules Rules)
    : CounterpartSettings(Address, Held, Timeout, Parallel, Rules)
{
    public static PortalSettings From(IConfiguration configuration)
    {
        var (address, held, timeout, parallel, rules) = Read(configuration, "Portal");
        return new(address, held, timeout, parallel, rules);
    }
}
