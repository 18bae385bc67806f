using Api.Http;
using Application.Officers;
using Application.SportPermits;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using static Api.Identity.Roles;
using static Api.SportPermits.OfficerEndpoints;

namespace Api.SportPermits;

/// <summary>What the bureau does between acceptance and decision beside site check and review (行政许可法 arts 45 to 48).</summary>
public static class ProceedingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup("/cases/{caseNo}").WithTags("cases");
        Act(cases, "/supplement-notice", "RequestSupplement", Want).Admit(Reviewer);
        Act(cases, "/special-procedure", "OpenSpecialProcedure", Begin).Admit(Reviewer, Clerk);
        Act(cases, "/special-procedure-end", "CloseSpecialProcedure", End).Admit(Reviewer, Clerk);
        Act(cases, "/hearing-right", "TellHearingRight", Tell).Admit(Clerk, Reviewer);
        Act(cases, "/hearing-request", "RequestHearing", Ask).Admit(Clerk);
        Act(cases, "/hearing-order", "OrderHearing", Order).Admit(Approver);
        cases.MapPost("/hearing-notice", (HttpContext http, string caseNo, CaseEndpoint endpoint, OfficerDirectory directory) =>
                endpoint.RunAsync(http, caseNo, act => AnnounceAsync(act, directory, http.RequestAborted)))
            .WithName("AnnounceHearing").Admit(Clerk);
        Act(cases, "/hearing-record", "RecordHearing", Record).Admit(Clerk, Approver, Inspector);
        Act(cases, "/hearing-drop", "DropHearing", Drop).Admit(Clerk);
        Act(cases, "/commitment", "SignCommitment", Sign).Admit(Clerk);
        cases.MapPost("/post-grant-check", (HttpContext http, string caseNo, CaseEndpoint endpoint, OfficerDirectory directory) =>
                endpoint.RunAsync(http, caseNo, act => CheckAsync(act, directory, http.RequestAborted)))
            .WithName("RecordPostGrantCheck").Admit(Inspector, Reviewer, Clerk);
    }

    static Ordered Want(Act act)
    {
        var additional = Additional(act);
        var note = act.Texts.SealIfAny("notice-note", act.Body.OptionalWords("note"));
        return new(new RequestSupplement(act.Actor, act.At, act.NewDocumentNo("BC"), additional, note));
    }

    static Ordered Begin(Act act)
    {
        var reason = act.Body.Code("reason", 30);
        var firstDay = act.Body.Day("firstDay");
        var lastDay = act.Body.Day("lastDay");
        var note = act.Texts.SealIfAny("special-procedure-note", act.Body.OptionalWords("note"));
        return new(new OpenSpecialProcedure(act.Actor, act.At, act.NewDocumentNo("TB"), reason, firstDay, lastDay, note));
    }

    static Ordered End(Act act)
    {
        var procedureNo = act.Body.Code("procedureNo", 50);
        var endedOn = act.Body.Day("endedOn");
        var result = act.Texts.SealIfAny("special-procedure-result", act.Body.OptionalWords("result"));
        return new(new CloseSpecialProcedure(act.Actor, act.At, procedureNo, endedOn, result));
    }

    static Ordered Tell(Act act)
    {
        var told = act.Texts.SealIfAny("hearing-right-told", act.Body.OptionalWords("told"));
        return new(new TellHearingRight(act.Actor, act.At, act.NewDocumentNo("TZ"), told));
    }

    static Ordered Ask(Act act)
    {
        var by = act.Body.Code("by", 30);
        var requestedOn = act.Body.Day("requestedOn");
        var request = act.Texts.Seal("hearing-request", act.Body.Words("request"));
        return new(new RequestHearing(act.Actor, act.At, by, requestedOn, request));
    }

    static Ordered Order(Act act)
    {
        var ground = act.Body.Code("ground", 30);
        var reason = act.Texts.SealIfAny("hearing-order-reason", act.Body.OptionalWords("reason"));
        return new(new OrderHearing(act.Actor, act.At, act.NewDocumentNo("TJ"), ground, reason));
    }

    static async Task<Ordered> AnnounceAsync(Act act, OfficerDirectory directory, CancellationToken cancellation)
    {
        var at = act.Body.MomentWithOffset("at");
        var place = act.Texts.Seal("hearing-place", act.Body.Words("place"));
        var chair = new PersonRef(act.Body.Code("chair", 100));
        var command = new AnnounceHearing(act.Actor, act.At, act.NewDocumentNo("TT"), at, place, chair);
        return await directory.HandledCasesOnAsync(chair, act.Case.Dossier.Organ, act.Today, cancellation)
            ? new(command)
            : new(command) { Objection = KnownRefusals.HearingChairMustBeKnown };
    }

    static Ordered Record(Act act)
    {
        var heldOn = act.Body.Day("heldOn");
        var record = act.Texts.Seal("hearing-record", act.Body.Words("record"));
        return new(new RecordHearing(act.Actor, act.At, heldOn, record));
    }

    static Ordered Drop(Act act)
    {
        var reason = act.Body.Code("reason", 30);
        var note = act.Texts.SealIfAny("hearing-drop-note", act.Body.OptionalWords("note"));
        return new(new DropHearing(act.Actor, act.At, reason, note));
    }

    static Ordered Sign(Act act)
    {
        var signedOn = act.Body.Day("signedOn");
        var commitment = act.Texts.Seal("commitment", act.Body.Words("commitment"));
        return new(new SignCommitment(act.Actor, act.At, signedOn, commitment));
    }

    static async Task<Ordered> CheckAsync(Act act, OfficerDirectory directory, CancellationToken cancellation)
    {
        var checkedOn = act.Body.Day("checkedOn");
        var outcome = act.Body.Code("outcome", 20);
        var rectifyBy = act.Body.IsPresent("rectifyBy") ? act.Body.Day("rectifyBy") : (NodaTime.LocalDate?)null;
        var officers = OfficersOf(act);
        var photos = PhotosOf(act);
        var record = act.Texts.SealIfAny("post-grant-check-record", act.Body.OptionalWords("record"));
        var command = new RecordPostGrantCheck(
            act.Actor, act.At, checkedOn, officers, outcome, rectifyBy, act.NewDocumentNo("ZG"), record, photos);
        return new(command) { Objection = await UnknownAsync(officers, checkedOn, act, directory, cancellation) };
    }
}
