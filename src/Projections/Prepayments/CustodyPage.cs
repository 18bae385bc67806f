using Domain.Identity;
using Domain.Prepayments;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Prepayments;

/// <summary>How an institution's prepaid money is held.</summary>
/// <param name="State">running, frozen, returning.</param>
/// <param name="Since">First day of that state.</param>
/// <param name="Version">Of the stream.</param>
public sealed record CustodyPage(
    string Institution, string District, PersonRef Holder, PersonRef Representative, string Mode, string? Bank, long DepositFen,
    string Terms, string State, string? Ground, LocalDate OpenedOn, LocalDate Since, long Version);

public sealed class CustodyProjection : Projection<CustodyPage>
{
    const string Prefix = "custody-account/";

    public override Table<CustodyPage> Table { get; } = new()
    {
        Name = "custody_account",
        Version = 1,
        Columns = new Columns<CustodyPage>()
            .Text("district", page => page.District, required: true)
            .Text("representative", page => page.Representative.Value, required: true)
            .Text("state", page => page.State, required: true),
        Indexes = ["(district, key)"],
        DistrictColumn = "district",
    };

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) => stored.Data is CustodyEvent ? [stored.Stream[Prefix.Length..]] : [];

    public override CustodyPage? Evolve(string key, CustodyPage? row, StoredEvent stored) =>
        (stored.Data switch
        {
            CustodyOpened e => new(
                e.Institution, e.District, e.Holder, e.Representative, e.Mode, e.Bank, e.DepositFen, e.Terms, "running", null, e.OpenedOn,
                e.OpenedOn, 0),
            CustodyRepresentativeNamed e when row is not null => row with { Representative = e.Representative },
            CustodyFrozen e when row is not null => row with { State = "frozen", Ground = e.Ground, Since = e.FrozenOn },
            CustodyThawed e when row is not null => row with { State = "running", Ground = null, Since = e.ThawedOn },
            CustodyReturnOrdered e when row is not null => row with { State = "returning", Since = e.OrderedOn },
            _ => row,
        }) is { } page
            ? page with { Version = stored.Version }
            : null;
}
