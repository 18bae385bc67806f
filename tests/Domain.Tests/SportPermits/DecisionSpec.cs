using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/sport-permits.md, SP-14 to SP-17: grant and refusal.</summary>
public sealed class DecisionSpec
{
    static readonly RefusePermit Refusal = new(Approver, At(Day(3, 16)), "BY-1", [], Text(23));

    static LicensingCaseEvent[] WithTwoGuards =>
        History(Filing(reading: Reading(Facts with { Staff = Crew(2) })), Reviewed);

    [Fact]
    public void a_permit_is_granted_when_every_condition_holds()
    {
        var granted = Spec.Given(History(Reviewed)).When(GrantOn(Day(3, 16))).ThenOne<PermitGranted>();

        Assert.True(granted.InTime);
        Assert.True(granted.Assessment.Met);
        Assert.Equal(["GB 19079.1-2013"], granted.Assessment.RuleEditions);
        Assert.Equal(Day(3, 30), granted.DeliverBy.LastDay);
        Assert.Equal(Laws.Sports("105"), granted.Basis);
    }

    [Fact]
    public void the_last_day_is_in_time_and_the_next_is_late_but_still_a_decision()
    {
        Assert.True(Spec.Given(History(Reviewed)).When(GrantOn(Day(4, 1))).ThenOne<PermitGranted>().InTime);
        Assert.False(Spec.Given(History(Reviewed)).When(GrantOn(Day(4, 2))).ThenOne<PermitGranted>().InTime);
    }

    [Fact]
    public void without_a_site_check_nothing_is_decided()
    {
        var history = History(Acceptance(Day(3, 4)), ReviewOn(Day(3, 11)));

        Spec.Given(history).When(GrantOn(Day(3, 16))).ThenRefused(LicensingCaseRefusals.SiteCheckMustPrecedeDecision);
        Spec.Given(history).When(Refusal).ThenRefused(LicensingCaseRefusals.SiteCheckMustPrecedeDecision);
    }

    [Fact]
    public void without_a_review_nothing_is_decided() =>
        Spec.Given(History(Acceptance(Day(3, 4)), SiteCheck(Day(3, 10))))
            .When(GrantOn(Day(3, 16)))
            .ThenRefused(LicensingCaseRefusals.ReviewMustPrecedeDecision);

    [Fact]
    public void who_reviewed_does_not_decide()
    {
        var asApprover = Approver with { Person = Reviewer.Person };

        Spec.Given(History(Reviewed))
            .When(GrantOn(Day(3, 16)) with { Actor = asApprover })
            .ThenRefused(LicensingCaseRefusals.ApproverMustNotBeReviewer);
        Spec.Given(History(Reviewed))
            .When(Refusal with { Actor = asApprover })
            .ThenRefused(LicensingCaseRefusals.ApproverMustNotBeReviewer);
    }

    /// <summary>A second reviewer does not wash the first one clean.</summary>
    [Fact]
    public void nor_does_an_earlier_reviewer()
    {
        var second = ReviewOn(Day(3, 12)) with { Actor = Officer("reviewer") with { Person = new("p-reviewer-2") } };

        Spec.Given(History([.. Reviewed, second]))
            .When(GrantOn(Day(3, 16)) with { Actor = Approver with { Person = Reviewer.Person } })
            .ThenRefused(LicensingCaseRefusals.ApproverMustNotBeReviewer);
    }

    [Fact]
    public void an_unmet_condition_is_named_and_stops_the_grant() =>
        Assert.Equal(
            "SP-4 form.staff: have lifeguard: 2, need lifeguard: 3 (GB 19079.1-2013 art 7.2)",
            Spec.Given(WithTwoGuards).When(GrantOn(Day(3, 16))).ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);

