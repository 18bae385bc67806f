using Api.Http;
using Domain.Documents;
using static Api.Identity.Roles;

namespace Api.Documents;

/// <summary>Service (送达) and attempts at it, recorded by the clerk.</summary>
public static class DocumentServiceEndpoints
{
    const int MostWitnesses = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("/documents/{documentNo}").WithTags("documents");
        documents.MapPost("/service", (HttpContext http, string documentNo, DocumentEndpoint endpoint) =>
            endpoint.RunAsync(http, documentNo, Serve)).WithName("ServeDocument").Admit(Clerk);
        documents.MapPost("/service-attempts", (HttpContext http, string documentNo, DocumentEndpoint endpoint) =>
            endpoint.RunAsync(http, documentNo, Fail)).WithName("RecordFailedService").Admit(Clerk);
    }

    static ServeDocument Serve(DocumentAct act)
    {
        var mode = act.Body.Code("mode", 20);
        var address = act.Body.IsPresent("address") ? act.Body.OneOf("address", "portal", "agreed") : null;
        var servedOn = act.Body.Day("servedOn");
        var witnesses = act.Body.IsPresent("witnesses") ? act.Body.Whole("witnesses", 0, MostWitnesses) : 0;
        var recorded = act.Body.IsPresent("recorded") && act.Body.Flag("recorded");
        var proof = act.Texts.SealIfAny("service-proof", act.Body.OptionalWords("proof"));
        return new(act.Actor, act.At, mode, address, servedOn, witnesses, recorded, proof, act.ThroughPortal);
    }

    static RecordFailedService Fail(DocumentAct act)
    {
        var mode = act.Body.Code("mode", 20);
        var attemptedOn = act.Body.Day("attemptedOn");
        var reason = act.Body.Code("reason", 30);
        var proof = act.Texts.Seal("service-attempt", act.Body.Words("proof"));
        return new(act.Actor, act.At, mode, attemptedOn, reason, proof);
    }
}
