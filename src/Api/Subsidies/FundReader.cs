using Application.Subsidies;
using Domain.Subsidies;
using EventStore;
using Projections;
using Projections.Subsidies;
using static Application.Subsidies.SubsidyStreams;

namespace Api.Subsidies;

/// <summary>A fund as it stands in the log at one moment (FND-18): its acts, and the vouchers that its programmes have out.</summary>
/// <remarks>
/// Fund and tallies are read in one snapshot, so that the accounts balance while claims are being made. No claim waits for it and
/// none is projected for it (ADR 44).
/// </remarks>
public sealed class FundReader(ISnapshots snapshots)
{
    /// <param name="found">As the read model has it; it says from which fund money was carried in, which never changes.</param>
    public async Task<FundPage> StandingAsync(FundPage found, CancellationToken cancellation)
    {
        var own = SubsidyStreams.Fund(found.FundNo);
        var before = found.CarriedFrom is { } from ? SubsidyStreams.Fund(from) : null;
        var snapshot = await snapshots.ReadAsync(
            before is null ? [own] : [own, before],
            read => ProgrammesOf(FundOf(Data(read[own]))).SelectMany(Stock.BudgetRowsOf).Select(TallyOf), cancellation);

        var (fund, older) = (FundOf(Data(snapshot.Streams[own])), before is null ? null : FundOf(Data(snapshot.Streams[before])));
        var page = snapshot.Streams[own].Aggregate(
            (FundPage?)null, (row, stored) => ReadModels.Funds.Evolve(found.FundNo, row, stored))!;
        if (FundAccounts.Of(fund, UseOf, older) is not { } accounts) return page;

        // What vouchers have freed is available, although the fund's own stream has yet to note it.
        return page with
        {
            Accounts = accounts,
            Available = accounts.B110,
            Frozen = page.Frozen.SetItems(accounts.Programmes.Select(
                one => KeyValuePair.Create(one.Key, page.Frozen[one.Key] - one.Value.Freed))),
        };

        BudgetUse UseOf(string programme) =>
            Stock.UseOf(programme, LevelsOf(Stock.BudgetRowsOf(programme), tally => snapshot.Tallies[tally]));
    }

    static IEnumerable<object> Data(IEnumerable<StoredEvent> events) => events.Select(stored => stored.Data!);

    static IEnumerable<string> ProgrammesOf(Fund fund) =>
        fund switch
        {
            Fund.Open open => open.Frozen.Keys,
            Fund.Closed closed => closed.Last.Frozen.Keys,
            _ => [],
        };
}
