using Api.Http;
using Application.Officers;
using Application.SportPermits;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using static Api.Identity.Roles;

namespace Api.SportPermits;

/// <summary>The acts of the bureau on a case, in the order of the procedure (行政许可法 arts 32 to 44).</summary>
public static class OfficerEndpoints
{
    /// <summary>Laws a refusal may rest on; a ground stands in the event, so it is no place for free text.</summary>
    static readonly string[] KnownLaws =
    [
        "行政许可法", "体育法", "全民健身条例", "经营高危险性体育项目许可管理办法", "GB 19079.1-2013", "GB 19079.4-2014", "GB 19079.4-2025",
        "GB 19079.6-2013", "GB 19079.10-2013", "民办教育促进法", "未成年人保护法", "课外体育培训行为规范", "校外培训机构从业人员管理办法",
        "十三部门意见", "教监管厅函〔2022〕9号",
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup("/cases/{caseNo}").WithTags("cases");
        Act(cases, "/correction-notice", "RequestCorrection", RequestCorrection).Admit(Clerk);
        Act(cases, "/acceptance", "AcceptApplication", Accept).Admit(Clerk);
        Act(cases, "/non-acceptance", "DeclineAcceptance", Decline).Admit(Clerk);
        Act(cases, "/review", "CompleteReview", Review).Admit(Reviewer);
        Act(cases, "/delivery", "DeliverDecision", Deliver).Admit(Clerk);
        Act(cases, "/extension", "ExtendDecisionPeriod", Extend).Admit(Approver);
        cases.MapPost("/site-check", (HttpContext http, string caseNo, CaseEndpoint endpoint, OfficerDirectory directory) =>
                endpoint.RunAsync(http, caseNo, act => SiteCheckAsync(act, directory, http.RequestAborted)))
            .WithName("RecordSiteCheck").Admit(Inspector, Reviewer, Clerk);
        Act(cases, "/decision", "Decide", Decide).Admit(Approver);
    }

    internal static RouteHandlerBuilder Act(RouteGroupBuilder cases, string path, string name, Func<Act, Ordered> order) =>
        cases.MapPost(path, (HttpContext http, string caseNo, CaseEndpoint endpoint) =>
            endpoint.RunAsync(http, caseNo, act => Task.FromResult(order(act)))).WithName(name);

    static Ordered RequestCorrection(Act act)
    {
        var additional = Additional(act);
        var note = act.Texts.SealIfAny("notice-note", act.Body.OptionalWords("note"));
        return new(new RequestCorrection(act.Actor, act.At, act.NewDocumentNo("BZ"), additional, note));
    }

    internal static List<AdditionalDefect> Additional(Act act)
    {
        var additional = new List<AdditionalDefect>();
        foreach (var (item, index) in (act.Body.OptionalArray("additional", 50) ?? []).Select((item, index) => (item, index)))
        {
            var entry = new Application.Reading.Envelope(item, $"additional[{index}]");
            var field = entry.Path("field", 100);
            additional.Add(new AdditionalDefect(field, act.Texts.Seal("defect-reason", entry.Words("reason"))));
            act.Body.Adopt(entry.Fault);
        }

        return additional;
    }

    static Ordered Accept(Act act) => new(new AcceptApplication(act.Actor, act.At, act.NewDocumentNo("SL")));

    static Ordered Decline(Act act)
    {
        var ground = act.Body.Code("ground", 30);
        var reason = act.Texts.SealIfAny("non-acceptance-reason", act.Body.OptionalWords("reason"));
        return new(new DeclineAcceptance(act.Actor, act.At, ground, act.NewDocumentNo("BSL"), reason));
    }

    static async Task<Ordered> SiteCheckAsync(Act act, OfficerDirectory directory, CancellationToken cancellation)
    {
        var checkedOn = act.Body.Day("checkedOn");
        var passed = act.Body.Flag("passed");
        var officers = OfficersOf(act);
        var photos = PhotosOf(act);
        var record = act.Texts.SealIfAny("site-check-record", act.Body.OptionalWords("record"));
        var command = new RecordSiteCheck(act.Actor, act.At, checkedOn, officers, passed, record, photos);

        return new(command) { Objection = await UnknownAsync(officers, checkedOn, act, directory, cancellation) };
    }

