using Domain.Identity;
using Domain.Licensing;

namespace Domain.SportPermits;

/// <summary>The face of a licence (证面): every field that only a change application may alter; names are sealed.</summary>
/// <param name="Head">The head (负责人); null for a sole trader, who is its own.</param>
/// <param name="Venue">Name and address of the venue, sealed together.</param>
public sealed record PermitFace(
    PersonRef Holder,
    DocumentId HolderName,
    PersonRef? Head,
    DocumentId Venue,
    string RegionCode,
    IReadOnlyList<string> Sports,
    int? RequiredLifeguards,
    int? RequiredInstructors,
    int? RequiredRescuers,
    int? MaxSwimmers,
    string OpeningMode);
