using Api.Http;
using Api.Identity;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Infrastructure.Vault;
using NodaTime;
using Projections;
using Projections.Engine;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>What somebody has of vouchers: the holder through the portal, officers for a purpose and on record.</summary>
public static class WalletEndpoints
{
    const int MostDecisions = 100;
    const string Audit = "audit", Handling = "handling-vouchers", Reviewing = "reviewing-a-decision", Assisting = "assisting-the-holder";

    static readonly IProjection[] Shown = [ReadModels.Vouchers, ReadModels.AdverseDecisions, ReadModels.Programmes];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/portal/v1/vouchers/wallet", OwnAsync).WithName("GetOwnWallet").WithTags("vouchers").AdmitApp("portal");
        routes.MapGet("/vouchers/wallets/{personRef}", ByReferenceAsync).WithName("GetWallet").WithTags("vouchers")
            .Admit(Roles.FinanceMaker, Roles.FinanceChecker, Roles.Auditor, Roles.Clerk);
        routes.MapPost("/vouchers/assisted-wallet", AssistedAsync).WithName("GetAssistedWallet").WithTags("vouchers").Admit(Roles.Clerk);
    }

    /// <param name="Decisions">What was decided against the person, the newest first.</param>
    public sealed record OwnWallet(IReadOnlyList<VoucherLine> Vouchers, IReadOnlyList<DecisionView> Decisions);

    /// <param name="DecisionNo">By which a review is asked for, until the end of <paramref name="ReviewUntil"/>.</param>
    /// <param name="Title">The sentence the person was told.</param>
    public sealed record DecisionView(
        string DecisionNo, string ProgrammeNo, string Kind, string Code, string? Title, string? Detail, LegalBasis? LegalBasis,
        LocalDate ToldOn, LocalDate ReviewUntil, ReviewLine? Review)
    {
        public static DecisionView Of(AdverseDecisionLine line) => new(
            line.DecisionNo, line.ProgrammeNo, line.Kind, line.Code, TitleOf(line), line.Detail, line.Basis,
            line.ToldOn, line.ReviewUntil, line.Review);

        static string? TitleOf(AdverseDecisionLine line) => (line.Kind, line.Detail) switch
        {
            ("voided", "fraud") => "经查实以不正当手段领取，该券已作废；可申请人工复核。",
            ("voided", "mistake") => "该券系误发，已作废；可申请人工复核。",
            ("voided", _) => "应本人要求，该券已作废；如非本人要求，可申请人工复核。",
            _ => Refusals.ByCode(line.Code)?.Title,
        };
    }

    static async Task<IResult> OwnAsync(
        HttpContext http, IPeople people, SubsidyQueries queries, ReviewQueries reviews, ReadAnswers reads, IBusinessClock clock)
    {
        var (json, unreadable) = await Bodies.JsonAsync(http);
        if (unreadable is not null) return unreadable;
        var (body, today) = (new Envelope(json), WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted)));
        var claimant = ClaimantReader.Read(body, today);
        if (body.Close() is { } fault) return Problem.From(fault);
        if (await reads.WaitAsync(http, ReadModels.Vouchers, ReadModels.AdverseDecisions) is { } behind) return behind;

        // Asking makes nobody known.
        var known = await people.FindAsync([claimant.Identifier], http.RequestAborted);
        if (!known.TryGetValue(claimant.Identifier, out var person)) return WireJson.Answer(new OwnWallet([], []));
        var found = await queries.WalletAsync(person.Value, http.RequestAborted);
        var decided = await reviews.OfPersonAsync(person.Value, MostDecisions, http.RequestAborted);
        CommandAnswers.SetPosition(http, Math.Min(found.Position, decided.Position));
        return WireJson.Answer(new OwnWallet(found.Value, [.. decided.Value.Select(DecisionView.Of)]));
    }

    static Problem Restricted { get; } = new(
        StatusCodes.Status403Forbidden, "wallet.person-is-restricted", "该个人信息的处理已受限制，仅可为审计目的查阅。");

    /// <summary>ERA-14, ERA-15: of programmes whose district the reader may read, for a purpose, and on record before it leaves.</summary>
    static async Task<IResult> ByReferenceAsync(
        HttpContext http, string personRef, SubsidyQueries queries, ReviewQueries reviews, ReadAnswers reads, IRestrictions restrictions,
        IReadRecorder recorder)
    {
        var (caller, query) = (Caller.Of(http), new QueryValues(http.Request.Query));
        var fitting = caller.Role switch { Roles.Auditor => Audit, Roles.Clerk => Reviewing, _ => Handling };
        var purpose = query.OneOf("purpose", Audit, Handling, Reviewing);
        if (query.Problem is { } unreadable) return unreadable;
        if (purpose != fitting) return Problems.QueryUnreadable("purpose", $"Say why: {fitting}.");
        if (await reads.WaitAsync(http, Shown) is { } behind) return behind;

        var person = new PersonRef(personRef);
        if (purpose != Audit && await restrictions.IsRestrictedAsync(person, http.RequestAborted)) return Restricted;
        var reviewed = purpose != Reviewing
            ? null
            : (await reviews.OfPersonAsync(personRef, MostDecisions, http.RequestAborted)).Value
                .Where(line => line.Review is not null).Select(line => line.ProgrammeNo).ToHashSet();
        var found = await queries.WalletAsync(personRef, http.RequestAborted);
        var programmes = await ReadableAsync(
            found.Value.Select(line => line.ProgrammeNo).Where(no => reviewed?.Contains(no) != false), caller.MayRead, queries, http);
        List<VoucherLine> own = [.. found.Value.Where(line => programmes.Contains(line.ProgrammeNo))];
        if (own.Count > 0)
            await recorder.RecordAsync(new ReadPurpose(purpose, null, caller.Actor), [(person, "vouchers")], http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(new { Vouchers = own });
    }

    /// <summary>ERA-15: what the holder would see in the portal, of the programmes a counter of this district serves.</summary>
    static async Task<IResult> AssistedAsync(
        HttpContext http, IPeople people, SubsidyQueries queries, ReviewQueries reviews, ReadAnswers reads, IRestrictions restrictions,
        IReadRecorder recorder, IBusinessClock clock)
    {
        var (json, unreadable) = await Bodies.JsonAsync(http);
        if (unreadable is not null) return unreadable;
        var (body, today) = (new Envelope(json), WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted)));
        body.OneOf("channel", "counter", "telephone");
        var claimant = ClaimantReader.Read(body, today);
        if (body.Close() is { } fault) return Problem.From(fault);
        if (await reads.WaitAsync(http, Shown) is { } behind) return behind;

        var known = await people.FindAsync([claimant.Identifier], http.RequestAborted);
        if (!known.TryGetValue(claimant.Identifier, out var person)) return WireJson.Answer(new OwnWallet([], []));
        if (await restrictions.IsRestrictedAsync(person, http.RequestAborted)) return Restricted;
        var caller = Caller.Of(http);
        var found = await queries.WalletAsync(person.Value, http.RequestAborted);
        var decided = await reviews.OfPersonAsync(person.Value, MostDecisions, http.RequestAborted);
        var served = await ReadableAsync(
            found.Value.Select(line => line.ProgrammeNo).Concat(decided.Value.Select(line => line.ProgrammeNo)),
            district => district == Regions.City || caller.MayRead(district), queries, http);
        OwnWallet wallet = new(
            [.. found.Value.Where(line => served.Contains(line.ProgrammeNo))],
            [.. decided.Value.Where(line => served.Contains(line.ProgrammeNo)).Select(DecisionView.Of)]);
        if (wallet.Vouchers.Count + wallet.Decisions.Count > 0)
            await recorder.RecordAsync(new ReadPurpose(Assisting, null, caller.Actor), [(person, "vouchers")], http.RequestAborted);
        CommandAnswers.SetPosition(http, Math.Min(found.Position, decided.Position));
        return WireJson.Answer(wallet);
    }

    static async Task<HashSet<string>> ReadableAsync(
        IEnumerable<string> programmes, Func<string, bool> isOpen, SubsidyQueries queries, HttpContext http)
    {
        var readable = new HashSet<string>(StringComparer.Ordinal);
        foreach (var no in programmes.Distinct())
        {
            if ((await queries.ProgrammeAsync(no, http.RequestAborted)).Value is { } page && isOpen(page.District))
                readable.Add(no);
        }

        return readable;
    }
}
