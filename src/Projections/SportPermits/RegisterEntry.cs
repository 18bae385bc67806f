using Domain.Identity;
using Domain.Kernel;
using Domain.SportPermits;
using EventStore;
using NodaTime;
using Projections.Engine;

namespace Projections.SportPermits;

/// <summary>
/// A permit as the public may see it (行政许可法 art 40); names are opened from the vault for each page shown.
/// </summary>
/// <param name="District">Region of the venue.</param>
public sealed record RegisterEntry(
    string PermitNo,
    string CaseNo,
    string District,
    string IssuingOrgan,
    string SupervisingOrgan,
    DocumentId HolderName,
    DocumentId Venue,
    IReadOnlyList<string> Sports,
    int? RequiredLifeguards,
    int? RequiredInstructors,
    int? MaxSwimmers,
    string OpeningMode,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    LegalBasis ValidityBasis,
    long Version);

public sealed class RegisterProjection : Projection<RegisterEntry>
{
    const string Prefix = "sport-permit/";

    /// <remarks>Sports stand as ,SWIM,CLIMB, so that one is found whole.</remarks>
    public override Table<RegisterEntry> Table { get; } = new()
    {
        Name = "permit_register",
        Version = 1,
        Columns = new Columns<RegisterEntry>()
            .Text("district", entry => entry.District, required: true)
            .Text("sports", entry => $",{string.Join(',', entry.Sports)},", required: true)
            .Id("holder_name", entry => entry.HolderName.Value, required: true)
            .Id("venue", entry => entry.Venue.Value, required: true)
            .Day("valid_from", entry => entry.ValidFrom, required: true)
            .Day("valid_to", entry => entry.ValidTo, required: true),
        Indexes = ["(district, valid_from desc, key)", "(valid_from desc, key)", "(holder_name)", "(venue)"],
    };

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Prefix, StringComparison.Ordinal) ? [stored.Stream[Prefix.Length..]] : [];

    public override RegisterEntry? Evolve(string key, RegisterEntry? row, StoredEvent stored) => stored.Data switch
    {
        PermitOpened e => new(
            key, e.CaseNo, e.RegionCode, e.IssuingOrgan, e.SupervisingOrgan, e.HolderName, e.Venue, e.Sports,
            e.RequiredLifeguards, e.RequiredInstructors, e.MaxSwimmers, e.OpeningMode, e.ValidFrom, e.ValidTo,
            e.ValidityBasis, stored.Version),
        _ => row is null ? null : row with { Version = stored.Version },
    };
}
