namespace Domain.Identity;

/// <summary>What a check of an identifier found.</summary>
/// <param name="Value">The canonical spelling, or null where the identifier fails.</param>
/// <param name="Fault">Why it fails: length, alphabet, check-character, organisation-check, birth-date; null where it is good.</param>
/// <param name="Normalised">Spellings that were changed on the way: id.lower-case-x, id.fifteen-digits, ….</param>
public sealed record IdentifierCheck(string? Value, string? Fault, IReadOnlyList<string> Normalised)
{
    public bool IsValid => Fault is null;

    internal static IdentifierCheck Failed(string fault) => new(null, fault, []);

    /// <summary>ID-1: full-width characters and surrounding blanks are spelling, not content.</summary>
    /// <remarks>Written out, because string.Normalize does nothing to them in the invariant globalisation mode used here.</remarks>
    public static string Unify(string raw) =>
        string.Create(raw.Length, raw, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = source[i] switch
                {
                    '\u3000' => ' ',
                    >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                    _ => source[i],
                };
            }
        }).Trim();

    internal static string Unify(string raw, List<string> normalised)
    {
        var unified = Unify(raw);
        if (unified != raw) normalised.Add("id.width-or-blanks");
        return unified;
    }

    /// <summary>Weighted sum of the leading characters, by their values in an alphabet.</summary>
    internal static int WeightedSum(string text, ReadOnlySpan<int> weights, string alphabet, int offset = 0)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * alphabet.IndexOf(text[offset + i], StringComparison.Ordinal);
        return sum;
    }
}
