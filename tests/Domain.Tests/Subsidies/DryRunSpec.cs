using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;
using static Domain.Tests.Subsidies.SubsidySamples;

namespace Domain.Tests.Subsidies;

/// <summary>specs/programmes.md, PRG-9.</summary>
public sealed class DryRunSpec
{
    static readonly ProgrammeTerms OneDrop = Terms with { Batches = [Drop with { Stock = 5 }] };

    [Fact]
    public void last_years_claims_are_tried_on_the_same_weekday_within_stock_and_limits()
    {
        // 8 June 2025 was a Sunday, as 7 June 2026 is; 2 June 2025 a Monday.
        PastClaim[] past =
        [
            .. Enumerable.Repeat(Past("a", new LocalDate(2025, 6, 8)), 4),
            Past("b", new LocalDate(2025, 6, 9)), Past("c", new LocalDate(2025, 6, 9)), Past("d", new LocalDate(2025, 6, 9)),
            Past("e", new LocalDate(2025, 5, 1)),
        ];
        var result = DryRun.Of("P1", OneDrop, past);

        Assert.Equal((8, 5, 3, 5, Money.Yuan(250)), (result.Claims, result.People, result.Reached, result.Vouchers, result.Cost));
        Assert.Equal(
            [("limit-reached", 1), ("no-batch-open", 1), ("sold-out", 1)], result.NotTried.Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData("0-13", "age-must-fit")]
    [InlineData("14-17", "age-open")]
    [InlineData("18-34", null)]
    [InlineData("60-69", "age-open")]
    [InlineData("70+", "age-must-fit")]
    [InlineData("unknown", "age-open")]
    public void a_band_that_a_limit_of_age_cuts_stays_open(string band, string? why)
    {
        var result = DryRun.Of(
            "P1", OneDrop with { Eligible = new EligibilityRules(16, 65, null, [], false) },
            [new PastClaim("a", new LocalDate(2025, 6, 9), new ClaimantGroup(band, null))]);

        Assert.Equal(why is null ? [] : [why], result.NotTried.Keys);
        Assert.Equal(why is null ? 1 : 0, result.Reached);
    }

    [Theory]
    [InlineData(1, "no-batch-open")]
    [InlineData(2, null)]
    [InlineData(4, null)]
    [InlineData(5, "no-batch-open")]
    public void a_batch_counts_on_each_day_of_which_a_moment_is_its_own_also_one_of_an_hour_before_noon(int day, string? why)
    {
        var morning = OneDrop with
        {
            Batches = [Drop with { OpensAt = At(2026, 6, 2, 20), ClosesAt = At(2026, 6, 4, 9) }],
        };
        var past = Past("a", new LocalDate(2026, 6, day).PlusDays(-DryRun.Shift));

        Assert.Equal(why is null ? [] : [why], DryRun.Of("P1", morning, [past]).NotTried.Keys);
        var hour = morning with { Batches = [Drop with { OpensAt = At(2026, 6, day, 10), ClosesAt = At(2026, 6, day, 11) }] };
        Assert.Equal(1, DryRun.Of("P1", hour, [past]).Reached);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(10, 1)]
    [InlineData(12, 1)]
    [InlineData(13, 0)]
    public void what_was_won_on_the_day_of_a_draw_is_tried_and_nobody_wins_twice(int day, int vouchers)
    {
        var terms = Terms with
        {
            Batches = [Lottery with { Batch = 1, DrawAt = At(2026, 6, 12, 10) }], Claims = new ClaimRules([], null, false),
        };
        var past = Enumerable.Repeat(Past("a", new LocalDate(2026, 6, day).PlusDays(-DryRun.Shift)), 3).ToList();

        var result = DryRun.Of("P1", terms, past);
        Assert.Equal(vouchers, result.Vouchers);
        Assert.Equal(
            vouchers == 0 ? ("no-batch-open", 3) : ("limit-reached", 2), result.NotTried.Select(one => (one.Key, one.Value)).Single());
    }

    [Fact]
    public void claims_made_for_somebody_draw_on_their_reserve()
    {
        var terms = OneDrop with { Batches = [Drop with { Stock = 3, AssistedReserve = 2 }] };
        var on = new LocalDate(2025, 6, 9);
        PastClaim[] past =
        [
            Past("a", on), Past("b", on), Past("c", on) with { Assisted = true }, Past("d", on) with { Assisted = true },
            Past("e", on) with { Assisted = true },
        ];

        var result = DryRun.Of("P1", terms, past);
        Assert.Equal((3, 3), (result.Reached, result.Vouchers));
        Assert.Equal([("sold-out", 2)], result.NotTried.Select(one => (one.Key, one.Value)));
    }

    static PastClaim Past(string person, LocalDate on) => new(person, on, new ClaimantGroup("18-34", "320508"));
}
