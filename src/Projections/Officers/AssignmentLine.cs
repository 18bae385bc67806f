using Domain.Identity;
using Domain.Officers;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Officers;

/// <summary>Who has a case, since when, and who gave it.</summary>
/// <param name="GivenBy">Who acted; the system where a hand-over was carried out.</param>
public sealed record AssignmentLine(
    string CaseNo, string District, PersonRef Officer, PersonRef? From, string Reason, PersonRef? GivenBy, Instant Since);

public sealed class CaseAssignmentProjection : Projection<AssignmentLine>
{
    const string Prefix = "case-assignment/";

    public override Table<AssignmentLine> Table { get; } = new()
    {
        Name = "case_assignment",
        Version = 1,
        Columns = new Columns<AssignmentLine>()
            .Text("district", line => line.District, required: true)
            .Text("officer", line => line.Officer.Value, required: true),
        Indexes = ["(officer, key)"],
        DistrictColumn = "district",
    };

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Prefix, StringComparison.Ordinal) ? [stored.Stream[Prefix.Length..]] : [];

    public override AssignmentLine? Evolve(string key, AssignmentLine? row, StoredEvent stored) => stored.Data switch
    {
        CaseAssigned e => new(
            key, e.District, e.Officer, e.From, e.Reason, Authority.PersonOf(stored), stored.Timestamp),
        CaseUnassigned => null,
        _ => row,
    };
}
