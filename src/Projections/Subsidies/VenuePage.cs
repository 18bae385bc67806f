using Domain.Identity;
using Domain.Subsidies;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Subsidies;

/// <summary>A designated venue; its names and its account stay sealed.</summary>
/// <param name="State">designated, disqualified or left.</param>
public sealed record VenuePage(
    string VenueNo, string District, PersonRef Operator, DocumentId Name, IReadOnlyList<string> Sports, string? PermitNo, string State,
    Payee Payee, int Warnings, string? Cause, LocalDate Since, LocalDate? Until, long Version);

public sealed class VenueProjection : Projection<VenuePage>
{
    const string Prefix = "designated-venue/";

    public override Table<VenuePage> Table { get; } = new()
    {
        Name = "designated_venue",
        Version = 1,
        Columns = new Columns<VenuePage>()
            .Text("district", page => page.District, required: true)
            .Text("state", page => page.State, required: true),
    };

    public override Need NeedOf(string stream, string type) => stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Prefix, StringComparison.Ordinal) ? [stored.Stream[Prefix.Length..]] : [];

    public override VenuePage? Evolve(string key, VenuePage? row, StoredEvent stored)
    {
        if (stored.Data is VenueAdmitted e)
        {
            return new(
                e.VenueNo, e.District, e.Operator, e.Name, e.Sports, e.PermitNo, "designated", e.Payee, 0, null, e.On, null,
                    stored.Version);
        }

        return row is null ? null : After(row, stored.Data) with { Version = stored.Version };
    }

    static VenuePage After(VenuePage row, object? data) => data switch
    {
        VenuePayeeChanged e => row with { Payee = e.Payee },
        VenueWarned e => row with { Warnings = e.Warning, Cause = e.Cause },
        VenueDisqualified e => row with { State = "disqualified", Cause = e.Cause, Until = e.On },
        VenueLeft e => row with { State = "left", Until = e.On },
        _ => row,
    };
}
