using Api.Http;
using Api.Identity;
using Application;
using Application.Licensing;
using Application.Ports;
using Application.Reading;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;
using Projections;
using Projections.Licensing;

namespace Api.Rules;

/// <summary>Dated rules that operators publish: one enters an edition, another approves it, and then it applies (SP-18).</summary>
public static class RuleEditionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var staffing = routes.MapGroup("/staffing-minimums").WithTags("rules");
        staffing.MapGet("", (HttpContext http, RuleEditionQueries editions, ReadAnswers reads) =>
            ListAsync(http, "staffing-minimum", editions, reads)).WithName("GetStaffingMinimums").Admit([.. Roles.All]);
        staffing.MapPost("", (HttpContext http, Editor editor) => editor.RunAsync(http, Staffing)).WithName("ProposeStaffingMinimum")
            .Admit(Roles.Operator);
        staffing.MapPost("/approval", (HttpContext http, Editor editor) => editor.RunAsync(http, ApproveStaffing))
            .WithName("ApproveStaffingMinimum").Admit(Roles.Operator);

        var lists = routes.MapGroup("/commitment-lists").WithTags("rules");
        lists.MapGet("", (HttpContext http, RuleEditionQueries editions, ReadAnswers reads) =>
            ListAsync(http, "commitment-list", editions, reads)).WithName("GetCommitmentLists").Admit([.. Roles.All]);
        lists.MapPost("", (HttpContext http, Editor editor) => editor.RunAsync(http, Commitment)).WithName("ProposeCommitmentList")
            .Admit(Roles.Operator);
        lists.MapPost("/approval", (HttpContext http, Editor editor) => editor.RunAsync(http, ApproveCommitment))
            .WithName("ApproveCommitmentList").Admit(Roles.Operator);

        var training = routes.MapGroup("/training-rules").WithTags("rules");
        training.MapGet("", (HttpContext http, RuleEditionQueries editions, ReadAnswers reads) =>
            ListAsync(http, "training-rule", editions, reads)).WithName("GetTrainingRules").Admit([.. Roles.All]);
        training.MapPost("", (HttpContext http, Editor editor) => editor.RunAsync(http, Training)).WithName("ProposeTrainingRule")
            .Admit(Roles.Operator);
        training.MapPost("/approval", (HttpContext http, Editor editor) => editor.RunAsync(http, ApproveTraining))
            .WithName("ApproveTrainingRule").Admit(Roles.Operator);
    }

    static async Task<IResult> ListAsync(HttpContext http, string kind, RuleEditionQueries editions, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.RuleEditions) is { } behind) return behind;

        var found = await editions.AllAsync(kind, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(new { Items = found.Value });
    }

    /// <summary>What an operator asks of one rule.</summary>
    /// <param name="Proposal">The edition as entered; null where one is approved.</param>
    internal sealed record Order(string Stream, RuleEditionEvent? Proposal, IReadOnlyList<string> KnownSubjects, string Edition);

    static Order Staffing(Envelope body, Caller caller, LocalDate today, ISm3 sm3)
    {
        var sport = body.OneOf("sport", [.. SportStandards.SportsByNumber]);
        var edition = body.Text("edition", 40);
        return new(
            RuleBook.StaffingStream(sport),
            new StaffingMinimumProposed(
                sport, edition, body.Day("inForceFrom"), OptionalDay(body, "inForceTo"), body.Whole("instructors", -1, 10_000),
                body.Whole("rescuers", -1, 10_000), BasisOf(body), body.Text("source", 100), caller.Actor.Person, today),
            SportStandards.SportsByNumber, edition);
    }

    static Order Commitment(Envelope body, Caller caller, LocalDate today, ISm3 sm3)
    {
        var taskCode = body.OneOf("taskCode", [.. RuleBook.TaskCodes]);
        var edition = body.Text("edition", 40);
        var addresses = new List<ListedAddress>();
        foreach (var (item, index) in (body.OptionalArray("addresses", 2000) ?? []).Select((item, index) => (item, index)))
        {
            var entry = new Envelope(item, $"addresses[{index}]");
            addresses.Add(new ListedAddress(entry.Code("entryId", 40), AddressKey.Of(entry.Text("address", 200), sm3)));
            body.Adopt(entry.Close());
        }

        return new(
            RuleBook.CommitmentStream(taskCode),
            new CommitmentListProposed(
                taskCode, edition, body.Day("inForceFrom"), OptionalDay(body, "inForceTo"), addresses, BasisOf(body),
                body.Text("source", 100), caller.Actor.Person, today),
            RuleBook.TaskCodes, edition);
    }

    /// <summary>TI-2: what a district sets for training institutions.</summary>
    static Order Training(Envelope body, Caller caller, LocalDate today, ISm3 sm3)
    {
        var district = body.OneOf("district", [.. Districts]);
        var edition = body.Text("edition", 40);
        return new(
            RuleBook.TrainingStream(district),
            new TrainingRuleProposed(
                district, edition, body.Day("inForceFrom"), OptionalDay(body, "inForceTo"), body.OptionalText("organ", 60) ?? "",
                body.Whole("decisionWorkingDays", 0, 1000), body.Whole("extensionWorkingDays", 0, 1000),
                body.Whole("validityYears", 0, 100),
                body.IsPresent("minFloorAreaM2") ? body.Whole("minFloorAreaM2", 0, 1_000_000) : null,
                body.IsPresent("minCapitalFen") ? new Money(body.Whole("minCapitalFen", 0, int.MaxValue)) : null, BasisOf(body),
                body.Text("source", 100), caller.Actor.Person, today)
            {
                SchoolHours = SchoolHoursOf(body),
            },
            Districts, edition);
    }

    static SchoolHours? SchoolHoursOf(Envelope body)
    {
        if (body.OptionalObject("schoolHours") is not { } element) return null;

        var hours = new Envelope(element, "schoolHours");
        var terms = new List<SchoolTerm>();
        foreach (var (item, index) in (hours.OptionalArray("terms", 100) ?? []).Select((item, index) => (item, index)))
        {
            var term = new Envelope(item, $"schoolHours.terms[{index}]");
            terms.Add(new SchoolTerm(term.Day("firstDay"), term.Day("lastDay")));
            hours.Adopt(term.Close());
        }

        var read = new SchoolHours(hours.Time("from"), hours.Time("to"), terms);
        body.Adopt(hours.Close());
        return read;
    }

    static Order ApproveTraining(Envelope body, Caller caller, LocalDate today, ISm3 sm3) =>
        new(RuleBook.TrainingStream(body.OneOf("district", [.. Districts])), null, [], body.Text("edition", 40));

    static IReadOnlyList<string> Districts { get; } =
        [.. Regions.All.Where(region => !region.IsRetired && region.Code != Regions.City).Select(region => region.Code)];

    static Order ApproveStaffing(Envelope body, Caller caller, LocalDate today, ISm3 sm3) =>
        new(RuleBook.StaffingStream(body.OneOf("sport", [.. SportStandards.SportsByNumber])), null, [], body.Text("edition", 40));

    static Order ApproveCommitment(Envelope body, Caller caller, LocalDate today, ISm3 sm3) =>
        new(RuleBook.CommitmentStream(body.OneOf("taskCode", [.. RuleBook.TaskCodes])), null, [], body.Text("edition", 40));

    static LocalDate? OptionalDay(Envelope body, string name) => body.IsPresent(name) ? body.Day(name) : null;

    static LegalBasis BasisOf(Envelope body) => new(body.Text("law", 60), body.Text("article", 30));

    /// <summary>The way of an operator's command on a rule: key, body, decision, answer.</summary>
    public sealed class Editor(RuleEditionHandler handler, KnownKeys keys, IBusinessClock clock, ISm3 sm3)
    {
        internal async Task<IResult> RunAsync(HttpContext http, Func<Envelope, Caller, LocalDate, ISm3, Order> read)
        {
            var (call, problem) = await keys.ReadAsync(http);
            if (call is null) return problem!;

            var caller = Caller.Of(http);
            var now = await clock.NowAsync(http.RequestAborted);
            var order = read(call.Body, caller, WorkCalendar.DayOf(now), sm3);
            if (call.Body.Close() is { } fault) return Problem.From(fault);

            var result = order.Proposal is { } proposal
                ? await handler.ProposeAsync(
                    call.Id, order.Stream, new ProposeRuleEdition(caller.Actor, now, proposal, order.KnownSubjects), http.RequestAborted)
                : await handler.ApproveAsync(
                    call.Id, order.Stream, new ApproveRuleEdition(caller.Actor, now, order.Edition), http.RequestAborted);
            if (CommandAnswers.ProblemOf(http, result) is { } refused) return refused;

            CommandAnswers.SetDone(http, (CommandResult.Done)result);
            return order.Proposal is { } entered
                ? WireJson.Answer((object)entered, StatusCodes.Status201Created)
                : WireJson.Answer(new { order.Edition, Approved = true });
        }
    }
}
