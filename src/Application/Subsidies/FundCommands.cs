using System.Text;
using Application.Officers;
using Application.PersonalData;
using Application.Ports;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Officers;
using Domain.PersonalData;
using Domain.Subsidies;
using EventStore;
using NodaTime;
using static Application.Subsidies.SubsidyStreams;

namespace Application.Subsidies;

/// <summary>Runs commands on funds; freezing and releasing belong to programmes.</summary>
public sealed class FundCommands(StreamCommands streams)
{
    /// <summary>The act or the programme changed between the look and the lock; asked again, it is looked at as it is then.</summary>
    static readonly Refusal ActMustStand = new(RefusalKind.NotReady, "fund.act-must-stand", "事项正在变更，请稍后重试。");

    public Task<Fund> FindAsync(string fundNo, CancellationToken cancellation) =>
        streams.FindAsync<Fund, FundEvent>(SubsidyStreams.Fund(fundNo), Domain.Subsidies.Fund.Initial, FundDecider.Evolve, cancellation);

    public Task<CommandResult> RunAsync(string fundNo, CommandId id, FundCommand command, CancellationToken cancellation) =>
        streams.RunAsync(OrderOf(fundNo, id, command), cancellation);

    /// <summary>Whether the beneficiary's data are restricted, and is the maker's own, stands under the same lock.</summary>
    public Task<CommandResult> GrantAsync(string fundNo, CommandId id, EnterGrant command, CancellationToken cancellation) =>
        streams.RunAsync(
            OrderOf(fundNo, id, command) with
            {
                AlsoStreams = [Subject(command.Beneficiary), Account(command.Actor.Person)],
                DecideAmong = (state, context) => FundDecider.Decide(
                    command with
                    {
                        Restricted = IsRestricted(command.Beneficiary, context), Own = IsOwn(command, command.Beneficiary, context),
                    },
                    state),
            },
            cancellation);

    static StreamDeclaration Subject(PersonRef person) => AlsoRead(DataSubjectCommands.StreamOf(person), "data_subject");

    static bool IsRestricted(PersonRef person, DecisionContext context) =>
        context.Histories[DataSubjectCommands.StreamOf(person)].OfType<DataSubjectEvent>()
            .Aggregate(DataSubject.Initial, DataSubjectDecider.Evolve).Restrictions.Count > 0;

    static StreamDeclaration Account(PersonRef officer) => AlsoRead(OfficerDirectory.StreamOf(officer), "officer");

    static Officer OfficerIn(PersonRef officer, DecisionContext context) =>
        context.Histories[OfficerDirectory.StreamOf(officer)].OfType<OfficerEvent>().Aggregate(Officer.Initial, OfficerDecider.Evolve);

    /// <summary>OFF-7: a login is one reference and a citizen's number another; the directory knows whose they are.</summary>
    static bool IsOwn(FundCommand command, PersonRef beneficiary, DecisionContext context)
    {
        var officer = command.Actor.Person;
        return OwnInterest.In(
            officer, OfficerIn(officer, context), new HashSet<PersonRef> { beneficiary }, WorkCalendar.DayOf(command.At)) is not null;
    }

    /// <summary>FND-3: two logins of one citizen are one person.</summary>
    static bool AreOne(PersonRef one, PersonRef other, DecisionContext context) =>
        OfficerIn(one, context) is Officer.Enrolled { Citizen: { } citizen }
        && OfficerIn(other, context) is Officer.Enrolled { Citizen: { } same } && citizen == same;

    static PersonRef? MakerOf(Fund fund) =>
        fund switch
        {
            Fund.Entered entered => entered.As.EnteredBy,
            Fund.Open open => open.Pending?.EnteredBy,
            _ => null,
        };

    /// <param name="amount">Entered again by the second person.</param>
    public async Task<CommandResult> ApproveAsync(
        string fundNo, CommandId id, Actor actor, Instant at, int act, Money amount, CancellationToken cancellation)
    {
        // What programmes still have out is read under its lock; one that freezes after this look is not settled, and refused as such.
        var before = await FindAsync(fundNo, cancellation);
        var seen = (before as Fund.Open)?.Pending;
        var (look, maker) = (await LookAsync(before, seen?.As, cancellation), MakerOf(before));
        var command = new ApproveFundAct(
            actor, at, act, amount, new Dictionary<string, BudgetUse>(), look.NextFund);
        var result = await streams.RunAsync(
            OrderOf(fundNo, id, command) with
            {
                Guards = [.. look.Rows.Select(TallyOf), .. look.Once is { } once ? [once] : Array.Empty<Guard>()],
                AlsoStreams = [.. look.Streams, .. new[] { actor.Person, maker ?? actor.Person }.Distinct().Select(Account)],
                DecideAmong = (state, context) =>
                {
                    if ((state as Fund.Open)?.Pending?.Act != seen?.Act) return Answer<FundEvent>.Refuse(ActMustStand);
                    if (look.NextFund is { } next && context.Histories[SubsidyStreams.Fund(next)].Count > 0)
                        return Answer<FundEvent>.Refuse(FundRefusals.MustBeNew);

                    var levels = LevelsOf(look.Rows, context);
                    var asked = command with
                    {
                        Uses = look.Programmes.ToDictionary(programme => programme, programme => Stock.UseOf(programme, levels)),
                        BySame = maker is { } first && AreOne(first, actor.Person, context),
                    };
                    if (look.Grant is not { } grant) return FundDecider.Decide(asked, state);

                    var running = ProgrammeOf(context.Histories[SubsidyStreams.Programme(grant.Programme)]) as Programme.Running;
                    if (running is not null && !Stock.RowsOf(running).All(look.Rows.Contains))
                        return Answer<FundEvent>.Refuse(ActMustStand);
                    Money? grantable = running is null ? null : Stock.GrantableBy(running, at, levels);
                    return FundDecider.Decide(
                        asked with
                        {
                            Grantable = grantable, Restricted = IsRestricted(grant.Beneficiary, context),
                            Own = IsOwn(asked, grant.Beneficiary, context),
                        },
                        state);
                },
                Follow = (state, events) => FollowOf(state, events),
                Moves = events => events.SelectMany(Stock.MovesOf).Select(MoveOf),
            },
            cancellation);
        return result is CommandResult.Held
            ? new CommandResult.Refused(look.Grant is null ? FundRefusals.PaymentMustBeNew : FundRefusals.GrantMustBeNew, 0, false)
            : result;
    }

