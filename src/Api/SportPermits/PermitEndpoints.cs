using Api.Http;
using Application.Reading;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime.Text;
using static Api.Identity.Roles;

namespace Api.SportPermits;

/// <summary>The acts of the bureau that end a permit (行政许可法 arts 8, 69, 70; 行政处罚法 art 9(3)); the holder's requests are cases.</summary>
public static class PermitEndpoints
{
    const int LongestNumber = 60;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var permits = routes.MapGroup("/permits/{permitNo}").WithTags("permits");
        Act(permits, "/ending-proposal", "ProposePermitEnding", Propose).Admit(Clerk, Reviewer);
        Act(permits, "/withdrawal", "WithdrawPermit", Withdraw).Admit(Approver);
        Act(permits, "/annulment", "AnnulPermit", Annul).Admit(Approver);
        Act(permits, "/revocation", "RevokePermit", Revoke).Admit(Approver);
        Act(permits, "/deregistration", "DeregisterPermit", Deregister).Admit(Clerk, Approver);
    }

    static RouteHandlerBuilder Act(
        RouteGroupBuilder permits, string path, string name, Func<PermitAct, SportPermitCommand> order) =>
        permits.MapPost(path, (HttpContext http, string permitNo, PermitEndpoint endpoint) =>
            endpoint.RunAsync(http, permitNo, order)).WithName(name);

    static SportPermitCommand Propose(PermitAct act)
    {
        var (ending, cause) = (act.Body.Code("ending", 30), act.Body.Code("cause", 30));
        return new ProposePermitEnding(
            act.Actor, act.At, ending, cause, act.Texts.Seal("ending-proposal", act.Body.Words("statement")),
            act.Body.IsPresent("replaces") ? act.Body.Code("replaces", 30) : null);
    }

    static SportPermitCommand Withdraw(PermitAct act) =>
        new WithdrawPermit(
            act.Actor, act.At, act.Body.Code("cause", 30), act.NewDocumentNo("CH"), Sealed(act, "publicInterest", "public-interest"),
            Sealed(act, "compensation", "compensation"));

    static SportPermitCommand Annul(PermitAct act) =>
        new AnnulPermit(
            act.Actor, act.At, act.Body.Code("cause", 30), act.NewDocumentNo("CX"), Sealed(act, "damages", "damages"),
            Sealed(act, "publicInterestHarm", "public-interest-harm"));

    static SportPermitCommand Revoke(PermitAct act)
    {
        var sports = new List<string>();
        foreach (var item in act.Body.OptionalArray("sports", 10) ?? [])
        {
            sports.Add(item.ValueKind == System.Text.Json.JsonValueKind.String && item.GetString() is { Length: > 0 and <= 10 } code
                ? code
                : act.Body.Fail($"sports[{sports.Count}]", "Must be a code.", "-"));
        }

        return new RevokePermit(
            act.Actor, act.At, act.Body.Code("cause", 30), act.Body.OptionalText("penaltyDecisionNo", 60), sports);
    }

    static SportPermitCommand Deregister(PermitAct act)
    {
        var cause = act.Body.Code("cause", 30);
        if (act.Body.OptionalObject("proof") is not { } paper) return new DeregisterPermit(act.Actor, act.At, cause, null);

        var proof = new Envelope(paper, "proof");
        var shown = new ShownPaper(
            proof.OneOf("document", [.. ShownPaper.Documents]), proof.Number("number", LongestNumber),
            proof.Text("issuer", TextLimits.Name), proof.Day("issuedOn"));
        act.Body.Adopt(proof.Close());
        return new DeregisterPermit(act.Actor, act.At, cause, act.Texts.Seal("deregistration-proof", InWords(shown)), shown);
    }

    static string InWords(ShownPaper paper)
    {
        var kind = paper.Document switch
        {
            "death-certificate" => "死亡证明",
            "household-cancellation" => "户口注销证明",
            "court-decision" => "人民法院裁判文书",
            "registration-cancellation" => "登记机关注销登记证明",
            _ => "有关机关认定文书",
        };
        return $"{kind}，编号{paper.Number}，{paper.Issuer}，{LocalDatePattern.Iso.Format(paper.IssuedOn)}出具";
    }

    static DocumentId? Sealed(PermitAct act, string member, string kind) =>
        act.Texts.SealIfAny(kind, act.Body.OptionalWords(member));
}
