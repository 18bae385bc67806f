using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using NodaTime;
using static Application.Subsidies.SubsidyStreams;

namespace Application.Subsidies;

/// <summary>What became of a claim.</summary>
/// <param name="Voucher">The one that was won; null where none was.</param>
public sealed record ClaimOutcome(CommandResult Result, VoucherClaimed? Voucher);

/// <summary>Commands on wallets: claim, entry, issue, expiry, voiding; each decided with programme and stock under their locks.</summary>
public sealed class ClaimCommands(StreamCommands streams, IEventStore store, TimeProvider machine)
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>For how long the rows of a programme's stock are remembered; a decision on others is made again.</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    /// <summary>What everybody is told alike says nothing of a person, and comes by the thousand when a rush meets it.</summary>
    static readonly HashSet<string> OfTheBatch = new(StringComparer.Ordinal)
    {
        WalletRefusals.SoldOut.Code, WalletRefusals.BatchMustBeOpen.Code, WalletRefusals.BatchMustNotBeStopped.Code,
    };

    readonly ConcurrentDictionary<string, (Programme State, long Until)> programmes = new(StringComparer.Ordinal);

    /// <summary>Of a number drawn by chance: nobody can guess another's.</summary>
    public static string NewVoucherNo(string programmeNo, int batch) =>
        string.Create(CultureInfo.InvariantCulture, $"{programmeNo}-{batch}-{RandomNumberGenerator.GetString(Alphabet, 16)}");

    public async Task<Programme> ProgrammeAsync(string programmeNo, CancellationToken cancellation)
    {
        var now = machine.GetTimestamp();
        if (programmes.TryGetValue(programmeNo, out var known) && now < known.Until) return known.State;
        var events = await store.ReadStreamAsync(SubsidyStreams.Programme(programmeNo), StreamLimit.None, cancellation);
        var state = ProgrammeOf(events.Select(stored => stored.Data!));
        if (state is Programme.Running)
            programmes[programmeNo] = (state, now + (long)(Remembered.TotalSeconds * machine.TimestampFrequency));
        return state;
    }

    public async Task<ClaimOutcome> RunAsync(
        string programmeNo, PersonRef person, int batch, CommandId id, WalletCommand command, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var programme = await ProgrammeAsync(programmeNo, cancellation);
            try
            {
                return await RunAsync(programme, programmeNo, person, batch, id, command, cancellation);
            }
            catch (StockMovedException) when (attempt < 3)
            {
                programmes.TryRemove(programmeNo, out _);
            }
        }
    }

    /// <summary>The programme has other batches or shares now than the write has declared.</summary>
    sealed class StockMovedException : Exception;

    async Task<ClaimOutcome> RunAsync(
        Programme foreseen, string programmeNo, PersonRef person, int batch, CommandId id, WalletCommand command,
        CancellationToken cancellation)
    {
        var rows = RowsOf(foreseen, programmeNo, batch, command).ToHashSet();
        var (wallet, programme) = (SubsidyStreams.Wallet(programmeNo, person), SubsidyStreams.Programme(programmeNo));
        var draw = command is EnterDraw ? SubsidyStreams.Draw(programmeNo, batch) : null;
        var won = (VoucherClaimed?)null;
        var result = await streams.RunAsync(
            new StreamOrder<VoucherWallet, WalletEvent>(id, wallet, WalletType, command.GetType().Name, command.Actor, command.At)
            {
                Initial = VoucherWallet.Initial,
                Evolve = WalletDecider.Evolve,
                Decide = _ => throw new System.Diagnostics.UnreachableException("Decided among streams."),
                AlsoStreams = draw is null
                    ? [AlsoRead(programme, ProgrammeType)]
                    : [AlsoRead(programme, ProgrammeType), AlsoRead(draw, DrawType)],
                Guards = [.. rows.Select(TallyOf)],
                DecideAmong = (state, context) =>
                {
                    var now = ProgrammeOf(programme, context);
                    if (!RowsOf(now, programmeNo, batch, command).All(rows.Contains)) throw new StockMovedException();
                    var open = draw is not null && DrawOf(context.Histories[draw]).IsOpen;
                    var answer = WalletDecider.Decide(command, state, new WalletFacts(now, LevelsOf(rows, context), open));
                    won = (answer as Answer<WalletEvent>.Accepted)?.Events.OfType<VoucherClaimed>().FirstOrDefault();
                    return answer;
                },
                Moves = events => events.SelectMany(@event => Stock.MovesOf(programmeNo, @event)).Select(MoveOf),
                KeepsDetail = true,
                Unrecorded = refusal => OfTheBatch.Contains(refusal.Code),
            },
            cancellation);
        if (result is CommandResult.Done { Repeated: true, Version: > 0 } repeated)
            won = await WonAsync(wallet, repeated.Version, cancellation);
        return new(result, won);
    }

    async Task<VoucherClaimed?> WonAsync(string wallet, long version, CancellationToken cancellation) =>
        (await store.ReadStreamAsync(wallet, new StreamLimit(version), cancellation))[^1].Data as VoucherClaimed;

    public async Task<VoucherWallet> WalletAsync(string programmeNo, PersonRef person, CancellationToken cancellation) =>
        await streams.FindAsync<VoucherWallet, WalletEvent>(
            SubsidyStreams.Wallet(programmeNo, person), VoucherWallet.Initial, WalletDecider.Evolve, cancellation);

    static IEnumerable<StockRow> RowsOf(Programme programme, string programmeNo, int batch, WalletCommand command)
    {
        // Nothing else moves the stock.
        var moves = command is ClaimVoucher or IssueToWinner or ExpireVoucher or VoidVoucher;
        if (programme is not Programme.Running running || !moves) return [];
        if (command is ClaimVoucher or IssueToWinner)
        {
            return running.Editions.Select(edition => (edition.Terms, Plan: edition.Terms.Batch(batch)))
                .Where(pair => pair.Plan is not null)
                .SelectMany(pair => Stock.RowsOf(programmeNo, pair.Terms, pair.Plan!)).Distinct();
        }

        // What ends may go back into its own batch, into a later one, or to the fund.
        return running.Editions.SelectMany(edition => edition.Terms.Batches.SelectMany(plan =>
            plan.Batch == batch ? Stock.RowsOf(programmeNo, edition.Terms, plan)
            : plan.Batch > batch && edition.Terms.Recycling == RecyclePolicy.NextBatch ? [new StockRow.Extra(programmeNo, plan.Batch)]
            : Array.Empty<StockRow>())).Append(new StockRow.Freed(programmeNo)).Distinct();
    }
}
