using System.Globalization;

namespace TestKit;

/// <summary>Credit codes (统一社会信用代码) that can exist and are nobody's in particular.</summary>
public static class CreditCodes
{
    const string Letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    static int given;

    /// <summary>One that no other test of this run uses.</summary>
    public static string Fresh() => Of(Interlocked.Increment(ref given));

    /// <param name="sequence">0 to 9,999,999.</param>
    public static string Of(int sequence)
    {
        // Digits alone, so that a character is its own value in both checks.
        var organisation = $"5{sequence.ToString("0000000", CultureInfo.InvariantCulture)}";
        var inner = 11 - (organisation.Select((digit, index) => (digit - '0') * OrganisationWeights[index]).Sum() % 11);
        var body = $"52320508{organisation}{inner switch { 10 => 'X', 11 => '0', _ => (char)('0' + inner) }}";
        var (sum, weight) = (0, 1);
        foreach (var letter in body)
        {
            sum += Letters.IndexOf(letter, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return body + Letters[(31 - (sum % 31)) % 31];
    }
}
