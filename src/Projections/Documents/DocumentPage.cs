using Domain.Documents;
using EventStore;
using EventStore.Reading;
using Projections.Engine;

namespace Projections.Documents;

/// <summary>A document with its face and what became of its service.</summary>
/// <param name="Version">Of the stream, for If-Match.</param>
/// <param name="Attempts">Services tried in vain.</param>
public sealed record DocumentPage(
    string DocumentNo, long Version, DocumentIssued Face, IReadOnlyList<DocumentServiceFailed> Attempts, DocumentServed? Service)
{
    public static DocumentPage? Evolve(DocumentPage? page, StoredEvent stored) =>
        stored.Data switch
        {
            DocumentIssued e => new DocumentPage(e.DocumentNo, stored.Version, e, [], null),
            DocumentServiceFailed e => page! with { Attempts = [.. page.Attempts, e], Version = stored.Version },
            DocumentServed e => page! with { Service = e, Version = stored.Version },
            _ => page,
        };
}

public sealed class DocumentPageProjection : Projection<DocumentPage>
{
    const string Prefix = "document/";

    public override Table<DocumentPage> Table { get; } = new()
    {
        Name = "document",
        Version = 1,
        Columns = new Columns<DocumentPage>()
            .Text("organ", page => page.Face.Organ, required: true)
            .Text("case_no", page => page.Face.CaseNo)
            .Text("permit_no", page => page.Face.PermitNo)
            .Text("kind", page => page.Face.Kind, required: true)
            .Day("issued_on", page => page.Face.IssuedOn, required: true)
            .Flag("served", page => page.Service is not null),
        Indexes = ["(case_no)", "(permit_no)", "(organ, issued_on) where not served"],
        DistrictColumn = "organ",
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Prefix, StringComparison.Ordinal) ? [stored.Stream[Prefix.Length..]] : [];

    public override DocumentPage? Evolve(string key, DocumentPage? row, StoredEvent stored) => DocumentPage.Evolve(row, stored);
}
