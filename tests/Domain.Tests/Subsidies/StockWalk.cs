using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Domain.Tests.Subsidies.SubsidySamples;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.WalletEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>Claims, expiries and voidings of many persons in any order, with the stock moved as their events say.</summary>
public sealed class StockWalk
{
    static readonly Actor Clerk = new(new PersonRef("p-clerk"), "clerk", "320500");

    static readonly ProgrammeTerms Reserved = Terms with
    {
        Batches =
        [
            Drop with { Stock = 8, SeniorReserve = 2, AssistedReserve = 1, ReserveOpensAt = At(2026, 6, 12, 0) },
            Drop with { Batch = 2, Stock = 4, OpensAt = At(2026, 6, 5, 0) },
        ],
        Claims = new ClaimRules(
            [
                new ClaimLimit(LimitWindow.Day, 2, null), new ClaimLimit(LimitWindow.Week, 3, null),
                new ClaimLimit(LimitWindow.Programme, null, Money.Yuan(350)),
            ],
            4, false),
    };

    [Theory]
    [InlineData(RecyclePolicy.SameBatch)]
    [InlineData(RecyclePolicy.NextBatch)]
    [InlineData(RecyclePolicy.Fund)]
    public void whatever_happens_no_fen_is_out_that_is_not_frozen_and_no_limit_is_passed(RecyclePolicy recycling) =>
        Walk(Facts(FirstCome(Reserved) with { Recycling = recycling }));

    /// <summary>Such a change is refused (PRG-6); had it passed all the same, the money would still hold.</summary>
    [Theory]
    [InlineData(RecyclePolicy.SameBatch)]
    [InlineData(RecyclePolicy.NextBatch)]
    public void nor_where_other_terms_make_more_of_what_comes_back(RecyclePolicy recycling)
    {
        var terms = FirstCome(Reserved) with { Recycling = recycling };
        var dearer = terms with
        {
            Kinds = [Fifty, Fifty with { Code = "V90", Face = Money.Yuan(90), Threshold = Money.Yuan(90) }],
            Batches = [terms.Batches[0], terms.Batches[1] with { Kind = "V90" }],
        };
        var running = Running(terms);
        var change = running.Editions[0] with { Edition = 2, InForceFrom = new LocalDate(2026, 6, 4), Terms = dearer };
        Walk(Facts(terms) with { Programme = running with { Editions = running.Editions.Add(change), LastEdition = 2 } });
    }

    static void Walk(WalletFacts facts)
    {
        var budget = ((Programme.Running)facts.Programme).Budget;
        var steps = Gen.Choose(0, 29 * 24).Zip(Gen.Choose(0, 11)).Zip(Gen.Choose(0, 5));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20261130UL, 20260701UL),
            Prop.ForAll(steps.ListOf(120).ToArbitrary(), walk =>
            {
                var wallets = Enumerable.Range(0, 12).Select(_ => VoucherWallet.Initial).ToArray();
                var levels = StockLevels.Nothing;
                foreach (var ((hour, person), what) in walk.OrderBy(step => step.Item1.Item1))
                {
                    var command = CommandOf(At(2026, 6, 1, 10) + Duration.FromHours(hour), person, what, wallets[person]);
                    var answer = WalletDecider.Decide(command, wallets[person], facts with { Stock = levels });
                    if (answer is not Answer.Accepted accepted) continue;
                    levels = levels.After(accepted.Events.SelectMany(@event => Stock.MovesOf("P1", @event)));
                    wallets[person] = accepted.Events.Aggregate(wallets[person], WalletDecider.Evolve);
                    if (!Holds(wallets, levels, budget)) return false;
                }

                return true;
            }));
    }

    static bool Holds(VoucherWallet[] wallets, StockLevels levels, Money frozen)
    {
        var held = wallets.Sum(
            wallet => wallet.Taken.Where(taken => wallet.Held.ContainsKey(taken.VoucherNo)).Sum(taken => taken.Face).Fen);
        var ended = Stock.UseOf("P1", levels);
        return held == ended.Outstanding.Fen && held + ended.Freed.Fen <= frozen.Fen
            && levels.Rows.Values.All(value => value >= 0)
            && wallets.All(wallet =>
                wallet.Taken.GroupBy(taken => taken.ClaimedOn).All(day => day.Count() <= 2)
                && wallet.Taken.GroupBy(taken => ClaimWindows.KeyOf(LimitWindow.Week, 1, taken.ClaimedOn)).All(week => week.Count() <= 3)
                && wallet.Taken.Sum(taken => taken.Face) <= Money.Yuan(350));
    }

    static string? Unreviewed(VoucherWallet wallet) =>
        wallet.Review.Voided.Keys.Order().FirstOrDefault(number => !wallet.Review.Reviews.ContainsKey(number));

    static string? Undecided(VoucherWallet wallet) =>
        wallet.Review.Reviews.Values.FirstOrDefault(review => review.Decided is null)?.Asked.Against.DecisionNo;

    static WalletCommand CommandOf(Instant at, int person, int what, VoucherWallet wallet) =>
        (what, wallet.Held.Keys.Order().FirstOrDefault()) switch
        {
            // What was voided is looked at by a person, and struck.
            (2, _) when Unreviewed(wallet) is { } voided => new AskForReview(Checker, at, voided, "not-me", null),
            (3, _) when Undecided(wallet) is { } asked =>
                new DecideReview(Clerk, at, asked, Holder.Person, "overturned", "wrongly-voided", [], null),
            (0, { } held) => new ExpireVoucher(Holder, at, held),
            (1, { } held) when !wallet.Review.Proposed.ContainsKey(held) => new ProposeVoiding(Maker, at, held, "mistake"),
            (1, { } held) => new VoidVoucher(Checker, at, held, "mistake"),
            _ => Claim(at, batch: 1 + what % 2) with
            {
                Claimant = Adult with { BornOn = new LocalDate(person % 3 == 0 ? 1950 : 1990, 1, 1) },
                Channel = person % 4 == 0 ? "counter" : "app",
            },
        };
}
