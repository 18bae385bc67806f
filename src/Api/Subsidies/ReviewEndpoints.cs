using Api.Http;
using Api.Identity;
using Api.Officers;
using Application;
using Application.Officers;
using Application.Ports;
using Application.Reading;
using Application.Subsidies;
using Domain.Identity;
using Domain.Licensing;
using Domain.Subsidies;
using EventStore;
using NodaTime;
using Projections;
using Projections.Reading;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>A person's review of what was decided against a claimant (人工复核): asked through the portal, decided by a clerk.</summary>
public static class ReviewEndpoints
{
    const int MostTies = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/portal/v1/vouchers/reviews", AskAsync).WithName("AskForReview").WithTags("vouchers").AdmitApp("portal");
        var reviews = routes.MapGroup("/vouchers/reviews").WithTags("vouchers");
        reviews.MapGet("", ListAsync).WithName("GetReviews").Admit(Roles.Clerk, Roles.Auditor);
        reviews.MapPost("/{decisionNo}/decision", DecideAsync).WithName("DecideReview").Admit(Roles.Clerk);
    }

    /// <param name="DecideBy">Last day for the answer.</param>
    public sealed record AskedAnswer(string DecisionNo, LocalDate AskedOn, LocalDate DecideBy);

    public sealed record DecidedAnswer(
        string DecisionNo, string Outcome, string Reason, ReviewCorrection? Corrected, LocalDate DecidedOn, bool InTime);

    /// <param name="Overdue">Not decided, and its last day has passed.</param>
    public sealed record ReviewView(
        string DecisionNo, string ProgrammeNo, PersonRef Person, string Kind, string Code, string? Detail, LocalDate ToldOn,
        ReviewLine Review, bool Overdue);

    static async Task<IResult> AskAsync(
        HttpContext http, IPeople people, ReviewDesk desk, KnownKeys keys, ISm3 sm3, IBusinessClock clock)
    {
        var (json, unreadable) = await Bodies.JsonAsync(http);
        if (unreadable is not null) return unreadable;
        var (body, now) = (new Envelope(json), await clock.NowAsync(http.RequestAborted));
        var (programmeNo, decisionNo) = (body.Code("programmeNo", 20), body.Code("decisionNo", 60));
        var (requestNo, ground) = (body.Code("requestNo", 60), body.Code("ground", 30));
        var claimant = ClaimantReader.Read(body, WorkCalendar.DayOf(now));
        if (body.Close() is { } fault) return Problem.From(fault);

        // Asking makes nobody known: whoever was refused is.
        var known = await people.FindAsync([claimant.Identifier], http.RequestAborted);
        if (!known.TryGetValue(claimant.Identifier, out var person)) return Problem.From(ReviewRefusals.DecisionMustBeYours);
        var caller = Caller.Of(http);
        var id = new CommandId(caller.Id, CommandHeaders.Kept(sm3, $"review/{requestNo}"), keys.DigestOf(http, json));
        var refused = await desk.RefusalAsync(programmeNo, person, decisionNo, http.RequestAborted);
        var result = await desk.RunAsync(
            programmeNo, person, id, new AskForReview(caller.Actor, now, decisionNo, ground, refused), http.RequestAborted);
        if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

        var asked = (await desk.FindAsync(programmeNo, person, decisionNo, http.RequestAborted)).Asked;
        CommandAnswers.SetDone(http, (CommandResult.Done)result);
        return WireJson.Answer(new AskedAnswer(decisionNo, asked.On, asked.DecideBy), StatusCodes.Status201Created);
    }

    static async Task<IResult> ListAsync(HttpContext http, ReviewQueries queries, ReadAnswers reads, IBusinessClock clock)
    {
        var (caller, query) = (Caller.Of(http), new QueryValues(http.Request.Query));
        var (state, programmeNo) = (query.OneOf("state", "open", "decided"), query.Text("programmeNo", 20));
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.AdverseDecisions, ReadModels.Programmes) is { } behind) return behind;

        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var district = caller.ReadableDistricts == ReadableDistricts.All ? null : caller.District;
        var found = await queries.ReviewsAsync(district, state, programmeNo, page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, line => new ReviewView(
            line.DecisionNo, line.ProgrammeNo, line.Person, line.Kind, line.Code, line.Detail, line.ToldOn, line.Review!,
            line.Review!.Outcome is null && today > line.Review.DecideBy)));
    }

    sealed record Asked(string Outcome, string Reason, IReadOnlyList<string> Ties, string? NotCounted);

    static async Task<IResult> DecideAsync(
        HttpContext http, string decisionNo, DirectoryCall call, ReviewDesk desk, ReviewQueries queries, ReadAnswers reads,
        OfficerDirectory directory)
    {
        if (await reads.WaitAsync(http, ReadModels.AdverseDecisions) is { } behind) return behind;
        if ((await queries.DecisionAsync(decisionNo, http.RequestAborted)).Value is not { Review: not null } line)
            return Problems.NotFound("review.unknown");
        return await call.RunAsync(
            http,
            act => new Asked(
                act.Body.Code("outcome", 20), act.Body.Code("reason", 30), TiesOf(act.Body),
                act.Body.IsPresent("notCounted") ? act.Body.Code("notCounted", 60) : null),
            async (act, asked) => await desk.RunAsync(
                line.ProgrammeNo, line.Person, act.Id,
                new DecideReview(
                    act.Actor, act.At, decisionNo, line.Person, asked.Outcome, asked.Reason, asked.Ties, asked.NotCounted,
                    Own: await directory.HasInterestAsync(
                        act.Actor.Person, new HashSet<PersonRef> { line.Person }, WorkCalendar.DayOf(act.At), http.RequestAborted)),
                http.RequestAborted),
            async (_, _) =>
            {
                var decided = (await desk.FindAsync(line.ProgrammeNo, line.Person, decisionNo, http.RequestAborted)).Decided!;
                return WireJson.Answer(new DecidedAnswer(
                    decisionNo, decided.Outcome, decided.Reason, decided.Corrected, decided.On, decided.InTime));
            });
    }

    static List<string> TiesOf(Envelope body)
    {
        var ties = new List<string>();
        foreach (var tie in body.OptionalArray("ties", MostTies) ?? [])
        {
            ties.Add(tie.ValueKind == System.Text.Json.JsonValueKind.String
                ? tie.GetString()!
                : body.Fail($"ties[{ties.Count}]", "Must be a tie to the city.", ""));
        }

        return ties;
    }
}
