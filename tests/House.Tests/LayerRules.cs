using System.Reflection;

namespace House.Tests;

/// <summary>Imports run downwards only: Api, Infrastructure, Application, then EventStore and Domain; Projections beside them.</summary>
public sealed class LayerRules
{
    static readonly string[] Ours = ["Domain", "EventStore", "Application", "Projections", "Infrastructure", "Regulation"];

    [Theory]
    [InlineData("Domain")]
    [InlineData("EventStore")]
    [InlineData("Application", "Domain", "EventStore")]
    [InlineData("Projections", "Domain", "EventStore")]
    [InlineData("Infrastructure", "Application", "Domain", "EventStore")]
    public void a_layer_knows_only_what_lies_below_it(string layer, params string[] below)
    {
        var known = Assembly.Load(layer).GetReferencedAssemblies().Select(name => name.Name!).Intersect(Ours);

        Assert.Empty(known.Except(below));
    }

    [Theory]
    [InlineData("Domain", "NodaTime")]
    [InlineData("EventStore", "NodaTime", "Npgsql", "Microsoft.Extensions.Logging.Abstractions")]
    public void the_lowest_layers_stand_on_little(string layer, params string[] allowed)
    {
        var foreign = Assembly.Load(layer).GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal));

        Assert.Empty(foreign.Except(allowed));
    }

    /// <summary>One capability uses another's events and ids, never its decider or state.</summary>
    [Fact]
    public void a_decider_is_used_by_its_own_capability_alone()
    {
        foreach (var file in Repository.SourceFiles("src/Domain"))
        {
            var capability = Path.GetFileName(Path.GetDirectoryName(file))!;
            var text = File.ReadAllText(file);
            var foreign = Repository.SourceFiles("src/Domain")
                .Where(other => Path.GetFileName(Path.GetDirectoryName(other)) != capability)
                .Select(Path.GetFileNameWithoutExtension)
                .Where(name => name!.EndsWith("Decider", StringComparison.Ordinal));

            Assert.DoesNotContain(foreign, name => text.Contains(name!, StringComparison.Ordinal));
        }
    }
}