    [Fact]
    public void conditions_are_judged_on_the_day_of_decision_not_of_receipt()
    {
        var lapsing = Facts with { Staff = [Facts.Staff[0] with { AnnualReviewTo = Day(3, 16) }, .. Facts.Staff.Skip(1)] };
        var history = History(Filing(reading: Reading(lapsing)), Reviewed);

        Spec.Given(history).When(GrantOn(Day(3, 16))).ThenOne<PermitGranted>();
        Spec.Given(history).When(GrantOn(Day(3, 17))).ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet);
    }

    [Fact]
    public void a_failed_site_check_stops_the_grant() =>
        Assert.Contains(
            "SP-13",
            Spec.Given(History(Acceptance(Day(3, 4)), SiteCheck(Day(3, 10), passed: false), ReviewOn(Day(3, 11))))
                .When(GrantOn(Day(3, 16)))
                .ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);

    /// <summary>Silence accepts; it does not complete an application.</summary>
    [Fact]
    public void what_silence_accepted_with_defects_is_not_granted()
    {
        LicensingCaseEvent[] history = [Received(), .. Delivered("M01", "M02", "M03", "M04")];
        history = [.. history, Spec.Given(history).When(Acceptance(Day(3, 10))).ThenOne<AcceptanceDeemed>()];
        history = [.. history, Spec.Given(history).When(SiteCheck(Day(3, 10))).ThenOne<SiteChecked>()];
        history = [.. history, Spec.Given(history).When(ReviewOn(Day(3, 11))).ThenOne<ReviewCompleted>()];

        Assert.Contains(
            "M05", Spec.Given(history).When(GrantOn(Day(3, 16))).ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);
    }

    [Fact]
    public void a_refusal_names_what_is_unmet_and_the_remedies()
    {
        var refused = Spec.Given(WithTwoGuards).When(Refusal).ThenOne<PermitRefused>();

        Assert.Equal(["SP-4"], refused.Grounds.Select(ground => ground.Rule));
        Assert.Equal(["姑苏区人民政府", "有管辖权的人民法院"], refused.Remedies.Select(remedy => remedy.Before));
        Assert.Equal(Laws.Licensing("38"), refused.Basis);
    }

    [Fact]
    public void a_refusal_without_grounds_is_refused() =>
        Spec.Given(History(Reviewed)).When(Refusal).ThenRefused(LicensingCaseRefusals.RefusalMustHaveGrounds);

    /// <summary>An event keeps the citation, so it must be one; prose belongs into the sealed reason.</summary>
    [Theory]
    [InlineData("form.staff", " ", "7.2")]
    [InlineData("form.staff", "体育法", "")]
    [InlineData("", "体育法", "105")]
    [InlineData("form.staff", "because Mr Wang said so", "105")]
    [InlineData("form.staff", "体育法", "105, see Mr Wang")]
    [InlineData("the lifeguard Wang", "体育法", "105")]
    public void so_is_a_ground_that_cites_nothing(string field, string law, string article) =>
        Spec.Given(WithTwoGuards)
            .When(Refusal with { Grounds = [new RefusalGround(field, law, article)] })
            .ThenRefused(LicensingCaseRefusals.RefusalMustHaveGrounds);

    [Theory]
    [InlineData("GB 19079.1-2013", "7.1.1")]
    [InlineData("经营高危险性体育项目许可管理办法", "第八条第四项")]
    [InlineData("行政许可法", "32(4)")]
    public void a_citation_may_be_written_as_the_field_writes_it(string law, string article) =>
        Spec.Given(History(Reviewed))
            .When(Refusal with { Grounds = [new RefusalGround("form.projects[0].pools[0]", law, article)] })
            .ThenOne<PermitRefused>();

    [Fact]
    public void an_approver_may_name_a_ground_of_his_own() =>
        Assert.Equal(
            new UnmetCondition("SP-15", Laws.Sports("105"), "form.venue", "named by the approver", "met"),
            Spec.Given(History(Reviewed))
                .When(Refusal with { Grounds = [new RefusalGround("form.venue", "体育法", "105")] })
                .ThenOne<PermitRefused>().Grounds.Single());

    [Theory]
    [InlineData("year-round", 2031, 3, 15)]
    [InlineData("seasonal", 2029, 3, 15)]
    public void the_permit_opens_with_the_term_of_its_opening_mode(string mode, int year, int month, int day)
    {
        var history = History(Filing(reading: Reading(Facts with { OpeningMode = mode })), Reviewed);
        var granted = Spec.Given(history).When(GrantOn(Day(3, 16))).ThenOne<PermitGranted>();
        var opened = SportPermitDecider.Open("SPC-20260302-00000001", Spec.Fold(history), granted, Rules);

        Assert.Equal((Day(3, 16), new LocalDate(year, month, day)), (opened.ValidFrom, opened.ValidTo));
        Assert.Equal((3, 1, 100), (opened.RequiredLifeguards, opened.RequiredInstructors, opened.MaxSwimmers));
        Assert.Equal(("320508", "320508"), (opened.IssuingOrgan, opened.RegionCode));
    }

    [Fact]
    public void no_term_is_longer_than_five_years_whatever_the_list_says()
    {
        var generous = Item with { Validity = [new ValidityTerm("year-round", 9, Laws.HighRiskMeasures("14"), "a test")] };
        var granted = Spec.Given(History(Reviewed)).When(GrantOn(Day(3, 16))).ThenOne<PermitGranted>();
        var opened = SportPermitDecider.Open("SPC-1", Spec.Fold(History(Reviewed)), granted, Rules with { Items = [generous] });

        Assert.Equal(new LocalDate(2031, 3, 15), opened.ValidTo);
    }
}
