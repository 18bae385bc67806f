using Api.Audit;
using Api.Calendars;
using Api.Development;
using Api.Health;
using Api.Http;
using Api.Identity;
using Api.Portal;
using Api.Register;
using Api.Signing;
using Api.SportPermits;

namespace Api.Hosting;

/// <summary>The way of a request: failures caught, signed calls checked, callers named, then the endpoint.</summary>
public static class Pipeline
{
    public static void UseRegulation(this WebApplication app)
    {
        app.UseMiddleware<FailureMiddleware>();
        app.Use(PathSegment.RestoreAsync);
        app.UseRouting();
        app.UseApiDocument();
        app.UseMiddleware<SignatureMiddleware>();
        // Once more inside: the answer of a broken call is signed too.
        app.UseMiddleware<FailureMiddleware>();
        app.UseMiddleware<IdentityMiddleware>();

        PortalEndpoints.Map(app);
        OfficerEndpoints.Map(app);
        CaseReadEndpoints.Map(app);
        WorkQueueEndpoint.Map(app);
        RegisterEndpoints.Map(app);
        AuditEndpoints.Map(app);
        CalendarEndpoints.Map(app);
        HealthEndpoints.Map(app);
        if (app.Environment.IsDevelopment() && app.Services.GetService<DevelopmentIssuer>() is not null) DevelopmentEndpoints.Map(app);
    }
}
