using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Subsidies;

/// <summary>A voucher, as its holder and the reports see it.</summary>
/// <param name="State">held, expired or voided.</param>
public sealed record VoucherLine(
    string VoucherNo, string ProgrammeNo, PersonRef Person, int Batch, string Kind, Money Face, LocalDate ClaimedOn, LocalDate ValidTo,
    StockShare Share, string Channel, ClaimantGroup Group, string State);

public sealed class VoucherProjection : Projection<VoucherLine>
{
    const string Prefix = "voucher-wallet/";

    public override Table<VoucherLine> Table { get; } = new()
    {
        Name = "voucher",
        Version = 1,
        Columns = new Columns<VoucherLine>()
            .Text("programme", line => line.ProgrammeNo, required: true)
            .Number("batch", line => line.Batch, required: true)
            .Text("person", line => line.Person.Value, required: true)
            .Text("kind", line => line.Kind, required: true)
            .Text("state", line => line.State, required: true)
            .Number("face", line => line.Face.Fen, required: true)
            .Day("claimed_on", line => line.ClaimedOn, required: true)
            .Day("valid_to", line => line.ValidTo, required: true),
        Indexes = ["(person, programme)", "(programme, batch)", "(claimed_on)", "(valid_to) where state = 'held'"],
    };

    public override Need NeedOf(string stream, string type) => stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) => stored.Data switch
    {
        VoucherClaimed e => [e.VoucherNo],
        VoucherExpired e => [e.VoucherNo],
        VoucherVoided e => [e.VoucherNo],
        _ => [],
    };

    public override VoucherLine? Evolve(string key, VoucherLine? row, StoredEvent stored) => stored.Data switch
    {
        VoucherClaimed e => Of(e, stored.Stream.Split('/')),
        VoucherExpired when row is not null => row with { State = "expired" },
        VoucherVoided when row is not null => row with { State = "voided" },
        _ => row,
    };

    static VoucherLine Of(VoucherClaimed e, string[] stream) =>
        new(e.VoucherNo, stream[1], new PersonRef(stream[2]), e.Batch, e.Kind, e.Face, e.ClaimedOn, e.ValidTo, e.Share, e.Channel,
            e.Group, "held");
}
