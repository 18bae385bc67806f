using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Domain.Proof;

/// <summary>Why a certificate is not simply valid until its last day.</summary>
public enum ListedStatus
{
    /// <summary>Permit withdrawn (撤回), 行政许可法 art 8.</summary>
    Withdrawn = 1,

    /// <summary>Permit annulled (撤销), 行政许可法 art 69; it reaches back to the grant.</summary>
    Annulled = 2,

    /// <summary>Permit revoked as a penalty (吊销), 行政处罚法 art 9(3).</summary>
    Revoked = 3,

    /// <summary>Permit deregistered (注销), 行政许可法 art 70.</summary>
    Deregistered = 4,

    /// <summary>This version of the certificate was replaced by a later one: change, renewal, replacement.</summary>
    Superseded = 5,
}

/// <param name="Version">The certificate version that was superseded; null for an end of the permit itself.</param>
/// <param name="On">First day on which it is so.</param>
/// <param name="By">The version that took its place.</param>
public sealed record ListEntry(string PermitNo, int? Version, ListedStatus Status, LocalDate On, int? By);

public sealed record RevokedKid(string Kid, Instant From);

/// <summary>The signed revocation list (证照状态清单): docs/proof-format.md.</summary>
/// <param name="Issuer">Six-digit region that keeps the list.</param>
/// <param name="ListNo">Rises with each list, and is never issued twice; what lies between two lists means nothing.</param>
/// <param name="NextUpdate">When the next list is there at the latest.</param>
/// <param name="Position">Place in the log up to which every act is in the list.</param>
/// <param name="Kid">Which key signed the list.</param>
public sealed record RevocationList(
    string Issuer,
    long ListNo,
    Instant ThisUpdate,
    Instant NextUpdate,
    long Position,
    IReadOnlyList<RevokedKid> Keys,
    IReadOnlyList<ListEntry> Entries,
    string Kid)
{
    public const string Format = "RGL1";
    public const int LargestFile = 64 * 1024 * 1024;

    /// <summary>PRF-9: one order, so that the same facts are the same bytes.</summary>
    public static IReadOnlyList<ListEntry> InOrder(IEnumerable<ListEntry> entries) =>
    [
        .. entries.OrderBy(entry => entry.PermitNo, StringComparer.Ordinal)
            .ThenBy(entry => entry.Version ?? 0).ThenBy(entry => entry.On).ThenBy(entry => entry.Status),
    ];

    /// <summary>What the list says, line by line, without its number and times: equal texts mean nothing has changed.</summary>
    public string Contents()
    {
        var text = new StringBuilder();
        foreach (var key in Keys) Line(text, $"K {key.Kid} {InstantPattern.General.Format(key.From)}");
        foreach (var entry in Entries)
        {
            var on = LocalDatePattern.Iso.Format(entry.On);
            Line(text, $"P {entry.PermitNo} {entry.Version ?? 0:D3} {WordOf(entry.Status)} {on} {entry.By ?? 0:D3}");
        }

        return text.ToString();
    }

    /// <summary>The text that is signed; ASCII, each line ended by a line feed.</summary>
    public byte[] SignedBytes()
    {
        var text = new StringBuilder();
        Line(text, $"{Format}");
        Line(text, $"{Issuer} {ListNo} {Position} {Kid}");
        Line(text, $"{InstantPattern.General.Format(ThisUpdate)} {InstantPattern.General.Format(NextUpdate)}");
        return Encoding.ASCII.GetBytes(text.Append(Contents()).ToString());
    }

    public static string WordOf(ListedStatus status) => status.ToString().ToLowerInvariant();

    public string ToJson(byte[] signature)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("issuer", Issuer);
            json.WriteNumber("listNo", ListNo);
            json.WriteString("thisUpdate", InstantPattern.General.Format(ThisUpdate));
            json.WriteString("nextUpdate", InstantPattern.General.Format(NextUpdate));
            json.WriteNumber("position", Position);
            json.WriteStartArray("keys");
            foreach (var key in Keys)
            {
                json.WriteStartObject();
                json.WriteString("kid", key.Kid);
                json.WriteString("revokedFrom", InstantPattern.General.Format(key.From));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("entries");
            foreach (var entry in Entries) Write(json, entry);
            json.WriteEndArray();
            json.WriteString("kid", Kid);
            json.WriteString("signature", Base32.Encode(signature));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }

    /// <returns>The list and its signature, or what is wrong with the file.</returns>
    public static (RevocationList? List, byte[] Signature, string? Fault) Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > LargestFile) return (null, [], "larger than a list can be");
        try
        {
            using var document = JsonDocument.Parse(ProofJson.WithoutMark(json), ProofJson.Strict);
            var root = new ProofJson(
                document.RootElement, "format", "issuer", "listNo", "thisUpdate", "nextUpdate", "position", "keys", "entries", "kid",
                "signature");
            if (root.Text("format") != Format) return (null, [], $"its format is not {Format}");

            var list = new RevocationList(
                Code(root.Text("issuer")), root.Whole("listNo"), root.Moment("thisUpdate"), root.Moment("nextUpdate"),
                root.Whole("position"), [.. root.Items("keys").Select(Key)], [.. root.Items("entries").Select(Entry)],
                Code(root.Text("kid")));
            return Base32.Decode(root.Text("signature"), PermitProof.SignatureSize) is { } signature
                ? (list, signature, null)
                : (null, [], "the signature is cut off or misspelt");
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return (null, [], "it is not a revocation list");
        }
    }

    static void Write(Utf8JsonWriter json, ListEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("permitNo", entry.PermitNo);
        if (entry.Version is { } version) json.WriteNumber("version", version);
        json.WriteString("status", WordOf(entry.Status));
        json.WriteString("on", LocalDatePattern.Iso.Format(entry.On));
        if (entry.By is { } by) json.WriteNumber("by", by);
        json.WriteEndObject();
    }

    static RevokedKid Key(JsonElement element)
    {
        var json = new ProofJson(element, "kid", "revokedFrom");
        return new RevokedKid(Code(json.Text("kid")), json.Moment("revokedFrom"));
    }

    static ListEntry Entry(JsonElement element)
    {
        var json = new ProofJson(element, "permitNo", "version", "status", "on", "by");
        var word = json.Text("status");
        var status = Enum.GetValues<ListedStatus>().FirstOrDefault(known => WordOf(known) == word);
        var entry = new ListEntry(
            Code(json.Text("permitNo")), json.OptionalWhole("version"), status, json.Day("on"), json.OptionalWhole("by"));
        var superseded = status == ListedStatus.Superseded;
        return status != default && entry.Version is not <= 0 && superseded == entry.Version.HasValue && superseded == entry.By.HasValue
            ? entry
            : throw new FormatException("An entry that cannot be.");
    }

    /// <summary>A blank or a line feed inside a value could make one signed text of two lists.</summary>
    static string Code(string text) =>
        text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? text
            : throw new FormatException("Not a code.");

    static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
