using NodaTime;
using NodaTime.Text;

namespace Domain.Identity;

/// <summary>Citizen identity number (公民身份号码), GB 11643-1999.</summary>
/// <remarks>The region inside is never a ground: it may be long retired, and people move.</remarks>
public static class CitizenId
{
    static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const string Digits = "0123456789";
    const string CheckCharacters = "10X98765432";
    static readonly LocalDatePattern BirthDate = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>ID-3: seventeen digits with a date that existed, and a right check character.</summary>
    /// <param name="on">Nobody is born after this day.</param>
    public static IdentifierCheck Check(string raw, LocalDate on)
    {
        var normalised = new List<string>();
        var id = IdentifierCheck.Unify(raw, normalised);
        if (id.EndsWith('x'))
        {
            id = id[..^1] + "X";
            normalised.Add("id.lower-case-x");
        }

        if (id.Length == 15 && IsDigits(id))
        {
            id = Lengthen(id);
            normalised.Add("id.fifteen-digits");
        }

        if (id.Length != 18) return IdentifierCheck.Failed("length");
        if (!IsDigits(id.AsSpan(0, 17)) || !(char.IsAsciiDigit(id[17]) || id[17] == 'X')) return IdentifierCheck.Failed("alphabet");
        if (!WasBorn(id, on)) return IdentifierCheck.Failed("birth-date");
        if (id[17] != CheckCharacter(id)) return IdentifierCheck.Failed("check-character");

        return new IdentifierCheck(id, null, normalised);
    }

    /// <summary>The day of birth that a right number states; null for any other.</summary>
    public static LocalDate? BornOn(string raw, LocalDate on) =>
        Check(raw, on) is { IsValid: true, Value: { } id } ? BirthDate.Parse(id.Substring(6, 8)).Value : null;

    /// <summary>ID-4: the fifteen-digit number of the same person, with its century and check character.</summary>
    static string Lengthen(string fifteen)
    {
        var seventeen = string.Concat(fifteen.AsSpan(0, 6), "19", fifteen.AsSpan(6));
        return seventeen + CheckCharacter(seventeen);
    }

    static char CheckCharacter(string id) =>
        CheckCharacters[IdentifierCheck.WeightedSum(id, Weights, Digits) % 11];

    static bool WasBorn(string id, LocalDate on) =>
        BirthDate.Parse(id.Substring(6, 8)) is { Success: true, Value: var born } && born.Year >= 1850 && born <= on;

    static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
