using Domain.Prepayments;
using static Domain.Prepayments.PrepaymentRefusals;
using static Domain.Tests.Prepayments.PrepaymentSamples;

namespace Domain.Tests.Prepayments;

/// <summary>specs/prepayments.md, PRE-8 to PRE-12. Withdrawal is open to 8 March.</summary>
public sealed class RefundSpec
{
    static RequestRefund Asking(int day, long? lessons = null) => new(Parent, At(3, day), ContractNo, lessons);

    [Fact]
    public void lessons_not_given_go_back_to_the_fen()
    {
        var story = AccountStory.OfHeld(Lesson(1), Confirming(1), Asking(20));
        var refund = Assert.IsType<RefundInstructed>(story.Events[^1]);
        Assert.Equal((90_003, "undelivered", 9), (refund.AmountFen, refund.Ground, refund.Lessons.Count));

        story.Run(new RefundAnswered(PrepaymentSamples.System, At(3, 21), ContractNo, 1));
        Assert.Equal((10_000, 90_003, 0), (story.Held.Sum(LessonStage.Releasing).Fen, story.Held.Sum(LessonStage.Refunded).Fen,
            story.Held.Remaining.Fen));
    }

    [Theory]
    [InlineData(8, 100_003, "withdrawal")] // the last day of withdrawal: what was recorded and not confirmed goes back too
    [InlineData(9, 90_003, "undelivered")]
    public void in_the_days_of_withdrawal_an_unconfirmed_lesson_goes_back_too(int day, long fen, string ground)
    {
        var story = AccountStory.OfHeld(Lesson(1), Asking(day));
        var refund = Assert.IsType<RefundInstructed>(story.Events[^1]);
        Assert.Equal((fen, ground), (refund.AmountFen, refund.Ground));
    }

    [Fact]
    public void some_lessons_can_go_back_the_last_ones_first()
    {
        var story = AccountStory.OfHeld(Asking(20, 3));
        Assert.Equal([8, 9, 10], Assert.IsType<RefundInstructed>(story.Events[^1]).Lessons);
        Assert.Equal(30_003, story.Held.Sum(LessonStage.Refunding).Fen);

        story.Run(Asking(20, 7));
        Assert.Equal(100_003, story.Held.Sum(LessonStage.Refunding).Fen);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(long.MaxValue)]
    public void no_more_goes_back_than_is_left(long lessons) =>
        AccountStory.OfHeld().Refuses(RefundMustNotExceedRemainder, Asking(20, lessons));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void nothing_and_less_cannot_go_back(long lessons) =>
        AccountStory.OfHeld().Refuses(LessonsMustBePositive, Asking(20, lessons));

    [Fact]
    public void what_went_back_does_not_go_back_again() =>
        AccountStory.OfHeld(Asking(20)).Refuses(RefundMustNotExceedRemainder, Asking(20));

    [Fact]
    public void a_released_lesson_does_not_go_back() =>
        AccountStory.OfHeld(Lesson(1), Confirming(1)).Refuses(RefundMustNotExceedRemainder, Asking(20, 10));

    [Fact]
    public void nobody_else_gets_it() => AccountStory.OfHeld().Refuses(ParentMustBeOfContract, Asking(20) with { Actor = Seller });

    [Fact]
    public void a_parent_asks_also_while_the_money_is_frozen() => AccountStory.OfHeld().Under(FrozenCustody).And(Asking(20));

    [Fact]
    public void before_the_lock_is_answered_there_is_nothing_to_give_back() =>
        AccountStory.Begin(Offering, Signing).Refuses(FundsMustBeHeld, Asking(20));

    [Fact]
    public void an_order_returns_every_contract_of_the_account_and_only_what_is_left()
    {
        var second = Offering with { Terms = Terms with { Course = "SWIM", Lessons = 7, AmountFen = 7_001 } };
        var story = AccountStory.OfHeld(
            Lesson(1), Confirming(1), Lesson(2), second, Signing with { ContractNo = "PA-1-2" }, Locked with { ContractNo = "PA-1-2" });
        story.Refuses(ReturnMustBeOrdered, new ReturnRemainder(PrepaymentSamples.System, At(3, 20)));

        var events = story.Under(ReturningCustody).Run(new ReturnRemainder(PrepaymentSamples.System, At(3, 20)));
        Assert.Equal([90_003L, 7_001L], events.Cast<RefundInstructed>().Select(refund => refund.AmountFen));
        Assert.All(story.State.Contracts, contract => Assert.Equal(0, ((PrepaidContract.Held)contract).Remaining.Fen));
    }

    [Fact]
    public void under_a_deposit_nobody_is_called_and_both_sides_attest()
    {
        var story = new AccountStory(Custody(DepositOpening, []));
        story.And(Offering, Signing with { Wallet = null });
        story.Refuses(SellerMustRepresentInstitution, new RecordPayment(Parent, At(3, 1), ContractNo));
        story.And(new RecordPayment(Seller, At(3, 1), ContractNo), Lesson(1), Confirming(1), Asking(20));
        Assert.Equal((10_000, 90_003), (story.Held.Sum(LessonStage.Released).Fen, story.Held.Sum(LessonStage.Refunding).Fen));
        Assert.All(story.Events, e => Assert.Null(OperatorCalls.Of(e)));

        story.Refuses(RefundMustBeInstructed, new ConfirmRefund(Parent, At(3, 22), ContractNo, 2));
        story.Run(new ConfirmRefund(Parent, At(3, 22), ContractNo, 1));
        Assert.Equal(90_003, story.Held.Sum(LessonStage.Refunded).Fen);
    }

    [Fact]
    public void under_custody_nobody_attests_for_the_operator()
    {
        AccountStory.Begin(Offering, Signing).Refuses(ModeMustAllow, new RecordPayment(Seller, At(3, 1), ContractNo));
        AccountStory.OfHeld(Asking(20)).Refuses(ModeMustAllow, new ConfirmRefund(Parent, At(3, 22), ContractNo, 1));
    }
}
