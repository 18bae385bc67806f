using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TestKit;

namespace Api.Tests.Observability;

/// <summary>docs/operations.md is the approved list of our numbers: each by name and unit, what it means, when to call somebody.</summary>
[Collection(OneService.Name)]
public sealed class MetricNames(Service service)
{
    [Fact]
    public void every_number_is_explained_and_no_other_is()
    {
        var told = new SortedSet<string>(StringComparer.Ordinal);
        Assert.NotNull(service.Provider);
        string[] ours = ["Regulation", "EventStore", "Application", "Projections", "Infrastructure"];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("Regulation.", StringComparison.Ordinal))
                    told.Add($"{instrument.Name} {instrument.Unit}");
            },
        };
        listener.Start();

        // Instruments are made when their class is first used; here all of them are.
        foreach (var type in ours.SelectMany(name => Assembly.Load(name).GetTypes()).Where(HoldsInstruments))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);

        var explained = File.ReadLines(Path.Combine(TestServer.Checkout, "docs/operations.md"))
            .Select(line => Regex.Match(line, @"^\| `(?<name>regulation\.[a-z_.]+)` \| `(?<unit>[^`]+)` \|"))
            .Where(match => match.Success).Select(match => $"{match.Groups["name"].Value} {match.Groups["unit"].Value}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(explained, told);
    }

    static bool HoldsInstruments(Type type) =>
        !type.ContainsGenericParameters
        && type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Any(field => typeof(Instrument).IsAssignableFrom(field.FieldType) || field.FieldType == typeof(Meter));
}
