using Domain.Identity;
using Domain.Prepayments;
using static Domain.Prepayments.PrepaymentRefusals;
using static Domain.Tests.Prepayments.PrepaymentSamples;

namespace Domain.Tests.Prepayments;

/// <summary>specs/prepayments.md, PRE-1 to PRE-4, PRE-14 to PRE-16 and CHG-4.</summary>
public sealed class SaleSpec
{
    [Fact]
    public void nobody_sells_before_the_account_is_open() =>
        new AccountStory(CustodyAccount.Initial).Refuses(CustodyRefusals.MustBeOpened, Offering);

    [Fact]
    public void only_the_registered_person_sells() =>
        AccountStory.Begin().Refuses(SellerMustRepresentInstitution, Offering with { Actor = Stranger });

    [Fact]
    public void nothing_is_sold_while_the_money_is_frozen()
    {
        AccountStory.Begin().Under(FrozenCustody).Refuses(CustodyRefusals.MustNotBeFrozen, Offering);
        AccountStory.Begin(Offering).Under(FrozenCustody).Refuses(CustodyRefusals.MustNotBeFrozen, Signing);
        AccountStory.Begin(Offering).Under(ReturningCustody).Refuses(CustodyRefusals.MustNotBeFrozen, Signing);
    }

    /// <summary>PRE-14: at the offer, and again when the parent signs.</summary>
    [Fact]
    public void only_who_runs_approved_and_on_the_white_list_takes_money_ahead()
    {
        SellerLicence?[] shut =
            [null, Licence with { WhiteListed = false }, Licence with { Runs = false }, Licence with { ValidTo = Day(2, 28) }];
        foreach (var licence in shut)
        {
            AccountStory.Begin().Under(licence).Refuses(SellerMustBeWhiteListed, Offering);
            AccountStory.Begin(Offering).Under(licence).Refuses(SellerMustBeWhiteListed, Signing);
        }

        AccountStory.Begin().Under(Licence with { ValidTo = Day(3, 1) }).And(Offering, Signing);
    }

    /// <summary>PRE-15: at the offer, and again when the parent signs.</summary>
    [Fact]
    public void only_what_was_approved_is_taught_for_money()
    {
        AccountStory.Begin().Refuses(CourseMustBeApproved, Offering with { Terms = Terms with { Course = "CHESS" } });
        AccountStory.Begin(Offering).Under(Licence with { Sports = ["SWIM"] }).Refuses(CourseMustBeApproved, Signing);
    }

    [Theory]
    [InlineData(17, 9, "prepayment.parent-must-be-adult")]
    [InlineData(18, 9, null)]
    [InlineData(38, 2, "prepayment.trainee-must-be-old-enough")]
    [InlineData(38, 3, null)]
    public void a_grown_up_signs_for_a_child_of_three_or_more(int parent, int trainee, string? code)
    {
        var answer = AccountStory.Begin().Ask(Offering with { ParentAge = parent, TraineeAge = trainee });
        Assert.Equal(code, (answer as Kernel.Answer<PrepaymentEvent>.Refused)?.Refusal.Code);
    }

    /// <summary>What was sold before is given and goes back all the same.</summary>
    [Fact]
    public void off_the_white_list_lessons_are_given_and_money_goes_back() =>
        AccountStory.OfHeld().Under(Licence with { WhiteListed = false }).And(
            Lesson(1), Confirming(1), new RequestRefund(Parent, At(3, 20), ContractNo, null));

    [Theory]
    [InlineData(0, 45, 100, "lessons-must-be-positive")]
    [InlineData(-1, 45, 100, "lessons-must-be-positive")]
    [InlineData(int.MinValue, 45, 100, "lessons-must-be-positive")]
    [InlineData(10, 0, 100, "lesson-must-have-length")]
    [InlineData(10, 241, 100, "lesson-must-have-length")]
    [InlineData(10, 45, 0, "amount-must-be-positive")]
    [InlineData(10, 45, -1, "amount-must-be-positive")]
    [InlineData(10, 45, long.MinValue, "amount-must-be-positive")]
    [InlineData(10, 45, 9, "amount-must-be-positive")] // less than a fen for each lesson
    [InlineData(10, 45, long.MaxValue, "charge-must-keep-caps")]
    [InlineData(10, 45, 500_001, "charge-must-keep-caps")]
    [InlineData(int.MaxValue, 240, long.MaxValue, "charge-must-keep-caps")]
    [InlineData(61, 45, 500_000, "charge-must-keep-caps")]
    public void amounts_and_lengths_that_cannot_be(int lessons, int minutes, long fen, string code) =>
        Assert.Equal(
            $"prepayment.{code}",
            Assert.IsType<Kernel.Answer<PrepaymentEvent>.Refused>(AccountStory.Begin().Ask(Offering with
            {
                Terms = Terms with { Lessons = lessons, LessonMinutes = minutes, AmountFen = fen },
            })).Refusal.Code);

