using System.Text;
using System.Text.RegularExpressions;
using Infrastructure.Cryptography;

namespace Infrastructure.Documents;

/// <summary>Takes out of a written PDF what the library draws at random: prefixes of the font subsets and three ids.</summary>
/// <remarks>Each is replaced by something of the same length, so that the table of objects stays right.</remarks>
static partial class StablePdf
{
    public static byte[] Of(byte[] written)
    {
        // Latin-1 maps every byte to one character and back.
        var text = Encoding.Latin1.GetString(written);
        var prefixes = new Dictionary<string, string>(StringComparer.Ordinal);
        text = Subset().Replace(text, match =>
        {
            var drawn = match.Groups["prefix"].Value;
            if (!prefixes.TryGetValue(drawn, out var fixedPrefix))
                prefixes[drawn] = fixedPrefix = $"AAAAA{(char)('A' + prefixes.Count)}";
            return $"/{match.Groups["key"].Value}/{fixedPrefix}+";
        });
        text = MetadataId().Replace(text, match => $"{match.Groups["key"].Value}>uuid:{Guid.Empty}");
        var blank = TrailerId().Replace(text, $"/ID[<{new string('0', 32)}><{new string('0', 32)}>]");

        var id = Convert.ToHexString(Sm3.HashData(Encoding.Latin1.GetBytes(blank)).AsSpan(0, 16));
        return Encoding.Latin1.GetBytes(TrailerId().Replace(text, $"/ID[<{id}><{id}>]"));
    }

    [GeneratedRegex(@"/(?<key>FontName|BaseFont)/(?<prefix>[A-Z]{6})\+", RegexOptions.ExplicitCapture)]
    private static partial Regex Subset();

    [GeneratedRegex(@"(?<key>DocumentID|InstanceID)>uuid:[0-9a-f-]{36}", RegexOptions.ExplicitCapture)]
    private static partial Regex MetadataId();

    [GeneratedRegex(@"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")]
    private static partial Regex TrailerId();
}
