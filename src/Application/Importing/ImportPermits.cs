using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Application.Ports;
using Domain.Identity;
using Domain.Importing;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.Importing;

/// <summary>Turns rows into permits, a few hundred at a time: references, sealed texts, guards, events.</summary>
public sealed class ImportPermits(IPeople people, IVault vault, ISm3 sm3)
{
    public const string Counter = "imported-permit-no";

    const int ChunkSize = 500;

    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Guard.Counter CounterOf(string organ) => new(Counter, organ);

    /// <summary>Marked DR (导入), so that it never meets a number of a grant.</summary>
    public static string Drawn(string organ, long number) => string.Create(CultureInfo.InvariantCulture, $"{organ}-DR-{number:D5}");

    /// <param name="firsts">First value of each organ's counter.</param>
    public async IAsyncEnumerable<BulkChunk> ChunksAsync(
        string importId, IEnumerable<PermitRow> rows, IReadOnlySet<string> notKept, IReadOnlyDictionary<string, long> firsts,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = firsts.ToDictionary(first => first.Key, first => first.Value);
        foreach (var chunk in rows.Chunk(ChunkSize)) yield return await ChunkAsync(importId, chunk, notKept, next, cancellation);
    }

    async Task<BulkChunk> ChunkAsync(
        string importId, PermitRow[] rows, IReadOnlySet<string> notKept, Dictionary<string, long> next, CancellationToken cancellation)
    {
        var identifiers = rows.Select(ImportKeys.Holder).Concat(rows.Select(ImportKeys.Head).OfType<PersonIdentifier>()).ToList();
        var known = await people.ReferToAsync(identifiers, cancellation);
        var texts = new List<PlainText>();
        var streams = new List<StreamAppend>();
        var claims = new List<Guard.Unique>();
        foreach (var row in rows)
        {
            var permitNo = Number(row, notKept, next);
            var holder = known[ImportKeys.Holder(row)];
            var permit = Import(importId, permitNo, row, holder, ImportKeys.Head(row) is { } head ? known[head] : null, texts);
            streams.Add(new StreamAppend(ImportKeys.StreamOf(permitNo), "sport_permit", [permit]));
            claims.Add(new Guard.Unique(ImportKeys.LegacyNo, ImportKeys.OfLegacyNo(row), permitNo));
            claims.Add(new Guard.Unique(ImportKeys.Venue, ImportKeys.OfVenue(sm3, holder, row), permitNo));
        }

        return new BulkChunk(streams, claims, (await vault.SealAsync(texts, cancellation)).Rows);
    }

    /// <summary>IMP-7: the number on paper where it can be kept, else the organ's next.</summary>
    static string Number(PermitRow row, IReadOnlySet<string> notKept, Dictionary<string, long> next) =>
        ImportVocabulary.MayBeKept(row.LegacyNo) && !notKept.Contains(row.LegacyNo)
            ? row.LegacyNo
            : Drawn(row.Organ, next[$"{Counter}/{row.Organ}"]++);

    static PermitImported Import(
        string importId, string permitNo, PermitRow row, PersonRef holder, PersonRef? head, List<PlainText> texts)
    {
        var name = Seal(holder, "name", row.HolderName, searchable: true);
        Seal(holder, "id-number", row.CreditCode);
        if (head is { } person)
        {
            Seal(person, "name", row.HeadName!);
            if (row.HeadId is { } number) Seal(person, "id-number", number);
        }

        var venue = new JsonObject { ["name"] = row.VenueName, ["address"] = row.VenueAddress };
        var source = new JsonObject { ["organ"] = row.OrganName, ["paper"] = row.Source };
        var organ = Regions.Find(row.Organ)!;
        return new PermitImported(
            permitNo, row.LegacyNo, importId, row.Row, Seal(holder, "import-source", source.ToJsonString(Readable)), organ.Code,
            organ.Code,
            new PermitFace(
                holder, name, head, Seal(holder, "venue", venue.ToJsonString(Readable), searchable: true), row.RegionCode, row.Sports,
                row.RequiredLifeguards, row.RequiredInstructors, RequiredRescuers: null, row.MaxSwimmers, row.OpeningMode),
            row.IssuedOn, row.ValidFrom, row.ValidTo, row.Normalised, row.ValidityBasis);

        DocumentId Seal(PersonRef subject, string kind, string text, bool searchable = false)
        {
            var id = new DocumentId(Guid.CreateVersion7());
            texts.Add(new PlainText(id, subject, kind, row.RegionCode, text, searchable));
            return id;
        }
    }
}
