using Api.Http;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using Domain.Prepayments;
using static Api.Identity.Roles;

namespace Api.Prepayments;

/// <summary>How an institution's prepaid money is held: opening, freezing, and the way back to the parents.</summary>
public static class CustodyEndpoints
{
    static readonly string[] Banks = ["ICBC", "ABC", "BOC", "CCB", "BOCOM", "PSBC", "CMB", "CIB", "MYBANK", "WEBANK"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/custody-accounts/{institution}").WithTags("prepayments");
        account.MapPost("", (HttpContext http, string institution, PrepaymentEndpoint endpoint, IVault vault) =>
                endpoint.CustodyAsync(http, institution, (act, _) => OpenAsync(http, institution, act, vault)))
            .WithName("OpenCustody").Admit(Clerk);
        account.MapPost("/representative", (HttpContext http, string institution, PrepaymentEndpoint endpoint) =>
                endpoint.CustodyAsync(http, institution, async (act, _) =>
                    new NameRepresentative(
                        act.Actor, act.At, await act.PersonAsync("representative", http.RequestAborted),
                        act.AgeOf("representative", WorkCalendar.DayOf(act.At)))))
            .WithName("NameRepresentative").Admit(Clerk);
        account.MapPost("/freeze", (HttpContext http, string institution, PrepaymentEndpoint endpoint) =>
                endpoint.CustodyAsync(http, institution, (act, state) => Task.FromResult<CustodyCommand>(
                    new FreezeCustody(act.Actor, act.At, act.Body.Code("ground", 30), Reason(act, state)))))
            .WithName("FreezeCustody").Admit(Clerk, Inspector, Approver);
        account.MapPost("/thaw", (HttpContext http, string institution, PrepaymentEndpoint endpoint) =>
                endpoint.CustodyAsync(http, institution, (act, state) => Task.FromResult<CustodyCommand>(
                    new ThawCustody(act.Actor, act.At, Reason(act, state)))))
            .WithName("ThawCustody").Admit(Approver);
        account.MapPost("/return-order", (HttpContext http, string institution, PrepaymentEndpoint endpoint) =>
                endpoint.CustodyAsync(http, institution, (act, state) => Task.FromResult<CustodyCommand>(
                    new OrderReturn(act.Actor, act.At, Reason(act, state)))))
            .WithName("OrderReturn").Admit(Approver);
    }

    /// <summary>Sealed under the institution's key; without an account there is nobody whose key it could be.</summary>
    static DocumentId? Reason(PrepaymentAct act, CustodyAccount state)
    {
        var reason = act.Body.Words("reason");
        return state is CustodyAccount.Opened { Opening.Holder: var holder } ? act.Seal(holder, "custody-reason", reason) : null;
    }

    static async Task<CustodyCommand> OpenAsync(HttpContext http, string institution, PrepaymentAct act, IVault vault)
    {
        if (!Domain.Licensing.Citations.IsEditionName(institution)) act.Body.Fail("institution", "Letters, digits and - . / : only.", "");
        var mode = act.Body.OneOf("mode", PrepaymentTerms.Custody, PrepaymentTerms.Deposit);
        var code = UnifiedSocialCreditCode.Check(act.Body.Text("creditCode", 18));
        if (act.Body.Fault is null && !code.IsValid) act.Body.Fail("creditCode", "Must be a unified social credit code.", "");
        var bank = act.Body.IsPresent("bank") ? act.Body.OneOf("bank", Banks) : null;
        var wallet = act.Body.IsPresent("wallet") ? act.Wallet("wallet") : null;
        var deposit = act.Body.IsPresent("depositFen") ? act.Number("depositFen") : 0;
        var representative = await act.PersonAsync("representative", http.RequestAborted);
        var holder = act.Body.Fault is null
            ? await vault.ReferToAsync(new PersonIdentifier("001", code.Value!), http.RequestAborted)
            : new PersonRef("");
        return new OpenCustody(
            act.Actor, act.At, institution, holder, act.Actor.District, mode, bank,
            wallet is null ? null : act.Seal(holder, "wallet", wallet), deposit, representative, code.Value ?? "",
            act.AgeOf("representative", WorkCalendar.DayOf(act.At)));
    }
}
