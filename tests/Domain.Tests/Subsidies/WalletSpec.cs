using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;
using static Domain.Subsidies.WalletRefusals;
using static Domain.Tests.Subsidies.SubsidySamples;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.WalletEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>specs/vouchers.md, VCH-1 to VCH-10. Sunday is 7 June 2026, Monday 8 June.</summary>
public sealed class WalletSpec
{
    static readonly ProgrammeTerms MonthAndYear = Terms with
    {
        Claims = new ClaimRules([new ClaimLimit(LimitWindow.Month, 3, null), new ClaimLimit(LimitWindow.Year, 10, null)], null, false),
    };

    [Fact]
    public void three_claims_on_sunday_leave_monday_free()
    {
        var sunday = Claimed(VoucherWallet.Initial, 3, At(2026, 6, 7, 12));

        Refused(LimitReached, Claim(At(2026, 6, 7, 23, 59, 59)), sunday);
        Won(Claim(At(2026, 6, 8, 0, 0, 1)), sunday);
    }

    [Fact]
    public void three_claims_on_monday_fill_the_week_to_its_last_second()
    {
        var monday = Claimed(VoucherWallet.Initial, 3, At(2026, 6, 8, 12));

        Refused(LimitReached, Claim(At(2026, 6, 14, 23, 59, 59)), monday);
        Won(Claim(At(2026, 6, 15, 0)), monday);
    }

