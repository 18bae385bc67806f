using Api.Http;
using Api.Identity;
using Application.Ports;
using Domain.Licensing;
using Domain.Effects;
using EventStore.Subscriptions;
using Infrastructure.Effects;
using Infrastructure.PortalExchange;
using Infrastructure.WalletOperator;
using NodaTime;
using Projections.Reading;
using Projections.SportPermits;

namespace Api.Effects;

/// <summary>What the operators' desk shows: rows that did not get through, readers of the log that stopped, overdue deadlines.</summary>
public static class DeskReadEndpoints
{
    const int MostShown = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk", GetAsync).WithName("GetDesk").WithTags("desk").Admit(Roles.Operator);
        routes.MapGet("/desk/effects", ListAsync).WithName("GetEffects").WithTags("desk").Admit(Roles.Operator);
    }

    /// <param name="Sending">To the portal: on, held, not-configured.</param>
    /// <param name="Operator">To the wallet operator, likewise.</param>
    public sealed record Desk(
        string Sending, string Operator, string? HeldReason, IReadOnlyDictionary<string, long> Effects, Instant? OldestAt,
        long CasesWaiting, IReadOnlyList<StoppedReader> StoppedReaders, IReadOnlyList<FailingPolicy> FailingPolicies,
        IReadOnlyList<OverdueLine> OverdueDeadlines);

    /// <summary>A reader of the log that met an event it cannot take, so that a person is needed.</summary>
    public sealed record StoppedReader(string Name, long Position, long? ErrorPosition, string Error);

    public sealed record OverdueLine(string CaseNo, DeadlineKind Kind, LocalDate LastDay);

    static async Task<IResult> GetAsync(
        HttpContext http, EffectDeskQueries queries, PortalSettings settings, OperatorSettings wallets, SubscriptionRunner subscriptions,
        OpenDeadlines deadlines, IBusinessClock clock)
    {
        var summary = await queries.SummaryAsync(http.RequestAborted);
        var stopped = await subscriptions.StatusAsync(http.RequestAborted);
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var overdue = await deadlines.OverdueAsync(today, MostShown, http.RequestAborted);
        return WireJson.Answer(new Desk(
            SendingOf(settings, summary.Held), SendingOf(wallets, summary.Held), settings.Held ? "settings" : summary.HeldReason,
            summary.Rows, summary.OldestAt, summary.CasesWaiting,
            [.. stopped.Where(status => status.Error is not null).Select(status =>
                new StoppedReader(status.Name, status.Position, status.ErrorPosition, status.Error!))],
            await queries.FailingPoliciesAsync(MostShown, http.RequestAborted),
            [.. overdue.Select(row => new OverdueLine(row.CaseNo, row.Kind, row.LastDay))]));
    }

    public static string SendingOf(CounterpartSettings settings, bool held) =>
        settings.Address is null ? "not-configured" : held || settings.Held ? "held" : "on";

    static async Task<IResult> ListAsync(HttpContext http, EffectDeskQueries queries)
    {
        var query = new QueryValues(http.Request.Query);
        var state = query.OneOf("state", [.. Enum.GetValues<EffectState>().Select(EffectCodes.Of)]);
        var search = new EffectSearch(state is null ? null : EffectCodes.State(state), query.Text("caseNo", 50));
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (search is { State: EffectState.Delivered, CaseNo: null })
            return Problems.QueryUnreadable("caseNo", "Delivered rows are shown for one case at a time.");

        var (lines, total) = await queries.SearchAsync(search, page.Size, page.Offset, http.RequestAborted);
        return WireJson.Answer(new PageAnswer<EffectLine>(lines, total, page.Number, page.Size));
    }
}
