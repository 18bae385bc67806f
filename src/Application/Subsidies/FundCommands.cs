using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using static Application.Subsidies.SubsidyStreams;

namespace Application.Subsidies;

/// <summary>Runs commands on funds; freezing and releasing belong to programmes.</summary>
public sealed class FundCommands(StreamCommands streams)
{
    public Task<Fund> FindAsync(string fundNo, CancellationToken cancellation) =>
        streams.FindAsync<Fund, FundEvent>(SubsidyStreams.Fund(fundNo), Domain.Subsidies.Fund.Initial, FundDecider.Evolve, cancellation);

    public Task<CommandResult> RunAsync(string fundNo, CommandId id, FundCommand command, CancellationToken cancellation) =>
        streams.RunAsync(OrderOf(fundNo, id, command), cancellation);

    /// <param name="amount">Entered again by the second person.</param>
    public async Task<CommandResult> ApproveAsync(
        string fundNo, CommandId id, Domain.Identity.Actor actor, NodaTime.Instant at, int act, Money amount,
            CancellationToken cancellation)
    {
        // What programmes still have out is read under its lock; one that freezes after this look is not settled, and refused as such.
        var before = await FindAsync(fundNo, cancellation);
        var programmes = (before as Fund.Open)?.Frozen.Keys.ToList() ?? [];
        var carried = (before as Fund.Open)?.Pending?.As as CarryOverEntered;
        var next = carried is not null && before is Fund.Open from ? FundNo(from.Year + 1, from.District, carried.TreasuryNo) : null;
        var rows = programmes.Select(programme => new StockRow.Outstanding(programme)).ToList();
        var order = OrderOf(fundNo, id, new ApproveFundAct(actor, at, act, amount, new Dictionary<string, BudgetUse>(), next));
        return await streams.RunAsync(
            order with
            {
                Guards = [.. rows.Select(TallyOf)],
                AlsoStreams = next is null ? [] : [AlsoRead(SubsidyStreams.Fund(next), FundType)],
                DecideAmong = (state, context) =>
                {
                    var levels = LevelsOf(rows, context);
                    var uses = rows.ToDictionary(row => row.Programme, row => UseOf(row, levels));
                    if (next is not null && context.Histories[SubsidyStreams.Fund(next)].Count > 0)
                        return Answer<FundEvent>.Refuse(FundRefusals.MustBeNew);
                    return FundDecider.Decide(new ApproveFundAct(actor, at, act, amount, uses, next), state);
                },
                Follow = (state, events) => events.OfType<BudgetCarriedOut>().Select(moved => new StreamAppend(
                    SubsidyStreams.Fund(moved.ToFund), FundType, [FundDecider.CarriedIn((Fund.Open)state, carried!, moved)])),
            },
            cancellation);
    }

    static StreamOrder<Fund, FundEvent> OrderOf(string fundNo, CommandId id, FundCommand command) =>
        new(id, SubsidyStreams.Fund(fundNo), FundType, command.GetType().Name, command.Actor, command.At)
        {
            Initial = Domain.Subsidies.Fund.Initial,
            Evolve = FundDecider.Evolve,
            Decide = state => FundDecider.Decide(command, state),
        };
}
