using Domain.Identity;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>What the form of a sports permit says, as far as the law measures it.</summary>
[FactsOfMatter(null)]
public sealed record SportPermitFacts(
    VenueFacts Venue,
    string? OpeningMode,
    IReadOnlyList<SportFacts> Sports,
    IReadOnlyList<StaffFacts> Staff,
    IReadOnlyList<string> SafetySystems,
    FacilityStatement? FacilityStatement,
    bool CommitmentPath) : ApplicationFacts
{
    public override bool AsksForCommitment() => CommitmentPath;

    public override DocumentId PlaceTexts() => Venue.Texts;

    public override IEnumerable<PersonRef> People() => Staff.Select(member => member.Person);

    public override string ActivitiesField() => "form.projects";

    public override IReadOnlyList<Activity> Activities() =>
        [.. Sports.Select((sport, index) => new Activity(sport.Code, $"form.projects[{index}].code"))];

    public override IEnumerable<KeyValuePair<string, object?>> Fields()
    {
        yield return new("form.openingMode", OpeningMode);
        yield return new("form.venue.regionCode", Venue.RegionCode);
        yield return new("form.venue.longitude", Venue.Longitude);
        yield return new("form.venue.latitude", Venue.Latitude);
        yield return new("form.venue.rightType", Venue.RightType);
        yield return new("form.venue.rightExpires", Venue.RightExpires);
        yield return new("form.facilityStatement.basis", FacilityStatement?.Basis);
        yield return new("form.facilityStatement.date", FacilityStatement?.Date);
        foreach (var system in SafetySystems) yield return new($"form.safetySystems[{system}]", "listed");
        foreach (var field in Sports.SelectMany((sport, index) => FieldsOf(sport, $"form.projects[{index}]"))) yield return field;
        foreach (var field in Staff.SelectMany((person, index) => FieldsOf(person, $"form.staff[{index}]"))) yield return field;
    }

    static IEnumerable<KeyValuePair<string, object?>> FieldsOf(SportFacts sport, string path)
    {
        yield return new($"{path}.code", sport.Code);
        yield return new($"{path}.lessons", sport.Lessons);
        yield return new($"{path}.observationStands", sport.ObservationStands);
        for (var i = 0; i < sport.Pools.Count; i++)
        {
            yield return new($"{path}.pools[{i}].waterAreaM2", sport.Pools[i].WaterAreaM2);
            yield return new($"{path}.pools[{i}].maxDepthM", sport.Pools[i].MaxDepthM);
            yield return new($"{path}.pools[{i}].indoor", sport.Pools[i].Indoor);
        }
    }

    static IEnumerable<KeyValuePair<string, object?>> FieldsOf(StaffFacts person, string path)
    {
        yield return new($"{path}.idNumber", new { person.Person, person.IdentifierValid });
        yield return new($"{path}.role", person.Role);
        yield return new($"{path}.sport", person.Sport);
        yield return new($"{path}.certificateKind", person.CertificateKind);
        yield return new($"{path}.validTo", person.ValidTo);
        yield return new($"{path}.annualReviewTo", person.AnnualReviewTo);
    }
}

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