    [Fact]
    public void what_was_never_used_counts_all_the_same()
    {
        var facts = Facts(FirstCome(MonthAndYear));
        var wallet = Claimed(VoucherWallet.Initial, 3, At(2026, 6, 2, 12), facts);
        foreach (var number in wallet.Held.Keys.Order().ToList())
            wallet = After(wallet, new ExpireVoucher(Holder, At(2026, 6, 9, 0), number), facts);

        Assert.Empty(wallet.Held);
        Refused(LimitReached, Claim(At(2026, 6, 30, 21)), wallet, facts);
        Assert.Equal((3, Money.Yuan(150)), wallet.TakenIn(LimitWindow.Year, 1, new LocalDate(2026, 7, 1)));
        Assert.Equal((0, Money.Zero), wallet.TakenIn(LimitWindow.Month, 1, new LocalDate(2026, 7, 1)));
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void the_last_one_wins_and_the_next_is_told_sold_out(long outAlready, bool wins)
    {
        var facts = Facts(stock: StockLevels.Nothing.After([new(new StockRow.Out("P1", 1, StockShare.General), outAlready)]));
        if (wins) Won(Claim(At(2026, 6, 1, 10)), VoucherWallet.Initial, facts);
        else Refused(SoldOut, Claim(At(2026, 6, 1, 10)), VoucherWallet.Initial, facts);
    }

    [Theory]
    [InlineData(1_450, true)]
    [InlineData(1_451, false)]
    public void what_is_out_is_never_more_than_what_is_frozen(long yuanOut, bool wins)
    {
        var facts = Facts(stock: StockLevels.Nothing.After([new(new StockRow.Bound("P1"), Money.Yuan(yuanOut).Fen)]));
        if (wins) Won(Claim(At(2026, 6, 1, 10)), VoucherWallet.Initial, facts);
        else Refused(SoldOut, Claim(At(2026, 6, 1, 10)), VoucherWallet.Initial, facts);
    }

    [Fact]
    public void a_batch_that_has_opened_is_claimed_by_the_terms_of_its_first_day()
    {
        var running = Running();
        var change = running.Editions[0] with
        {
            Edition = 2, InForceFrom = new LocalDate(2026, 6, 3),
            Terms = running.Editions[0].Terms with { Eligible = new EligibilityRules(60, null, 60, [], DisabledOnly: false) },
        };
        var facts = Facts() with { Programme = running with { Editions = running.Editions.Add(change) } };

        Assert.Equal(1, Won(Claim(At(2026, 6, 3, 0)), VoucherWallet.Initial, facts).Edition);
    }

    [Fact]
    public void whoever_could_not_win_is_told_why_and_not_that_it_is_sold_out()
    {
        var soldOut = Facts(stock: StockLevels.Nothing.After([new(new StockRow.Out("P1", 1, StockShare.General), 20)]));
        var full = Claimed(VoucherWallet.Initial, 3, At(2026, 6, 8, 12));

        Refused(LimitReached, Claim(At(2026, 6, 9, 12)), full, soldOut);
        Refused(MustNotBeRestricted, Claim(At(2026, 6, 9, 12)) with { Claimant = Adult with { Restricted = true } }, full, soldOut);
    }

    [Fact]
    public void a_batch_is_open_from_its_first_instant_to_before_its_last()
    {
        var opens = At(2026, 6, 1, 10);
        var closes = At(2026, 6, 30, 22);

        Refused(BatchMustBeOpen, Claim(opens - Duration.FromNanoseconds(1)), VoucherWallet.Initial);
        Won(Claim(opens), VoucherWallet.Initial);
        Won(Claim(closes - Duration.FromNanoseconds(1)), VoucherWallet.Initial);
        Refused(BatchMustBeOpen, Claim(closes), VoucherWallet.Initial);
        Refused(BatchMustExist, Claim(opens, batch: 9), VoucherWallet.Initial);
    }

    [Fact]
    public void a_drop_asks_for_a_ticket_of_these_terms_and_its_wave_begins_when_its_turn_has_come()
    {
        var facts = Facts(Terms with { Batches = [Drop with { Waves = 3, WaveSeconds = 10 }, Lottery] });
        var third = Claim(At(2026, 6, 1, 10, 0, 19)) with { Claimant = null, Ticket = new(1, 2, [], new ClaimantGroup("18-34", null)) };
        var inTime = third with { At = At(2026, 6, 1, 10, 0, 20) };

        Refused(BatchMustBeOpen, third, VoucherWallet.Initial, facts);
        Won(inTime, VoucherWallet.Initial, facts);
        Refused(TicketMustBeShown, inTime with { Claimant = Adult, Ticket = null }, VoucherWallet.Initial, facts);
        Refused(TicketMustBeOfTheseTerms, inTime with { Ticket = inTime.Ticket with { Edition = 2 } }, VoucherWallet.Initial, facts);
        Refused(MustNotBeRestricted, inTime with { Restricted = true }, VoucherWallet.Initial, facts);
        Refused(ModeMustMatch, inTime, VoucherWallet.Initial, Facts());
        Won(inTime with { Claimant = Adult, Ticket = null, Channel = "telephone" }, VoucherWallet.Initial, facts);
    }

    [Fact]
    public void a_ticket_is_for_whoever_could_win_and_not_before_its_time()
    {
        var facts = Facts(Terms);
        AskForTicket ask = new(Holder, At(2026, 6, 1, 9, 30), 1, Adult, "app");

        Assert.Empty(Events(ask, VoucherWallet.Initial, facts));
        Refused(BatchMustBeOpen, ask with { At = At(2026, 6, 1, 9, 29, 59) }, VoucherWallet.Initial, facts);
        Refused(ModeMustMatch, ask with { Batch = 2, At = At(2026, 6, 8, 9) }, VoucherWallet.Initial, facts);
        Refused(MustNotBeRestricted, ask with { Claimant = Adult with { Restricted = true } }, VoucherWallet.Initial, facts);
        var full = Claimed(VoucherWallet.Initial, 3, At(2026, 6, 2, 12));
        Refused(LimitReached, ask with { At = At(2026, 6, 7, 12) }, full, facts);
        Assert.Empty(Events(ask with { At = At(2026, 6, 8, 0) }, full, facts));
    }

    [Fact]
    public void nothing_is_issued_of_a_stopped_batch_or_an_unapproved_programme()
    {
        var claim = Claim(At(2026, 6, 8, 12));

        Refused(BatchMustNotBeStopped, claim, VoucherWallet.Initial, Facts() with { Programme = Running() with { Stopped = [1] } });
        Refused(ProgrammeMustRun, claim, VoucherWallet.Initial, Facts() with { Programme = Programme.Initial });
    }

    [Fact]
    public void the_day_of_the_claim_is_the_first_and_nothing_outlasts_the_programme()
    {
        Assert.Equal(new LocalDate(2026, 6, 7), Won(Claim(At(2026, 6, 1, 10)), VoucherWallet.Initial).ValidTo);
        Assert.Equal(new LocalDate(2026, 6, 30), Won(Claim(At(2026, 6, 28, 10)), VoucherWallet.Initial).ValidTo);
    }

    [Fact]
    public void an_ineligible_person_is_told_which_rule()
    {
        var adults = new EligibilityRules(18, 59, null, ["household", "social-insurance"], DisabledOnly: true);
        var facts = Facts(FirstCome(Terms) with { Eligible = adults });
        var fitting = Adult with { Ties = ["social-insurance"], Disabled = true };
        void Refuse(Refusal expected, ClaimantFacts claimant) =>
            Refused(expected, Claim(At(2026, 6, 8, 12)) with { Claimant = claimant }, VoucherWallet.Initial, facts);
        void Win(ClaimantFacts claimant) => Won(Claim(At(2026, 6, 8, 12)) with { Claimant = claimant }, VoucherWallet.Initial, facts);

        Win(fitting);
        Refuse(AgeMustBeProven, fitting with { BornOn = null });
        Refuse(AgeMustFit, fitting with { BornOn = new LocalDate(2008, 6, 9) });
        Win(fitting with { BornOn = new LocalDate(2008, 6, 8) });
        Refuse(AgeMustFit, fitting with { BornOn = new LocalDate(1966, 6, 8) });
        Refuse(TieMustBeProven, fitting with { Ties = ["residence-permit"] });
        Refuse(DisabilityMustBeProven, fitting with { Disabled = false });
        Refuse(RiskMustBeReviewed, fitting with { RiskCode = "device-shared" });
    }

    [Theory]
    [InlineData(2012, 6, 8, false, true)]
    [InlineData(2012, 6, 9, false, false)]
    [InlineData(2012, 6, 9, true, true)]
    public void below_fourteen_the_guardian_agrees(int year, int month, int day, bool agreed, bool wins)
    {
        var claim = Claim(At(2026, 6, 8, 12)) with
        {
            Claimant = Adult with { BornOn = new LocalDate(year, month, day), GuardianAgreed = agreed },
        };
        if (wins) Won(claim, VoucherWallet.Initial);
        else Refused(GuardianMustAgree, claim, VoucherWallet.Initial);
    }

    [Fact]
    public void sums_and_held_vouchers_limit_too()
    {
        var facts = Facts(FirstCome(
            Terms) with { Claims = new ClaimRules([new ClaimLimit(LimitWindow.Programme, null, Money.Yuan(149))], 1, false) });
        var one = Claimed(VoucherWallet.Initial, 1, At(2026, 6, 8, 12), facts);

        Refused(LimitReached, Claim(At(2026, 6, 8, 13)), one, facts);
        var later = Claimed(one, 1, At(2026, 6, 15, 0), facts);
        Refused(LimitReached, Claim(At(2026, 6, 22, 0)), later, facts);
        var next = Facts(FirstCome(Terms) with { Claims = new ClaimRules([], null, UseBeforeNext: true) });
        Refused(LastMustBeUsed, Claim(At(2026, 6, 14, 23, 59)), one, next);
        Won(Claim(At(2026, 6, 15, 0)), one, next);
    }

    [Fact]
    public void a_voucher_expires_after_its_last_day_and_goes_back_once()
    {
        var wallet = Claimed(VoucherWallet.Initial, 1, At(2026, 6, 1, 10));
        ExpireVoucher expire = new(Holder, At(2026, 6, 7, 23, 59, 59), wallet.Held.Keys.Single());

        Refused(LastDayMustHavePassed, expire, wallet);
        var expired = Assert.IsType<VoucherExpired>(Assert.Single(Events(expire with { At = At(2026, 6, 8, 0) }, wallet)));
        Assert.Equal(1, expired.BackTo);
        Assert.Empty(Events(expire with { At = At(2026, 6, 8, 0) }, After(wallet, expire with { At = At(2026, 6, 8, 0) })));
        Assert.Null(BackTo(expire with { At = At(2026, 6, 30, 22) }, wallet, Facts()));
        Assert.Null(BackTo(expire with { At = At(2026, 6, 8, 0) }, wallet,
            Facts(FirstCome(Terms) with { Recycling = RecyclePolicy.Fund })));
        var next = FirstCome(Terms) with { Recycling = RecyclePolicy.NextBatch };
        Assert.Equal(2, BackTo(expire with { At = At(2026, 6, 8, 0) }, wallet, Facts(next)));
        Assert.Null(BackTo(expire with { At = At(2026, 6, 10, 0) }, wallet, Facts(next)));
        Refused(VoucherMustBeHeld, expire with { VoucherNo = "P1-1-X" }, wallet);
    }

    [Fact]
    public void seniors_and_assisted_people_draw_on_their_reserves_first()
    {
        var batch = Drop with { SeniorReserve = 3, AssistedReserve = 2, ReserveOpensAt = At(2026, 6, 20, 0) };
        var terms = FirstCome(Terms with { Batches = [batch, Lottery] });
        StockShare Share(LocalDate born, string channel, Instant at, params (StockShare Share, long Out)[] outs) => Won(
            Claim(at) with { Claimant = Adult with { BornOn = born }, Channel = channel }, VoucherWallet.Initial,
            Facts(terms, StockLevels.Nothing.After(outs.Select(o => new StockMove(new StockRow.Out("P1", 1, o.Share), o.Out))))).Share;
        var (old, young, before) = (new LocalDate(1966, 6, 8), new LocalDate(1990, 1, 1), At(2026, 6, 8, 12));

        Assert.Equal(StockShare.Senior, Share(old, "app", before));
        Assert.Equal(StockShare.General, Share(old.PlusDays(1), "app", before));
        Assert.Equal(StockShare.Assisted, Share(young, "counter", before));
        Assert.Equal(StockShare.Assisted, Share(old, "counter", before, (StockShare.Senior, 3)));
        Assert.Equal(StockShare.General, Share(old, "app", before, (StockShare.Senior, 3)));
        Assert.Equal(StockShare.Senior, Share(young, "app", At(2026, 6, 20, 0), (StockShare.General, 15)));
        Refused(
            SoldOut, Claim(At(2026, 6, 19, 23, 59)), VoucherWallet.Initial,
            Facts(terms, StockLevels.Nothing.After([new(new StockRow.Out("P1", 1, StockShare.General), 15)])));
    }

    [Fact]
    public void a_draw_is_entered_once_while_it_is_open_and_a_winner_is_served_once()
    {
        EnterDraw enter = new(Holder, At(2026, 6, 9, 23, 59, 59), 2, Adult, "ps-1", "portal");
        var entered = After(VoucherWallet.Initial, enter);
        IssueToWinner issue = new(Holder, At(2026, 6, 10, 10), 2, Restricted: false, "P1-X");

        Assert.Empty(Events(enter with { Pseudonym = "ps-2" }, entered));
        Refused(BatchMustBeOpen, enter with { At = At(2026, 6, 10, 0) }, VoucherWallet.Initial);
        Refused(BatchMustBeOpen, enter, VoucherWallet.Initial, Facts(drawIsOpen: false));
        Refused(ModeMustMatch, enter with { Batch = 1 }, VoucherWallet.Initial);
        Refused(ModeMustMatch, Claim(At(2026, 6, 8, 12), batch: 2), VoucherWallet.Initial);
        Refused(ModeMustMatch, issue, VoucherWallet.Initial);
        Assert.Empty(Events(issue with { VoucherNo = "P1-Y" }, After(entered, issue)));
    }

    static int? BackTo(ExpireVoucher expire, VoucherWallet wallet, WalletFacts facts) =>
        Assert.IsType<VoucherExpired>(Assert.Single(Events(expire, wallet, facts))).BackTo;

    static VoucherWallet Claimed(VoucherWallet wallet, int times, Instant at, WalletFacts? facts = null) =>
        Enumerable.Range(1, times).Aggregate(wallet, (now, _) => After(now, Claim(at), facts));

    static VoucherClaimed Won(ClaimVoucher claim, VoucherWallet wallet, WalletFacts? facts = null) =>
        Assert.IsType<VoucherClaimed>(Assert.Single(Events(claim, wallet, facts)));

    static VoucherWallet After(VoucherWallet wallet, WalletCommand command, WalletFacts? facts = null) =>
        Events(command, wallet, facts).Aggregate(wallet, WalletDecider.Evolve);

    static IReadOnlyList<WalletEvent> Events(WalletCommand command, VoucherWallet wallet, WalletFacts? facts = null) =>
        WalletDecider.Decide(command, wallet, facts ?? Facts()) switch
        {
            Answer.Accepted accepted => accepted.Events,
            Answer.Refused refused => throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal.Code} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };

    static void Refused(Refusal expected, WalletCommand command, VoucherWallet wallet, WalletFacts? facts = null) =>
        Assert.Equal(
            expected.Code, Assert.IsType<Answer.Refused>(WalletDecider.Decide(command, wallet, facts ?? Facts())).Refusal.Code);
}
