using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Subsidies;
using NodaTime;
using static Domain.Subsidies.ReviewRefusals;
using static Domain.Subsidies.WalletRefusals;
using static Domain.Tests.Subsidies.SubsidySamples;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.WalletEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>specs/vouchers.md, VCH-7 and VCH-14 to VCH-17. Refused on 8 June 2026: sixty days later is 7 August.</summary>
public sealed class ReviewSpec
{
    static readonly Actor Portal = new(new PersonRef("app:portal"), "portal", "320500");
    static readonly Actor Clerk = new(new PersonRef("p-clerk"), "clerk", "320500");
    static readonly LocalDate Told = new(2026, 6, 8);

    [Fact]
    public void the_refusal_of_a_claim_held_to_be_abuse_says_for_what()
    {
        var refusal = Assert.IsType<Answer.Refused>(Decided(Suspect("many-accounts"), VoucherWallet.Initial)).Refusal;

        Assert.Equal((RiskMustBeReviewed.Code, "rule VCH-7, risk many-accounts"), (refusal.Code, refusal.Detail));
        Assert.Equal("many-accounts", WalletDecider.RiskIn(refusal.Detail));
        Assert.Null(WalletDecider.RiskIn("rule VCH-3, window 2026-W23"));
        Assert.Null(WalletDecider.RiskIn(null));
    }

    [Fact]
    public void a_review_is_asked_for_within_sixty_days_and_once()
    {
        var ask = Ask(RiskMustBeReviewed);
        var last = ask with { At = At(2026, 8, 7, 23, 59, 59) };

        Refused(ReviewMustBeAskedInTime, ask with { At = At(2026, 8, 8, 0) }, VoucherWallet.Initial);
        Refused(GroundMustBeKnown, ask with { Ground = "because" }, VoucherWallet.Initial);
        var asked = Assert.IsType<ReviewAsked>(Assert.Single(Events(last, VoucherWallet.Initial)));
        Assert.Equal((new LocalDate(2026, 8, 7), new LocalDate(2026, 9, 6)), (asked.On, asked.DecideBy));
        Assert.Empty(Events(last with { At = At(2026, 9, 1, 0), Ground = "not-me" }, After(VoucherWallet.Initial, last)));
    }

    [Fact]
    public void nothing_else_can_be_reviewed()
    {
        var ask = Ask(RiskMustBeReviewed) with { Refused = null };

        Refused(DecisionMustBeYours, ask, VoucherWallet.Initial);
        var held = After(VoucherWallet.Initial, Claim(At(2026, 6, 8, 12)));
        Refused(DecisionMustBeYours, ask with { DecisionNo = held.Held.Keys.Single() }, held);
        Refused(ReviewMustBeAsked, Decide("upheld", "rule-applied-rightly"), VoucherWallet.Initial);
    }

    [Fact]
    public void a_clerk_of_the_district_decides_who_had_no_part_in_it()
    {
        var wallet = Asked(RiskMustBeReviewed, new PersonRef("p-counter"));
        var decide = Decide("overturned", "no-abuse");

        Refused(ReviewerMustBeClerk, decide with { Actor = Checker }, wallet);
        Refused(ReviewRefusals.DistrictMustBeOwn, decide with { Actor = Clerk with { District = "320508" } }, wallet);
        Refused(ReviewerMustBeAnother, decide with { Actor = Clerk with { Person = new PersonRef("p-counter") } }, wallet);
        Refused(ReviewerMustBeAnother, decide with { Actor = Clerk with { Person = Holder.Person } }, wallet);
        Refused(ReviewerMustBeAnother, decide with { Own = true }, wallet);
        Refused(OutcomeMustBeKnown, decide with { Outcome = "perhaps" }, wallet);
        Refused(ReasonMustFit, decide with { Reason = "abuse-confirmed" }, wallet);
        Refused(ReasonMustFit, decide with { Reason = "proof-seen" }, wallet);
        Refused(ReasonMustFit, decide with { Outcome = "upheld" }, wallet);
        var after = After(wallet, decide);
        Assert.Empty(Events(decide, after));
        Refused(ReviewMustBeOpen, decide with { Actor = Clerk with { Person = new PersonRef("p-other") } }, after);
        Refused(ReviewMustBeOpen, Decide("upheld", "abuse-confirmed"), after);
    }

