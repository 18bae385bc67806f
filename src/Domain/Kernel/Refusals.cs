using System.Collections.Frozen;
using System.Reflection;

namespace Domain.Kernel;

/// <summary>Every refusal this layer knows, so that a stored code can be shown again years later.</summary>
public static class Refusals
{
    static readonly FrozenDictionary<string, Refusal> ByCodes = typeof(Refusals).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: true, IsSealed: true })
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field.FieldType == typeof(Refusal))
        .Select(field => (Refusal)field.GetValue(null)!)
        .ToFrozenDictionary(refusal => refusal.Code);

    public static IReadOnlyCollection<Refusal> All => ByCodes.Values;

    /// <summary>The refusal of a code as first written, without field and detail; null for a code of another layer.</summary>
    public static Refusal? ByCode(string code) => ByCodes.GetValueOrDefault(code);
}
