using System.Collections.Concurrent;
using Application.Ports;
using Application.Subsidies;
using Domain.Identity;
using Domain.Subsidies;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Projections.Subsidies;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>VCH-10: what has expired goes back into the stock in one round, however much it is and however far a read model is
/// behind.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class VoucherTermSpec(Service service)
{
    static readonly LocalDate LastDay = new(2026, 6, 9);

    [Theory]
    [InlineData(5, new[] { "", "T-2", "T-4" })]
    [InlineData(4, new[] { "", "T-2", "T-4" })]
    [InlineData(1, new[] { "" })]
    [InlineData(0, new[] { "" })]
    public async Task one_round_goes_on_from_the_last_one_until_there_are_no_more(int count, string[] asked)
    {
        var records = new Records(count);

        await Policy(records, TimeProvider.System).RunAsync(CancellationToken.None);

        Assert.Equal(asked, records.Asked);
    }

    [Fact]
    public async Task other_policies_wait_no_longer_than_a_few_seconds()
    {
        var records = new Records(1_000);

        await Policy(records, new Slow(secondsALook: 2)).RunAsync(CancellationToken.None);

        Assert.Equal(["", "T-2"], records.Asked);
    }

    [Fact]
    public async Task the_read_model_tells_them_by_last_day_and_number_from_behind_one_on()
    {
        var subsidy = new Subsidy(service, "VT-PAGE");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 5));
        await service.Bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        for (var n = 0; n < 5; n++) Ok(await subsidy.ClaimAsync(Citizen()));
        var queries = service.Provider.GetRequiredService<SubsidyQueries>();
        var all = new List<VoucherLine>();
        await UntilAsync(async () => (all = await OwnAsync(null)).Count == 5, "the read model has all five");

        Assert.Equal(all.OrderBy(line => line.VoucherNo, StringComparer.Ordinal), all);
        Assert.Equal(all.Skip(2).Select(line => line.VoucherNo), (await OwnAsync(all[1])).Select(line => line.VoucherNo));
        Assert.Empty(await OwnAsync(all[4]));

        async Task<List<VoucherLine>> OwnAsync(VoucherLine? after) =>
        [
            .. (await queries.EndedBeforeAsync(new LocalDate(2026, 6, 10), after?.ValidTo, after?.VoucherNo, 100_000, default))
                .Where(line => line.ProgrammeNo == "VT-PAGE"),
        ];
    }

    VoucherTermPolicy Policy(Records records, TimeProvider machine) => new(
        records, service.Provider.GetRequiredService<ClaimCommands>(), service.Provider.GetRequiredService<IBusinessClock>(),
        service.Provider.GetRequiredService<ISm3>(), machine) { AtOnce = 2 };

    /// <summary>A read model that has not yet seen that any of them ended.</summary>
    sealed class Records(int count) : IVoucherRecords
    {
        readonly List<EndedVoucher> held =
        [
            .. Enumerable.Range(1, count).Select(n => new EndedVoucher("VT-NONE", new PersonRef("p-term"), 1, $"T-{n}", LastDay)),
        ];

        public ConcurrentQueue<string> Asked { get; } = [];

        public Task<IReadOnlyList<EndedVoucher>> EndedBeforeAsync(
            LocalDate today, EndedVoucher? after, int limit, CancellationToken cancellation)
        {
            Asked.Enqueue(after?.VoucherNo ?? "");
            return Task.FromResult<IReadOnlyList<EndedVoucher>>([.. held.Skip(after is null ? 0 : held.IndexOf(after) + 1).Take(limit)]);
        }

        public Task<IReadOnlyList<OpenDraw>> OpenDrawsAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<(IReadOnlyList<DrawEntrant> Entries, long Position)> EntriesAsync(
            string programmeNo, int batch, CancellationToken cancellation) => throw new NotSupportedException();
    }

    /// <summary>Each look at the time takes some.</summary>
    sealed class Slow(int secondsALook) : TimeProvider
    {
        long now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => now += secondsALook;
    }
}
