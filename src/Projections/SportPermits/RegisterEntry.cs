using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.SportPermits;

/// <summary>
/// A permit as the public may see it (行政许可法 art 40); names are opened from the vault for each page shown.
/// </summary>
/// <param name="CaseNo">Null where it was taken over from paper.</param>
/// <param name="District">Region of the venue.</param>
/// <param name="State">As the log has it; a term that is over shows as expired on the day asked about.</param>
/// <param name="EndedOn">First day without a permit; null while it is in force.</param>
/// <param name="EndBasis">The article it ended by.</param>
public sealed record RegisterEntry(
    string PermitNo,
    string? CaseNo,
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
    long Version,
    string State = PermitStates.InForce,
    int CertificateVersion = 1,
    LocalDate? EndedOn = null,
    LegalBasis? EndBasis = null)
{
    /// <summary>The number on the paper it was taken over from.</summary>
    public string? LegacyNo { get; init; }

    public string StateOn(LocalDate day) =>
        State == PermitStates.InForce && day > ValidTo ? PermitStates.Expired : State;
}

public sealed class RegisterProjection : Projection<RegisterEntry>
{
    const string Prefix = "sport-permit/";

    /// <remarks>Sports stand as ,SWIM,CLIMB, so that one is found whole.</remarks>
    public override Table<RegisterEntry> Table { get; } = new()
    {
        Name = "permit_register",
        Version = 2,
        Columns = new Columns<RegisterEntry>()
            .Text("district", entry => entry.District, required: true)
            .Text("sports", entry => $",{string.Join(',', entry.Sports)},", required: true)
            .Id("holder_name", entry => entry.HolderName.Value, required: true)
            .Id("venue", entry => entry.Venue.Value, required: true)
            .Day("valid_from", entry => entry.ValidFrom, required: true)
            .Day("valid_to", entry => entry.ValidTo, required: true)
            .Text("state", entry => entry.State, required: true),
        Indexes = ["(district, valid_from desc, key)", "(valid_from desc, key)", "(holder_name)", "(venue)"],
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Prefix, StringComparison.Ordinal) ? [stored.Stream[Prefix.Length..]] : [];

    public override RegisterEntry? Evolve(string key, RegisterEntry? row, StoredEvent stored) => stored.Data switch
    {
        PermitOpened e => new(
            key, e.CaseNo, e.RegionCode, e.IssuingOrgan, e.SupervisingOrgan, e.HolderName, e.Venue, e.Sports,
            e.RequiredLifeguards, e.RequiredInstructors, e.MaxSwimmers, e.OpeningMode, e.ValidFrom, e.ValidTo,
            e.ValidityBasis, stored.Version),
        PermitImported { Face: var face } e => new(
            key, null, face.RegionCode, e.IssuingOrgan, e.SupervisingOrgan, face.HolderName, face.Venue, face.Sports,
            face.RequiredLifeguards, face.RequiredInstructors, face.MaxSwimmers, face.OpeningMode, e.ValidFrom, e.ValidTo,
            e.ValidityBasis, stored.Version) { LegacyNo = e.LegacyNo },
        _ => row is null ? null : After(row, stored.Data) with { Version = stored.Version },
    };

    static RegisterEntry After(RegisterEntry row, object? @event) => @event switch
    {
        PermitChanged e => Face(row, e.Face) with { CaseNo = e.CaseNo, CertificateVersion = e.CertificateVersion },
        PermitRenewed e => Face(row, e.Face) with
        {
            CertificateVersion = e.CertificateVersion, ValidTo = e.ValidTo, ValidityBasis = e.ValidityBasis,
        },
        PermitReplaced e => row with { CertificateVersion = e.CertificateVersion },
        PermitExpired e => Ended(row, PermitStates.Expired, e.ExpiredOn, e.Basis),
        PermitWithdrawn e => Ended(row, PermitStates.Withdrawn, e.WithdrawnOn, e.Basis),
        PermitAnnulled e => Ended(row, PermitStates.Annulled, e.AnnulledOn, e.Basis),
        PermitRevoked e => Ended(row, PermitStates.Revoked, e.RevokedOn, e.Basis),
        PermitDeregistered e => row.EndedOn is null
            ? Ended(row, PermitStates.Deregistered, e.DeregisteredOn, Public(e))
            : row with { State = PermitStates.Deregistered },
        _ => row,
    };

    static RegisterEntry Face(RegisterEntry row, PermitFace face) => row with
    {
        District = face.RegionCode, HolderName = face.HolderName, Venue = face.Venue, Sports = face.Sports,
        RequiredLifeguards = face.RequiredLifeguards, RequiredInstructors = face.RequiredInstructors,
        MaxSwimmers = face.MaxSwimmers, OpeningMode = face.OpeningMode,
    };

    static RegisterEntry Ended(RegisterEntry row, string state, LocalDate on, LegalBasis basis) =>
        row with { State = state, EndedOn = on, EndBasis = basis };

    /// <summary>That a holder died or lost capacity is nobody's business: the article stands without its item.</summary>
    static LegalBasis Public(PermitDeregistered e) => new(e.Basis.Law, e.Basis.Article.Split('(')[0]);
}