    [Fact]
    public void an_answer_after_thirty_days_is_one_and_says_so()
    {
        var wallet = Asked(RiskMustBeReviewed);
        bool InTime(Instant at) => Assert.IsType<ReviewDecided>(
            Assert.Single(Events(Decide("upheld", "abuse-confirmed") with { At = at }, wallet))).InTime;

        // Asked on 9 June.
        Assert.True(InTime(At(2026, 7, 9, 23, 59, 59)));
        Assert.False(InTime(At(2026, 7, 10, 0)));
    }

    [Fact]
    public void upheld_changes_nothing()
    {
        var wallet = After(Asked(RiskMustBeReviewed), Decide("upheld", "abuse-confirmed"));

        Refused(RiskMustBeReviewed, Suspect("device-shared"), wallet);
    }

    [Fact]
    public void overturned_a_code_of_abuse_is_held_against_nobody_and_another_one_is()
    {
        var wallet = After(Asked(RiskMustBeReviewed), Decide("overturned", "no-abuse"));

        Refused(RiskMustBeReviewed, Suspect("many-accounts"), wallet);
        Assert.Single(Events(Suspect("device-shared"), wallet));
        var full = Enumerable.Range(0, 3).Aggregate(wallet, (now, _) => After(now, Suspect("device-shared")));
        Refused(LimitReached, Suspect("device-shared"), full);
        var soldOut = Facts(stock: StockLevels.Nothing.After([new(new StockRow.Out("P1", 1, StockShare.General), 20)]));
        Refused(SoldOut, Suspect("device-shared"), wallet, soldOut);
        AskForTicket ticket = new(Holder, At(2026, 6, 9, 12), 1, Adult with { RiskCode = "device-shared" }, "app");
        Refused(RiskMustBeReviewed, ticket, VoucherWallet.Initial, Facts(Terms));
        Assert.Empty(Events(ticket, wallet, Facts(Terms)));
        EnterDraw entry = new(Holder, At(2026, 6, 9, 12), 2, Adult with { RiskCode = "device-shared" }, "ps-1", "portal");
        Refused(RiskMustBeReviewed, entry, VoucherWallet.Initial);
        Assert.Single(Events(entry, wallet));
    }

    [Fact]
    public void overturned_a_tie_counts_as_proven_and_it_must_be_one()
    {
        EligibilityRules residents = new(null, null, null, ["household", "residence-permit"], DisabledOnly: false);
        var facts = Facts(FirstCome(Terms) with { Eligible = residents });
        var (wallet, decide) = (Asked(TieMustBeProven), Decide("overturned", "proof-seen"));

        Refused(CorrectionMustFit, decide, wallet);
        Refused(CorrectionMustFit, decide with { Ties = ["acquaintance"] }, wallet);
        Refused(TieMustBeProven, Claim(At(2026, 6, 9, 12)), After(wallet, decide with { Ties = ["social-insurance"] }), facts);
        Assert.Single(Events(Claim(At(2026, 6, 9, 12)), After(wallet, decide with { Ties = ["household"] }), facts));
    }

    [Fact]
    public void overturned_a_disability_and_a_guardians_consent_count_as_proven()
    {
        var disabledOnly = Facts(FirstCome(Terms) with { Eligible = new(null, null, null, [], DisabledOnly: true) });
        var disabled = After(Asked(DisabilityMustBeProven), Decide("overturned", "proof-seen"));
        var child = Claim(At(2026, 6, 9, 12)) with { Claimant = Adult with { BornOn = new LocalDate(2015, 1, 1) } };
        var guarded = After(Asked(GuardianMustAgree), Decide("overturned", "proof-seen"));

        Refused(DisabilityMustBeProven, Claim(At(2026, 6, 9, 12)), guarded, disabledOnly);
        Assert.Single(Events(Claim(At(2026, 6, 9, 12)), disabled, disabledOnly));
        Refused(GuardianMustAgree, child, disabled);
        Assert.Single(Events(child, guarded));
    }

