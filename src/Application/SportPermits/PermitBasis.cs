using System.Text.Json;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;

namespace Application.SportPermits;

/// <summary>What a request is laid over: the permit, the facts it rests on, and the names on its face.</summary>
public sealed record PermitBasis(
    PermitRecord Permit, Submission Facts, string? HolderName, string? HeadName, VenueNames Venue)
{
    /// <summary>What the permit itself says, where a correction is laid over what was asked before.</summary>
    public PermitBasis Stated { get => field ?? this; init; }

    /// <summary>A permit that was imported without facts has those of its face alone; a request must bring the rest.</summary>
    public static Submission FactsOfFace(PermitFace face) => new(
        face.Head, null,
        new SportPermitFacts(
            new VenueFacts(face.Venue, face.RegionCode, null, null, null, null), face.OpeningMode, [], [], [], null,
            CommitmentPath: false),
        [], []);
}

/// <summary>A venue's name and address as they are sealed together.</summary>
public sealed record VenueNames(string? Name, string? Address)
{
    public static VenueNames Read(string? text)
    {
        if (text is null) return new VenueNames(null, null);

        using var json = JsonDocument.Parse(text);
        return new VenueNames(Member(json.RootElement, "name"), Member(json.RootElement, "address"));
    }

    static string? Member(JsonElement venue, string name) =>
        venue.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Finds what a request is laid over; the names are opened on record.</summary>
public sealed class PermitBasisFinder(CaseCommands cases, IVault vault)
{
    public async Task<PermitBasis> OfAsync(PermitSnapshot permit, Actor reader, CancellationToken cancellation)
    {
        var record = permit.Record;
        var granted = record.FactsCaseNo is { } number ? await cases.FindAsync(number, cancellation) : null;
        var facts = granted?.Dossier.Current ?? PermitBasis.FactsOfFace(record.Face);
        return await WithNamesAsync(record, facts, record.FactsCaseNo, reader, cancellation);
    }

    /// <summary>For a correction: over what the case itself has said so far.</summary>
    public async Task<PermitBasis> OfAsync(
        PermitSnapshot permit, CaseSnapshot found, Actor reader, CancellationToken cancellation) =>
        await WithNamesAsync(permit.Record, found.Dossier.Current, found.CaseNo, reader, cancellation) with
        {
            Stated = await OfAsync(permit, reader, cancellation),
        };

    async Task<PermitBasis> WithNamesAsync(
        PermitRecord record, Submission facts, string? caseNo, Actor reader, CancellationToken cancellation)
    {
        var purpose = new ReadPurpose("handling-a-case", caseNo, reader);
        var (holder, venue) = (record.Face.HolderName, facts.Facts.PlaceTexts());
        var texts = await vault.ReadAsync([holder, venue], purpose, cancellation);
        var head = record.Face.Head is { } person ? await vault.ReadPersonAsync(person, purpose, cancellation) : null;
        return new PermitBasis(
            record, facts with { Defects = [], Materials = [] }, texts.GetValueOrDefault(holder), head?.GetValueOrDefault("name"),
            VenueNames.Read(texts.GetValueOrDefault(venue)));
    }
}
