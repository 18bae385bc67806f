using System.Text;
using Application.Ports;
using Domain.Identity;
using Domain.Importing;
using EventStore;
using NodaTime;

namespace Application.Importing;

/// <summary>What reading a file came to.</summary>
/// <param name="Format">Null where the file is no file of permits at all.</param>
/// <param name="First">The first findings, problems before notes.</param>
/// <param name="Drawn">How many numbers each organ's rows need.</param>
/// <param name="NotKept">Numbers on paper that cannot go on as ours though they look like it.</param>
public sealed record ImportReport(
    string? Format, string? Encoding, int Rows, int Problems, int Notes, IReadOnlyList<ImportFinding> First,
    IReadOnlyDictionary<string, int> Drawn, IReadOnlySet<string> NotKept);

/// <summary>Reads a file whole and judges every row, against the file and against what is on record; stores nothing.</summary>
public sealed class ImportCheck(IImportReader reader, IBulkStore store, IPeople people, ISm3 sm3)
{
    /// <summary>Findings that come with the answer; the rest is in the list to be downloaded.</summary>
    public const int FirstFindings = 100;

    const int ChunkSize = 1000;

    /// <param name="tell">Hears every finding in the order it was made.</param>
    public async Task<ImportReport> RunAsync(
        byte[] content, string? encoding, LocalDate today, Func<ImportFinding, ValueTask>? tell, CancellationToken cancellation)
    {
        using var source = reader.Open(content, encoding);
        var tally = new Tally(tell);
        var sheet = new ImportSheet(today);
        var notKept = new HashSet<string>(StringComparer.Ordinal);
        var chunk = new List<PermitRow>(ChunkSize);
        var told = 0;
        foreach (var judged in Judge(source, sheet))
        {
            foreach (var finding in judged.Findings) await tally.AddAsync(finding);
            for (; told < source.Findings.Count; told++) await tally.AddAsync(source.Findings[told]);
            if (judged.Row is not null) chunk.Add(judged.Row);
            if (chunk.Count < ChunkSize) continue;

            foreach (var finding in await AgainstRecordsAsync(chunk, notKept, cancellation)) await tally.AddAsync(finding);
            chunk.Clear();
        }

        foreach (var finding in await AgainstRecordsAsync(chunk, notKept, cancellation)) await tally.AddAsync(finding);
        for (; told < source.Findings.Count; told++) await tally.AddAsync(source.Findings[told]);
        if (source.Format is not null && sheet.Rows == 0 && tally.Problems == 0)
            await tally.AddAsync(new ImportFinding(0, null, ImportCodes.NoRows));

        notKept.UnionWith(sheet.SharedNumbers);
        return new ImportReport(
            source.Format, source.Encoding, Math.Min(sheet.Rows, ImportSheet.MostRows), tally.Problems, tally.Notes, tally.First,
            sheet.DrawnBesides(notKept), notKept);
    }

    /// <summary>The rows of a file that was found right.</summary>
    public IEnumerable<PermitRow> Rows(byte[] content, string? encoding, LocalDate today)
    {
        using var source = reader.Open(content, encoding);
        foreach (var judged in Judge(source, new ImportSheet(today)))
        {
            if (judged.Row is not null) yield return judged.Row;
        }
    }

    static IEnumerable<JudgedRow> Judge(ImportSource source, ImportSheet sheet)
    {
        var hasHeader = false;
        foreach (var line in source.Lines())
        {
            if (hasHeader)
            {
                yield return sheet.Read(line);
                if (sheet.IsFull) yield break;
                continue;
            }

            var findings = sheet.ReadHeader(line, source.HiddenColumns);
            yield return new JudgedRow(null, findings);

            // Without all its columns, every row would only repeat what the header lacks.
            if (findings.Any(finding => finding.Code.Blocks)) yield break;
            hasHeader = true;
        }
    }

