using System.Globalization;

namespace TestKit;

/// <summary>Citizen's numbers that can exist and are nobody's in particular.</summary>
public static class CitizenNumbers
{
    static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <param name="birth">yyyyMMdd.</param>
    /// <param name="sequence">0 to 999.</param>
    public static string Of(string birth, int sequence)
    {
        var body = $"320509{birth}{sequence.ToString("000", CultureInfo.InvariantCulture)}";
        return body + "10X98765432"[body.Select((digit, index) => (digit - '0') * Weights[index]).Sum() % 11];
    }
}
