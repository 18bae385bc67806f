using System.Text;

namespace Api.Http;

/// <summary>Lines for a spreadsheet: RFC 4180 in UTF-8 with a byte order mark, without which Excel reads Chinese wrongly.</summary>
public static class Csv
{
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>A cell that begins so is run as a formula by spreadsheets; the full-width ones too, in Chinese editions.</summary>
    const string BeginsAFormula = "=+-@\t\r\n＝＋－＠";

    public static byte[] Bytes(IEnumerable<IReadOnlyList<string>> lines) =>
    [
        .. Encoding.UTF8.Preamble,
        .. Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => string.Join(',', line.Select(Cell)) + "\r\n"))),
    ];

    static string Cell(string text)
    {
        var safe = text.Length > 0 && BeginsAFormula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
