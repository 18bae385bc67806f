using NodaTime;
using NodaTime.Text;

namespace Api.Http;

/// <summary>Reads what stands behind the question mark; the first value that cannot be read is the problem.</summary>
public sealed class QueryValues(IQueryCollection query)
{
    public Problem? Problem { get; private set; }

    public string? Text(string name, int maxLength = 100)
    {
        var text = query[name].ToString();
        if (text.Length == 0) return null;
        return text.Length <= maxLength && !text.Contains('\0') && IsWhole(text)
            ? text
            : Fail<string>(name, $"At most {maxLength} characters of text.");
    }

    public string? OneOf(string name, params string[] values)
    {
        var text = Text(name);
        return text is null || values.Contains(text) ? text : Fail<string>(name, $"One of {string.Join(", ", values)}.");
    }

    public int? Whole(string name, int from, int to)
    {
        var text = Text(name);
        if (text is null) return null;
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number >= from && number <= to
                ? number
                : Fail<int?>(name, $"A whole number from {from} to {to}.");
    }

    public LocalDate? Day(string name)
    {
        var text = Text(name);
        if (text is null) return null;
        var parsed = LocalDatePattern.Iso.Parse(text);
        return parsed.Success ? parsed.Value : Fail<LocalDate?>(name, "A day that exists, like 2026-03-02.");
    }

    /// <summary>A moment with an offset; a plus sign that a browser turned into a blank is forgiven.</summary>
    public Instant? Moment(string name)
    {
        var text = Text(name);
        if (text is null) return null;
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(text.Replace(' ', '+'));
        return parsed.Success
            ? parsed.Value.ToInstant()
            : Fail<Instant?>(name, "A moment with its offset, like 2026-03-02T09:00:00+08:00.");
    }

    static bool IsWhole(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (!char.IsSurrogatePair(text, at)) return false;
            at++;
        }

        return true;
    }

    T? Fail<T>(string name, string detail)
    {
        Problem ??= Problems.QueryUnreadable(name, detail);
        return default;
    }
}
