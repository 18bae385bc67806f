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

    static PastClaim Past(string person, LocalDate on) => new(person, on, new ClaimantGroup("18-34", "320508"));
}
