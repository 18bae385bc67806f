using System.Globalization;
using System.Text;
using Application.Policies;
using Application.Ports;
using Domain.Licensing;
using Domain.Subsidies;
using EventStore;
using NodaTime;
using static Application.Subsidies.SubsidyStreams;

namespace Application.Subsidies;

/// <summary>Serves the entries of a revealed draw in their order, each once, until the stock is out (VCH-12).</summary>
/// <remarks>
/// As many at a time as the stock has one for each of, so that their order among themselves is all the same. How far it has come
/// is an event of the draw: after a crash it goes on there, and serves at most one group again under the same keys.
/// </remarks>
public sealed class WinnersPolicy(
    IVoucherRecords records, ClaimCommands claims, IEventStore store, IRestrictions restrictions, IBusinessClock clock, ISm3 sm3) : IPolicy
{
    const int MostTogether = 250;

    readonly ClaimCommands claims = claims;
    readonly IEventStore store = store;
    readonly IRestrictions restrictions = restrictions;
    readonly ISm3 sm3 = sm3;

    public string Name => "voucher-winners-1";

    public bool Concerns(StoredEvent stored) => stored.Data is DrawRevealed;

    public async Task ActAsync(StoredEvent cause, CancellationToken cancellation)
    {
        var parts = cause.Stream.Split('/');
        var (programmeNo, batch) = (parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture));
        var revealed = (DrawRevealed)cause.Data!;
        var (entries, position) = await records.EntriesAsync(programmeNo, batch, cancellation);
        if (entries.Count != revealed.Entries && position < cause.Sequence) throw new PolicyNotYetException("draw.read-model-behind");

        var byPseudonym = entries.ToDictionary(entry => entry.Pseudonym);
        List<DrawEntrant> ranked =
        [
            .. LotteryDraw.Ranked(Convert.FromHexString(revealed.Seed), byPseudonym.Keys, data => sm3.Hash(data))
                .Select(pseudonym => byPseudonym[pseudonym]),
        ];
        var now = await clock.NowAsync(cancellation);
        var programme = await claims.ProgrammeAsync(programmeNo, cancellation) as Programme.Running;
        if (programme?.For(batch, now).Terms is not { } terms || terms.Batch(batch) is not { } plan) return;

        await new Serving(this, programmeNo, terms, plan, cause.Id, now).RunAsync(ranked, cancellation);
    }

    /// <summary>One draw while it is served.</summary>
    sealed class Serving(WinnersPolicy policy, string programmeNo, ProgrammeTerms terms, BatchPlan plan, Guid cause, Instant now)
    {
        readonly IReadOnlyList<StockRow> rows = Stock.RowsOf(programmeNo, terms, plan);

        public async Task RunAsync(List<DrawEntrant> ranked, CancellationToken cancellation)
        {
            var (served, levels) = await StandAsync(null, cancellation);
            while (served < ranked.Count)
            {
                var shares = ranked.Skip(served).Take(MostTogether).Select(entry => entry.Share);
                var together = LotteryDraw.ServedTogether(programmeNo, plan, shares, levels);
                if (together == 0)
                {
                    if (NextServable(ranked, served, levels) is not { } next) return;
                    served = next;
                    continue;
                }

                await Parallel.ForEachAsync(
                    ranked.Skip(served).Take(together),
                    new ParallelOptions { MaxDegreeOfParallelism = MostTogether, CancellationToken = cancellation },
                    async (entry, stop) => await IssueAsync(entry, stop));
                var reached = served + together;
                (_, levels) = await StandAsync(reached, cancellation);
                served = reached;
            }
        }

        /// <summary>Nothing is left for the one at the place: the first behind it for whom there is.</summary>
        int? NextServable(List<DrawEntrant> ranked, int place, StockLevels levels) =>
            Enumerable.Range(place, ranked.Count - place).Where(at => LotteryDraw.ServedTogether(
                programmeNo, plan, [ranked[at].Share], levels) > 0).Cast<int?>().FirstOrDefault();

        /// <summary>Notes how far the draw has been served, and reads the stock in the same transaction.</summary>
        async Task<(int Served, StockLevels Levels)> StandAsync(int? reached, CancellationToken cancellation)
        {
            var stream = SubsidyStreams.Draw(programmeNo, plan.Batch);
            var key = $"{stream}/{Guid.CreateVersion7():N}";
            var (served, levels) = (0, StockLevels.Nothing);
            var result = await policy.store.WriteAsync(
                new Write<Draw>
                {
                    Command = policy.Id(key),
                    Stream = stream,
                    StreamType = DrawType,
                    Initial = Domain.Subsidies.Draw.Initial,
                    Evolve = (state, @event) => Domain.Subsidies.Draw.Evolve(state, (DrawEvent)@event),
                    Guards = [.. rows.Select(TallyOf)],
                    Decide = (state, context) =>
                    {
                        (served, levels) = (state.Served, LevelsOf(rows, context));
                        return new Decision.Accept(
                            reached > state.Served ? [new StreamAppend(stream, DrawType, [new DrawServed(reached.Value)])] : []);
                    },
                    Metadata = EventMetadataOf.Act(Actors.System, now, $"system/{key}", cause),
                },
                cancellation);
            return result is WriteResult.Committed ? (served, levels) : throw new PolicyNotYetException("draw.not-ready");
        }

        async Task IssueAsync(DrawEntrant entry, CancellationToken cancellation)
        {
            var restricted = await policy.restrictions.IsRestrictedAsync(entry.Person, cancellation);
            var key = string.Create(CultureInfo.InvariantCulture, $"voucher-winner/{programmeNo}/{plan.Batch}/{entry.Pseudonym}");
            var outcome = await policy.claims.RunAsync(
                programmeNo, entry.Person, plan.Batch, policy.Id(key), new IssueToWinner(
                    Actors.System, now, plan.Batch, restricted, ClaimCommands.NewVoucherNo(programmeNo, plan.Batch)), cancellation);
            if (outcome.Result is not (CommandResult.Done or CommandResult.Refused))
                throw new PolicyNotYetException("draw.wallet-not-ready");
        }
    }

    CommandId Id(string key) => new("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
}
