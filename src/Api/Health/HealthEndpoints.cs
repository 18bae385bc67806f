using Api.Http;

namespace Api.Health;

/// <summary>Whether the process lives, and whether it should be sent requests.</summary>
public static class HealthEndpoints
{
    const string Reason = "balancers and supervisors carry no token; nothing is told but the state of the machinery";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("health");
        health.MapGet("/live", () => Results.Json(new { status = "live" })).WithName("Live").AdmitAnybody(Reason);
        health.MapGet("/ready", ReadyAsync).WithName("Ready").AdmitAnybody(Reason);
    }

    static async Task<IResult> ReadyAsync(HttpContext http, ReadinessCheck check)
    {
        var readiness = (await check.LookAsync(http.RequestAborted)).Readiness;
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            readiness, statusCode: readiness.MayServe ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
