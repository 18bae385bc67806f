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

    /// <summary>Other terms were proposed between the look and the lock; asked again, these are looked at.</summary>
    static readonly Refusal TermsMustStand = new(RefusalKind.NotReady, "programme.terms-must-stand", "方案正在变更，请稍后重试。");

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
        var rows = await FindAsync(programmeNo, cancellation) is Programme.Running before ? Stock.RowsOf(before) : [];
        return await streams.RunAsync(
            OrderOf(programmeNo, id, command) with
            {
                AlsoStreams =
                [
                    AlsoRead(fund, FundType), .. lotteries.Select(batch => AlsoRead(SubsidyStreams.Draw(programmeNo, batch), DrawType)),
                ],
                Guards = [.. rows.Select(TallyOf)],
                DecideAmong = (state, context) =>
                {
                    if (state is Programme.Running now && !Stock.RowsOf(now).All(rows.Contains))
                        return Answer<ProgrammeEvent>.Refuse(TermsMustStand);
                    var answer = ProgrammeDecider.Decide(command with { Stock = LevelsOf(rows, context) }, state);
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

        var rows = Stock.BudgetRowsOf(programmeNo);
        var funds = await FundsOfAsync(streams, programmeNo, fundNo, cancellation);
        List<StreamAppend> released = [];
        return await streams.RunAsync(
            OrderOf(programmeNo, id, command) with
            {
                Guards = [.. rows.Select(TallyOf)],
                AlsoStreams = [.. funds.Select(fund => AlsoRead(fund, FundType))],
                DecideAmong = (state, context) =>
                {
                    released = [];
                    var use = Stock.UseOf(programmeNo, LevelsOf(rows, context));
                    var answer = ProgrammeDecider.Decide(command with { Use = use }, state);
                    if (answer is not Answer<ProgrammeEvent>.Accepted { Events: [ProgrammeClosed closed] }) return answer;

                    if (CarriedTo(programmeNo, context.Histories[funds[0]]) is { } other && !funds.Contains(other))
                        return Answer<ProgrammeEvent>.Refuse(FundsMustStand);

                    // What was granted stays as it is; the rest is released, of whichever fund holds it.
                    var (left, freed) = (closed.Released, use.Freed);
                    foreach (var fund in funds)
                    {
                        var events = ReleasedOf(FundOf(context.Histories[fund]), actor, at, programmeNo, ref freed, ref left);
                        if (events.Count > 0) released.Add(new StreamAppend(fund, FundType, events));
                    }

                    return Answer<ProgrammeEvent>.Accept(closed with { Released = closed.Released - left });
                },
                Follow = (_, _) => released,
                Moves = _ => released.SelectMany(append => append.Events.Cast<FundEvent>()).SelectMany(Stock.MovesOf).Select(MoveOf),
            },
            cancellation);
    }

    /// <summary>First what vouchers have freed, then what was never issued.</summary>
    static List<object> ReleasedOf(
        Fund fund, Domain.Identity.Actor actor, NodaTime.Instant at, string programmeNo, ref Money freed, ref Money left)
    {
        List<object> events = [];
        if (FundDecider.Decide(new TakeBackFreed(actor, at, programmeNo, freed), fund) is Answer<FundEvent>.Accepted
            {
                Events: [BudgetFreed taken],
            })
        {
            (freed, left, fund) = (freed - taken.Amount, left - taken.Amount, FundDecider.Evolve(fund, taken));
            events.Add(taken);
        }

        var free = fund is Fund.Open open ? open.FrozenFor(programmeNo) - open.GrantedFor(programmeNo) : Money.Zero;
        var amount = Money.Min(left, free);
        if (amount == Money.Zero) return events;

        left -= amount;
        var release = FundDecider.Decide(new ReleaseBudget(actor, at, programmeNo, amount, amount), fund);
        return [.. events, .. ((Answer<FundEvent>.Accepted)release).Events];
    }

    /// <summary>The fund that the terms name, and the one into which money of the programme was carried, once (FND-10).</summary>
    internal static async Task<IReadOnlyList<string>> FundsOfAsync(
        StreamCommands streams, string programmeNo, string fundNo, CancellationToken cancellation)
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
