using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>What the filed form says, without a word of free text: the facts that the law measures.</summary>
/// <remarks>A null is a value that was absent or could not be true; the defect that says so stands beside it.</remarks>
public sealed record ApplicationFacts(
    VenueFacts Venue,
    string? OpeningMode,
    IReadOnlyList<SportFacts> Sports,
    IReadOnlyList<StaffFacts> Staff,
    IReadOnlyList<string> SafetySystems,
    FacilityStatement? FacilityStatement,
    bool CommitmentPath);

/// <param name="Texts">Name and address, sealed.</param>
public sealed record VenueFacts(
    DocumentId Texts, string? RegionCode, decimal? Longitude, decimal? Latitude, string? RightType, LocalDate? RightExpires);

/// <summary>One sport of the catalogue (高危险性体育项目目录) that the venue wants to open.</summary>
/// <param name="Code">SWIM, SKI, DIVE, CLIMB.</param>
public sealed record SportFacts(
    string Code, bool? Lessons, int? ObservationStands, IReadOnlyList<PoolFacts> Pools);

/// <param name="Number">Order in the form, from 1; the pool's name is sealed.</param>
/// <param name="WaterAreaM2">Square metres, exactly as filed.</param>
public sealed record PoolFacts(int Number, decimal? WaterAreaM2, decimal? MaxDepthM, bool? Indoor);

/// <param name="Role">lifeguard, instructor, water-quality, rescuer; another is kept and counts for nothing.</param>
/// <param name="CertificateKind">occupational-qualification or skill-level; both are good (体育法 art 105).</param>
/// <param name="IdentifierValid">False where the identity number fails its check; such a person counts only once corrected.</param>
public sealed record StaffFacts(
    PersonRef Person, string? Role, string? Sport, string? CertificateKind, LocalDate? ValidTo, LocalDate? AnnualReviewTo,
    bool IdentifierValid);

/// <param name="Basis">self-check or test-report.</param>
public sealed record FacilityStatement(string? Basis, LocalDate? Date);

/// <summary>A material as declared: what the portal promises to deliver.</summary>
/// <param name="Title">Sealed: material and file name.</param>
public sealed record DeclaredMaterial(
    string Code, DocumentId Title, string MediaType, long Size, string Sm3, string TrustLevel);

/// <summary>Something to be put right, found on reading the application (补正事项).</summary>
/// <param name="Code">Stable: material.missing, region.retired, pool.area-impossible, …</param>
/// <param name="Field">JSON path in the application, or the material code.</param>
/// <param name="Title">One Chinese sentence, without personal data.</param>
/// <param name="Round">0 when visible in the first submission; n when it came with the n-th correction.</param>
public sealed record Defect(string Code, string Field, string Title, LegalBasis Basis, int Round);

/// <summary>A value taken in another spelling than it was sent, and recorded as such.</summary>
/// <param name="What">id.lower-case-x, id.fifteen-digits, region.twelve-digits, …</param>
public sealed record Normalisation(string Field, string What);

/// <summary>A right that every adverse decision must name (行政复议、行政诉讼).</summary>
/// <param name="Kind">administrative-review or administrative-suit.</param>
/// <param name="Period">As printed: 60 calendar days, 6 months.</param>
public sealed record Remedy(string Kind, string Before, string Period, LegalBasis Basis);

/// <summary>A condition that is not met, with what there is and what there should be.</summary>
public sealed record UnmetCondition(string Rule, LegalBasis Basis, string Field, string Have, string Need);

/// <summary>The conditions of a grant, computed on a day and explained.</summary>
/// <param name="On">The day they are judged for: the day of decision, or today as a forecast.</param>
/// <param name="MaxSwimmers">Floored per pool, then summed.</param>
/// <param name="RuleEditions">Editions of the standards used.</param>
public sealed record Assessment(
    LocalDate On,
    int? RequiredLifeguards,
    int? RequiredStands,
    int? MaxSwimmers,
    int QualifiedLifeguards,
    int QualifiedInstructors,
    int? RequiredInstructors,
    int? RequiredRescuers,
    IReadOnlyList<UnmetCondition> Unmet,
    IReadOnlyList<string> RuleEditions)
{
    public bool Met => Unmet.Count == 0;
}
