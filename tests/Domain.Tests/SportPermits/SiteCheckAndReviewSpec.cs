using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/sport-permits.md, SP-13: two officers on site; specs/licensing.md, LIC-17: review.</summary>
public sealed class SiteCheckAndReviewSpec
{
    static LicensingCaseEvent[] Accepted => History(Acceptance(Day(3, 4)));

    [Fact]
    public void two_officers_are_enough() =>
        Assert.Equal(2, Spec.Given(Accepted).When(SiteCheck(Day(3, 10))).ThenOne<SiteChecked>().Officers.Count);

    [Fact]
    public void one_officer_is_not() =>
        Spec.Given(Accepted)
            .When(SiteCheck(Day(3, 10)) with { Officers = [Inspector.Person] })
            .ThenRefused(LicensingCaseRefusals.SiteCheckMustHaveTwoOfficers);

    [Fact]
    public void nor_is_one_officer_named_twice() =>
        Spec.Given(Accepted)
            .When(SiteCheck(Day(3, 10)) with { Officers = [Inspector.Person, Inspector.Person] })
            .ThenRefused(LicensingCaseRefusals.SiteCheckMustHaveTwoOfficers);

    [Fact]
    public void who_was_not_there_does_not_report() =>
        Spec.Given(Accepted)
            .When(SiteCheck(Day(3, 10)) with { Officers = [new PersonRef("p-second"), new PersonRef("p-third")] })
            .ThenRefused(LicensingCaseRefusals.SiteCheckMustBeReportedByAnOfficer);

    [Theory]
    [InlineData(1)] // before receipt
    [InlineData(11)] // tomorrow
    public void a_check_lies_between_receipt_and_today(int day) =>
        Spec.Given(Accepted)
            .When(SiteCheck(Day(3, 10)) with { CheckedOn = Day(3, day) })
            .ThenRefused(LicensingCaseRefusals.SiteCheckMustLieInCase);

    [Fact]
    public void before_acceptance_nobody_checks() =>
        Spec.Given([Received(), .. Delivered()]).When(SiteCheck(Day(3, 3))).ThenRefused(LicensingCaseRefusals.StageMustAllow);

    [Fact]
    public void a_second_check_replaces_a_failed_one()
    {
        var history = History(Acceptance(Day(3, 4)), SiteCheck(Day(3, 10), passed: false), SiteCheck(Day(3, 12)));

        Assert.True(((LicensingCase.Accepted)Spec.Fold(history)).SiteCheck!.Passed);
    }

    [Fact]
    public void a_review_names_its_reviewer() =>
        Assert.Equal(Reviewer.Person, Spec.Given(Accepted).When(ReviewOn(Day(3, 11))).ThenOne<ReviewCompleted>().Reviewer);

    [Theory]
    [InlineData("")]
    [InlineData("Grant")]
    public void a_recommendation_the_procedure_does_not_know_is_refused(string recommendation) =>
        Spec.Given(Accepted)
            .When(ReviewOn(Day(3, 11)) with { Recommendation = recommendation })
            .ThenRefused(LicensingCaseRefusals.RecommendationMustBeKnown);
}
