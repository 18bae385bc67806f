using Domain.Licensing;
using EventStore;
using EventStore.Reading;
using Projections.Engine;

namespace Projections.SportPermits;

public sealed class CasePageProjection : Projection<CasePage>
{
    public override Table<CasePage> Table { get; } = new()
    {
        Name = "case_page",
        Version = 1,
        Columns = new Columns<CasePage>()
            .Text("organ", page => page.Organ, required: true)
            .Text("project_no", page => page.ProjectNo, required: true)
            .Text("status", page => page.Progress.Status, required: true)
            .Text("permit_no", page => page.PermitNo)
            .Number("version", page => page.Version, required: true),
        Indexes = ["(project_no)"],
        DistrictColumn = "organ",
    };

    public override Need NeedOf(string stream, string type) =>
        CaseStream.NeedOf(stream);

    public override IEnumerable<string> KeysOf(StoredEvent stored) => CaseStream.CaseNoOf(stored);

    public override CasePage? Evolve(string key, CasePage? row, StoredEvent stored) => CasePageFold.Evolve(row, stored);
}

/// <summary>The stream of a case and the number it carries.</summary>
static class CaseStream
{
    public static Need NeedOf(string stream) => CaseStreams.CaseNoOf(stream) is null ? Need.None : Need.Event;

    public static IEnumerable<string> CaseNoOf(StoredEvent stored) => CaseStreams.CaseNoOf(stored.Stream) is { } caseNo ? [caseNo] : [];
}
