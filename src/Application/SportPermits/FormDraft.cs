using Application.Ports;
using Domain.Identity;
using Domain.SportPermits;
using NodaTime;

namespace Application.SportPermits;

/// <summary>A form as read, before the vault has turned the people in it into references.</summary>
public sealed class FormDraft
{
    public VenueDraft Venue { get; set; } = new(null, null, null, null, null, null, null);

    public string? OpeningMode { get; set; }

    public IReadOnlyList<SportFacts> Sports { get; set; } = [];

    public List<StaffDraft> Staff { get; } = [];

    public List<string> SafetySystems { get; } = [];

    public FacilityStatement? FacilityStatement { get; set; }

    public bool CommitmentPath { get; set; }

    public List<MaterialDraft> Materials { get; } = [];

    public List<Defect> Defects { get; } = [];

    public List<Normalisation> Normalised { get; } = [];

    /// <summary>Everybody named, by the path at which they stand.</summary>
    public Dictionary<string, PersonMention> People { get; } = [];

    /// <summary>Top-level members of the form that were there; a correction keeps the others as they were.</summary>
    public HashSet<string> Parts { get; } = new(StringComparer.Ordinal);
}

/// <param name="Name">Sealed before anything is stored, like the address.</param>
public sealed record VenueDraft(
    string? Name, string? Address, string? RegionCode, decimal? Longitude, decimal? Latitude, string? RightType,
    LocalDate? RightExpires);

/// <param name="Path">Where the person stands in the form; the key into <see cref="FormDraft.People"/>.</param>
public sealed record StaffDraft(
    string Path, string? Role, string? Sport, string? CertificateKind, LocalDate? ValidTo, LocalDate? AnnualReviewTo);

/// <param name="Title">Material and file name; sealed before anything is stored.</param>
public sealed record MaterialDraft(string Code, string Title, string MediaType, long Size, string Sm3, string TrustLevel);

/// <param name="Identifier">Scheme unverified where the number fails its check.</param>
/// <param name="Details">Own data by vault field: name, id-number, phone, certificate-no.</param>
public sealed record PersonMention(
    PersonIdentifier Identifier, bool IdentifierValid, IReadOnlyList<KeyValuePair<string, string>> Details);