    [Fact]
    public void overturned_a_limit_no_longer_counts_a_voucher_that_was_taken_back_and_no_other()
    {
        var three = Enumerable.Range(0, 3).Aggregate(VoucherWallet.Initial, (now, _) => After(now, Claim(At(2026, 6, 8, 12))));
        var numbers = three.Held.Keys.Order().ToList();
        var wallet = Voided(three, numbers[0]);
        wallet = After(wallet, Ask(LimitReached));
        var decide = Decide("overturned", "wrongly-counted");

        Refused(LimitReached, Claim(At(2026, 6, 9, 12)), wallet);
        Refused(CorrectionMustFit, decide, wallet);
        Refused(CorrectionMustFit, decide with { NotCounted = numbers[1] }, wallet);
        var after = After(wallet, decide with { NotCounted = numbers[0] });
        var again = After(after, Claim(At(2026, 6, 9, 12)));
        Refused(LimitReached, Claim(At(2026, 6, 9, 12)), again);
        Refused(
            CorrectionMustFit, decide with { DecisionNo = "d-2", NotCounted = numbers[0] },
            After(again, Ask(LimitReached) with { DecisionNo = "d-2", Refused = AdverseOf(LimitReached, []) with { DecisionNo = "d-2" } }));
    }

    [Fact]
    public void overturned_a_voiding_no_longer_counts_the_voucher()
    {
        var three = Enumerable.Range(0, 3).Aggregate(VoucherWallet.Initial, (now, _) => After(now, Claim(At(2026, 6, 8, 12))));
        var number = three.Held.Keys.Order().First();
        var voided = Voided(three, number);
        AskForReview ask = new(Portal, At(2026, 6, 9, 10), number, "not-me", null);
        var decide = Decide("overturned", "wrongly-voided") with { DecisionNo = number };

        Refused(ReviewMustBeAskedInTime, ask with { At = At(2026, 8, 8, 0) }, voided);
        var asked = After(voided, ask);
        Refused(ReviewerMustBeAnother, decide with { Actor = Clerk with { Person = Checker.Person } }, asked);
        Refused(LimitReached, Claim(At(2026, 6, 9, 12)), asked);
        Assert.Single(Events(Claim(At(2026, 6, 9, 12)), After(asked, decide)));
    }

    [Fact]
    public void an_entry_that_was_passed_over_is_reviewed_like_a_refusal()
    {
        EntryPassedOver passed = new(2, "ps-1", LimitReached.Code, "rule VCH-3, window 2026-W24", Told, LimitReached.Basis);
        var wallet = WalletDecider.Evolve(VoucherWallet.Initial, passed);
        AskForReview ask = new(Portal, At(2026, 6, 9, 10), "ps-1", "facts-are-wrong", null);

        Refused(DecisionMustBeYours, ask with { DecisionNo = "ps-2" }, wallet);
        Refused(ReviewMustBeAskedInTime, ask with { At = At(2026, 8, 8, 0) }, wallet);
        var decide = Decide("overturned", "wrongly-counted") with { DecisionNo = "ps-1" };
        Refused(CorrectionMustFit, decide, After(wallet, ask));
        Assert.Single(Events(Decide("upheld", "rule-applied-rightly") with { DecisionNo = "ps-1" }, After(wallet, ask)));
    }

