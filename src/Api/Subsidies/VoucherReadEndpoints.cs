using System.Globalization;
using Api.Http;
using Api.Identity;
using Application.Ports;
using Application.Subsidies;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Subsidies;
using NodaTime;
using Projections;
using Projections.Reading;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>The board of a drop, published draws, reports and open data.</summary>
public static class VoucherReadEndpoints
{
    const int MostEntries = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var programmes = routes.MapGroup("/programmes/{programmeNo}").WithTags("programmes");
        programmes.MapGet("/board", BoardAsync).WithName("GetDropBoard").AdmitAnybody("everybody may watch a drop");
        programmes.MapGet("/batches/{batch:int}/draw", DrawAsync).WithName("GetDraw").AdmitAnybody("everybody may run a draw again");
        programmes.MapGet("/report", ReportAsync).WithName("GetProgrammeReport")
            .Admit(Roles.FinanceMaker, Roles.FinanceChecker, Roles.Auditor);
        routes.MapGet("/open-data/voucher-statistics", OpenDataAsync).WithName("GetVoucherStatistics").WithTags("open data")
            .AdmitAnybody("公共数据开放: statistics without persons");
    }

    /// <param name="State">upcoming, open, sold-out, stopped or closed.</param>
    /// <param name="LastAt">Of the last claim; null, as the first one's moment is, where it would tell each of a few as it comes.</param>
    /// <param name="Left">By share, at this position of the log; null where it would tell that a few have taken of it (RPT-2).</param>
    public sealed record BoardLine(
        int Batch, string Kind, Money Face, IssueMode Mode, string State, Instant OpensAt, Instant ClosesAt, int Stock, long? Issued,
        IReadOnlyDictionary<StockShare, long?> Left, long? Returned, long? Expired, long? Voided, long? Entries, Instant? FirstAt,
        Instant? LastAt);

    /// <param name="Won">Whether a voucher was issued; null before the draw.</param>
    /// <param name="PassedOver">limit-reached or restricted, where the entry's turn had come and it won nothing (VCH-12).</param>
    public sealed record EntryLine(string Pseudonym, StockShare Share, bool? Won, string? PassedOver = null)
    {
        public static string? ReasonOf(DrawEntryLine entry) =>
            entry.PassedOver is null ? null
            : entry.PassedOver == WalletRefusals.MustNotBeRestricted.Code ? "restricted"
            : "limit-reached";
    }

    /// <param name="Seed">Revealed after the draw; its SM3 is the commitment.</param>
    /// <param name="Entries">In the order in which they are served, once it is known; before, in the order of their pseudonyms.</param>
    public sealed record DrawView(
        string ProgrammeNo, int Batch, string State, string Commitment, string? Seed, string? ListSm3, int? Count,
        IReadOnlyList<EntryLine> Entries);

    static async Task<IResult> BoardAsync(
        HttpContext http, string programmeNo, SubsidyQueries queries, ReadAnswers reads, IBusinessClock clock)
    {
        if (await reads.WaitAsync(http, ReadModels.DropBoards, ReadModels.Programmes) is { } behind) return behind;
        if ((await queries.ProgrammeAsync(programmeNo, http.RequestAborted)).Value is not { Editions.Count: > 0 } page)
            return Problems.NotFound("programme.unknown");

        var found = await queries.BoardsAsync(programmeNo, http.RequestAborted);
        var (now, boards) = (await clock.NowAsync(http.RequestAborted), found.Value.ToDictionary(board => board.Batch));
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(new
        {
            ProgrammeNo = programmeNo,
            Batches = page.Terms!.Batches.Select(plan => LineOf(page, plan, boards.GetValueOrDefault(plan.Batch), now)).ToList(),
        });
    }

    static BoardLine LineOf(ProgrammePage page, BatchPlan plan, DropBoard? board, Instant now)
    {
        var left = Enum.GetValues<StockShare>().Where(share => share == StockShare.General || plan.StockOf(share) > 0).ToDictionary(
            share => share,
            share => plan.StockOf(share) - (board?.Out.GetValueOrDefault(share) ?? 0)
                + (share == StockShare.General ? board?.Extra ?? 0 : 0));
        var state = page.Stopped.Contains(plan.Batch) ? "stopped"
            : now < plan.OpensAt ? "upcoming"
            : now >= plan.ClosesAt ? "closed"
            : left.Values.Sum() == 0 ? "sold-out"
            : "open";
        var kind = page.Terms!.KindOf(plan)!;
        var (issued, expired, voided) = (board?.Issued ?? 0, board?.Expired ?? 0, board?.Voided ?? 0);
        var ended = SmallCells.Shown([expired, voided, issued - expired - voided]);

        // What came back is what ended; what was issued is what is out and what came back.
        var returned = ended[0] is null || ended[1] is null ? null : SmallCells.Shown(board?.Returned ?? 0);
        var shown = returned is null ? null : SmallCells.Shown(issued);
        return new(
            plan.Batch, kind.Code, kind.Face, plan.Mode, state, plan.OpensAt, plan.ClosesAt, plan.Stock,
            shown, LeftOf(left, board), returned, ended[0], ended[1],
            SmallCells.Shown(board?.Entries ?? 0), shown is null ? null : board?.FirstAt,
            shown is null ? null : board?.LastAt);
    }

    static Dictionary<StockShare, long?> LeftOf(Dictionary<StockShare, long> left, DropBoard? board)
    {
        List<StockShare> shares = [.. left.Keys];
        var taken = SmallCells.Shown([.. shares.Select(share => board?.Out.GetValueOrDefault(share) ?? 0)]);
        return shares.Select((share, at) => (share, Left: taken[at] is null ? (long?)null : left[share]))
            .ToDictionary(one => one.share, one => one.Left);
    }

    static async Task<IResult> DrawAsync(
        HttpContext http, string programmeNo, int batch, SubsidyQueries queries, ReadAnswers reads, DearAnswers dear, ISm3 sm3)
    {
        var query = new QueryValues(http.Request.Query);
        var (number, size) = (query.Whole("page", 1, 1_000_000) ?? 1, query.Whole("pageSize", 1, MostEntries) ?? MostEntries);
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.Programmes, ReadModels.DrawEntries, ReadModels.Vouchers) is { } behind) return behind;
        var page = await queries.ProgrammeAsync(programmeNo, http.RequestAborted);
        if (page.Value?.Draws.FirstOrDefault(one => one.Batch == batch) is not { } draw) return Problems.NotFound("draw.unknown");

        // While entries are taken the list is nobody's: it would tell who has entered so far.
        var state = draw.Seed is not null ? "revealed" : draw.ClosedAt is not null ? "closed" : "open";
        var found = state == "open"
            ? new Found<IReadOnlyList<EntryLine>>([], page.Position)
            : await dear.AskAsync(
                string.Create(CultureInfo.InvariantCulture, $"draw/{programmeNo}/{batch}/{state}"),
                () => EntriesAsync(programmeNo, draw, queries, sm3), http.RequestAborted);
        if (found.Position < draw.ClosedAt || ReadAnswers.IsBefore(http, found.Position)) return Problems.Behind(found.Position);

        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(new DrawView(
            programmeNo, batch, state, draw.Commitment, draw.Seed, draw.ListSm3, state == "open" ? null : found.Value.Count,
            [.. found.Value.Skip((number - 1) * size).Take(size)]));
    }

    static async Task<Found<IReadOnlyList<EntryLine>>> EntriesAsync(
        string programmeNo, DrawLine draw, SubsidyQueries queries, ISm3 sm3)
    {
        var (entries, position) = await queries.EntriesAsync(programmeNo, draw.Batch, CancellationToken.None);
        if (draw.Seed is null) return new([.. entries.Select(entry => new EntryLine(entry.Pseudonym, entry.Share, null))], position);
        var holders = await queries.HoldersAsync(programmeNo, draw.Batch, CancellationToken.None);
        var known = entries.ToDictionary(entry => entry.Pseudonym);
        return new(
            [
                .. LotteryDraw.Ranked(Convert.FromHexString(draw.Seed), known.Keys, data => sm3.Hash(data))
                    .Select(pseudonym => known[pseudonym])
                    .Select(entry => new EntryLine(
                        entry.Pseudonym, entry.Share, holders.Contains(entry.Person.Value), EntryLine.ReasonOf(entry))),
            ],
            position);
    }

    static async Task<IResult> ReportAsync(HttpContext http, string programmeNo, SubsidyQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Programmes, ReadModels.Vouchers) is { } behind) return behind;
        if ((await queries.ProgrammeAsync(programmeNo, http.RequestAborted)).Value is not { Editions.Count: > 0 } page)
            return Problems.NotFound("programme.unknown");
        if (!Caller.Of(http).MayRead(page.District)) return Problems.OtherDistrict;

        var found = await queries.CountsAsync(programmeNo, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(ProgrammeReport.Of(
            page, found.Value, await queries.HoldersOfAsync(programmeNo, http.RequestAborted)));
    }

    static async Task<IResult> OpenDataAsync(
        HttpContext http, SubsidyQueries queries, ReadAnswers reads, DearAnswers dear, ISm3 sm3, IBusinessClock clock)
    {
        if (await reads.WaitAsync(http, ReadModels.Programmes, ReadModels.Vouchers) is { } behind) return behind;
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var found = await dear.AskAsync(
            string.Create(CultureInfo.InvariantCulture, $"voucher-statistics/{today.Year}/{today.DayOfYear}"),
            () => ReleaseAsync(queries, today, sm3), http.RequestAborted);
        if (ReadAnswers.IsBefore(http, found.Position)) return Problems.Behind(found.Position);

        CommandAnswers.SetPosition(http, found.Position);
        return http.Request.Headers.Accept.Any(accept => accept?.Contains("text/csv", StringComparison.OrdinalIgnoreCase) == true)
            ? Results.Bytes(found.Value.Csv, Csv.MediaType)
            : WireJson.Answer(found.Value.DataSet);
    }

    sealed record Release(OpenDataSet DataSet, byte[] Csv);

    static async Task<Found<Release>> ReleaseAsync(SubsidyQueries queries, LocalDate today, ISm3 sm3)
    {
        List<OpenDataLine> lines = [];
        var pages = await queries.PublishedProgrammesAsync(CancellationToken.None);
        foreach (var page in pages.Value)
        {
            var (counts, holders) = await queries.StatisticsAsync(page.ProgrammeNo, CancellationToken.None);
            lines.AddRange(VoucherStatistics.LinesOf(page, counts, holders));
        }

        var csv = Csv.Bytes(VoucherStatistics.Table(lines));
        return new(new(VoucherStatistics.DataSetOf(lines, csv, today, sm3), csv), pages.Position);
    }
}
