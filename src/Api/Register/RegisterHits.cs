using System.Text;
using System.Text.Json;
using Api.Http;
using Application;
using Application.Ports;
using Domain.Identity;
using Projections.SportPermits;

namespace Api.Register;

/// <summary>Names of permits that really hold the words searched for.</summary>
/// <remarks>The vault compares pairs of characters and promises too much, so each hit is opened and looked at.</remarks>
public static class RegisterHits
{
    /// <summary>Most names opened for one question; whoever finds more should say more.</summary>
    const int MostOpened = 500;

    /// <summary>Names of applications that were never granted are found too, and fall out before anything is opened.</summary>
    const int MostFound = 10_000;

    public static async Task<IReadOnlyCollection<DocumentId>> FindAsync(
        string? words, RegisterQueries register, IVault vault, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(words)) return [];

        var promised = await vault.SearchAsync(words, MostFound, cancellation);
        if (promised.Count == 0) return [];

        var published = await register.PublishedAsync(promised, MostOpened, cancellation);
        if (published.Count == 0) return [];

        var texts = await vault.ReadAsync(
            published, new ReadPurpose("public-register", null, Actors.Public), cancellation);
        return [.. texts.Where(text => text.Value is { } known && Holds(known, words)).Select(text => text.Key)];
    }

    /// <summary>Names are kept by pairs of characters: one character finds nothing, which must not look like an empty register.</summary>
    public static bool IsTooShort(string words) => Letters(words).EnumerateRunes().Count() < 2;

    /// <summary>Whether a name, or the name or address of a venue, holds the words; width, case and blanks aside.</summary>
    public static bool Holds(string text, string words)
    {
        var sought = Letters(words);
        return PartsOf(text).Any(part => Letters(part).Contains(sought, StringComparison.Ordinal));
    }

    static IEnumerable<string> PartsOf(string text)
    {
        if (text is not ['{', ..]) return [text];

        try
        {
            var venue = JsonSerializer.Deserialize<VenueText>(text, WireJson.Options);
            return [venue?.Name ?? "", venue?.Address ?? ""];
        }
        catch (JsonException)
        {
            // A holder may call itself anything, a brace first included.
            return [text];
        }
    }

    static string Letters(string text) =>
        string.Concat(
            IdentifierCheck.Unify(text).ToLowerInvariant().EnumerateRunes().Where(Rune.IsLetterOrDigit));
}

/// <summary>A venue's name and address as they are sealed together.</summary>
public sealed record VenueText(string? Name, string? Address);
