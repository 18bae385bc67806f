using System.Text;
using Application.Policies;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using Domain.Subsidies;
using EventStore;
using static Application.Subsidies.SubsidyStreams;

namespace Application.Subsidies;

/// <summary>After a voucher's last day, ends it; what goes back into the stock does so in the same transaction (VCH-10).</summary>
/// <remarks>
/// One round ends as many as it can in <see cref="Longest"/>: a hundred thousand of one day are back within the minute, and other
/// policies wait no longer. It goes by place and not by what is still held, for the read model follows behind.
/// </remarks>
public sealed class VoucherTermPolicy(IVoucherRecords records, ClaimCommands claims, IBusinessClock clock, ISm3 sm3, TimeProvider machine)
    : IDatedPolicy
{
    const int Together = 256;

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>How many are looked up at once.</summary>
    public int AtOnce { get; init; } = 2_000;

    public string Name => "voucher-term";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var (now, started) = (await clock.NowAsync(cancellation), machine.GetTimestamp());
        EndedVoucher? last = null;
        while (machine.GetElapsedTime(started) < Longest)
        {
            var ended = await records.EndedBeforeAsync(WorkCalendar.DayOf(now), last, AtOnce, cancellation);
            await Parallel.ForEachAsync(
                ended, new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellation },
                async (voucher, stop) => await ExpireAsync(voucher, now, stop));
            if (ended.Count < AtOnce) return;
            last = ended[^1];
        }
    }

    async Task ExpireAsync(EndedVoucher voucher, NodaTime.Instant now, CancellationToken cancellation)
    {
        var key = $"voucher-term/{voucher.VoucherNo}";
        await claims.RunAsync(
            voucher.ProgrammeNo, voucher.Person, voucher.Batch, new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key))),
            new ExpireVoucher(Actors.System, now, voucher.VoucherNo), cancellation);
    }
}

/// <summary>Gives the fund back what ended vouchers have freed, some together at a time (FND-16).</summary>
public sealed class FreedBudgetPolicy(ISnapshots snapshots, FundCommands funds, IBusinessClock clock, ISm3 sm3) : IDatedPolicy
{
    public string Name => "budget-freed";

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var programmeNo in await snapshots.TalliesAboveNothingAsync(FreedName, cancellation))
            await funds.TakeBackFreedAsync(programmeNo, await clock.NowAsync(cancellation), sm3, cancellation);
    }
}

/// <summary>Closes each draw when its registration ends, and reveals its seed with the list at the announced moment (VCH-11).</summary>
public sealed class DrawPolicy(IVoucherRecords records, IEventStore store, DrawSecrets secrets, IBusinessClock clock, ISm3 sm3)
    : IDatedPolicy
{
    public string Name => "voucher-draw";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await clock.NowAsync(cancellation);
        foreach (var draw in await records.OpenDrawsAsync(cancellation))
        {
            var day = WorkCalendar.DayOf(now);
            if (draw.ClosedAt is null)
            {
                if (now >= draw.Plan.ClosesAt)
                    await WriteAsync(draw, "close", now, state => state.IsOpen ? new DrawClosed(day) : null, cancellation);
                continue;
            }

            if (now < draw.Plan.DrawAt) continue;
            var (entries, position) = await records.EntriesAsync(draw.ProgrammeNo, draw.Plan.Batch, cancellation);
            if (position < draw.ClosedAt) continue;
            var seed = secrets.SeedOf(draw.ProgrammeNo, draw.Plan.Batch);
            var list = Convert.ToHexStringLower(sm3.Hash(LotteryDraw.ListOf(entries.Select(entry => entry.Pseudonym))));
            await WriteAsync(
                draw, "reveal", now,
                state => state is { Closed: not null, Revealed: null, Committed: { } promised }
                    ? LotteryDraw.IsPromised(seed, Convert.FromHexString(promised.Commitment), sm3Hash)
                        ? new DrawRevealed(Convert.ToHexStringLower(seed), entries.Count, list, day, Laws.Budget("57"))
                        : throw new InvalidOperationException("The seed is not the one that was promised: the master key is another.")
                    : null,
                cancellation);
        }

        byte[] sm3Hash(byte[] data) => sm3.Hash(data);
    }

    async Task WriteAsync(
        OpenDraw draw, string what, NodaTime.Instant at, Func<Draw, DrawEvent?> decide, CancellationToken cancellation)
    {
        var stream = SubsidyStreams.Draw(draw.ProgrammeNo, draw.Plan.Batch);
        var key = $"{stream}/{what}";
        await store.WriteAsync(
            new Write<Draw>
            {
                Command = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key))),
                Stream = stream,
                StreamType = DrawType,
                Initial = Domain.Subsidies.Draw.Initial,
                Evolve = (state, @event) => Domain.Subsidies.Draw.Evolve(state, (DrawEvent)@event),
                Decide = (state, _) => new Decision.Accept(
                    decide(state) is { } made ? [new StreamAppend(stream, DrawType, [made])] : []),
                Metadata = EventMetadataOf.Act(Actors.System, at, $"system/{key}", null),
            },
            cancellation);
    }
}
