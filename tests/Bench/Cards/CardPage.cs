using EventStore;
using NodaTime;
using Projections.Engine;

namespace Bench.Cards;

/// <summary>The read model of the rows that read: one row for each card.</summary>
public sealed record CardPage(string Venue, string District, long Visits, long PaidFen, long BalanceFen, LocalDate LastVisit, long Version);

public sealed class CardPageProjection : Projection<CardPage>
{
    public override Table<CardPage> Table { get; } = new()
    {
        Name = "bench_card_page",
        Version = 1,
        Columns = new Columns<CardPage>()
            .Text("district", page => page.District, required: true)
            .Number("visits", page => page.Visits, required: true)
            .Day("last_visit", page => page.LastVisit, required: true),
        Indexes = ["(district, last_visit, key)"],
        DistrictColumn = "district",
    };

    public override bool NeedsMetadata => false;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Data is CardIssued or VisitPaid ? [stored.Stream] : [];

    public override CardPage? Evolve(string key, CardPage? row, StoredEvent stored) => stored.Data switch
    {
        CardIssued issued => new(issued.Venue, issued.District, 0, 0, issued.BalanceFen, issued.IssuedOn, stored.Version),
        VisitPaid paid when row is not null => row with
        {
            Visits = paid.Number,
            PaidFen = row.PaidFen + paid.AmountFen,
            BalanceFen = paid.BalanceFen,
            LastVisit = paid.On,
            Version = stored.Version,
        },
        _ => row,
    };
}
