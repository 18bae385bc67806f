using System.Text;
using Domain.Identity;
using Infrastructure.Cryptography;

namespace Infrastructure.Vault;

/// <summary>Keyed tokens of two characters each: enough to find a venue by part of its name, and no word of it in the
/// table.</summary>
static class SearchTokens
{
    const int TokenSize = 16;

    /// <summary>A name is short; what is longer is found by its beginning.</summary>
    const int MaxCharacters = 400;

    /// <returns>Each token once; none for a text of less than two letters or digits.</returns>
    public static IReadOnlyList<byte[]> Of(MasterKey master, string text)
    {
        var letters = IdentifierCheck.Unify(text).ToLowerInvariant()
            .EnumerateRunes().Where(Rune.IsLetterOrDigit).Take(MaxCharacters).ToList();
        return letters.Zip(letters.Skip(1), (first, second) => $"{first}{second}")
            .Distinct()
            .Select(pair => Sm3.HmacData(master.Search, Encoding.UTF8.GetBytes(pair))[..TokenSize])
            .ToList();
    }
}
