using System.Text.Json;
using Domain.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Application.Reading;

/// <summary>What can be wrong with one value of a form that is received all the same.</summary>
public enum Fault
{
    Missing = 1,
    WrongType = 2,
    UnknownValue = 3,
    ImpossibleDate = 4,
    ImpossibleNumber = 5,
    TooLong = 6,
    Invisible = 7,
    TooMany = 8,
}

/// <summary>A place in a form: reads what can be read and reports the rest by its path, never by its content.</summary>
/// <param name="Element">Null where nothing stands.</param>
public readonly record struct Lenient(JsonElement? Element, string Path, Action<Fault, string> Report)
{
    bool IsAbsent => Element is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    public Lenient this[string name] =>
        new(Element is { ValueKind: JsonValueKind.Object } e && e.TryGetProperty(name, out var value) ? value : null,
            $"{Path}.{name}", Report);

    public bool Has(string name) => !this[name].IsAbsent;

    /// <summary>True when an object stands here.</summary>
    public bool IsObject(bool required)
    {
        if (Element is { ValueKind: JsonValueKind.Object }) return true;
        Miss(required, Fault.WrongType);
        return false;
    }

    public IReadOnlyList<Lenient> Items(bool required)
    {
        if (Element is not { ValueKind: JsonValueKind.Array } list)
        {
            Miss(required, Fault.WrongType);
            return [];
        }

        if (list.GetArrayLength() > TextLimits.Entries) Report(Fault.TooMany, Path);
        var (path, report) = (Path, Report);
        return
        [
            .. list.EnumerateArray().Take(TextLimits.Entries).Select((item, index) => new Lenient(item, $"{path}[{index}]", report)),
        ];
    }

    /// <returns>Null where nothing stands, or what may not (specs/texts.md).</returns>
    public string? Text(bool required, int longest = TextLimits.Name)
    {
        if (Element is { ValueKind: JsonValueKind.String } text) return Judged(text.GetString()!, longest);
        Miss(required, Fault.WrongType);
        return null;
    }

    /// <summary>Says of a text what is wrong with it, and nothing of what is no text.</summary>
    public void JudgeText(int longest)
    {
        if (Element is { ValueKind: JsonValueKind.String } text) Judged(text.GetString()!, longest);
    }

    string? Judged(string text, int longest)
    {
        if (WrittenText.FaultOf(text, longest) is not { } fault) return text;
        Report(
            fault switch { TextFault.Blank => Fault.Missing, TextFault.TooLong => Fault.TooLong, _ => Fault.Invisible }, Path);
        return null;
    }

    /// <summary>A value out of a list; anything else is kept in the sealed form alone.</summary>
    public string? OneOf(bool required, IReadOnlyCollection<string> values)
    {
        var text = Text(required);
        if (text is null || values.Contains(text)) return text;
        Report(Fault.UnknownValue, Path);
        return null;
    }

    public decimal? Number(bool required, decimal above, decimal upTo, bool inclusive = false)
    {
        if (Element is not { ValueKind: JsonValueKind.Number } number)
        {
            Miss(required, Fault.WrongType);
            return null;
        }

        if (number.TryGetDecimal(out var value) && value <= upTo && (inclusive ? value >= above : value > above)) return value;
        Report(Fault.ImpossibleNumber, Path);
        return null;
    }

    public int? Whole(bool required, int from, int upTo)
    {
        var value = Number(required, from, upTo, inclusive: true);
        if (value is null || value == decimal.Truncate(value.Value)) return (int?)value;
        Report(Fault.ImpossibleNumber, Path);
        return null;
    }

    public bool? Flag(bool required)
    {
        if (Element is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag) return flag.GetBoolean();
        Miss(required, Fault.WrongType);
        return null;
    }

    public LocalDate? Day(bool required)
    {
        var text = Text(required);
        if (text is null) return null;
        var parsed = LocalDatePattern.Iso.Parse(text);
        if (parsed.Success && parsed.Value.Year is >= 1900 and <= 2200) return parsed.Value;
        Report(Fault.ImpossibleDate, Path);
        return null;
    }

    void Miss(bool required, Fault otherwise)
    {
        if (!IsAbsent) Report(otherwise, Path);
        else if (required) Report(Fault.Missing, Path);
    }
}
