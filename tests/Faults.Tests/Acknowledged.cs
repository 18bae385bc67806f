using System.Globalization;
using Api.Http;
using Infrastructure.Cryptography;

namespace Faults.Tests;

/// <summary>A command that the demo saw succeed, as its journal has it.</summary>
/// <param name="What">Method and path.</param>
/// <param name="Version">Of the case when it was answered; null where the answer named none.</param>
sealed record Acknowledged(string What, long? Version, long? Position, string? CaseNo)
{
    const string Applications = "POST /portal/v1/applications", Cases = "POST /cases/";

    static readonly Sm3 Digests = new();

    string[] Path => What.Split('/');

    public string? ProjectNo => What.Contains(Applications[5..] + "/", StringComparison.Ordinal) ? Path[4] : null;

    /// <summary>The key under which the store must know it; of a few, only the beginning follows from the call.</summary>
    public string Key(Func<string, string> projectOf) => What switch
    {
        Applications => $"application/{projectOf(CaseNo!)}",
        _ when What.StartsWith(Cases, StringComparison.Ordinal) => CommandHeaders.Kept(Digests, "demo:" + What["POST ".Length..]),
        _ when What.EndsWith("/corrections", StringComparison.Ordinal) => $"correction/{ProjectNo}/",
        _ => $"material/{ProjectNo}/{Path[^1]}/",
    };

    /// <summary>Moves of the clock and tokens are no commands on a case.</summary>
    public static IReadOnlyList<Acknowledged> In(string journal) =>
        [.. from line in journal.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            let fields = line.Split('\t')
            where !fields[0].Contains("/development/", StringComparison.Ordinal)
            select new Acknowledged(fields[0], Number(fields[2]), Number(fields[3]), fields[4].Length > 0 ? fields[4] : null)];

    static long? Number(string text) => text.Length > 0 ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
