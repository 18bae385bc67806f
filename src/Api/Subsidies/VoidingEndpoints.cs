using Api.Http;
using Api.Identity;
using Api.Officers;
using Application.Subsidies;
using Domain.Identity;
using Domain.Licensing;
using Domain.Subsidies;
using NodaTime;
using Projections;
using Projections.Reading;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>Vouchers that are taken back: proposed by one, done or turned down by another (VCH-18).</summary>
public static class VoidingEndpoints
{
    static readonly string[] Finance = [Roles.FinanceMaker, Roles.FinanceChecker];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var vouchers = routes.MapGroup("/vouchers").WithTags("vouchers");
        vouchers.MapGet("/voidings", ListAsync).WithName("GetVoidings").Admit([.. Finance, Roles.Auditor]);
        var one = vouchers.MapGroup("/{voucherNo}");
        Act(one, "/voiding", "ProposeVoiding", "proposed", (act, no) => new ProposeVoiding(
            act.Actor, act.At, no, act.Body.Code("cause", 30)));
        Act(one, "/voiding-turn-down", "TurnDownVoiding", "held", (act, no) => new TurnDownVoiding(
            act.Actor, act.At, no, act.Body.Code("reason", 30)));
        Act(one, "/void", "VoidVoucher", "voided", (act, no) => new VoidVoucher(act.Actor, act.At, no, act.Body.Code("cause", 30)));
    }

    public sealed record VoidingView(string VoucherNo, string ProgrammeNo, PersonRef Person, string Cause, LocalDate ProposedOn);

    static void Act(RouteGroupBuilder one, string path, string name, string state, Func<DirectoryAct, string, VoidingCommand> make) =>
        one.MapPost(path, async (
                HttpContext http, string voucherNo, DirectoryCall call, ClaimCommands claims, SubsidyQueries queries, ReadAnswers reads) =>
            {
                if (await reads.WaitAsync(http, ReadModels.Vouchers) is { } behind) return behind;
                if ((await queries.VoucherAsync(voucherNo, http.RequestAborted)).Value is not { } line)
                    return (IResult)Problems.NotFound("voucher.unknown");
                return await call.RunAsync(
                    http, act => make(act, voucherNo),
                    async (act, command) => (await claims.RunAsync(
                        line.ProgrammeNo, line.Person, line.Batch, act.Id, command, http.RequestAborted)).Result,
                    (_, _) => Task.FromResult(WireJson.Answer(new { VoucherNo = voucherNo, State = state })));
            })
            .WithName(name).Admit(Finance);

    static async Task<IResult> ListAsync(HttpContext http, ReviewQueries queries, ReadAnswers reads)
    {
        var (caller, query) = (Caller.Of(http), new QueryValues(http.Request.Query));
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.AdverseDecisions, ReadModels.Programmes) is { } behind) return behind;

        var district = caller.ReadableDistricts == ReadableDistricts.All ? null : caller.District;
        var found = await queries.VoidingsAsync(district, page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, line => new VoidingView(
            line.DecisionNo, line.ProgrammeNo, line.Person, line.Detail!, line.ToldOn)));
    }
}
