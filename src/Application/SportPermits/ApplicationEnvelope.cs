using System.Text.Json;
using Application.Reading;
using NodaTime;

namespace Application.SportPermits;

/// <summary>The members of an application that must be right for it to be an application at all (contracts/portal).</summary>
public sealed record ApplicationEnvelope(
    string ProjectNo,
    string TaskCode,
    string TaskVersion,
    string ApplyType,
    string RegionCode,
    string ApplicantName,
    string ApplicantScheme,
    string ApplicantCode,
    string ApplicantType,
    JsonElement? LegalRepresentative,
    JsonElement? Agent,
    Instant ReceivedAt,
    string Channel,
    JsonElement Form,
    JsonElement? Materials)
{
    /// <summary>Opaque, but no longer than the national case number: GB/T 39046, 办件编号 an..50.</summary>
    public const int LongestProjectNo = 50;

    public static (ApplicationEnvelope? Envelope, BodyFault? Fault) Read(JsonElement root)
    {
        var envelope = new Envelope(root);
        envelope.OptionalText("taskName", 200);
        var materials = envelope.OptionalArray("materials", 200) is null ? (JsonElement?)null : root.GetProperty("materials");
        var read = new ApplicationEnvelope(
            envelope.Number("projectNo", LongestProjectNo),
            envelope.Code("taskCode", 50),
            envelope.Code("taskVersion", 10),
            envelope.OneOf("applyType", "1", "2", "3", "4", "5"),
            Region(envelope),
            envelope.Text("applyerName", 200),
            envelope.OneOf("applyerPageType", "001", "111"),
            envelope.Text("applyerPageCode", 50),
            envelope.OneOf("applyerType", "1", "2", "3", "4", "5", "6"),
            envelope.OptionalObject("legalRepresentative"),
            envelope.OptionalObject("agent"),
            envelope.MomentWithOffset("applyDate"),
            envelope.Code("channel", 2),
            envelope.OptionalObject("form") ?? envelope.Fail("form", "Must be an object.", default(JsonElement)),
            materials);
        return envelope.Fault is null ? (read, null) : (null, envelope.Fault);
    }

    /// <summary>Who asks, as the rules need it: 全民健身条例 art 32 knows enterprises and individual businesses.</summary>
    /// <param name="code">The applicant's code, normalised: 92 individual business, 91 enterprise.</param>
    public string SubjectOf(string code) => SubjectOf(ApplicantScheme, code);

    public static string SubjectOf(string scheme, string code) =>
        scheme == "111" ? "person"
        : code.StartsWith("92", StringComparison.Ordinal) ? "sole-trader"
        : code.StartsWith("91", StringComparison.Ordinal) ? "enterprise"
        : "other";

    static string Region(Envelope envelope)
    {
        var code = envelope.Code("regionCode", 12);
        return code.Length is 6 or 12 && code.All(char.IsAsciiDigit)
            ? code
            : envelope.Fail("regionCode", "Must be 6 or 12 digits.", "");
    }
}
