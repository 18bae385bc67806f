using System.Text.Json;
using Application.Reading;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Application.SportPermits.FormVocabulary;

namespace Application.SportPermits;

/// <summary>Reads the form of a sports permit: what is right becomes facts, what is wrong becomes defects, nothing is fatal.</summary>
/// <remarks>Values leave the form only as numbers, dates, flags or known codes. All else stays in the sealed form.</remarks>
public sealed class FormReader
{
    /// <summary>No pool of the world reaches this; a typing error in the unit does.</summary>
    const decimal LargestAreaM2 = 100_000m;

    const decimal DeepestM = 100m;

    readonly SportFormDraft draft = new();
    readonly PeopleReader people;

    FormReader(string unverifiedScope, LocalDate today) => people = new PeopleReader(draft, unverifiedScope, today);

    /// <param name="item">The edition the application is judged by.</param>
    /// <param name="unverifiedScope">Makes a person without a number distinct: the project number.</param>
    public static FormDraft Read(
        JsonElement? form, JsonElement? materials, JsonElement? legalRepresentative, JsonElement? agent, ServiceItem item,
        string unverifiedScope, LocalDate today)
    {
        var reader = new FormReader(unverifiedScope, today);
        if (legalRepresentative is not null) reader.people.Read(reader.At(legalRepresentative, "legalRepresentative"));
        if (agent is not null) reader.people.Read(reader.At(agent, "agent"));
        if (form is not null) reader.ReadForm(reader.At(form, "form"));
        if (materials is not null) MaterialsReader.Read(reader.At(materials, "materials"), item, reader.draft);
        return reader.draft;
    }

    Lenient At(JsonElement? element, string path) => new(element, path, Note);

    void Note(Fault fault, string path) =>
        draft.Defects.Add(fault switch
        {
            Fault.ImpossibleNumber => Impossible(path),
            Fault.WrongType when path.EndsWith(".waterAreaM2", StringComparison.Ordinal) => ReadingDefects.ImpossibleArea(path),
            _ => ReadingDefects.Of(fault, path),
        });

    static Defect Impossible(string path) =>
        path[(path.LastIndexOf('.') + 1)..] switch
        {
            "waterAreaM2" => ReadingDefects.ImpossibleArea(path),
            "maxDepthM" => ReadingDefects.ImpossibleDepth(path),
            "longitude" or "latitude" => ReadingDefects.ImpossibleCoordinate(path),
            _ => ReadingDefects.ImpossibleNumber(path),
        };

    void ReadForm(Lenient form)
    {
        if (form.Element is { ValueKind: JsonValueKind.Object } whole)
        {
            draft.Parts.UnionWith(whole.EnumerateObject().Select(part => part.Name));
        }

        draft.Venue = ReadVenue(form["venue"]);
        draft.OpeningMode = form["openingMode"].OneOf(true, OpeningModes);
        draft.Sports = [.. form["projects"].Items(true).Select(ReadSport).OfType<SportFacts>()];
        if (form.Has("projects") && draft.Sports.Count == 0) Note(Fault.Missing, form["projects"].Path);
        foreach (var member in form["staff"].Items(true)) ReadStaff(member);
        foreach (var system in form["safetySystems"].Items(true)) ReadSafetySystem(system);
        draft.FacilityStatement = ReadStatement(form["facilityStatement"]);
        draft.CommitmentPath = form["commitmentPath"].Flag(false) ?? false;
    }

    VenueDraft ReadVenue(Lenient venue)
    {
        if (!venue.IsObject(true)) return new VenueDraft(null, null, null, null, null, null, null);
        return new VenueDraft(
            venue["name"].Text(true), venue["address"].Text(true, TextLimits.Address), RegionReader.Read(venue["regionCode"], draft),
            venue["longitude"].Number(false, -180, 180, true), venue["latitude"].Number(false, -90, 90, true),
            venue["rightType"].OneOf(true, RightTypes), venue["rightExpires"].Day(false));
    }

    SportFacts? ReadSport(Lenient sport)
    {
        if (!sport.IsObject(true)) return null;
        var code = sport["code"].OneOf(true, Sports);
        var pools = sport["pools"].Items(code == "SWIM").Select(ReadPool).ToList();
        var stands = sport["observationStands"].Whole(false, 0, 1000);
        var lessons = sport["lessons"].Flag(false);
        return code is null ? null : new SportFacts(code, lessons, stands, pools);
    }

    static PoolFacts ReadPool(Lenient pool, int index)
    {
        if (!pool.IsObject(true)) return new PoolFacts(index + 1, null, null, null);
        pool["name"].Text(false);
        return new PoolFacts(
            index + 1, pool["waterAreaM2"].Number(true, 0, LargestAreaM2), pool["maxDepthM"].Number(false, 0, DeepestM),
            pool["indoor"].Flag(false));
    }

    void ReadStaff(Lenient member)
    {
        if (!member.IsObject(true)) return;
        people.Read(member);
        var sport = member["sport"].OneOf(false, Sports);
        draft.Staff.Add(new StaffDraft(
            member.Path, member["role"].OneOf(true, StaffRoles), sport, member["certificateKind"].OneOf(false, CertificateKinds),
            member["validTo"].Day(false), member["annualReviewTo"].Day(false)));
    }

    /// <summary>A further system than the four of the law is no defect; it is kept in the sealed form.</summary>
    void ReadSafetySystem(Lenient system)
    {
        var name = system.Text(true);
        if (name is not null && SafetySystems.Contains(name) && !draft.SafetySystems.Contains(name)) draft.SafetySystems.Add(name);
    }

    static FacilityStatement? ReadStatement(Lenient statement)
    {
        if (!statement.Has("basis") && !statement.Has("date") && !statement.IsObject(true)) return null;
        statement["issuer"].Text(false);
        return new FacilityStatement(statement["basis"].OneOf(true, StatementBases), statement["date"].Day(false));
    }
}
