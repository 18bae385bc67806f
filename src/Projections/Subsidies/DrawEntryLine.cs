using System.Text.Json.Serialization;
using Domain.Identity;
using Domain.Subsidies;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Subsidies;

/// <summary>Who stands behind a pseudonym of a draw; the published list has no person.</summary>
/// <param name="PassedOver">Code of the reason for which the entry won nothing; null where it was not passed over.</param>
public sealed record DrawEntryLine(
    string Pseudonym, string ProgrammeNo, int Batch, PersonRef Person, StockShare Share, LocalDate On, long EnteredAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PassedOver = null);

public sealed class DrawEntryProjection : Projection<DrawEntryLine>
{
    const string Prefix = "voucher-wallet/";

    public override Table<DrawEntryLine> Table { get; } = new()
    {
        Name = "draw_entry",
        Version = 1,
        Columns = new Columns<DrawEntryLine>()
            .Text("programme", line => line.ProgrammeNo, required: true)
            .Number("batch", line => line.Batch, required: true)
            .Text("person", line => line.Person.Value, required: true)
            .Number("entered_at", line => line.EnteredAt, required: true),
        Indexes = ["(programme, batch)"],
    };

    public override Need NeedOf(string stream, string type) =>
        type is "draw_entered" or "entry_passed_over" && stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) => stored.Data switch
    {
        DrawEntered e => [e.Pseudonym],
        EntryPassedOver e => [e.Pseudonym],
        _ => [],
    };

    public override DrawEntryLine? Evolve(string key, DrawEntryLine? row, StoredEvent stored) =>
        stored.Data switch
        {
            DrawEntered e when stored.Stream.Split('/') is [_, var programme, var person] =>
                new(e.Pseudonym, programme, e.Batch, new PersonRef(person), e.Share, e.On, stored.Sequence),
            EntryPassedOver e when row is not null => row with { PassedOver = e.Code },
            _ => row,
        };
}
