using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Importing;

/// <summary>A row that can become a permit. Names and numbers in it go to the vault and nowhere else.</summary>
/// <param name="LegacyNo">In its canonical spelling.</param>
/// <param name="CreditCode">Checked.</param>
/// <param name="HeadId">Checked; null where the register has none.</param>
/// <param name="RegionCode">In force today.</param>
/// <param name="Organ">Region code of the organ that issued it, or of its successor.</param>
/// <param name="OrganName">As printed.</param>
/// <param name="Source">Where the paper lies.</param>
public sealed record PermitRow(
    int Row,
    string LegacyNo,
    string HolderName,
    string CreditCode,
    string? HeadName,
    string? HeadId,
    string VenueName,
    string VenueAddress,
    string RegionCode,
    IReadOnlyList<string> Sports,
    string OpeningMode,
    LocalDate IssuedOn,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    LegalBasis ValidityBasis,
    int? RequiredLifeguards,
    int? RequiredInstructors,
    int? MaxSwimmers,
    string Organ,
    string OrganName,
    string Source,
    IReadOnlyList<Normalisation> Normalised)
{
    /// <summary>Says nothing of whom it is about.</summary>
    public override string ToString() => $"row {Row}";
}

/// <summary>A row as it was judged.</summary>
/// <param name="Row">Null where a finding stands against it.</param>
public sealed record JudgedRow(PermitRow? Row, IReadOnlyList<ImportFinding> Findings);
