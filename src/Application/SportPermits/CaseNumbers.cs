using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Domain.Licensing;
using NodaTime;
using NodaTime.Text;

namespace Application.SportPermits;

/// <summary>Numbers made at the edge. The portal's number is the master's; these are ours, for streams and papers.</summary>
public static partial class CaseNumbers
{
    /// <summary>Crockford's base 32: no letter that is read as a digit.</summary>
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd");

    /// <param name="matter">Of the item: its cases are told by their numbers.</param>
    public static string NewCase(string matter, LocalDate receivedOn) =>
        $"{CaseStreams.NumberPrefixOf(matter)}-{Compact.Format(receivedOn)}-{Characters(8)}";

    /// <summary>Whether a text has the form of <see cref="NewCase"/>; no citizen's number has it.</summary>
    public static bool IsCase(string text) => CaseNumber().IsMatch(text);

    /// <summary>Number of a paper (文书) that a case gives rise to.</summary>
    /// <param name="kind">BZ 补正告知, SL 受理, BSL 不予受理, BXK 不予许可.</param>
    public static string NewDocument(string kind, string organ, LocalDate on) => $"{organ}-{kind}-{Compact.Format(on)}-{Characters(6)}";

    /// <summary>Unique per organ, in order of grant: organ, year, running number.</summary>
    public static string Permit(string organ, int year, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{organ}-{year}-{number:D4}");

    static string Characters(int count) => RandomNumberGenerator.GetString(Alphabet, count);

    [GeneratedRegex(@"^(SPC|TIC)-[0-9]{8}-[0-9A-HJKMNP-TV-Z]{8}\z")]
    private static partial Regex CaseNumber();
}
