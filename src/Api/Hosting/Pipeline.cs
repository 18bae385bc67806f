using Api.Audit;
using Api.Calendars;
using Api.Development;
using Api.Documents;
using Api.Health;
using Api.Http;
using Api.Identity;
using Api.Observability;
using Api.Officers;
using Api.Importing;
using Api.PersonalData;
using Api.Portal;
using Api.Prepayments;
using Api.Effects;
using Api.Proof;
using Api.Ratings;
using Api.Readers;
using Api.Rebuilding;
using Api.Register;
using Api.Rules;
using Api.Signing;
using Api.SportPermits;
using Api.Statistics;
using Api.TrainingInstitutions;
using Api.Subsidies;

namespace Api.Hosting;

/// <summary>The way of a request: failures caught, signed calls checked, callers named, then the endpoint.</summary>
public static class Pipeline
{
    public static void UseRegulation(this WebApplication app)
    {
        app.UseMiddleware<RequestTrace>();
        app.UseMiddleware<FailureMiddleware>();
        app.Use(PathSegment.RestoreAsync);
        app.UseRouting();
        app.UseApiDocument();
        app.UseMiddleware<AnswerDeadline>();
        app.UseMiddleware<SignatureMiddleware>();
        // Both once more inside: the answer of a broken or late call is signed too.
        app.UseMiddleware<FailureMiddleware>();
        app.UseMiddleware<AnswerDeadline>();
        app.UseMiddleware<IdentityMiddleware>();
        app.Use(KnownQuery.CheckAsync);

        var routes = app.MapGroup("");
        routes.AddEndpointFilter(AnswerDeadline.KeepAnswerAsync);
        PortalEndpoints.Map(routes);
        OfficerEndpoints.Map(routes);
        ProceedingEndpoints.Map(routes);
        CaseReadEndpoints.Map(routes);
        DocumentReadEndpoints.Map(routes);
        DocumentServiceEndpoints.Map(routes);
        PermitEndpoints.Map(routes);
        PermitReadEndpoints.Map(routes);
        WorkQueueEndpoint.Map(routes);
        InstitutionEndpoints.Map(routes);
        InstitutionReadEndpoints.Map(routes);
        RegisterEndpoints.Map(routes);
        CustodyEndpoints.Map(routes);
        ContractEndpoints.Map(routes);
        PrepaymentReadEndpoints.Map(routes);
        RectificationEndpoints.Map(routes);
        RectificationReadEndpoints.Map(routes);
        StatisticsEndpoints.Map(routes);
        AuditEndpoints.Map(routes);
        ReaderEndpoints.Map(routes);
        CalendarEndpoints.Map(routes);
        RuleEditionEndpoints.Map(routes);
        DirectoryEndpoints.Map(routes);
        DelegationEndpoints.Map(routes);
        AssignmentEndpoints.Map(routes);
        PersonEndpoints.Map(routes);
        DeskEndpoints.Map(routes);
        ProofEndpoints.Map(routes);
        SigningKeyEndpoints.Map(routes);
        PermitQrEndpoints.Map(routes);
        ImportEndpoints.Map(routes);
        RebuildEndpoints.Map(routes);
        routes.MapSubsidies();
        HealthEndpoints.Map(routes);
        MetricsEndpoint.Map(app);
        if (app.Environment.IsDevelopment() && app.Services.GetService<DevelopmentIssuer>() is not null) DevelopmentEndpoints.Map(routes);
    }
}
