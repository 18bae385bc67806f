using System.Globalization;
using Application.Effects;
using Microsoft.Extensions.Configuration;

namespace Infrastructure.Effects;

/// <summary>How a counterpart is called; names are those of the environment, like Regulation__PortalHeld.</summary>
/// <param name="Address">Its base address; null where none is configured: rows wait.</param>
/// <param name="Held">Sends nothing from this node, whatever the database says.</param>
/// <param name="Timeout">Of one call. A lease lasts three times as long.</param>
/// <param name="Parallel">Cases sent for at once by one node.</param>
public abstract record CounterpartSettings(Uri? Address, bool Held, TimeSpan Timeout, int Parallel, SendingRules Rules)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    const int MostRefusals = 8;

    public TimeSpan Lease => Timeout * 3;

    public bool Sends => Address is not null && !Held;

    protected static (Uri? Address, bool Held, TimeSpan Timeout, int Parallel, SendingRules Rules) Read(
        IConfiguration configuration, string name) =>
        (
            AddressFrom(name, configuration[$"Regulation:{name}"]),
            configuration[$"Regulation:{name}Held"] is "true" or "1",
            Seconds(configuration[$"Regulation:{name}TimeoutSeconds"], 10),
            int.TryParse(configuration[$"Regulation:{name}Parallel"], CultureInfo.InvariantCulture, out var parallel) ? parallel : 8,
            new SendingRules(Seconds(configuration[$"Regulation:{name}PauseSeconds"], 1), LongestPause, MostRefusals));

    static Uri? AddressFrom(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InvalidOperationException($"Regulation__{name} must be an http or https address.");
    }

    static TimeSpan Seconds(string? text, double otherwise) =>
        TimeSpan.FromSeconds(double.TryParse(text, CultureInfo.InvariantCulture, out var set) && set > 0 ? set : otherwise);
}
