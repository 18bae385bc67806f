using System.Globalization;
using Domain.Licensing;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Licensing;

/// <summary>
/// One edition of a year's calendar; editions that were replaced stay, for whoever asks what was known when.
/// </summary>
public sealed record CalendarEditionRow(CalendarEdition Edition, Instant PublishedAt, long Version);

public sealed class CalendarEditionProjection : Projection<CalendarEditionRow>
{
    public override Table<CalendarEditionRow> Table { get; } = new()
    {
        Name = "calendar_edition",
        Version = 1,
        Columns = new Columns<CalendarEditionRow>()
            .Number("year", row => row.Edition.Year, required: true)
            .Number("version", row => row.Version, required: true),
        Indexes = ["(year, version desc)"],
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        type == "calendar_edition_published" ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Data is CalendarEditionPublished e
            ? [string.Create(CultureInfo.InvariantCulture, $"{e.Year}/{stored.Version}")]
            : [];

    public override CalendarEditionRow? Evolve(string key, CalendarEditionRow? row, StoredEvent stored) =>
        stored.Data is CalendarEditionPublished e
            ? new(
                new CalendarEdition(e.Year, e.Edition, e.Provisional, e.DaysOff, e.MakeUpWorkdays, e.Source),
                stored.Timestamp, stored.Version)
            : row;
}
