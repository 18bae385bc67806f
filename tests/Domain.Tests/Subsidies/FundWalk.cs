using Domain.Kernel;
using Domain.Subsidies;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Domain.Tests.Subsidies.SubsidySamples;

namespace Domain.Tests.Subsidies;

/// <summary>
/// Every act on a fund, its programme and its vouchers in any order, at any moment of the year and after it, also by the wrong
/// person or with the wrong amount; compared at each event with a ledger that is kept by postings alone.
/// </summary>
public sealed class FundWalk
{
    static readonly ProgrammeTerms Walked = FirstCome(Terms) with
    {
        Batches =
        [
            Drop with { Mode = IssueMode.FirstCome, Stock = 6, SeniorReserve = 2, ClosesAt = At(2026, 6, 20, 22) },
            Drop with { Mode = IssueMode.FirstCome, Batch = 2, Stock = 4, OpensAt = At(2026, 6, 5, 0) },
        ],
        Claims = new ClaimRules([new ClaimLimit(LimitWindow.Week, 2, null)], null, UseBeforeNext: false),
    };

    [Theory]
    [InlineData(RecyclePolicy.SameBatch)]
    [InlineData(RecyclePolicy.NextBatch)]
    [InlineData(RecyclePolicy.Fund)]
    public void whatever_is_asked_in_whatever_order_every_account_is_what_its_postings_say(RecyclePolicy recycling)
    {
        var steps = Gen.Choose(0, 40 * 24).Zip(Gen.Choose(0, 11)).Zip(Gen.Choose(0, 23).Zip(Gen.Choose(-20_000, 90_000)));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20261130UL, 20260701UL),
            Prop.ForAll(steps.ListOf(200).ToArbitrary(), walk =>
            {
                var world = new FundWorld(Walked with { Recycling = recycling });
                foreach (var ((hour, person), (what, fen)) in walk.OrderBy(step => step.Item1.Item1))
                {
                    // The last days of the walk are those after the year.
                    var at = hour < 32 * 24 ? At(2026, 6, 1, 10) + Duration.FromHours(hour) : At(2027, 1, 1, 0) + Duration.FromHours(hour);
                    world.Step(at, person, what, fen);
                    if (world.WhyNot(at) is { } broken) throw new Xunit.Sdk.XunitException(broken);
                }
            }));
    }

    /// <summary>So that the walk above is no walk in the dark: each kind of event comes about in it.</summary>
    [Fact]
    public void every_kind_of_event_comes_about()
    {
        string[] wanted =
        [
            .. typeof(FundEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FundEvent))).Select(type => type.Name),
            nameof(VoucherExpired), nameof(VoucherVoided), nameof(ProgrammeClosed),
        ];
        var seen = new HashSet<string>();
        for (var seed = 1; seed <= 1_000 && !seen.IsSupersetOf(wanted); seed++)
        {
            var random = new Random(seed);
            var world = new FundWorld(Walked with { Recycling = Enum.GetValues<RecyclePolicy>()[seed % 3] });
            foreach (var hour in Enumerable.Range(0, 250).Select(_ => random.Next(40 * 24)).Order())
            {
                var at = hour < 32 * 24 ? At(2026, 6, 1, 10) + Duration.FromHours(hour) : At(2027, 1, 1, 0) + Duration.FromHours(hour);
                world.Step(at, random.Next(12), random.Next(24), random.Next(-20_000, 90_001));
                Assert.Null(world.WhyNot(at));
            }

            seen.UnionWith(world.Seen);
        }

        Assert.Empty(wanted.Except(seen).Order());
    }
}
