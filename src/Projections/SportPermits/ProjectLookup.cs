using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using EventStore.Reading;
using Projections.Engine;

namespace Projections.SportPermits;

/// <summary>Which case the portal's project number belongs to.</summary>
public sealed record ProjectLookup(string ProjectNo, string CaseNo);

/// <remarks>
/// Open to every district: the portal knows the number, and no more than the case's number comes out.
/// </remarks>
public sealed class ProjectLookupProjection : Projection<ProjectLookup>
{
    public override Table<ProjectLookup> Table { get; } = new()
    {
        Name = "project_lookup",
        Version = 1,
        Columns = new Columns<ProjectLookup>().Text("case_no", row => row.CaseNo, required: true),
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        type == "application_received" ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Data is ApplicationReceived received ? [received.ProjectNo] : [];

    /// <summary>The first case keeps the number: a guard of the store lets no second one have it.</summary>
    public override ProjectLookup? Evolve(string key, ProjectLookup? row, StoredEvent stored) =>
        row ?? new(key, CaseStream.CaseNoOf(stored).First());
}
