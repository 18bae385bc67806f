using System.Globalization;
using System.Text;
using System.Text.Json;
using Domain.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Application.Reading;

/// <summary>Reads members that must be right; the first that is not is the fault, and reading goes on harmlessly.</summary>
public sealed class Envelope(JsonElement element, string path = "")
{
    static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public BodyFault? Fault { get; private set; } =
        element.ValueKind == JsonValueKind.Object ? null : BodyFault.Unreadable(path.Length == 0 ? "$" : path, "Must be an object.");

    /// <summary>A text of one line (specs/texts.md).</summary>
    public string Text(string name, int maxLength) => Read(name, maxLength, lines: false);

    /// <summary>A text of any number of lines, as officers and applicants write them.</summary>
    public string Words(string name, int maxLength = TextLimits.Words) => Read(name, maxLength, lines: true);

    string Read(string name, int maxLength, bool lines)
    {
        var value = Member(name);
        var text = value?.ValueKind == JsonValueKind.String ? value.Value.GetString()! : null;
        return text is null ? Fail(name, $"Must be a text of 1 to {maxLength} characters.", "")
            : WrittenText.FaultOf(text, maxLength, lines) switch
            {
                null => text,
                TextFault.Invisible => Fail(name, "Holds a character that cannot be seen: control, zero width, direction.", ""),
                _ => Fail(name, $"Must be a text of 1 to {maxLength} characters.", ""),
            };
    }

    /// <summary>A text that is stored outside the vault, and so may hold no more than a code can.</summary>
    public string Code(string name, int maxLength)
    {
        var text = Text(name, maxLength);
        return text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/')
            ? text
            : Fail(name, "Must be a code: letters, digits and - _ . : / only.", "");
    }

    /// <summary>Somebody else's number: any visible text that can stand in an address as a segment of its own.</summary>
    public string Number(string name, int maxLength)
    {
        var text = Text(name, maxLength);
        if (text is "." or "..") return Fail(name, "Must not be . or .., which no address can hold.", "");
        return text == text.Trim() && text.EnumerateRunes().All(IsVisible)
            ? text
            : Fail(name, "Must be visible text without blanks around it.", "");
    }

    /// <summary>A JSON path or material code, like form.staff[3].idNumber.</summary>
    public string Path(string name, int maxLength)
    {
        var text = Text(name, maxLength);
        return text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '[' or ']')
            ? text
            : Fail(name, "Must be a path: letters, digits, . [ and ] only.", "");
    }

    /// <summary>An article of a law with paragraph and item, like 32(4).</summary>
    public string Article(string name)
    {
        var text = Text(name, 20);
        return text.All(c => char.IsAsciiDigit(c) || c is '(' or ')' or '.' or ',' or ' ' or '-')
            ? text
            : Fail(name, "Must be an article: digits and brackets only.", "");
    }

    public string? OptionalText(string name, int maxLength) => IsPresent(name) ? Text(name, maxLength) : null;

    public string? OptionalWords(string name, int maxLength = TextLimits.Words) => IsPresent(name) ? Words(name, maxLength) : null;

    public string OneOf(string name, params string[] values)
    {
        var value = Member(name);
        var text = value?.ValueKind == JsonValueKind.String ? value.Value.GetString()! : null;
        return text is not null && values.Contains(text, StringComparer.Ordinal)
            ? text
            : Fail(name, $"Must be one of {string.Join(", ", values)}.", "");
    }

    public Instant MomentWithOffset(string name)
    {
        var value = Member(name);
        var text = value?.ValueKind == JsonValueKind.String ? value.Value.GetString()! : "";
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(text);
        if (!parsed.Success) parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        return parsed.Success
            ? parsed.Value.ToInstant()
            : Fail(name, "Must be a moment that exists, with its offset, like 2026-03-02T09:00:00+08:00.", default(Instant));
    }

    public LocalDate Day(string name)
    {
        var value = Member(name);
        var text = value?.ValueKind == JsonValueKind.String ? value.Value.GetString()! : "";
        var parsed = LocalDatePattern.Iso.Parse(text);
        return parsed.Success ? parsed.Value : Fail(name, "Must be a day that exists, like 2026-03-02.", default(LocalDate));
    }

    public LocalTime Time(string name)
    {
        var value = Member(name);
        var parsed = Clock.Parse(value?.ValueKind == JsonValueKind.String ? value.Value.GetString()! : "");
        return parsed.Success ? parsed.Value : Fail(name, "Must be a time of day, like 18:30.", LocalTime.Midnight);
    }

    public bool Flag(string name)
    {
        var value = Member(name);
        return value?.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.Value.GetBoolean()
            : Fail(name, "Must be true or false.", false);
    }

    public int Whole(string name, int from, int to)
    {
        var value = Member(name);
        return value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) && whole >= from && whole <= to
            ? whole
            : Fail(name, $"Must be a whole number from {from} to {to}.", 0);
    }

    /// <summary>Square metres, two places after the point at most.</summary>
    public decimal Area(string name, decimal from, decimal to)
    {
        var value = Member(name);
        return value is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var read)
            && read >= from && read <= to && decimal.Round(read, 2) == read
            ? read
            : Fail(name, $"Must be a number from {from} to {to} with two places after the point at most.", 0m);
    }

    public JsonElement? OptionalObject(string name)
    {
        if (!IsPresent(name)) return null;
        var value = Member(name)!.Value;
        return value.ValueKind == JsonValueKind.Object ? value : Fail<JsonElement?>(name, "Must be an object.", null);
    }

    public IReadOnlyList<JsonElement>? OptionalArray(string name, int maxItems)
    {
        if (!IsPresent(name)) return null;
        var value = Member(name)!.Value;
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= maxItems
            ? [.. value.EnumerateArray()]
            : Fail<IReadOnlyList<JsonElement>?>(name, $"Must be a list of at most {maxItems}.", null);
    }

    public JsonElement? Element(string name) => Member(name);

    public bool IsPresent(string name) => Member(name) is { ValueKind: not JsonValueKind.Null };

    /// <summary>
    /// The fault, or that a member stands here which the command has not asked for: a name mistyped would otherwise be a
    /// wish that is silently dropped (TXT-6). Called once everything was read.
    /// </summary>
    public BodyFault? Close()
    {
        if (Fault is not null) return Fault;
        var other = element.EnumerateObject().FirstOrDefault(member => !asked.Contains(member.Name));
        return Fault = other.Value.ValueKind == JsonValueKind.Undefined
            ? null
            : BodyFault.UnknownMember(JsonPath.Shortened(JsonPath.Child(path, other.Name)));
    }

    /// <summary>The fault of a part of this body, if this one had none.</summary>
    public void Adopt(BodyFault? fault) => Fault ??= fault;

    public T Fail<T>(string name, string detail, T fallback)
    {
        Fault ??= BodyFault.Unreadable(path.Length == 0 ? name : $"{path}.{name}", detail);
        return fallback;
    }

    static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator);

    JsonElement? Member(string name)
    {
        asked.Add(name);
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
    }
}
