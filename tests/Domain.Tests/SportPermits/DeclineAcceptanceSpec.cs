using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-11: not accepted only on a ground of the law that holds, in writing, with remedies.</summary>
public sealed class DeclineAcceptanceSpec
{
    static DeclineAcceptance Decline(string ground, string district = "320508") =>
        new(Officer("clerk", district), At(Day(3, 4)), ground, "BSL-1", Text(30));

    static readonly SportPermitFacts Golf = Facts with { Sports = [new SportFacts("GOLF", null, null, [])] };

    static Defect Unknown(string field) => new("form.value-unknown", field, "该项的取值不在可选范围内", Laws.Licensing("32(4)"), 0);

    static readonly SportPermitFacts WithoutStatement = Facts with { FacilityStatement = null };

    [Fact]
    public void another_region_is_told_who_is_competent_and_what_can_be_done_about_it()
    {
        var declined = Spec.Given(Received(Filing() with { RegionCode = "310101" }))
            .When(Decline("outside-remit", "320500"))
            .ThenOne<ApplicationNotAccepted>();

        Assert.Equal("行政区划310101的体育主管部门", declined.CompetentOrgan);
        Assert.Equal(Laws.Licensing("32(2)"), declined.Basis);
        Assert.Equal(["60 calendar days", "6 months"], declined.Remedies.Select(remedy => remedy.Period));
        Assert.Equal("苏州市人民政府", declined.Remedies[0].Before);
    }

    [Fact]
    public void an_item_of_another_organ_names_that_organ() =>
        Assert.Equal(
            "卫生健康主管部门",
            Spec.Given(Received(Filing() with { TaskCode = FictitiousItems.HealthPermit.TaskCode }))
                .When(Decline("outside-remit"))
                .ThenOne<ApplicationNotAccepted>().CompetentOrgan);

    [Fact]
    public void our_own_remit_cannot_be_denied() =>
        Spec.Given(Received()).When(Decline("outside-remit")).ThenRefused(LicensingCaseRefusals.GroundMustHold);

    [Fact]
    public void a_matter_that_needs_no_permit_is_told_so() =>
        Assert.Equal(
            Laws.Licensing("32(1)"),
            Spec.Given(Received(Filing(reading: Reading(Golf)))).When(Decline("not-needed")).ThenOne<ApplicationNotAccepted>().Basis);

    /// <summary>The reader keeps a code it does not know in the sealed form and leaves a defect in its place.</summary>
    [Fact]
    public void a_sport_the_reader_does_not_know_needs_no_permit_either() =>
        Assert.Equal(
            Laws.Licensing("32(1)"),
            Spec.Given(Received(Filing(reading: Reading(Facts with { Sports = [] }, Unknown("form.projects[0].code")))))
                .When(Decline("not-needed"))
                .ThenOne<ApplicationNotAccepted>().Basis);

    [Theory]
    [InlineData("SWIM")]
    [InlineData("SKI")]
    [InlineData("DIVE")]
    [InlineData("CLIMB")]
    public void a_sport_of_the_catalogue_needs_its_permit(string sport)
    {
        var facts = Facts with { Sports = [new SportFacts("GOLF", null, null, []), new SportFacts(sport, null, null, [])] };

        Assert.Equal(
            "ground",
            Spec.Given(Received(Filing(reading: Reading(facts))))
                .When(Decline("not-needed")).ThenRefused(LicensingCaseRefusals.GroundMustHold).Field);
    }

    [Fact]
    public void a_form_that_names_no_sport_is_incomplete_and_not_needless() =>
        Spec.Given(Received(Filing(reading: Reading(Facts with { Sports = [] }, Unknown("form.staff[0].sport")))))
            .When(Decline("not-needed"))
            .ThenRefused(LicensingCaseRefusals.GroundMustHold);

    [Fact]
    public void what_lies_outside_the_remit_is_not_judged_as_needless()
    {
        Spec.Given(Received(Filing(reading: Reading(Golf)) with { RegionCode = "310101" }))
            .When(Decline("not-needed", "320500"))
            .ThenRefused(LicensingCaseRefusals.GroundMustHold);
        Spec.Given(Received(Filing(reading: Reading(Golf)) with { TaskCode = FictitiousItems.HealthPermit.TaskCode }))
            .When(Decline("not-needed"))
            .ThenRefused(LicensingCaseRefusals.GroundMustHold);
    }

    /// <summary>公告第16号 of 2013 is the first list; the day before it nothing needed this permit.</summary>
    [Fact]
    public void the_catalogue_is_dated()
    {
        Assert.False(SportStandards.Published.NeedsPermit("SWIM", new(2013, 4, 30)));
        Assert.True(SportStandards.Published.NeedsPermit("SWIM", new(2013, 5, 1)));
        Assert.False(SportStandards.Published.NeedsPermit("GOLF", new(2013, 5, 1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("incomplete")]
    public void a_ground_the_law_does_not_know_is_refused(string ground) =>
        Spec.Given(Received()).When(Decline(ground)).ThenRefused(LicensingCaseRefusals.GroundMustBeKnown);

    [Fact]
    public void a_complete_application_was_not_left_uncorrected() =>
        Spec.Given(Received()).When(Decline("not-corrected")).ThenRefused(LicensingCaseRefusals.GroundMustHold);

    /// <summary>Notice on 4 March, fifteen calendar days: the last day is Thursday 19 March.</summary>
    [Fact]
    public void while_the_time_for_corrections_runs_nobody_is_in_default() =>
        Spec.Given(History(Filing(reading: Reading(WithoutStatement)), Notice(Day(3, 4))))
            .When(Decline("not-corrected") with { At = At(Day(3, 19), 23, 59) })
            .ThenRefused(LicensingCaseRefusals.CorrectionTimeMustHavePassed);

    [Fact]
    public void when_it_has_passed_without_a_word_the_case_may_be_closed() =>
        Assert.Equal(
            Day(3, 20),
            Spec.Given(History(Filing(reading: Reading(WithoutStatement)), Notice(Day(3, 4))))
                .When(Decline("not-corrected") with { At = At(Day(3, 20), 0) })
                .ThenOne<ApplicationNotAccepted>().DecidedOn);

    [Fact]
    public void an_accepted_application_is_not_declined() =>
        Spec.Given(History(Acceptance(Day(3, 3)))).When(Decline("not-needed")).ThenRefused(LicensingCaseRefusals.StageMustAllow);
}
