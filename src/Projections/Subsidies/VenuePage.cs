using Domain.Identity;
using Domain.Subsidies;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Subsidies;

/// <summary>A designated venue; its names and its account stay sealed.</summary>
/// <param name="State">entered, designated, disqualified or left; turned-down where the first admission was.</param>
/// <param name="Since">Day of the admission, or of its entry where it is not approved.</param>
/// <param name="Pending">The payee that waits for its second person; of an entry, the payee it names.</param>
public sealed record VenuePage(
    string VenueNo, string District, PersonRef Operator, DocumentId Name, IReadOnlyList<string> Sports, string? PermitNo, string State,
    Payee Payee, int Warnings, string? Cause, LocalDate Since, LocalDate? Until, long Version,
    PendingPayee? Pending = null);

public sealed record PendingPayee(Payee Payee, PersonRef EnteredBy, LocalDate EnteredOn);

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
        var after = stored.Data switch
        {
            VenueEntered e => (row is { State: "left" } ? row : Of(e)) with { Pending = new(e.Payee, e.By, e.On) },
            VenueAdmitted e => new(
                e.VenueNo, e.District, e.Operator, e.Name, e.Sports, e.PermitNo, "designated", e.Payee, row?.Warnings ?? 0, row?.Cause,
                e.On, null, 0),
            _ => row is null ? null : After(row, stored.Data),
        };
        return after is null ? null : after with { Version = stored.Version };
    }

    static VenuePage Of(VenueEntered e) =>
        new(e.VenueNo, e.District, e.Operator, e.Name, e.Sports, e.PermitNo, "entered", e.Payee, 0, null, e.On, null, 0);

    static VenuePage After(VenuePage row, object? data) => data switch
    {
        VenuePayeeEntered e => row with { Pending = new(e.Payee, e.By, e.On) },
        VenuePayeeChanged e => row with { Payee = e.Payee, Pending = null },
        VenueActTurnedDown => row with { Pending = null, State = row.State == "entered" ? "turned-down" : row.State },
        VenueWarned e => row with { Warnings = e.Warning, Cause = e.Cause },
        VenueDisqualified e => row with { State = "disqualified", Cause = e.Cause, Until = e.On, Pending = null },
        VenueLeft e => row with { State = "left", Until = e.On, Pending = null },
        _ => row,
    };
}
