using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using static Application.Subsidies.SubsidyStreams;

namespace Application.Subsidies;

/// <summary>Runs commands on programmes; approval and closing move the fund's money in the same transaction.</summary>
public sealed class ProgrammeCommands(StreamCommands streams, DrawSecrets secrets)
{
    static readonly Refusal FundMustBeOpen = FundRefusals.MustBeOpen with { Field = "fundNo" };

    /// <summary>Money was carried between the look and the lock; asked again, both funds are looked at.</summary>
    static readonly Refusal FundsMustStand = new(RefusalKind.NotReady, "programme.funds-must-stand", "指标正在结转，请稍后重试。");

    public Task<Programme> FindAsync(string programmeNo, CancellationToken cancellation) =>
        streams.FindAsync<Programme, ProgrammeEvent>(
            SubsidyStreams.Programme(programmeNo), Domain.Subsidies.Programme.Initial, ProgrammeDecider.Evolve, cancellation);

    /// <summary>The programme as it was before it closed, or as it is; null where it never ran.</summary>
    public async Task<Programme.Running?> FindAsItRanAsync(string programmeNo, CancellationToken cancellation) =>
        await streams.FindAsync<Programme, ProgrammeEvent>(
            SubsidyStreams.Programme(programmeNo), Domain.Subsidies.Programme.Initial,
            (state, @event) => @event is ProgrammeClosed ? state : ProgrammeDecider.Evolve(state, @event), cancellation)
            as Programme.Running;

    public Task<CommandResult> RunAsync(string programmeNo, CommandId id, ProgrammeCommand command, CancellationToken cancellation) =>
        streams.RunAsync(OrderOf(programmeNo, id, command), cancellation);

    /// <summary>The terms are judged with the year of the fund they name, as it stands under the lock.</summary>
    public Task<CommandResult> ProposeAsync(CommandId id, ProposeTerms command, CancellationToken cancellation)
    {
        var fund = SubsidyStreams.Fund(command.FundNo);
        return streams.RunAsync(
            OrderOf(command.ProgrammeNo, id, command) with
            {
                AlsoStreams = [AlsoRead(fund, FundType)],
                DecideAmong = (state, context) => FundOf(context.Histories[fund]) is Fund.Open open
                    && open.District == command.Terms.District
                    ? ProgrammeDecider.Decide(command with { FundYear = open.Year }, state)
                    : Answer<ProgrammeEvent>.Refuse(FundMustBeOpen),
            },
            cancellation);
    }

    /// <summary>Approves, freezes the budget of a first edition, and binds the seeds of the lotteries (VCH-11).</summary>
    public async Task<CommandResult> ApproveAsync(string programmeNo, CommandId id, ApproveTerms command, CancellationToken cancellation)
    {
        var (fundNo, lotteries) = await PendingAsync(programmeNo, command.Edition, cancellation);
        if (fundNo is null) return await RunAsync(programmeNo, id, command, cancellation);

        var fund = SubsidyStreams.Fund(fundNo);
        IReadOnlyList<FundEvent> frozen = [];
        List<int> unbound = [];
        return await streams.RunAsync(
            OrderOf(programmeNo, id, command) with
            {
                AlsoStreams =
                [
                    AlsoRead(fund, FundType), .. lotteries.Select(batch => AlsoRead(SubsidyStreams.Draw(programmeNo, batch), DrawType)),
                ],
                DecideAmong = (state, context) =>
                {
                    var answer = ProgrammeDecider.Decide(command, state);
                    (frozen, unbound) = ([], [.. lotteries.Where(
                        batch => context.Histories[SubsidyStreams.Draw(programmeNo, batch)].Count == 0)]);
                    if (answer is not Answer<ProgrammeEvent>.Accepted { Events.Count: > 0 }) return answer;
                    if (state is not Programme.Proposed first) return answer;

                    var freeze = FundDecider.Decide(
                        new FreezeBudget(command.Actor, command.At, programmeNo, first.As.Budget), FundOf(context.Histories[fund]));
                    if (freeze is Answer<FundEvent>.Refused no) return Answer<ProgrammeEvent>.Refuse(no.Refusal);
                    frozen = ((Answer<FundEvent>.Accepted)freeze).Events;
                    return answer;
                },
                Follow = (_, _) =>
                [
                    new StreamAppend(fund, FundType, [.. frozen]),
                    .. unbound.Select(batch => new StreamAppend(
                        SubsidyStreams.Draw(programmeNo, batch), DrawType,
                        [new DrawCommitted(programmeNo, batch, secrets.CommitmentOf(programmeNo, batch))])),
                ],
            },
            cancellation);
    }

