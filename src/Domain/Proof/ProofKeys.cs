using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Domain.Proof;

/// <summary>A public key with the times in which it counts.</summary>
/// <param name="PublicKey">04‖X‖Y in lower-case hex, 130 digits.</param>
/// <param name="Device">What holds the private half: software, or the HSM's name.</param>
/// <param name="Production">False for a software key: not for production.</param>
/// <param name="RetiredAt">From then on it signs nothing new; what it signed stays good.</param>
/// <param name="RevokedFrom">From then on nothing it signed is believed: the private half may be in other hands.</param>
public sealed record ProofKey(
    string Kid, string PublicKey, string Device, bool Production, Instant ValidFrom, Instant? RetiredAt, Instant? RevokedFrom)
{
    public const int KidLength = 12;

    public byte[] Point => Convert.FromHexString(PublicKey);

    /// <summary>PRF-6: a key's name follows from the key, so that two keys cannot change places.</summary>
    public static string KidOf(byte[] digestOfPoint) => Base32.Encode(digestOfPoint)[..KidLength];
}

/// <summary>The published key set (公钥集), as a checker keeps it in a file.</summary>
public sealed record ProofKeySet(IReadOnlyList<ProofKey> Keys)
{
    public const string Format = "RGK1";
    public const string Algorithm = "SM2-SM3";
    public const string SoftwareNotice = "软件密钥，不得用于生产环境 / software key, not for production";

    const int LargestFile = 1024 * 1024;

    public ProofKey? Find(string kid) => Keys.FirstOrDefault(key => key.Kid == kid);

    /// <returns>The set, or what is wrong with the file.</returns>
    public static (ProofKeySet? Keys, string? Fault) Read(ReadOnlyMemory<byte> json, ISignatures signatures)
    {
        if (json.Length > LargestFile) return (null, "larger than a key set can be");
        try
        {
            using var document = JsonDocument.Parse(ProofJson.WithoutMark(json), ProofJson.Strict);
            var root = new ProofJson(document.RootElement, "format", "keys");
            if (root.Text("format") != Format) return (null, $"its format is not {Format}");

            var keys = root.Items("keys").Select(Key).ToList();
            if (keys.Exists(key => key.Kid != ProofKey.KidOf(signatures.Digest(key.Point))))
                return (null, "a kid does not belong to its key");
            return keys.Select(key => key.Kid).Distinct().Count() == keys.Count
                ? (new ProofKeySet(keys), null)
                : (null, "a kid stands there twice");
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return (null, "it is not a key set");
        }
    }

    static ProofKey Key(JsonElement element)
    {
        var json = new ProofJson(
            element, "kid", "algorithm", "publicKey", "device", "production", "notice", "validFrom", "retiredAt", "revokedFrom");
        var point = json.Text("publicKey");
        if (json.Text("algorithm") != Algorithm || point.Length != 130) throw new FormatException("Another kind of key.");

        return new ProofKey(
            json.Text("kid"), point, json.Text("device"), json.Flag("production"), json.Moment("validFrom"),
            json.OptionalMoment("retiredAt"), json.OptionalMoment("revokedFrom"));
    }
}

/// <summary>Members of a JSON object, each read as what it must be; anything else is a FormatException.</summary>
/// <remarks>A member nobody knows is refused: what is not read is not covered by a signature either.</remarks>
readonly struct ProofJson
{
    readonly JsonElement element;

    public ProofJson(JsonElement element, params ReadOnlySpan<string> members)
    {
        this.element = element;
        foreach (var member in element.EnumerateObject())
        {
            if (!members.Contains(member.Name)) throw new FormatException("A member that is not known.");
        }
    }

    public static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Editors write a byte order mark before UTF-8.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? json[3..] : json;

    public string Text(string name) => element.GetProperty(name).GetString() ?? throw new FormatException("A text is missing.");

    public bool Flag(string name) => element.GetProperty(name).GetBoolean();

    public long Whole(string name) => element.GetProperty(name).GetInt64();

    public int? OptionalWhole(string name) => IsPresent(name) ? element.GetProperty(name).GetInt32() : null;

    public LocalDate Day(string name) => Parsed(LocalDatePattern.Iso, Text(name));

    public Instant Moment(string name) => Parsed(InstantPattern.General, Text(name));

    public Instant? OptionalMoment(string name) => IsPresent(name) ? Moment(name) : null;

    public IEnumerable<JsonElement> Items(string name) => element.GetProperty(name).EnumerateArray();

    static T Parsed<T>(IPattern<T> pattern, string text) =>
        pattern.Parse(text) is { Success: true } parsed && pattern.Format(parsed.Value) == text
            ? parsed.Value
            : throw new FormatException("Not a day or moment as it is written here.");

    bool IsPresent(string name) => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
}
