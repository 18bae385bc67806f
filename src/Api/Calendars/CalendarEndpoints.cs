using Api.Http;
using Api.Identity;
using Application.Licensing;
using Application.Ports;
using Application.Reading;
using Domain.Licensing;
using EventStore;
using NodaTime;
using NodaTime.Text;
using Projections;
using Projections.Licensing;

namespace Api.Calendars;

/// <summary>The working days as published, and how a new notice of the State Council is entered.</summary>
public static class CalendarEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendars", GetAsync).WithName("GetCalendars").WithTags("calendars").Admit([.. Roles.All]);
        routes.MapPost("/calendars", PostAsync).WithName("PublishCalendarEdition").WithTags("calendars").Admit(Roles.Operator);
    }

    static async Task<IResult> GetAsync(HttpContext http, CalendarQueries calendars, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Calendars) is { } behind) return behind;

        var found = await calendars.AllAsync(http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(new { Items = found.Value });
    }

    static async Task<IResult> PostAsync(HttpContext http, PublishCalendarEditionHandler handler, KnownKeys keys)
    {
        var (call, problem) = await keys.ReadAsync(http);
        if (call is null) return problem!;

        var body = call.Body;
        var edition = new CalendarEdition(
            body.Whole("year", 1900, 2200), body.Code("edition", 20), body.Flag("provisional"),
            Days(body, "daysOff"), Days(body, "makeUpWorkdays"), body.Text("source", 100));
        if (body.Close() is { } fault) return Problem.From(fault);

        var result = await handler.HandleAsync(
            Caller.Of(http).Actor, call.Id, edition, expectedVersion: null, http.RequestAborted);
        if (CommandAnswers.ProblemOf(http, result) is { } refused) return refused;

        CommandAnswers.SetDone(http, (Application.CommandResult.Done)result);
        return WireJson.Answer(edition, StatusCodes.Status201Created);
    }

    static List<LocalDate> Days(Envelope body, string name)
    {
        var days = new List<LocalDate>();
        foreach (var item in body.OptionalArray(name, 400) ?? [])
        {
            var parsed = LocalDatePattern.Iso.Parse(item.ValueKind == System.Text.Json.JsonValueKind.String ? item.GetString()! : "");
            days.Add(parsed.Success ? parsed.Value : body.Fail($"{name}[{days.Count}]", "Must be a day that exists.", default(LocalDate)));
        }

        return days;
    }
}
