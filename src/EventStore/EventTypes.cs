using System.Text.RegularExpressions;

namespace EventStore;

/// <summary>Which .NET type stands for which stored alias.</summary>
public sealed partial class EventTypes
{
    readonly Dictionary<string, Type> byAlias = [];
    readonly Dictionary<Type, (string Alias, string DotNetType)> byType = [];

    public EventTypes(IEnumerable<Type> types)
    {
        foreach (var type in types)
        {
            byAlias.Add(AliasOf(type), type);
            byType.Add(type, (AliasOf(type), $"{type.FullName}, {type.Assembly.GetName().Name}"));
        }
    }

    /// <summary>Every alias and its type, for a real Marten's MapEventType.</summary>
    public IReadOnlyDictionary<string, Type> All => byAlias;

    public Type? Find(string alias) => byAlias.GetValueOrDefault(alias);

    public string AliasFor(Type type) => NamesFor(type).Alias;

    /// <summary>The alias, and the type's name as Marten stores it.</summary>
    internal (string Alias, string DotNetType) NamesFor(Type type) =>
        byType.TryGetValue(type, out var names)
            ? names
            : throw new InvalidOperationException($"{type.Name} is not a registered event.");

    /// <summary>Marten's rule: the type name split at capitals and digits, joined by _, lower-cased.</summary>
    public static string AliasOf(Type type) => WordStart().Replace(type.Name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[0-9])")]
    private static partial Regex WordStart();
}
