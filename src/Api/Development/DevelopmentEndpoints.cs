using System.Net;
using Api.Http;
using Api.Identity;
using Application.Officers;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Licensing;
using Infrastructure.Policies;
using Infrastructure.Vault;
using NodaTime;

namespace Api.Development;

/// <summary>The movable clock and tokens for anybody. Mapped in the Development environment alone, answered on loopback alone.</summary>
public static class DevelopmentEndpoints
{
    const string Reason = "development only, loopback only: it is how a case is walked from outside";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var development = routes.MapGroup("/development").WithTags("development").AddEndpointFilter(OnLoopback);
        development.MapGet("/clock", GetClockAsync).WithName("GetClock").AdmitAnybody(Reason);
        development.MapPut("/clock", PutClockAsync).WithName("SetClock").AdmitAnybody(Reason);
        development.MapPost("/token", PostTokenAsync).WithName("IssueToken").AdmitAnybody(Reason);
    }

    public sealed record ClockView(string Now);

    public sealed record TokenView(string Token, string Person, string Role, string District, int ExpiresInSeconds);

    static async ValueTask<object?> OnLoopback(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // Without an address the caller shares this process or a socket file with us.
        var remote = context.HttpContext.Connection.RemoteIpAddress;
        return remote is null || IPAddress.IsLoopback(remote) ? await next(context) : Problems.NotFound("path.unknown");
    }

    static async Task<IResult> GetClockAsync(HttpContext http, IBusinessClock clock) =>
        WireJson.Answer(Show(await clock.NowAsync(http.RequestAborted)));

    static async Task<IResult> PutClockAsync(HttpContext http, IBusinessClock clock, PolicySignal policies)
    {
        var (json, problem) = await Bodies.JsonAsync(http);
        if (problem is not null) return problem;
        var body = new Envelope(json);
        var now = body.MomentWithOffset("now");
        if (body.Fault is { } fault) return Problem.From(fault);
        if (now < Instant.FromUtc(2000, 1, 1, 0, 0) || now > Instant.FromUtc(2200, 1, 1, 0, 0))
        {
            return Problem.From(BodyFault.Unreadable("now", "Must lie between 2000 and 2200."));
        }

        await clock.SetAsync(now, http.RequestAborted);
        policies.Wake();
        return WireJson.Answer(Show(now));
    }

    static async Task<IResult> PostTokenAsync(
        HttpContext http, DevelopmentIssuer issuer, TokenReader tokens, IVault vault, OfficerDirectory directory, OfficerCommands officers)
    {
        var (json, problem) = await Bodies.JsonAsync(http);
        if (problem is not null) return problem;
        var body = new Envelope(json);
        var role = body.OneOf("role", [.. Roles.All]);
        var regions = Regions.All.Where(region => !region.IsRetired).Select(region => region.Code).ToArray();
        var district = body.IsPresent("district") ? body.OneOf("district", regions) : Caller.City;
        var person = body.OptionalText("person", 200);
        if (body.Fault is { } fault) return Problem.From(fault);

        var reference = await PersonOfAsync(person ?? $"development:{role}:{district}", vault, http.RequestAborted);
        var token = issuer.Issue(reference, role, district);

        // Known to the directory from here on, unless somebody decided about this person and office already.
        if (role != Roles.Applicant
            && (await directory.AuthorityAsync(reference, role, district, http.RequestAborted)).Refusal is not null)
        {
            await officers.EnrolAsync(reference, "development", role, district, http.RequestAborted);
        }

        // Whoever asks for a token here signs in by it: the issuer is the place where people log in.
        var (_, refused) = await tokens.ReadAsync($"Bearer {token}", http.RequestAborted);
        return refused ?? WireJson.Answer(new TokenView(
            token, reference.Value, role, district, (int)DevelopmentIssuer.Lifetime.TotalSeconds));
    }

    /// <summary>A citizen's number, a reference known already, or the name of a login.</summary>
    static async Task<PersonRef> PersonOfAsync(string person, IVault vault, CancellationToken cancellation)
    {
        if (Identifiers.IsReference(person)) return new PersonRef(person);
        var check = CitizenId.Check(person, LocalDate.MaxIsoValue);
        var identifier = check.IsValid ? new PersonIdentifier("111", check.Value!) : new PersonIdentifier("login", person);
        return await vault.ReferToAsync(identifier, cancellation);
    }

    static ClockView Show(Instant now) =>
        new(NodaTime.Text.OffsetDateTimePattern.Rfc3339.Format(now.InZone(WorkCalendar.Zone).ToOffsetDateTime()));
}
