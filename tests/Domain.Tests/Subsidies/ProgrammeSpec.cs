using System.Security.Cryptography;
using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;
using static Domain.Subsidies.ProgrammeRefusals;
using static Domain.Tests.Subsidies.SubsidySamples;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.ProgrammeEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>specs/programmes.md, PRG-1 to PRG-8, and the draw of specs/vouchers.md.</summary>
public sealed class ProgrammeSpec
{
    static readonly Instant May = At(2026, 5, 11, 9);
    static readonly Money Budget = Money.Yuan(1_500);

    static readonly ProposeTerms Propose = new(Maker, May, "P1", "FND-2026-0001", 2026, Terms.OpensOn, Terms, Budget);
    static readonly ApproveTerms Approve = new(Checker, May, 1, Review);
    static readonly Programme Running = After(Programme.Initial, Propose, Approve);

    [Fact]
    public void terms_without_a_fault_have_no_contradiction() => Assert.Empty(TermsContradictions.Of(Terms, Budget, 2026));

    public static TheoryData<string> Faulty() =>
        new(Faults().Keys);

    static Dictionary<string, ProgrammeTerms> Faults() => new()
    {
        ["closing-must-follow-opening"] = Terms with { ClosesOn = new LocalDate(2026, 5, 31) },
        ["span-must-be-in-budget-year"] = Terms with { ClosesOn = new LocalDate(2027, 1, 1) },
        ["merchant-cap-must-be-payable"] = Terms with { MerchantCap = Money.Zero },
        ["kinds-must-exist"] = Terms with { Kinds = [] },
        ["kinds-must-be-distinct"] = Terms with { Kinds = [Fifty, Fifty] },
        ["batches-must-exist"] = Terms with { Batches = [] },
        ["batches-must-be-numbered"] = Terms with { Batches = [Lottery, Drop] },
        ["face-must-be-payable"] = Kind(Fifty with { Face = new Money(-1) }),
        ["threshold-must-not-be-negative"] = Kind(Fifty with { Threshold = new Money(-1) }),
        ["threshold-must-be-payable"] = Kind(Fifty with { Threshold = new Money(Money.MostFen + 1) }),
        ["threshold-must-reach-face"] = Kind(Fifty with { Threshold = new Money(4_999) }),
        ["share-must-be-a-percentage"] = Kind(Fifty with { MostSharePercent = 101 }),
        ["course-must-have-hours-and-minutes"] = Kind(Fifty with { LeastClassHours = 10 }),
        ["batch-must-have-a-kind"] = Batch(Drop with { Kind = "V99" }),
        ["stock-must-be-positive"] = Batch(Drop with { Stock = 0 }),
        ["batch-must-open-before-it-closes"] = Batch(Drop with { ClosesAt = Drop.OpensAt }),
        ["batch-must-lie-within-programme"] = Batch(Drop with { ClosesAt = At(2026, 7, 1, 0, 0, 1) }),
        ["reserves-must-fit-stock"] = Batch(Drop with { SeniorReserve = 11, AssistedReserve = 10 }),
        ["senior-reserve-needs-an-age"] =
            Batch(Drop with { SeniorReserve = 1 }) with { Eligible = new EligibilityRules(null, null, null, [], false) },
        ["reserve-must-open-within-batch"] = Batch(Drop with { ReserveOpensAt = At(2026, 6, 30, 22, 1) }),
        ["reserve-of-a-lottery-stays"] = Terms with { Batches = [Drop, Lottery with { ReserveOpensAt = Lottery.ClosesAt }] },
        ["draw-belongs-to-a-lottery"] = Batch(Drop with { DrawAt = At(2026, 6, 30, 22) }),
        ["draw-must-follow-registration"] = Terms with { Batches = [Drop, Lottery with { DrawAt = At(2026, 6, 9, 23, 59) }] },
        ["validity-must-be-said-once"] = Batch(Drop with { ValidTo = new LocalDate(2026, 6, 30) }),
        ["validity-must-last"] = Batch(Drop with { ValidDays = 0 }),
        ["validity-must-end-with-programme"] = Terms with { Batches = [Drop, Lottery with { ValidTo = new LocalDate(2026, 7, 1) }] },
        ["validity-must-outlast-issue"] = Terms with { Batches = [Drop, Lottery with { ValidTo = new LocalDate(2026, 6, 9) }] },
        ["batches-must-fit-budget"] = Batch(Drop with { Stock = 21 }),
        ["limits-must-be-distinct"] = Limits(new(LimitWindow.Day, 1, null), new(LimitWindow.Day, 1, null)),
        ["limit-must-limit"] = Limits(new ClaimLimit(LimitWindow.Day, null, null)),
        ["narrow-limit-must-not-exceed-wide"] = Limits(new(LimitWindow.Day, 4, null), new(LimitWindow.Week, 3, null)),
        ["limit-must-leave-a-voucher"] = Limits(new ClaimLimit(LimitWindow.Day, null, new Money(4_999))),
        ["held-limit-must-limit"] = Terms with { Claims = Terms.Claims with { MostHeld = 0 } },
        ["use-before-next-holds-one"] = Terms with { Claims = Terms.Claims with { MostHeld = 2, UseBeforeNext = true } },
        ["weekdays-must-be-distinct"] = Terms with { Use = Terms.Use with { Weekdays = [IsoDayOfWeek.Monday, IsoDayOfWeek.Monday] } },
        ["hours-must-be-in-order"] = Terms with { Use = Terms.Use with { From = new LocalTime(18, 0), To = new LocalTime(6, 0) } },
        ["use-limit-must-limit"] = Terms with { Use = Terms.Use with { MostPerDay = 0 } },
        ["ages-must-be-in-order"] = Terms with { Eligible = new EligibilityRules(60, 18, null, [], false) },
        ["seniors-must-be-eligible"] = Terms with { Eligible = new EligibilityRules(null, 59, 60, [], false) },
        ["ties-must-be-known"] = Terms with { Eligible = new EligibilityRules(null, null, 60, ["friend"], false) },
        ["recycling-needs-a-next-batch"] = Terms with { Batches = [Drop], Recycling = RecyclePolicy.NextBatch },
        ["waves-belong-to-a-drop"] = Terms with { Batches = [Drop, Lottery with { Waves = 2, WaveSeconds = 5 }] },
        ["waves-must-be-apart"] = Batch(Drop with { Waves = 2 }),
        ["waves-must-fit-batch"] = Batch(Drop with { ClosesAt = At(2026, 6, 1, 10, 0, 5), Waves = 2, WaveSeconds = 5 }),
        ["merchant-cap-must-reach-face"] = Terms with { MerchantCap = new Money(4_999) },
        ["draw-must-lie-within-programme"] = Terms with { Batches = [Drop, Lottery with { DrawAt = At(2026, 7, 1, 0) }] },
        ["code-must-be-a-code"] = Terms with { Venues = ["张三 13812345678"] },
        ["sport-must-be-known"] = Terms with { Sports = ["SWIMMING"] },
        ["sports-must-be-distinct"] = Terms with { Sports = ["SWIM", "SWIM"] },
        ["venues-must-be-distinct"] = Terms with { Venues = ["V-0001", "V-0001"] },
        ["choice-must-exist"] = Terms with { Recycling = (RecyclePolicy)7 },
        ["sport-must-be-paid-for"] = Kind(Fifty with { Sport = "SKI" }) with { Sports = ["SWIM"] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void a_contradiction_is_named(string code) =>
        Assert.Contains(code, TermsContradictions.Of(Faults()[code], Budget, 2026).Select(found => found.Code));

    [Theory]
    [InlineData("320508199001011233")]
    [InlineData("张三家")]
    [InlineData("")]
    [InlineData("V123456789012345678901")]
    public void what_could_be_a_person_is_no_code_anywhere(string code)
    {
        Assert.Contains("code-must-be-a-code", Found(Kind(Fifty with { Code = code })));
        Assert.Contains("code-must-be-a-code", Found(Terms with { Venues = [code] }));
        Assert.Contains("sport-must-be-known", Found(Kind(Fifty with { Sport = code })));
        Assert.Contains("sport-must-be-known", Found(Terms with { Sports = [code] }));
    }

    [Fact]
    public void every_sport_of_the_catalogue_and_every_number_of_a_venue_may_be_named() =>
        Assert.Empty(Found(Terms with { Sports = ["TABLE_TENNIS", "SWIM"], Venues = ["V-0001", "0001"] }));

    [Fact]
    public void a_number_that_no_choice_has_is_none()
    {
        ProgrammeTerms[] all =
        [
            Batch(Drop with { Mode = 0 }), Batch(Drop with { Mode = (IssueMode)99 }), Terms with { Refunds = (RefundPolicy)9 },
            Limits(new ClaimLimit((LimitWindow)99, 1, null)), Terms with { Use = Terms.Use with { Weekdays = [(IsoDayOfWeek)9] } },
        ];
        Assert.All(all, terms => Assert.Contains(
            "choice-must-exist", TermsContradictions.Of(terms, Budget, 2026).Select(found => found.Code)));
    }

    [Fact]
    public void a_limit_leaves_a_voucher_of_each_kind()
    {
        var terms = Limits(new ClaimLimit(LimitWindow.Day, null, Fifty.Face)) with
        {
            Kinds = [Fifty, Fifty with { Code = "V60", Face = Money.Yuan(60) }],
        };

        Assert.Contains("limit-must-leave-a-voucher", TermsContradictions.Of(terms, Budget, 2026).Select(found => found.Code));
    }

    [Fact]
    public void all_contradictions_are_told_at_once()
    {
        var terms = Terms with
        {
            Recycling = RecyclePolicy.NextBatch, Batches = [Drop with { Stock = 0 }], Use = Terms.Use with { MostPerDay = 0 },
        };
        var refused = Assert.IsType<Answer.Refused>(ProgrammeDecider.Decide(Propose with { Terms = terms }, Programme.Initial)).Refusal;

        Assert.Equal("terms.batches[0].stock", refused.Field);
        foreach (var code in new[] { "stock-must-be-positive", "use-limit-must-limit", "recycling-needs-a-next-batch" })
            Assert.Contains(code, refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void a_stock_however_large_does_not_overflow_the_budget_check() =>
        Assert.Contains(
            "batches-must-fit-budget",
            TermsContradictions.Of(
                Kind(Fifty with { Face = new Money(Money.MostFen), Threshold = Money.Zero }) with
                {
                    Batches = [Drop with { Stock = 10_000_000 }],
                }, new Money(Money.MostFen), 2026).Select(found => found.Code));

    [Fact]
    public void two_people_and_a_review_are_wanted()
    {
        var proposed = After(Programme.Initial, Propose);

        Refused(MakerMustBeFinance, Propose with { Actor = Checker }, Programme.Initial);
        Refused(CheckerMustBeFinance, Approve with { Actor = Maker }, proposed);
        Refused(CheckerMustBeAnother, Approve with { Actor = Checker with { Person = Maker.Person } }, proposed);
        Refused(DistrictMustBeOwn, Approve with { Actor = Checker with { District = "320508" } }, proposed);
        Refused(ReviewMustBeOnFile, Approve with { Review = Review with { Conclusion = "" } }, proposed);
        Refused(ReviewMustBeOnFile, Approve with { Review = Review with { ReviewedOn = new LocalDate(2026, 5, 12) } }, proposed);
        Refused(ReviewMustBeOnFile, Approve with { Review = Review with { ReviewedOn = new LocalDate(2024, 7, 31) } }, proposed);
        Refused(TermsMustBePending, Approve with { Edition = 2 }, proposed);
        Assert.Empty(Events(Approve, Running));
        Refused(TermsMustBePending, Approve with { Review = Review with { ReviewNo = "苏体公审〔2026〕6号" } }, Running);
        Refused(TermsMustBePending, Approve with { Review = Review with { Conclusion = "exception" } }, Running);
        Refused(TermsMustBePending, Approve with { Actor = Checker with { Person = new PersonRef("p-other") } }, Running);
    }

    [Fact]
    public void other_terms_hold_from_tomorrow_on_and_leave_what_has_begun()
    {
        var more = Terms with { Claims = new ClaimRules([new ClaimLimit(LimitWindow.Week, 2, null)], null, false) };
        var change = Propose with { At = At(2026, 6, 8, 9), InForceFrom = new LocalDate(2026, 6, 9), Terms = more };

        Refused(ChangeMustLookAhead, change with { InForceFrom = new LocalDate(2026, 6, 8) }, Running);
        Refused(ChangeMustLookAhead, change with { Terms = more with { Batches = [Drop with { Stock = 10 }, Lottery] } }, Running);
        Refused(BudgetMustStay, change with { Budget = Budget + new Money(1) }, Running);
        var proposed = After(Running, change);
        Refused(OthersArePending, change, proposed);
        Refused(ChangeMustLookAhead, new ApproveTerms(Checker, At(2026, 6, 9, 0), 2, Review), proposed);
        var both = Assert.IsType<Programme.Running>(After(proposed, new ApproveTerms(Checker, At(2026, 6, 8, 23, 59), 2, Review)));
        Assert.Equal((1, 2), (both.On(new LocalDate(2026, 6, 8)).Edition, both.On(new LocalDate(2026, 6, 9)).Edition));
    }

    [Fact]
    public void first_terms_are_in_force_when_the_programme_opens_and_approved_before_a_batch_does()
    {
        Refused(FirstMustBeInForceFromTheStart, Propose with { InForceFrom = new LocalDate(2026, 6, 2) }, Programme.Initial);
        var proposed = After(Programme.Initial, Propose);
        Refused(ApprovalMustComeFirst, Approve with { At = Drop.OpensAt }, proposed);
        Assert.Single(Events(Approve with { At = Drop.OpensAt - Duration.FromMilliseconds(1) }, proposed));
    }

    [Fact]
    public void what_comes_back_of_a_batch_that_has_opened_goes_where_it_was_to_go()
    {
        var third = Drop with { Batch = 3, OpensAt = At(2026, 6, 20, 10) };
        var terms = Terms with
        {
            Kinds = [Fifty, Fifty with { Code = "V60", Face = Money.Yuan(60) }], Recycling = RecyclePolicy.NextBatch,
            Batches = [Drop, Lottery, third],
        };
        var running = After(Programme.Initial, Propose with { Terms = terms, Budget = Money.Yuan(3_000) }, Approve);
        var change = Propose with
        {
            At = At(2026, 6, 3, 9), InForceFrom = new LocalDate(2026, 6, 4), Budget = Money.Yuan(3_000), Terms = terms,
        };

        Refused(ChangeMustLookAhead, change with { Terms = terms with { Recycling = RecyclePolicy.Fund } }, running);
        var other = Lottery with { Kind = "V60" };
        Refused(ChangeMustLookAhead, change with { Terms = terms with { Batches = [Drop, other, third] } }, running);
        Refused(ChangeMustLookAhead, change with { Terms = terms with { Batches = [Drop, Lottery] } }, running);
        Assert.Single(Events(change with { Terms = terms with { Batches = [Drop, Lottery with { Stock = 9 }, third] } }, running));
    }

    [Fact]
    public void a_sent_back_proposal_comes_again_as_another_edition()
    {
        var back = After(Programme.Initial, Propose, new SendTermsBack(Checker, May, 1, "incomplete"));

        Refused(TermsMustBePending, Approve, back);
        Assert.Equal(2, Assert.IsType<TermsProposed>(Assert.Single(Events(Propose, back))).Edition);
    }

    [Fact]
    public void a_batch_is_stopped_once()
    {
        StopBatch stop = new(Maker, At(2026, 6, 8, 9), 1, "abuse");

        Refused(BatchMustExist, stop with { Batch = 3 }, Running);
        Assert.Empty(Events(stop, After(Running, stop)));
        Refused(BatchMustNotBeStopped, stop with { Cause = "fault" }, After(Running, stop));
    }

    [Fact]
    public void a_programme_closes_when_no_voucher_can_be_used_or_issued_and_only_what_was_not_used_goes_back()
    {
        CloseProgramme close = new(Checker, At(2026, 7, 1, 0), BudgetUse.None);

        Refused(VouchersMustHaveEnded, close with { Use = new BudgetUse(new Money(1), Money.Zero, Money.Zero) }, Running);
        Refused(VouchersMustHaveEnded, close with { Use = new BudgetUse(new Money(1), Money.Zero, Money.Yuan(1_450)) }, Running);
        Refused(MustBeOver, close with { At = At(2026, 6, 30, 23, 59, 59) }, Running);
        var closed = Assert.IsType<ProgrammeClosed>(
            Assert.Single(Events(close with { Use = new BudgetUse(Money.Zero, Money.Yuan(200), Money.Yuan(450)) }, Running)));
        Assert.Equal(Terms.Cost() - Money.Yuan(450), closed.Released);
        Refused(MustRun, new StopBatch(Maker, At(2026, 7, 1, 9), 1, "abuse"), After(Running, close));
    }

    [Fact]
    public void a_programme_closes_earlier_once_all_its_batches_are_stopped()
    {
        CloseProgramme close = new(Checker, At(2026, 6, 9, 9), BudgetUse.None);
        var one = After(Running, new StopBatch(Maker, At(2026, 6, 8, 9), 1, "abuse"));

        Refused(MustBeOver, close, one);
        var both = After(one, new StopBatch(Maker, At(2026, 6, 8, 9), 2, "funds"));
        Assert.Equal(Terms.Cost(), Assert.IsType<ProgrammeClosed>(Assert.Single(Events(close, both))).Released);
    }

    [Fact]
    public void a_draw_gives_the_same_order_to_whoever_runs_it_and_each_entry_one_chance()
    {
        byte[] seed = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
        var entries = Enumerable.Range(1, 500).Select(n => $"ps-{n}").ToList();
        var ranked = LotteryDraw.Ranked(seed, entries, SHA256.HashData);

        Assert.Equal(500, ranked.Distinct().Count());
        Assert.Equal(ranked, LotteryDraw.Ranked(seed, [.. entries.AsEnumerable().Reverse(), .. entries], SHA256.HashData));
        Assert.NotEqual(ranked, LotteryDraw.Ranked([.. seed.Reverse()], entries, SHA256.HashData));
        Assert.Equal(LotteryDraw.ListOf(entries), LotteryDraw.ListOf([.. entries.AsEnumerable().Reverse(), .. entries]));
        Assert.True(LotteryDraw.IsPromised(seed, SHA256.HashData(seed), SHA256.HashData));
        Assert.False(LotteryDraw.IsPromised([.. seed.Reverse()], SHA256.HashData(seed), SHA256.HashData));
    }

    static IEnumerable<string> Found(ProgrammeTerms terms) => TermsContradictions.Of(terms, Budget, 2026).Select(found => found.Code);

    static ProgrammeTerms Kind(VoucherKind kind) => Terms with { Kinds = [kind] };

    static ProgrammeTerms Batch(BatchPlan batch) => Terms with { Batches = [batch, Lottery] };

    static ProgrammeTerms Limits(params ClaimLimit[] limits) => Terms with { Claims = Terms.Claims with { Limits = limits } };

    static Programme After(Programme programme, params ProgrammeCommand[] commands) =>
        commands.Aggregate(programme, (state, command) => Events(command, state).Aggregate(state, ProgrammeDecider.Evolve));

    static IReadOnlyList<ProgrammeEvent> Events(ProgrammeCommand command, Programme programme) =>
        ProgrammeDecider.Decide(command, programme) switch
        {
            Answer.Accepted accepted => accepted.Events,
            Answer.Refused refused => throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal.Code} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };

    static void Refused(Refusal expected, ProgrammeCommand command, Programme programme) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer.Refused>(ProgrammeDecider.Decide(command, programme)).Refusal.Code);
}
