using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

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