    /// <summary>What an approval rests on beside its fund.</summary>
    sealed record Look(IReadOnlyList<string> Programmes, IReadOnlyList<StockRow> Rows)
    {
        public string? NextFund { get; init; }

        public GrantEntered? Grant { get; init; }

        /// <summary>FND-13, FND-15: one payment of a treasury, one grant by a document, whichever fund it is entered in.</summary>
        public Guard? Once { get; init; }

        public IEnumerable<StreamDeclaration> Streams =>
        [
            .. NextFund is { } next ? [AlsoRead(SubsidyStreams.Fund(next), FundType)] : Array.Empty<StreamDeclaration>(),
            .. Grant is { } grant
                ? [AlsoRead(SubsidyStreams.Programme(grant.Programme), ProgrammeType), Subject(grant.Beneficiary)]
                : Array.Empty<StreamDeclaration>(),
        ];
    }

    async Task<Look> LookAsync(Fund before, FundEvent? pending, CancellationToken cancellation)
    {
        if (before is not Fund.Open fund) return new([], []);
        switch (pending)
        {
            case CarryOverEntered carried:
                return Budgets(fund.Frozen.Keys) with { NextFund = FundNo(fund.Year + 1, fund.District, carried.TreasuryNo) };
            case LapseEntered:
                return Budgets(fund.Frozen.Keys);
            case ReceiptEntered receipt:
                return new([], [])
                {
                    Once = new Guard.Unique("treasury-payment", $"{fund.District}/{receipt.PaymentNo}", fund.FundNo),
                };
            case GrantEntered grant:
                var programme = await streams.FindAsync<Programme, ProgrammeEvent>(
                    SubsidyStreams.Programme(grant.Programme), Domain.Subsidies.Programme.Initial, ProgrammeDecider.Evolve, cancellation);
                return new Look([grant.Programme], programme is Programme.Running running
                    ? Stock.RowsOf(running)
                    : Stock.BudgetRowsOf(grant.Programme))
                {
                    Grant = grant,
                    Once = new Guard.Unique("grant", $"{grant.Programme}/{grant.DocumentNo}/{grant.Beneficiary.Value}", fund.FundNo),
                };
            default:
                return new([], []);
        }
    }

    static Look Budgets(IEnumerable<string> programmes) =>
        new([.. programmes], [.. programmes.SelectMany(Stock.BudgetRowsOf)]);

    static IEnumerable<StreamAppend> FollowOf(Fund state, IReadOnlyList<FundEvent> events)
    {
        if (events.OfType<BudgetCarriedOut>().FirstOrDefault() is not { } moved) yield break;

        var from = (Fund.Open)state;
        List<object> opened = [FundDecider.CarriedIn(from, (CarryOverEntered)from.Pending!.As, moved)];
        opened.AddRange(events.OfType<ReceivedCarriedOut>().Select(
            money => new ReceivedCarriedIn(from.FundNo, money.Amount, money.On, money.Basis)));
        yield return new StreamAppend(SubsidyStreams.Fund(moved.ToFund), FundType, opened);
    }

    static StreamOrder<Fund, FundEvent> OrderOf(string fundNo, CommandId id, FundCommand command) =>
        new(id, SubsidyStreams.Fund(fundNo), FundType, command.GetType().Name, command.Actor, command.At)
        {
            Initial = Domain.Subsidies.Fund.Initial,
            Evolve = FundDecider.Evolve,
            Decide = state => FundDecider.Decide(command, state),
        };

    /// <summary>
    /// FND-16: the funds of a programme take back what its vouchers have freed. The tally falls by what the event says in the
    /// same transaction, so whoever comes second, or again after a crash, finds nothing.
    /// </summary>
    public async Task TakeBackFreedAsync(string programmeNo, Instant at, ISm3 sm3, CancellationToken cancellation)
    {
        var programme = await streams.FindAsync<Programme, ProgrammeEvent>(
            SubsidyStreams.Programme(programmeNo), Domain.Subsidies.Programme.Initial, ProgrammeDecider.Evolve, cancellation);
        if (programme is not Programme.Running running) return;

        IReadOnlyList<StockRow> rows = [new StockRow.Freed(programmeNo), new StockRow.Gone(programmeNo)];
        foreach (var fund in await ProgrammeCommands.FundsOfAsync(streams, programmeNo, running.FundNo, cancellation))
        {
            var key = $"budget-freed/{programmeNo}/{Guid.CreateVersion7():N}";
            var command = new TakeBackFreed(Actors.System, at, programmeNo, Money.Zero);
            await streams.RunAsync(
                OrderOf(fund["fund/".Length..], new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key))), command) with
                {
                    Guards = [.. rows.Select(TallyOf)],
                    DecideAmong = (state, context) =>
                        FundDecider.Decide(command with { Freed = Stock.UseOf(programmeNo, LevelsOf(rows, context)).Freed }, state),
                    Moves = events => events.SelectMany(Stock.MovesOf).Select(MoveOf),
                },
                cancellation);
        }
    }
}