    internal static List<PersonRef> OfficersOf(Act act) => [.. Strings(act, "officers", 10).Select(text => new PersonRef(text))];

    internal static List<FileId> PhotosOf(Act act) =>
        [.. Strings(act, "photos", 50).Select((text, index) =>
            new FileId(Guid.TryParse(text, out var id) ? id : act.Body.Fail($"photos[{index}]", "Must be a file id.", Guid.Empty)))];

    internal static async Task<Domain.Kernel.Refusal?> UnknownAsync(
        IReadOnlyList<PersonRef> officers, NodaTime.LocalDate checkedOn, Act act, OfficerDirectory directory,
        CancellationToken cancellation)
    {
        foreach (var (officer, index) in officers.Select((officer, index) => (officer, index)))
        {
            if (!await directory.HandledCasesOnAsync(officer, act.Case.Dossier.Organ, checkedOn, cancellation))
                return KnownRefusals.SiteCheckOfficerMustBeKnown with { Field = $"officers[{index}]" };
        }

        return null;
    }

    static Ordered Review(Act act)
    {
        var recommendation = act.Body.Code("recommendation", 20);
        var opinion = act.Texts.SealIfAny("review-opinion", act.Body.OptionalWords("opinion"));
        return new(new CompleteReview(act.Actor, act.At, recommendation, opinion));
    }

    static Ordered Decide(Act act) => act.Body.OneOf("outcome", "granted", "refused") == "granted" ? Grant(act) : Refuse(act);

    /// <summary>The number is drawn in the transaction of the grant, so that a refused grant leaves no gap.</summary>
    static Ordered Grant(Act act)
    {
        var opinion = act.Texts.SealIfAny("decision-opinion", act.Body.OptionalWords("opinion"));
        if (act.Case.Dossier.Request is { } request) return new(new GrantPermit(act.Actor, act.At, request.PermitNo, opinion));

        var organ = act.Case.Dossier.Organ;
        var year = act.Today.Year;
        var counter = new Guard.Counter("permit-no", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{organ}/{year}"));
        return new(new GrantPermit(act.Actor, act.At, "", opinion))
        {
            Guards = [counter],
            Complete = (command, counters) => (GrantPermit)command with
            {
                PermitNo = CaseNumbers.Permit(organ, year, counters[$"{counter.Name}/{counter.Key}"]),
            },
        };
    }

    static Ordered Refuse(Act act)
    {
        var grounds = new List<RefusalGround>();
        foreach (var (item, index) in (act.Body.OptionalArray("grounds", 50) ?? []).Select((item, index) => (item, index)))
        {
            var entry = new Application.Reading.Envelope(item, $"grounds[{index}]");
            grounds.Add(new RefusalGround(entry.Path("field", 100), entry.OneOf("law", KnownLaws), entry.Article("article")));
            act.Body.Adopt(entry.Fault);
        }

        var reason = act.Texts.SealIfAny("refusal-reason", act.Body.OptionalWords("reason"));
        return new(new RefusePermit(act.Actor, act.At, act.NewDocumentNo("BXK"), grounds, reason)
        {
            FalseMaterials = Strings(act, "falseMaterials", 50),
        });
    }

    static Ordered Deliver(Act act)
    {
        var mode = act.Body.Code("mode", 20);
        var deliveredOn = act.Body.Day("deliveredOn");
        var proof = act.Texts.SealIfAny("delivery-proof", act.Body.OptionalWords("proof"));
        return new(new DeliverDecision(act.Actor, act.At, mode, deliveredOn, proof));
    }

    static Ordered Extend(Act act)
    {
        var reason = act.Body.Words("reason");
        return new(new ExtendDecisionPeriod(act.Actor, act.At, act.Texts.Seal("extension-reason", reason)));
    }

    static List<string> Strings(Act act, string name, int most)
    {
        var texts = new List<string>();
        foreach (var item in act.Body.OptionalArray(name, most) ?? [])
        {
            texts.Add(item.ValueKind == System.Text.Json.JsonValueKind.String && item.GetString() is { Length: > 0 and <= 100 } text
                ? text
                : act.Body.Fail($"{name}[{texts.Count}]", "Must be a text.", "-"));
        }

        return texts;
    }
}
