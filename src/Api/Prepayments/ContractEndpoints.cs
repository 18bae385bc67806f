using Api.Http;
using Domain.Licensing;
using Domain.Prepayments;
using static Api.Identity.Roles;

namespace Api.Prepayments;

/// <summary>Contracts and lessons: the institution offers and records, the parent signs, confirms and takes back.</summary>
/// <remarks>Institution and parents come with the role applicant; whose contract it is, the account knows.</remarks>
public static class ContractEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/custody-accounts/{institution}/contracts", (HttpContext http, string institution, PrepaymentEndpoint endpoint) =>
                endpoint.OfferAsync(http, institution, act => OfferAsync(http, act)))
            .WithTags("prepayments").WithName("OfferContract").Admit(Applicant);

        var contract = routes.MapGroup("/prepayment-contracts/{contractNo}").WithTags("prepayments");
        Act(contract, "/signature", "SignContract", Sign).Admit(Applicant);
        Act(contract, "/payment", "RecordPayment", (act, offer) => new RecordPayment(act.Actor, act.At, offer.ContractNo)).Admit(Applicant);
        Act(contract, "/refunds", "RequestRefund", (act, offer) => new RequestRefund(
            act.Actor, act.At, offer.ContractNo, act.Body.IsPresent("lessons") ? act.Number("lessons") : null)).Admit(Applicant);
        Numbered(contract, "/refunds/{number:int}/receipt", "ConfirmRefund", (act, offer, number) =>
            new ConfirmRefund(act.Actor, act.At, offer.ContractNo, number)).Admit(Applicant);
        Numbered(contract, "/lessons/{number:int}/delivery", "RecordLesson", Record).Admit(Applicant);
        Numbered(contract, "/lessons/{number:int}/confirmation", "ConfirmLesson", (act, offer, number) =>
            new ConfirmLesson(act.Actor, act.At, offer.ContractNo, number)).Admit(Applicant);
        Numbered(contract, "/lessons/{number:int}/decision", "DecideLesson", (act, offer, number) => new DecideLesson(
            act.Actor, act.At, offer.ContractNo, number, act.Body.Flag("tookPlace"),
            act.Seal(offer.Parent, "lesson-decision-reason", act.Body.Words("reason")))).Admit(Clerk, Inspector);
    }

    static RouteHandlerBuilder Act(
        RouteGroupBuilder contract, string path, string name, Func<PrepaymentAct, ContractOffered, PrepaymentCommand> make) =>
        contract.MapPost(path, (HttpContext http, string contractNo, PrepaymentEndpoint endpoint) =>
                endpoint.ContractAsync(http, contractNo, (act, offer) => Task.FromResult(make(act, offer))))
            .WithName(name);

    static RouteHandlerBuilder Numbered(
        RouteGroupBuilder contract, string path, string name, Func<PrepaymentAct, ContractOffered, int, PrepaymentCommand> make) =>
        contract.MapPost(path, (HttpContext http, string contractNo, int number, PrepaymentEndpoint endpoint) =>
                endpoint.ContractAsync(http, contractNo, (act, offer) => Task.FromResult(make(act, offer, number))))
            .WithName(name);

    static async Task<OfferContract> OfferAsync(HttpContext http, PrepaymentAct act)
    {
        var terms = new ContractTerms(
            act.Body.Code("course", 30), act.Body.Code("classNo", 30), act.Body.Day("firstDay"), act.Body.Day("lastDay"),
            act.Body.Whole("lessons", int.MinValue, int.MaxValue), act.Body.Whole("lessonMinutes", int.MinValue, int.MaxValue),
            act.Number("amountFen"));
        var text = act.Body.OptionalWords("text") ?? "";
        var trainee = await act.PersonAsync("trainee", http.RequestAborted);
        var parent = await act.PersonAsync("parent", http.RequestAborted);
        return new OfferContract(act.Actor, act.At, trainee, parent, terms, act.Seal(parent, "contract-text", text),
            act.AgeOf("trainee", terms.FirstDay), act.AgeOf("parent", WorkCalendar.DayOf(act.At)));
    }

    static SignContract Sign(PrepaymentAct act, ContractOffered offer) =>
        new(
            act.Actor, act.At, offer.ContractNo,
            act.Body.IsPresent("wallet") ? act.Seal(offer.Parent, "wallet", act.Wallet("wallet")) : null);

    static RecordLesson Record(PrepaymentAct act, ContractOffered offer, int number)
    {
        var sm3 = act.Body.OptionalText("attendanceSm3", 64);
        if (sm3 is not null && (sm3.Length != 64 || !sm3.All(char.IsAsciiHexDigitLower)))
            act.Body.Fail("attendanceSm3", "Must be an SM3 in lower-case hex.", "");
        return new RecordLesson(
            act.Actor, act.At, offer.ContractNo, number, act.Body.MomentWithOffset("from"), act.Body.MomentWithOffset("to"), sm3);
    }
}
