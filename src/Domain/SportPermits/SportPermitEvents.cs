using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.SportPermits;

// Stored for good in the stream sport-permit/{permitNo}.

public abstract record SportPermitEvent { private protected SportPermitEvent() { } }

/// <summary>The licence (高危险性体育项目经营许可证) as granted: every field of its face that is not a name.</summary>
/// <param name="Holder">The licensed party; its name, the venue's name and address are sealed.</param>
/// <param name="ValidTo">Last day of the term, inclusive.</param>
/// <param name="ValidityBasis">Where the length of the term comes from.</param>
public sealed record PermitOpened(
    string PermitNo,
    string CaseNo,
    string IssuingOrgan,
    string SupervisingOrgan,
    PersonRef Holder,
    DocumentId HolderName,
    PersonRef? Head,
    DocumentId Venue,
    string RegionCode,
    IReadOnlyList<string> Sports,
    int? RequiredLifeguards,
    int? RequiredInstructors,
    int? MaxSwimmers,
    string OpeningMode,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    LegalBasis ValidityBasis) : SportPermitEvent;
