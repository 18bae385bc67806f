using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Application.SportPermits;

/// <summary>A form as read, before the vault has turned the people in it into references.</summary>
public abstract class FormDraft
{
    public List<MaterialDraft> Materials { get; } = [];

    public List<Defect> Defects { get; } = [];

    public List<Normalisation> Normalised { get; } = [];

    /// <summary>Everybody named, by the path at which they stand.</summary>
    public Dictionary<string, PersonMention> People { get; } = [];

    /// <summary>Numbers that the vault refers to without keeping them, by the path at which they stand.</summary>
    public Dictionary<string, PersonIdentifier> Numbers { get; } = [];

    /// <summary>Top-level members of the form that were there; a correction keeps the others as they were.</summary>
    public HashSet<string> Parts { get; } = new(StringComparer.Ordinal);

    /// <summary>All top-level members that a correction may send or leave out.</summary>
    public abstract IReadOnlyList<string> AllParts { get; }

    /// <summary>The address of the place, to be looked up in lists of addresses; null where none is given.</summary>
    public abstract string? PlaceAddress { get; }

    /// <summary>Where the place was sent again by a correction.</summary>
    public abstract bool PlaceResent { get; }

    /// <param name="referred">The reference at a path of people or numbers; null where there is none.</param>
    /// <param name="seal">Seals a searchable text of a kind.</param>
    public abstract ApplicationFacts Facts(Func<string, PersonRef?> referred, Func<string, string, DocumentId> seal);

    /// <summary>The facts sent, laid over earlier ones.</summary>
    /// <param name="kept">Top-level members that stay as they were.</param>
    public abstract ApplicationFacts FactsOver(ApplicationFacts earlier, ApplicationFacts sent, IReadOnlySet<string> kept);
}

/// <summary>The form of a sports permit.</summary>
public sealed class SportFormDraft : FormDraft
{
    static readonly string[] Members =
        ["venue", "openingMode", "projects", "staff", "safetySystems", "facilityStatement", "commitmentPath", "changes", "reason"];

    public VenueDraft Venue { get; set; } = new(null, null, null, null, null, null, null);

    public string? OpeningMode { get; set; }

    public IReadOnlyList<SportFacts> Sports { get; set; } = [];

    public List<StaffDraft> Staff { get; } = [];

    public List<string> SafetySystems { get; } = [];

    public FacilityStatement? FacilityStatement { get; set; }

    public bool CommitmentPath { get; set; }

    public override IReadOnlyList<string> AllParts => Members;

    public override string? PlaceAddress => Venue.Address;

    public override bool PlaceResent => Parts.Contains("venue");

    public override ApplicationFacts Facts(Func<string, PersonRef?> referred, Func<string, string, DocumentId> seal) =>
        new SportPermitFacts(
            new VenueFacts(
                seal("venue", PlaceNames.Json(Venue.Name, Venue.Address)), Venue.RegionCode, Venue.Longitude, Venue.Latitude,
                Venue.RightType, Venue.RightExpires),
            OpeningMode,
            Sports,
            [.. Staff.Where(member => referred(member.Path) is not null).Select(member => new StaffFacts(
                referred(member.Path)!.Value, member.Role, member.Sport, member.CertificateKind, member.ValidTo, member.AnnualReviewTo,
                People.GetValueOrDefault(member.Path)?.IdentifierValid ?? false))],
            SafetySystems,
            FacilityStatement,
            CommitmentPath);

    public override ApplicationFacts FactsOver(ApplicationFacts earlier, ApplicationFacts sent, IReadOnlySet<string> kept)
    {
        var (before, now) = ((SportPermitFacts)earlier, (SportPermitFacts)sent);
        return new SportPermitFacts(
            kept.Contains("venue") ? before.Venue : now.Venue,
            kept.Contains("openingMode") ? before.OpeningMode : now.OpeningMode,
            kept.Contains("projects") ? before.Sports : now.Sports,
            kept.Contains("staff") ? before.Staff : now.Staff,
            kept.Contains("safetySystems") ? before.SafetySystems : now.SafetySystems,
            kept.Contains("facilityStatement") ? before.FacilityStatement : now.FacilityStatement,
            kept.Contains("commitmentPath") ? before.CommitmentPath : now.CommitmentPath);
    }
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
