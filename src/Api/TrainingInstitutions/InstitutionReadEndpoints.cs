using System.Globalization;
using System.Text.Json;
using Api.Http;
using Api.Identity;
using Api.Register;
using Application;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using NodaTime;
using NodaTime.Text;
using Projections;
using Projections.Reading;
using Projections.TrainingInstitutions;

namespace Api.TrainingInstitutions;

/// <summary>What parents, officers and anybody with a spreadsheet may know of training institutions.</summary>
public static class InstitutionReadEndpoints
{
    const string Reason = "十三部门意见: the white list and what was approved are published for parents";

    /// <summary>Most names opened for one question; whoever finds more should say more.</summary>
    const int MostOpened = 500;

    const int MostFound = 10_000;

    const int MostRows = 5_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/register/training-institutions").WithTags("register");
        open.MapGet("", SearchAsync).WithName("SearchInstitutions").AdmitAnybody(Reason);
        open.MapGet("/open-data.csv", OpenDataAsync).WithName("GetInstitutionsOpenData").AdmitAnybody(Reason);
        open.MapGet("/{institutionNo}", ShowAsync).WithName("GetInstitution").AdmitAnybody(Reason);

        var pages = routes.MapGroup("/training-institutions").WithTags("training-institutions");
        pages.MapGet("/statistics", FiguresAsync).WithName("GetInstitutionStatistics").Admit(Roles.CaseReaders);
        pages.MapGet("/{institutionNo}", PageAsync).WithName("GetInstitutionPage").Admit(Roles.CaseReaders);
    }

    /// <param name="Name">Null where it is not shown; then <paramref name="NamesWithheld"/> says why.</param>
    /// <param name="Coaches">On the staff and cleared for a class on the day of the answer.</param>
    public sealed record InstitutionView(
        string InstitutionNo, string? Name, string? Address, string District, string IssuingOrgan, string Kind, string? CreditCode,
        IReadOnlyList<string> Sports, decimal TrainingFloorAreaM2, string CustodyMode, string State, bool WhiteListed,
        LocalDate? WhiteListedOn, int Coaches, LocalDate ValidFrom, LocalDate ValidTo, string? NamesWithheld);

    /// <param name="Blocked">Coaches of lessons ahead who are not cleared on the day of the lesson, lesson by lesson.</param>
    public sealed record InstitutionPageView(InstitutionPage Institution, string State, IReadOnlyList<BlockedLesson> Blocked);

    /// <param name="Reason">not-on-staff, no-certificate or check-lapsed.</param>
    public sealed record BlockedLesson(string LessonNo, LocalDate Date, PersonRef Coach, string Reason);

    static async Task<IResult> SearchAsync(
        HttpContext http, InstitutionQueries institutions, ReadAnswers reads, IVault vault, IBusinessClock clock)
    {
        var query = new QueryValues(http.Request.Query);
        var words = query.Text("q", 60)?.Trim();
        var district = query.Text("district", 6);
        var sport = query.Text("sport", 30);
        var list = query.OneOf("list", ["white", "all"]) ?? "white";
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (!string.IsNullOrEmpty(words) && RegisterHits.IsTooShort(words)) return Problems.QueryTooShort("q");
        if (await reads.WaitAsync(http, ReadModels.Institutions) is { } behind) return behind;

        var documents = await HitsAsync(words, institutions, vault, http.RequestAborted);
        var search = new InstitutionSearch(string.IsNullOrEmpty(words) ? null : words, district, sport, list == "white");
        var found = await institutions.SearchAsync(search, documents, page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);

        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var texts = await TextsAsync(found.Value.Items, vault, http.RequestAborted);
        return WireJson.Answer(PageAnswer.Of(found.Value, entry => Show(entry, texts, today)));
    }

    static async Task<IResult> ShowAsync(
        HttpContext http, string institutionNo, InstitutionQueries institutions, ReadAnswers reads, IVault vault, IBusinessClock clock)
    {
        if (await reads.WaitAsync(http, ReadModels.Institutions) is { } behind) return behind;

        var found = await institutions.FindAsync(institutionNo, ReadScope.Everything, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is not { } page) return Problems.NotFound("institution.unknown");

        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        return WireJson.Answer(Show(page, await TextsAsync([page], vault, http.RequestAborted), today));
    }

    static readonly IReadOnlyList<string> OpenDataColumns =
    [
        "institutionNo", "name", "address", "district", "creditCode", "kind", "sports", "floorAreaM2", "custody", "listedOn", "validTo",
    ];

    /// <summary>The white list as a file for reuse: one line an institution, no person in it.</summary>
    static async Task<IResult> OpenDataAsync(
        HttpContext http, InstitutionQueries institutions, ReadAnswers reads, IVault vault, IBusinessClock clock)
    {
        if (await reads.WaitAsync(http, ReadModels.Institutions) is { } behind) return behind;

        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var lines = new List<IReadOnlyList<string>> { OpenDataColumns };
        for (var number = 1; lines.Count <= MostRows; number++)
        {
            var found = await institutions.SearchAsync(
                new InstitutionSearch(null, null, null, WhiteListed: true), [], new PageRequest(number, PageRequest.LargestSize),
                http.RequestAborted);
            CommandAnswers.SetPosition(http, found.Position);
            var texts = await TextsAsync(found.Value.Items, vault, http.RequestAborted);
            lines.AddRange(found.Value.Items.Select(page => Line(Show(page, texts, today))));
            if (found.Value.Items.Count < PageRequest.LargestSize) break;
        }

        return Results.File(Csv.Bytes(lines), Csv.MediaType, "training-institutions.csv");
    }

    static IReadOnlyList<string> Line(InstitutionView view) =>
    [
        view.InstitutionNo, view.Name ?? "", view.Address ?? "", view.District, view.CreditCode ?? "", view.Kind,
        string.Join(' ', view.Sports), view.TrainingFloorAreaM2.ToString("0.##", CultureInfo.InvariantCulture), view.CustodyMode,
        view.WhiteListedOn is { } listed ? LocalDatePattern.Iso.Format(listed) : "", LocalDatePattern.Iso.Format(view.ValidTo),
    ];

    static async Task<IResult> FiguresAsync(HttpContext http, InstitutionQueries institutions, ReadAnswers reads, IBusinessClock clock)
    {
        if (await reads.WaitAsync(http, ReadModels.Institutions) is { } behind) return behind;

        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var found = await institutions.FiguresAsync(today, ReadAnswers.ScopeOf(Caller.Of(http)), http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(new { On = today, Districts = found.Value });
    }

    static async Task<IResult> PageAsync(
        HttpContext http, string institutionNo, InstitutionQueries institutions, ReadAnswers reads, IBusinessClock clock)
    {
        if (await reads.WaitAsync(http, ReadModels.Institutions) is { } behind) return behind;

        var found = await institutions.FindAsync(institutionNo, ReadAnswers.ScopeOf(Caller.Of(http)), http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is not { } page)
        {
            var exists = (await institutions.FindAsync(institutionNo, ReadScope.Everything, http.RequestAborted)).Value is not null;
            return exists ? Problems.OtherDistrict : Problems.NotFound("institution.unknown");
        }

        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        CommandAnswers.SetVersion(http, page.Version);
        return WireJson.Answer(new InstitutionPageView(page, page.StateOn(today), [.. BlockedIn(page, today)]));
    }

    /// <summary>TI-23: a check that lapses after the timetable was filed blocks the lessons from that day.</summary>
    static IEnumerable<BlockedLesson> BlockedIn(InstitutionPage page, LocalDate today) =>
        from lesson in page.Lessons
        where lesson.Date >= today
        from coach in lesson.Coaches
        let reason = page.WhyNotCleared(coach, lesson.Date)
        where reason is not null
        select new BlockedLesson(lesson.LessonNo, lesson.Date, coach, reason);

    static async Task<IReadOnlyCollection<DocumentId>> HitsAsync(
        string? words, InstitutionQueries institutions, IVault vault, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(words)) return [];

        var promised = await vault.SearchAsync(words, MostFound, cancellation);
        if (promised.Count == 0) return [];

        var published = await institutions.PublishedAsync(promised, MostOpened, cancellation);
        if (published.Count == 0) return [];

        var texts = await vault.ReadAsync(published, new ReadPurpose("public-register", null, Actors.Public), cancellation);
        return [.. texts.Where(text => text.Value is { } known && RegisterHits.Holds(known, words)).Select(text => text.Key)];
    }

    static Task<IReadOnlyDictionary<DocumentId, OpenedText>> TextsAsync(
        IReadOnlyList<InstitutionPage> pages, IVault vault, CancellationToken cancellation) =>
        pages.Count == 0
            ? Task.FromResult<IReadOnlyDictionary<DocumentId, OpenedText>>(new Dictionary<DocumentId, OpenedText>())
            : vault.OpenAsync(
                [.. pages.Select(page => page.Face.Texts)], new ReadPurpose("public-register", null, Actors.Public), cancellation);

    /// <summary>The organiser may be a person: who it is stands in no public answer.</summary>
    static InstitutionView Show(InstitutionPage page, IReadOnlyDictionary<DocumentId, OpenedText> texts, LocalDate today)
    {
        var sealedText = texts.GetValueOrDefault(page.Face.Texts, OpenedText.Unknown);
        var names = sealedText.Text is { } json ? JsonSerializer.Deserialize<VenueText>(json, WireJson.Options) : null;
        return new(
            page.InstitutionNo, names?.Name, names?.Address, page.Face.RegionCode, page.Organ, page.Face.Kind, page.CreditCode,
            page.Face.Sports, page.Face.TrainingFloorAreaM2, page.Face.CustodyMode, page.StateOn(today), page.WhiteListedOn is not null,
            page.WhiteListedOn, page.Staff.Count(line => line.Role == "coach" && page.WhyNotCleared(line.Person, today) is null),
            page.ValidFrom, page.ValidTo,
            sealedText.State is OpenedText.Erased or OpenedText.Restricted ? sealedText.State : null);
    }
}