    [Fact]
    public void sixty_hours_three_months_and_five_thousand_yuan_are_sold() =>
        AccountStory.Begin(Offering with
        {
            Terms = Terms with { Lessons = 60, LastDay = Day(6, 2), AmountFen = 500_000 },
        });

    [Fact]
    public void a_span_of_a_day_more_is_not() =>
        AccountStory.Begin().Refuses(ChargeMustKeepCaps, Offering with { Terms = Terms with { LastDay = Day(6, 3) } });

    [Fact]
    public void lessons_lie_ahead_and_in_order()
    {
        AccountStory.Begin().Refuses(DaysMustFollow, Offering with { Terms = Terms with { FirstDay = Day(2, 28) } });
        AccountStory.Begin().Refuses(DaysMustFollow, Offering with { Terms = Terms with { LastDay = Day(3, 1) } });
    }

    [Fact]
    public void a_trainee_does_not_pay_for_himself() =>
        AccountStory.Begin().Refuses(TraineeMustNotPay, Offering with { Parent = Trainee });

    [Fact]
    public void an_offer_alone_holds_no_money_and_blocks_no_other()
    {
        var story = AccountStory.Begin(Offering, Offering with { Terms = Terms with { ClassNo = "C-2" } });
        Assert.Equal(["PA-1-1", "PA-1-2"], story.State.Contracts.Select(contract => contract.ContractNo));
    }

    [Fact]
    public void only_the_parent_signs() => AccountStory.Begin(Offering).Refuses(ParentMustBeOfContract, Signing with { Actor = Seller });

    [Fact]
    public void without_a_wallet_nothing_can_be_locked() =>
        AccountStory.Begin(Offering).Refuses(PayerWalletMustBeGiven, Signing with { Wallet = null });

    [Fact]
    public void after_the_last_day_an_offer_is_stale() =>
        AccountStory.Begin(Offering).Refuses(OfferMustBeOpen, Signing with { At = At(5, 30) });

    [Fact]
    public void two_offers_of_one_course_cannot_both_be_signed() =>
        AccountStory.Begin(Offering, Offering with { Terms = Terms with { ClassNo = "C-2" } }, Signing)
            .Refuses(ContractsMustNotOverlap, Signing with { ContractNo = "PA-1-2" });

    [Fact]
    public void a_second_course_at_the_same_time_counts_with_the_first()
    {
        var other = Offering with { Terms = Terms with { Course = "SWIM", AmountFen = 399_997 } };
        AccountStory.OfHeld(other);
        AccountStory.OfHeld().Refuses(
            ChargesMustKeepCapsTogether, other with { Terms = other.Terms with { AmountFen = 399_998 } });
    }

    [Fact]
    public void a_charge_split_under_the_cap_is_refused_at_the_signature_too() =>
        AccountStory.Begin(
                Offering with { Terms = Terms with { AmountFen = 300_000 } },
                Offering with { Terms = Terms with { Course = "SWIM", AmountFen = 300_000 } },
                Signing)
            .Refuses(ChargesMustKeepCapsTogether, Signing with { ContractNo = "PA-1-2" });

    [Fact]
    public void the_next_quarter_is_not_sold_while_this_one_is_held()
    {
        var next = Offering with { At = At(3, 20), Terms = Terms with { FirstDay = Day(5, 30), LastDay = Day(8, 29) } };
        AccountStory.OfHeld().Refuses(ChargesMustKeepCapsTogether, next);

        // Once the first is used up or given back it is.
        AccountStory.OfHeld(new RequestRefund(Parent, At(3, 19), ContractNo, null), next);
    }

    [Fact]
    public void a_lock_refused_for_good_leaves_a_void_contract_that_counts_for_nothing()
    {
        var story = AccountStory.Begin(Offering, Signing, Locked with { Refusal = 422 });
        Assert.IsType<PrepaidContract.Void>(story.State.Contracts[0]);
        story.Run(Offering with { At = At(3, 2), Terms = Terms with { ClassNo = "C-2", AmountFen = 450_000 } });
        story.Refuses(ContractMustBeOffered, Signing);
    }

    [Fact]
    public void money_locked_after_a_refusal_goes_straight_back()
    {
        var story = AccountStory.Begin(Offering, Signing, Locked with { Refusal = 422 }, Locked);
        Assert.Equal(100_003, story.Held.Sum(LessonStage.Refunding).Fen);
        Assert.Equal("late-lock", Assert.IsType<RefundInstructed>(story.Events[^1]).Ground);
    }

    [Fact]
    public void days_of_withdrawal_run_from_the_signature() =>
        Assert.Equal(Day(3, 8), AccountStory.Begin(Offering, Signing).Events.OfType<ContractSigned>().Single().WithdrawBy);
}
