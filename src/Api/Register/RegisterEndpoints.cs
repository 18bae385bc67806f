using System.Text.Json;
using Api.Http;
using Application;
using Application.Ports;
using Application.SportPermits;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using Projections;
using Projections.Reading;
using Projections.SportPermits;

namespace Api.Register;

/// <summary>The public register of permits (行政许可法 art 40: grants are open to inspection).</summary>
public static class RegisterEndpoints
{
    const string Reason = "行政许可法 art 40: what was granted is published and open to anybody";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var permits = routes.MapGroup("/register/permits").WithTags("register");
        permits.MapGet("", SearchAsync).WithName("SearchRegister").AdmitAnybody(Reason);
        permits.MapGet("/{permitNo}", FindAsync).WithName("GetPermit").AdmitAnybody(Reason);
    }

    /// <summary>The face of a permit. The head's name stands on the paper and not in the open register.</summary>
    /// <param name="NamesWithheld">erased or restricted where a name is not shown for that reason.</param>
    public sealed record PermitView(
        string PermitNo, string? HolderName, string? VenueName, string? VenueAddress, string District, string IssuingOrgan,
        string SupervisingOrgan, IReadOnlyList<string> Sports, int? RequiredLifeguards, int? RequiredInstructors, int? MaxSwimmers,
        string OpeningMode, LocalDate ValidFrom, LocalDate ValidTo, LegalBasis ValidityBasis, string State, int CertificateVersion,
        LocalDate? EndedOn, LegalBasis? EndBasis, string? NamesWithheld, string? LegacyNo);

    static async Task<IResult> SearchAsync(
        HttpContext http, RegisterQueries register, ReadAnswers reads, IVault vault, IBusinessClock clock)
    {
        var query = new QueryValues(http.Request.Query);
        var words = query.Text("q", 60)?.Trim();
        var district = query.Text("district", 6);
        var sport = query.OneOf("sport", [.. FormVocabulary.Sports]);
        var state = query.OneOf("state", [.. PermitStates.All, "all"]) ?? PermitStates.InForce;
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (!string.IsNullOrEmpty(words) && RegisterHits.IsTooShort(words)) return Problems.QueryTooShort("q");
        if (await reads.WaitAsync(http, ReadModels.Register) is { } behind) return behind;

        var documents = await RegisterHits.FindAsync(words, register, vault, http.RequestAborted);
        var search = new RegisterSearch(string.IsNullOrEmpty(words) ? null : words, district, sport, state == "all" ? null : state);
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var found = await register.SearchAsync(search, documents, page, today, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);

        var texts = await TextsAsync(found.Value.Items, vault, http.RequestAborted);
        return WireJson.Answer(PageAnswer.Of(found.Value, entry => Show(entry, texts, today)));
    }

    static async Task<IResult> FindAsync(
        HttpContext http, string permitNo, RegisterQueries register, ReadAnswers reads, IVault vault, IBusinessClock clock)
    {
        if (await reads.WaitAsync(http, ReadModels.Register) is { } behind) return behind;

        var found = await register.FindAsync(permitNo, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is not { } entry) return Problems.NotFound("permit.unknown");

        CommandAnswers.SetVersion(http, entry.Version);
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        return WireJson.Answer(Show(entry, await TextsAsync([entry], vault, http.RequestAborted), today));
    }

    static Task<IReadOnlyDictionary<DocumentId, OpenedText>> TextsAsync(
        IReadOnlyList<RegisterEntry> entries, IVault vault, CancellationToken cancellation) =>
        entries.Count == 0
            ? Task.FromResult<IReadOnlyDictionary<DocumentId, OpenedText>>(new Dictionary<DocumentId, OpenedText>())
            : vault.OpenAsync(
                [.. entries.SelectMany(entry => new[] { entry.HolderName, entry.Venue })],
                new ReadPurpose("public-register", null, Actors.Public), cancellation);

    static PermitView Show(RegisterEntry entry, IReadOnlyDictionary<DocumentId, OpenedText> texts, LocalDate today)
    {
        var holder = texts.GetValueOrDefault(entry.HolderName, OpenedText.Unknown);
        var venueText = texts.GetValueOrDefault(entry.Venue, OpenedText.Unknown);
        var venue = venueText.Text is { } json ? JsonSerializer.Deserialize<VenueText>(json, WireJson.Options) : null;
        var withheld = new[] { holder.State, venueText.State }
            .FirstOrDefault(state => state is OpenedText.Erased or OpenedText.Restricted);
        return new(
            entry.PermitNo, holder.Text, venue?.Name, venue?.Address, entry.District, entry.IssuingOrgan,
            entry.SupervisingOrgan, entry.Sports, entry.RequiredLifeguards, entry.RequiredInstructors, entry.MaxSwimmers,
            entry.OpeningMode, entry.ValidFrom, entry.ValidTo, entry.ValidityBasis, entry.StateOn(today), entry.CertificateVersion,
            entry.EndedOn, entry.EndBasis, withheld, entry.LegacyNo);
    }
}