    /// <summary>IMP-8: neither the number nor the venue may be on record already.</summary>
    async Task<List<ImportFinding>> AgainstRecordsAsync(
        List<PermitRow> rows, HashSet<string> notKept, CancellationToken cancellation)
    {
        var findings = new List<ImportFinding>();
        if (rows.Count == 0) return findings;

        var numbers = await store.FindHoldersAsync(ImportKeys.LegacyNo, [.. rows.Select(ImportKeys.OfLegacyNo)], cancellation);
        var streams = await store.FindStreamsAsync([.. rows.Select(row => ImportKeys.StreamOf(row.LegacyNo))], cancellation);
        var holders = await people.FindAsync([.. rows.Select(row => ImportKeys.Holder(row))], cancellation);
        var venueKeys = rows.Where(row => holders.ContainsKey(ImportKeys.Holder(row)))
            .ToDictionary(row => row, row => ImportKeys.OfVenue(sm3, holders[ImportKeys.Holder(row)], row));
        var venues = await store.FindHoldersAsync(ImportKeys.Venue, [.. venueKeys.Values], cancellation);

        foreach (var row in rows)
        {
            var exists = streams.Contains(ImportKeys.StreamOf(row.LegacyNo));
            var ours = exists && row.LegacyNo.StartsWith($"{row.Organ}-", StringComparison.Ordinal);
            if (numbers.ContainsKey(ImportKeys.OfLegacyNo(row)) || ours)
                findings.Add(new ImportFinding(row.Row, ImportColumns.LegacyNo.Key, ImportCodes.LegacyNoKnown));
            if (venueKeys.TryGetValue(row, out var key) && venues.ContainsKey(key))
                findings.Add(new ImportFinding(row.Row, ImportColumns.VenueName.Key, ImportCodes.VenueKnown));
            if (exists) notKept.Add(row.LegacyNo);
            if (exists || !ImportVocabulary.MayBeKept(row.LegacyNo))
                findings.Add(new ImportFinding(row.Row, ImportColumns.LegacyNo.Key, ImportCodes.NumberDrawn));
        }

        return findings;
    }

    sealed class Tally(Func<ImportFinding, ValueTask>? tell)
    {
        readonly List<ImportFinding> problems = [];
        readonly List<ImportFinding> notes = [];

        public int Problems { get; private set; }

        public int Notes { get; private set; }

        public IReadOnlyList<ImportFinding> First => [.. problems.Concat(notes).Take(FirstFindings)];

        public ValueTask AddAsync(ImportFinding finding)
        {
            if (finding.Code.Blocks) Problems++;
            else Notes++;
            var kept = finding.Code.Blocks ? problems : notes;
            if (kept.Count < FirstFindings) kept.Add(finding);
            return tell?.Invoke(finding) ?? ValueTask.CompletedTask;
        }
    }
}

/// <summary>Guards and streams of what was imported.</summary>
public static class ImportKeys
{
    /// <summary>Guard: organ and number on paper, held by the permit.</summary>
    public const string LegacyNo = "legacy-permit";

    /// <summary>Guard: holder and venue, held by the permit.</summary>
    public const string Venue = "imported-venue";

    /// <summary>Guard: a file and how it was read, held by its import.</summary>
    public const string File = "import-file";

    public static string OfLegacyNo(PermitRow row) => $"{row.Organ}/{row.LegacyNo}";

    public static string OfVenue(ISm3 sm3, PersonRef holder, PermitRow row) =>
        $"{holder.Value}/{Convert.ToHexStringLower(sm3.Hash(Encoding.UTF8.GetBytes(row.VenueName)))}";

    public static PersonIdentifier Holder(PermitRow row) => new("001", row.CreditCode);

    /// <summary>A head without a number is one person for each holder and name.</summary>
    public static PersonIdentifier? Head(PermitRow row) =>
        row.HeadId is { } id ? new("111", id)
        : row.HeadName is { } name ? new("unverified", $"{row.CreditCode}/head/{name}")
        : null;

    public static string StreamOf(string permitNo) => $"sport-permit/{permitNo}";

    public static string ImportStreamOf(string importId) => $"permit-import/{importId}";
}