    /// <summary>Closes when nothing is out any more, and gives back what was not used, of the next year's fund too.</summary>
    public async Task<CommandResult> CloseAsync(
        string programmeNo, CommandId id, Domain.Identity.Actor actor, NodaTime.Instant at, CancellationToken cancellation)
    {
        var command = new CloseProgramme(actor, at, BudgetUse.None);
        if (await FindAsync(programmeNo, cancellation) is not Programme.Running { FundNo: var fundNo })
            return await RunAsync(programmeNo, id, command, cancellation);

        var row = new StockRow.Outstanding(programmeNo);
        var funds = await FundsOfAsync(programmeNo, fundNo, cancellation);
        List<StreamAppend> released = [];
        return await streams.RunAsync(
            OrderOf(programmeNo, id, command) with
            {
                Guards = [TallyOf(row)],
                AlsoStreams = [.. funds.Select(fund => AlsoRead(fund, FundType))],
                DecideAmong = (state, context) =>
                {
                    released = [];
                    var use = UseOf(row, LevelsOf([row], context));
                    var answer = ProgrammeDecider.Decide(command with { Use = use }, state);
                    if (answer is not Answer<ProgrammeEvent>.Accepted { Events: [ProgrammeClosed closed] }) return answer;

                    if (CarriedTo(programmeNo, context.Histories[funds[0]]) is { } other && !funds.Contains(other))
                        return Answer<ProgrammeEvent>.Refuse(FundsMustStand);

                    // What was used stays as it is; the rest is released, of whichever fund holds it.
                    var left = closed.Released;
                    foreach (var fund in funds)
                    {
                        var now = FundOf(context.Histories[fund]);
                        var amount = Money.Min(left, (now as Fund.Open)?.FrozenFor(programmeNo) ?? Money.Zero);
                        if (amount == Money.Zero) continue;
                        var release = FundDecider.Decide(new ReleaseBudget(actor, at, programmeNo, amount, amount), now);
                        if (release is Answer<FundEvent>.Refused no) return Answer<ProgrammeEvent>.Refuse(no.Refusal);
                        released.Add(new StreamAppend(fund, FundType, [.. ((Answer<FundEvent>.Accepted)release).Events]));
                        left -= amount;
                    }

                    return Answer<ProgrammeEvent>.Accept(closed with { Released = closed.Released - left });
                },
                Follow = (_, _) => released,
            },
            cancellation);
    }

    /// <summary>The fund that the terms name, and the one into which money of the programme was carried, once (FND-10).</summary>
    async Task<IReadOnlyList<string>> FundsOfAsync(string programmeNo, string fundNo, CancellationToken cancellation)
    {
        var fund = SubsidyStreams.Fund(fundNo);
        var acts = await streams.FindAsync<List<object>, FundEvent>(fund, [], (known, @event) => [.. known, @event], cancellation);
        return CarriedTo(programmeNo, acts) is { } carried ? [fund, carried] : [fund];
    }

    static string? CarriedTo(string programmeNo, IEnumerable<object> acts) =>
        acts.OfType<BudgetCarriedOut>().LastOrDefault(moved => moved.Parts.Any(part => part.Programme == programmeNo)) is { } moved
            ? SubsidyStreams.Fund(moved.ToFund)
            : null;

    async Task<(string? FundNo, IReadOnlyList<int> Lotteries)> PendingAsync(
        string programmeNo, int edition, CancellationToken cancellation)
    {
        var pending = await FindAsync(programmeNo, cancellation) switch
        {
            Programme.Proposed proposed => proposed.As,
            Programme.Running running => running.Pending,
            _ => null,
        };
        return pending?.Edition != edition
            ? (null, [])
            : (pending.FundNo, [.. pending.Terms.Batches.Where(batch => batch.Mode == IssueMode.Lottery).Select(batch => batch.Batch)]);
    }

    static StreamOrder<Programme, ProgrammeEvent> OrderOf(string programmeNo, CommandId id, ProgrammeCommand command) =>
        new(id, SubsidyStreams.Programme(programmeNo), ProgrammeType, command.GetType().Name, command.Actor, command.At)
        {
            Initial = Domain.Subsidies.Programme.Initial,
            Evolve = ProgrammeDecider.Evolve,
            Decide = state => ProgrammeDecider.Decide(command, state),
        };
}
