using Api.Http;
using Api.Identity;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using Domain.Prepayments;
using Domain.TrainingInstitutions;
using Projections;
using Projections.Prepayments;
using Projections.Reading;
using Projections.TrainingInstitutions;

namespace Api.Prepayments;

/// <summary>What parents, the institution, the bureau and finance see of prepaid money.</summary>
public static class PrepaymentReadEndpoints
{
    static readonly string[] Bureau =
        [Roles.Clerk, Roles.Reviewer, Roles.Approver, Roles.Inspector, Roles.FinanceMaker, Roles.FinanceChecker, Roles.Auditor];

    static readonly string[] Everybody = [Roles.Applicant, .. Bureau];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/prepayment-contracts", ListAsync).WithTags("prepayments").WithName("GetContracts").Admit(Everybody);
        routes.MapGet("/prepayment-contracts/{contractNo}", PageAsync).WithTags("prepayments").WithName("GetContract").Admit(Everybody);
        routes.MapGet("/custody-accounts", AccountsAsync).WithTags("prepayments").WithName("GetCustodyAccounts").Admit(Bureau);
        routes.MapGet("/custody-accounts/{institution}", AccountAsync).WithTags("prepayments").WithName("GetCustodyAccount")
            .Admit(Everybody);
        routes.MapGet("/prepayment-totals", TotalsAsync).WithTags("prepayments").WithName("GetPrepaymentTotals")
            .Admit(Roles.FinanceMaker, Roles.FinanceChecker, Roles.Approver, Roles.Auditor);
        routes.MapGet("/prepayment-signals", SignalsAsync).WithTags("prepayments").WithName("GetPrepaymentSignals")
            .Admit(Roles.Clerk, Roles.Inspector, Roles.Approver, Roles.Auditor);
    }

    /// <summary>An institution's account and its sums.</summary>
    public sealed record AccountView(CustodyPage Account, PrepaymentTotal Total);

    public sealed record Totals(IReadOnlyList<PrepaymentTotal> Rows, PrepaymentTotal Sum);

    /// <summary>Of applicants who is asked is the contract, not the district.</summary>
    static ReadScope ScopeOf(Caller caller) => caller.Role == Roles.Applicant ? ReadScope.Everything : ReadAnswers.ScopeOf(caller);

    static async Task<IResult> ListAsync(HttpContext http, PrepaymentQueries queries, ReadAnswers reads)
    {
        var query = new QueryValues(http.Request.Query);
        var caller = Caller.Of(http);
        var institution = query.Text("institution", 40);
        var stage = query.OneOf("stage", "offered", "locking", "held", "void");
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.PrepaidContracts, ReadModels.CustodyAccounts) is { } behind) return behind;

        // An institution's person sees its contracts, everybody else of that role their own.
        var own = caller.Role == Roles.Applicant && !await RepresentsAsync(queries, institution, caller, http.RequestAborted);
        var search = new ContractSearch(institution, own ? caller.Actor.Person : null, stage);
        var found = await queries.ContractsAsync(search, ScopeOf(caller), page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, line => line));
    }

    static async Task<IResult> PageAsync(HttpContext http, string contractNo, PrepaymentQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.PrepaidContracts, ReadModels.CustodyAccounts) is { } behind) return behind;

        var caller = Caller.Of(http);
        var found = await queries.FindContractAsync(contractNo, ScopeOf(caller), http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is not { } page) return Problems.NotFound("prepayment-contract.unknown");
        if (caller.Role == Roles.Applicant && page.Parent != caller.Actor.Person
            && !await RepresentsAsync(queries, page.Institution, caller, http.RequestAborted))
        {
            return Problems.NotFound("prepayment-contract.unknown");
        }

        CommandAnswers.SetVersion(http, page.Version);
        return WireJson.Answer(page);
    }

    static async Task<bool> RepresentsAsync(
        PrepaymentQueries queries, string? institution, Caller caller, CancellationToken cancellation) =>
        institution is not null
        && (await queries.FindCustodyAsync(institution, ReadScope.Everything, cancellation)).Value?.Representative == caller.Actor.Person;

    static async Task<IResult> AccountsAsync(HttpContext http, PrepaymentQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.PrepaidContracts, ReadModels.CustodyAccounts) is { } behind) return behind;

        var scope = ScopeOf(Caller.Of(http));
        var accounts = await queries.CustodyAccountsAsync(scope, http.RequestAborted);
        var totals = (await queries.TotalsAsync("institution", null, scope, http.RequestAborted)).Value.ToDictionary(total => total.Key);
        CommandAnswers.SetPosition(http, accounts.Position);
        return WireJson.Answer(accounts.Value.Select(page => View(page, totals.GetValueOrDefault(page.Institution))).ToList());
    }

    static async Task<IResult> AccountAsync(HttpContext http, string institution, PrepaymentQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.PrepaidContracts, ReadModels.CustodyAccounts) is { } behind) return behind;

        var caller = Caller.Of(http);
        var scope = ScopeOf(caller);
        var found = await queries.FindCustodyAsync(institution, scope, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is not { } page || (caller.Role == Roles.Applicant && page.Representative != caller.Actor.Person))
            return Problems.NotFound("custody.unknown");

        var total = (await queries.TotalsAsync("institution", institution, scope, http.RequestAborted)).Value;
        CommandAnswers.SetVersion(http, page.Version);
        return WireJson.Answer(View(page, total.SingleOrDefault()));
    }

    static AccountView View(CustodyPage page, PrepaymentTotal? total) =>
        new(page, total ?? new PrepaymentTotal(page.Institution, 0, 0, 0, 0, 0, 0, 0));

    static async Task<IResult> TotalsAsync(HttpContext http, PrepaymentQueries queries, ReadAnswers reads)
    {
        var query = new QueryValues(http.Request.Query);
        var by = query.OneOf("by", "district", "institution") ?? "district";
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.PrepaidContracts) is { } behind) return behind;

        var found = await queries.TotalsAsync(by, null, ScopeOf(Caller.Of(http)), http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        var rows = found.Value;
        return WireJson.Answer(new Totals(rows, new PrepaymentTotal(
            "all", rows.Sum(row => row.Contracts), rows.Sum(row => row.PaidFen), rows.Sum(row => row.ReleasedFen),
            rows.Sum(row => row.ReleasingFen), rows.Sum(row => row.RefundedFen), rows.Sum(row => row.RefundingFen),
            rows.Sum(row => row.RemainingFen))));
    }

    /// <summary>What deserves a look at an institution: of its money, and of what its approval rests on.</summary>
    static async Task<IResult> SignalsAsync(
        HttpContext http, PrepaymentQueries queries, InstitutionQueries institutions, ReadAnswers reads, IBusinessClock clock)
    {
        var query = new QueryValues(http.Request.Query);
        var institution = query.Text("institution", 40);
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.PrepaidContracts, ReadModels.CustodyAccounts, ReadModels.Institutions) is { } behind)
            return behind;

        var scope = ScopeOf(Caller.Of(http));
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var accounts = await queries.CustodyAccountsAsync(scope, http.RequestAborted);
        var contracts = (await queries.HeldAsync(institution, scope, http.RequestAborted)).Value.ToLookup(page => page.Institution);
        var running = await institutions.RunningAsync(institution, today, scope, http.RequestAborted);
        CommandAnswers.SetPosition(http, Math.Min(accounts.Position, running.Position));
        var standard = TrainingStandards.Published.On(today);
        return WireJson.Answer(accounts.Value
            .Where(page => institution is null || page.Institution == institution)
            .SelectMany(page => SupervisionSignals.Of(
                SupervisedFigures.Of(page, [.. contracts[page.Institution]]), SignalRules.Published, today))
            .Concat(running.Value.SelectMany(page => InstitutionSignals.Of(SupervisedSchools.Of(page), standard, today)))
            .OrderBy(signal => signal.Institution, StringComparer.Ordinal)
            .ToList());
    }
}
