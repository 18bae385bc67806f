using NodaTime;

namespace Domain.Importing;

/// <summary>Judges a file line by line: its header, each row, and rows against each other (IMP-2 to IMP-8).</summary>
/// <remarks>Holds the numbers seen so far, a few dozen bytes for each row, and no row.</remarks>
public sealed class ImportSheet(LocalDate today)
{
    /// <summary>IMP-1: one file; a larger register comes in several.</summary>
    public const int MostRows = 100_000;

    readonly Dictionary<ImportColumn, int> places = [];
    readonly Dictionary<(string Organ, string Number), int> numbers = [];
    readonly Dictionary<string, string> organsOfNumbers = new(StringComparer.Ordinal);
    readonly HashSet<string> sharedNumbers = new(StringComparer.Ordinal);
    readonly Dictionary<(string Holder, string Venue), int> venues = [];
    int width;

    public int Rows { get; private set; }

    /// <summary>True once there is no use in reading on.</summary>
    public bool IsFull => Rows > MostRows;

    /// <summary>Numbers that two organs use: neither paper's can be kept as ours.</summary>
    public IReadOnlySet<string> SharedNumbers => sharedNumbers;

    /// <summary>How many numbers each organ's rows need, because the one on paper cannot go on as ours.</summary>
    public IReadOnlyDictionary<string, int> DrawnBesides(IReadOnlySet<string> notKept) => numbers.Keys
        .Where(key => !ImportVocabulary.MayBeKept(key.Number) || notKept.Contains(key.Number))
        .GroupBy(key => key.Organ).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>How many known columns a line names; tells a header from a row.</summary>
    public static int KnownIn(IEnumerable<string> cells) => cells.Count(cell => ImportColumns.Find(cell) is not null);

    /// <summary>IMP-2: every required column once, and none that nobody knows: it might hold what was meant for another.</summary>
    /// <param name="hidden">Places of columns that are not shown.</param>
    public IReadOnlyList<ImportFinding> ReadHeader(ImportLine line, IReadOnlySet<int> hidden)
    {
        var findings = new List<ImportFinding>();
        width = line.Cells.Count;
        for (var at = 0; at < line.Cells.Count; at++)
        {
            if (line.At(at).IsBlank) continue;
            if (ImportColumns.Find(line.At(at).Text) is not { } column)
                findings.Add(new ImportFinding(line.Number, LettersOf(at), ImportCodes.ColumnUnknown));
            else if (!places.TryAdd(column, at))
                findings.Add(new ImportFinding(line.Number, column.Key, ImportCodes.ColumnTwice));
            else if (hidden.Contains(at))
                findings.Add(new ImportFinding(line.Number, column.Key, ImportCodes.ColumnHidden));
        }

        if (places.Count == 0) return [new ImportFinding(line.Number, null, ImportCodes.NoHeader)];
        findings.AddRange(ImportColumns.All.Where(column => column.Required && !places.ContainsKey(column))
            .Select(column => new ImportFinding(line.Number, column.Key, ImportCodes.ColumnMissing)));
        return findings;
    }

    public JudgedRow Read(ImportLine line)
    {
        Rows++;
        if (IsFull) return new JudgedRow(null, [new ImportFinding(line.Number, null, ImportCodes.TooManyRows)]);

        var judged = ImportRowReader.Read(
            line.Number, column => places.TryGetValue(column, out var at) ? line.At(at) : ImportCell.Empty, today);
        var further = Further(line, judged.Row).ToList();
        if (further.Count == 0) return judged;
        var row = further.Exists(finding => finding.Code.Blocks) ? null : judged.Row;
        return new JudgedRow(row, [.. judged.Findings, .. further]);
    }

    IEnumerable<ImportFinding> Further(ImportLine line, PermitRow? row)
    {
        if (line.Cells.Skip(width).Any(cell => !cell.IsBlank)) yield return new ImportFinding(line.Number, null, ImportCodes.RowTooLong);
        if (row is null) yield break;

        if (!numbers.TryAdd((row.Organ, row.LegacyNo), row.Row))
        {
            var first = $"row {numbers[(row.Organ, row.LegacyNo)]}";
            yield return new ImportFinding(row.Row, ImportColumns.LegacyNo.Key, ImportCodes.LegacyNoTwice, first);
        }

        if (!organsOfNumbers.TryAdd(row.LegacyNo, row.Organ) && organsOfNumbers[row.LegacyNo] != row.Organ) sharedNumbers.Add(row.LegacyNo);

        if (!venues.TryAdd((row.CreditCode, row.VenueName), row.Row))
        {
            var first = $"row {venues[(row.CreditCode, row.VenueName)]}";
            yield return new ImportFinding(row.Row, ImportColumns.VenueName.Key, ImportCodes.VenueTwice, first);
        }
    }

    /// <summary>A to Z, AA and so on, as a spreadsheet shows it.</summary>
    public static string LettersOf(int place) =>
        place < 26 ? $"{(char)('A' + place)}" : $"{LettersOf((place / 26) - 1)}{(char)('A' + (place % 26))}";
}