    [Fact]
    public void an_entry_whose_turn_has_come_is_passed_over_once_with_the_reason()
    {
        EnterDraw enter = new(Holder, At(2026, 6, 9, 23, 59, 59), 2, Adult, "ps-1", "portal");
        var entered = After(VoucherWallet.Initial, enter);
        IssueToWinner issue = new(Holder, At(2026, 6, 10, 10), 2, Restricted: false, "P1-X");
        EntryPassedOver Passed(IssueToWinner issued, VoucherWallet wallet) =>
            Assert.IsType<EntryPassedOver>(Assert.Single(Events(issued, wallet)));

        var restricted = Passed(issue with { Restricted = true }, entered);
        Assert.Equal(("ps-1", MustNotBeRestricted.Code, "rule VCH-9"), (restricted.Pseudonym, restricted.Code, restricted.Detail));
        var full = Enumerable.Range(0, 3).Aggregate(entered, (now, _) => After(now, Claim(At(2026, 6, 9, 12))));
        var reached = Passed(issue, full);
        Assert.Equal((LimitReached.Code, "rule VCH-3, window 2026-W24"), (reached.Code, reached.Detail));

        // Asked again it is neither issued nor passed over twice, whatever has become of the reason.
        var after = WalletDecider.Evolve(entered, restricted);
        Assert.Empty(Events(issue, after));
        var soldOut = Facts(stock: StockLevels.Nothing.After([new(new StockRow.Out("P1", 2, StockShare.General), 10)]));
        Refused(SoldOut, issue, entered, soldOut);
        Passed(issue with { Restricted = true }, entered);
    }

    [Fact]
    public void age_and_restriction_are_no_facts_that_a_review_corrects()
    {
        foreach (var told in new[] { AgeMustFit, AgeMustBeProven, MustNotBeRestricted })
        {
            var wallet = Asked(told);
            Refused(NothingCanBeCorrected, Decide("overturned", "proof-seen"), wallet);
            Assert.Single(Events(Decide("upheld", "rule-applied-rightly"), wallet));
        }
    }

    [Fact]
    public void a_review_outlives_the_programme()
    {
        var closed = Facts() with { Programme = new Programme.Closed(Money.Zero, "320500") };

        var wallet = After(VoucherWallet.Initial, Ask(RiskMustBeReviewed), closed);
        var decide = Decide("overturned", "no-abuse");
        Refused(ReviewRefusals.DistrictMustBeOwn, decide with { Actor = Clerk with { District = "320508" } }, wallet, closed);
        Assert.Single(Events(decide, wallet, closed));
    }

    static VoucherWallet Voided(VoucherWallet wallet, string number) =>
        After(
            After(wallet, new ProposeVoiding(Maker, At(2026, 6, 8, 12, 30), number, "fraud")),
            new VoidVoucher(Checker, At(2026, 6, 8, 13), number, "fraud"));

    static ClaimVoucher Suspect(string risk) => Claim(At(2026, 6, 9, 12)) with { Claimant = Adult with { RiskCode = risk } };

    static AdverseDecision AdverseOf(Refusal told, IReadOnlyList<PersonRef> by) =>
        new("d-1", told.Code, told == RiskMustBeReviewed ? "device-shared" : null, Told, by);

    static AskForReview Ask(Refusal told, params PersonRef[] by) =>
        new(Portal, At(2026, 6, 9, 10), "d-1", "facts-are-wrong", AdverseOf(told, [Portal.Person, .. by]));

    static VoucherWallet Asked(Refusal told, params PersonRef[] by) => After(VoucherWallet.Initial, Ask(told, by));

    static DecideReview Decide(string outcome, string reason) =>
        new(Clerk, At(2026, 6, 10, 10), "d-1", Holder.Person, outcome, reason, [], null);

    static Answer Decided(WalletCommand command, VoucherWallet wallet, WalletFacts? facts = null) =>
        WalletDecider.Decide(command, wallet, facts ?? Facts());

    static IReadOnlyList<WalletEvent> Events(WalletCommand command, VoucherWallet wallet, WalletFacts? facts = null) =>
        Decided(command, wallet, facts) switch
        {
            Answer.Accepted accepted => accepted.Events,
            Answer.Refused refused => throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal.Code} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };

    static VoucherWallet After(VoucherWallet wallet, WalletCommand command, WalletFacts? facts = null) =>
        Events(command, wallet, facts).Aggregate(wallet, WalletDecider.Evolve);

    static void Refused(Refusal expected, WalletCommand command, VoucherWallet wallet, WalletFacts? facts = null) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer.Refused>(Decided(command, wallet, facts)).Refusal.Code);
}
