using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Infrastructure.Database;

/// <summary>One numbered step of a module's schema; a step that was applied somewhere never changes.</summary>
public sealed record SchemaScript(int Number, string Name, string Sql);

/// <summary>The steps of one part of the database, owned by the assembly that knows the tables.</summary>
public sealed partial record SchemaModule(string Name, IReadOnlyList<SchemaScript> Scripts)
{
    /// <summary>Reads the embedded resources <c>Schema/NNN-name.sql</c>, or
    /// <c>Schema/{folder}/NNN-name.sql</c>.</summary>
    public static SchemaModule FromResources(string name, Assembly assembly, string? folder = null)
    {
        var prefix = folder is null ? ".Schema." : $".Schema.{folder}.";
        var scripts = assembly.GetManifestResourceNames()
            .Select(resource => (Resource: resource, Match: StepName().Match(resource)))
            .Where(found => found.Match.Success
                && found.Match.Groups["prefix"].Value.EndsWith(prefix, StringComparison.Ordinal))
            .Select(found => new SchemaScript(
                int.Parse(found.Match.Groups["number"].Value, CultureInfo.InvariantCulture),
                found.Match.Groups["name"].Value,
                Text(assembly, found.Resource)))
            .OrderBy(script => script.Number)
            .ToList();

        return scripts.Select(script => script.Number).Distinct().Count() == scripts.Count
            ? new SchemaModule(name, scripts)
            : throw new InvalidOperationException($"Two schema scripts of module {name} have the same number.");
    }

    static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^(?<prefix>.*\.)(?<number>[0-9]{3})-(?<name>[a-z0-9-]+)\.sql$", RegexOptions.ExplicitCapture)]
    private static partial Regex StepName();
}

/// <summary>Every module, in the order in which it is applied.</summary>
public static class SchemaModules
{
    /// <summary>The key store's part; applied alone where it has a database of its own.</summary>
    public static SchemaModule Keys { get; } = SchemaModule.FromResources("vault-keys", typeof(SchemaModules).Assembly, "VaultKeys");

    /// <param name="projections">The assembly of the read models, which Infrastructure does not import.</param>
    public static IReadOnlyList<SchemaModule> With(Assembly projections) =>
    [
        SchemaModule.FromResources("event-store", typeof(EventStore.IEventStore).Assembly),
        SchemaModule.FromResources("vault", typeof(SchemaModules).Assembly, "Vault"),
        Keys,
        SchemaModule.FromResources("files", typeof(SchemaModules).Assembly, "Files"),
        SchemaModule.FromResources("runtime", typeof(SchemaModules).Assembly, "Runtime"),
        SchemaModule.FromResources("projections", projections),
    ];
}
