using Domain.Prepayments;
using static Domain.Prepayments.PrepaymentRefusals;
using static Domain.Tests.Prepayments.PrepaymentSamples;

namespace Domain.Tests.Prepayments;

/// <summary>specs/prepayments.md, PRE-5 to PRE-7: ten lessons for 100,003 fen are nine of 10,000 and one of 10,003.</summary>
public sealed class LessonSpec
{
    [Fact]
    public void a_confirmed_lesson_sends_its_fee_on_its_way_and_the_answer_brings_it_there()
    {
        var story = AccountStory.OfHeld(Lesson(1), Confirming(1));
        Assert.Equal((10_000, 90_003), (story.Held.Sum(LessonStage.Releasing).Fen, story.Held.Remaining.Fen));

        story.Run(new ReleaseAnswered(PrepaymentSamples.System, At(3, 20), ContractNo, 1));
        Assert.Equal((10_000, 0), (story.Held.Sum(LessonStage.Released).Fen, story.Held.Sum(LessonStage.Releasing).Fen));
    }

    [Fact]
    public void the_last_lesson_takes_what_does_not_divide()
    {
        var fees = AccountStory.OfHeld().Held.Lessons.Select(lesson => lesson.Fee.Fen).ToList();
        Assert.Equal([.. Enumerable.Repeat(10_000L, 9), 10_003L], fees);
    }

    [Fact]
    public void a_lesson_confirmed_twice_releases_once() =>
        Assert.Empty(AccountStory.OfHeld(Lesson(1), Confirming(1)).Run(Confirming(1) with { At = At(4, 1) }));

    [Fact]
    public void nothing_is_confirmed_that_was_not_recorded() => AccountStory.OfHeld().Refuses(LessonMustBeRecorded, Confirming(1));

    [Fact]
    public void only_the_parent_confirms()
    {
        AccountStory.OfHeld(Lesson(1)).Refuses(ParentMustBeOfContract, Confirming(1) with { Actor = Seller });
        AccountStory.OfHeld(Lesson(1)).Refuses(ParentMustBeOfContract, Confirming(1) with { Actor = Stranger });
    }

    [Fact]
    public void only_the_institution_records() =>
        AccountStory.OfHeld().Refuses(SellerMustRepresentInstitution, Lesson(1) with { Actor = Parent });

    [Fact]
    public void a_lesson_is_recorded_when_it_is_over()
    {
        AccountStory.OfHeld(Lesson(1) with { At = At(3, 2, 18, 45) });
        AccountStory.OfHeld().Refuses(LessonMustHaveTakenPlace, Lesson(1) with { At = At(3, 2, 18, 44) });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(-1)]
    public void there_is_no_eleventh_lesson_of_ten(int number)
    {
        AccountStory.OfHeld().Refuses(LessonMustBeOfContract, Lesson(1) with { Lesson = number });
        AccountStory.OfHeld().Refuses(LessonMustBeOfContract, Confirming(number));
    }

    [Fact]
    public void a_lesson_is_as_long_as_agreed_and_no_day_long()
    {
        AccountStory.OfHeld().Refuses(LessonMustFitContract, Lesson(1) with { To = At(3, 2, 18, 44) });
        AccountStory.OfHeld().Refuses(LessonMustFitContract, Lesson(1) with { From = At(3, 2, 14), To = At(3, 2, 18, 1) });
        AccountStory.OfHeld(Lesson(1) with { From = At(3, 2, 14), To = At(3, 2, 18) });
    }

    [Fact]
    public void a_lesson_before_the_first_day_is_none_of_the_contract() =>
        AccountStory.OfHeld().Refuses(LessonMustFitContract, Lesson(1, 3, 1));

    [Fact]
    public void one_lesson_is_not_recorded_for_two_times() =>
        AccountStory.OfHeld(Lesson(1)).Refuses(LessonMustBeRecordedOnce, Lesson(1, 3, 5));

    [Fact]
    public void nobody_takes_two_lessons_at_one_time() =>
        AccountStory.OfHeld(Lesson(1)).Refuses(LessonsMustNotOverlap, Lesson(2, 3, 2));

    [Fact]
    public void without_money_no_lesson_counts() =>
        AccountStory.Begin(Offering, Signing).Refuses(FundsMustBeHeld, Lesson(1));

    [Fact]
    public void a_refunded_lesson_is_neither_recorded_nor_confirmed()
    {
        var story = AccountStory.OfHeld(Lesson(1), new RequestRefund(Parent, At(3, 5), ContractNo, null));
        story.Refuses(LessonMustNotBeRefunded, Confirming(1));
        story.Refuses(LessonMustNotBeRefunded, Lesson(2));
    }

    [Fact]
    public void nothing_is_released_while_the_money_is_frozen()
    {
        AccountStory.OfHeld(Lesson(1)).Under(FrozenCustody).Refuses(CustodyRefusals.MustNotBeFrozen, Confirming(1));
        AccountStory.OfHeld().Under(FrozenCustody).Refuses(CustodyRefusals.MustNotBeFrozen, Lesson(1));
    }

    [Fact]
    public void where_the_parent_keeps_silent_the_district_decides()
    {
        var decision = new DecideLesson(Clerk, At(3, 30), ContractNo, 1, TookPlace: true, Text(9));
        AccountStory.OfHeld(Lesson(1)).Refuses(OfficerMustBeOfDistrict, decision with { Actor = Clerk with { District = "320508" } });
        AccountStory.OfHeld(Lesson(1)).Refuses(OfficerMustBeOfDistrict, decision with { Actor = Parent });
        AccountStory.OfHeld().Refuses(LessonMustBeRecorded, decision);

        var paid = AccountStory.OfHeld(Lesson(1)).Under(FrozenCustody).And(decision);
        Assert.Equal(10_000, paid.Held.Sum(LessonStage.Releasing).Fen);

        var struck = AccountStory.OfHeld(Lesson(1), decision with { TookPlace = false });
        Assert.Equal(100_003, struck.Held.Sum(LessonStage.Undelivered).Fen);
    }

    [Fact]
    public void an_answer_that_belongs_to_nothing_is_not_believed()
    {
        AccountStory.OfHeld(Lesson(1)).Refuses(AnswerMustBelong, new ReleaseAnswered(PrepaymentSamples.System, At(3, 20), ContractNo, 1));
        AccountStory.OfHeld().Refuses(AnswerMustBelong, new RefundAnswered(PrepaymentSamples.System, At(3, 20), ContractNo, 1));
        AccountStory.OfHeld(Lesson(1), Confirming(1)).Refuses(
            OfficerMustBeOfDistrict, new ReleaseAnswered(Seller, At(3, 20), ContractNo, 1));
        AccountStory.OfHeld().Refuses(AnswerMustBelong, Locked with { Refusal = 422 });
    }
}
