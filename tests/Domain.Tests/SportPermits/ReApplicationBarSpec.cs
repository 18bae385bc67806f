using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/permit-life.md, PL-30 to PL-33: who may not apply again, for what, and until when.</summary>
public sealed class ReApplicationBarSpec
{
    static readonly ReApplicationBarred OneYear = ReApplicationBars.AfterRefusal(Applicant, "sport-permit-case/1", new(2026, 5, 6));
    static readonly ReApplicationBarred FiveYears = ReApplicationBars.AfterRevocation(
        Applicant, "sport-permit/1", ["SWIM"], new(2026, 5, 6));

    static RefusePermit Lying(params string[] fields) =>
        new(Approver, At(new LocalDate(2026, 5, 6)), "BY-1", [], Text(23)) { FalseMaterials = fields };

    [Fact]
    public void false_papers_found_before_the_decision_refuse_it_and_bar_for_a_year()
    {
        var history = History(Filing(new(2026, 4, 20)), Acceptance(new(2026, 4, 22)), ReviewOn(new(2026, 4, 28)));
        var refused = Spec.Given(history).When(Lying("M04", "form.staff[0]")).ThenOne<PermitRefused>();
        var bar = ReApplicationBars.After("sport-permit-case/1", Spec.Fold(history).Dossier!, refused)!;

        Assert.Equal(["M04", "form.staff[0]"], refused.Grounds.Select(ground => ground.Field));
        Assert.All(refused.Grounds, ground => Assert.Equal(Laws.Licensing("78"), ground.Basis));
        Assert.Equal((new LocalDate(2026, 5, 6), new LocalDate(2027, 5, 5), Applicant), (bar.FirstDay, bar.LastDay, bar.Party));
    }

    [Theory]
    [InlineData("M99")]
    [InlineData("the lifeguard Wang")]
    public void what_was_never_filed_cannot_be_false(string field) =>
        Spec.Given(History(Reviewed)).When(Lying(field)).ThenRefused(LicensingCaseRefusals.FalseMaterialMustBeNamed);

    [Fact]
    public void a_refusal_for_another_ground_bars_nobody()
    {
        var history = History(Reviewed);
        var refused = Spec.Given(history)
            .When(new RefusePermit(Approver, At(Day(3, 16)), "BY-1", [new RefusalGround("form.venue", "行政许可法", "78")], null))
            .ThenOne<PermitRefused>();

        Assert.Null(ReApplicationBars.After("sport-permit-case/1", Spec.Fold(history).Dossier!, refused));
    }

    [Theory]
    [InlineData(2026, 5, 6, true)]
    [InlineData(2027, 5, 5, true)]
    [InlineData(2027, 5, 6, false)]
    public void the_last_day_of_a_bar_still_bars_and_the_next_is_free(int year, int month, int day, bool barred) =>
        Assert.Equal(barred, Apply(new(year, month, day), OneYear).OfType<ApplicantBarFound>().Any());

    [Fact]
    public void a_barred_application_is_received_not_accepted_and_told_until_when()
    {
        LicensingCaseEvent[] history = [.. Apply(new(2027, 5, 5), OneYear), .. Delivered()];
        var accepting = Acceptance(new(2027, 5, 6));
        var declining = new DeclineAcceptance(Clerk, At(new LocalDate(2027, 5, 6)), "barred", "BSL-1", null);

        Assert.Equal("Until 2027-05-05.",
            Spec.Given(history).When(accepting).ThenRefused(LicensingCaseRefusals.ApplicantMustNotBeBarred).Detail);
        var declined = Spec.Given(history).When(declining).ThenOne<ApplicationNotAccepted>();
        Assert.Equal((Laws.Licensing("78"), "barred"), (declined.Basis, declined.Ground));
        Assert.Equal(new(2027, 5, 5), history.OfType<ApplicantBarFound>().Single().LastDay);
    }

    [Fact]
    public void nobody_is_declined_as_barred_who_is_not() =>
        Spec.Given(History()).When(new DeclineAcceptance(Clerk, At(Day(3, 4)), "barred", "BSL-1", null))
            .ThenRefused(LicensingCaseRefusals.GroundMustHold);

    /// <summary>Silence accepts; it lifts no bar.</summary>
    [Fact]
    public void what_silence_accepted_is_still_not_granted()
    {
        LicensingCaseEvent[] history = [.. Apply(new(2027, 3, 1), OneYear), .. Delivered()];
        history = [.. history, Spec.Given(history).When(ReviewOn(new(2027, 3, 10))).Events()[0]];
        history = [.. history, Spec.Given(history).When(ReviewOn(new(2027, 3, 10))).ThenOne<ReviewCompleted>()];

        Assert.Contains(
            "PL-33 form.projects[0].code: have SWIM barred until 2027-05-05",
            Spec.Given(history).When(GrantOn(new(2027, 3, 11))).ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);
    }

    [Fact]
    public void grave_consequences_close_one_sport_and_leave_the_others_open()
    {
        var climbing = Facts with { Sports = [new SportFacts("CLIMB", true, null, [])] };
        var both = Facts with { Sports = [.. Facts.Sports, new SportFacts("CLIMB", true, null, [])] };

        Assert.Empty(Apply(new(2027, 3, 1), FiveYears, climbing).OfType<ApplicantBarFound>());
        Assert.Equal(["SWIM"], Apply(new(2027, 3, 1), FiveYears, both).OfType<ApplicantBarFound>().Single().Sports);
        Assert.Single(ReApplicationBars.Covering([FiveYears], ["SWIM", "CLIMB"], new LocalDate(2031, 5, 5)));
        Assert.Empty(ReApplicationBars.Covering([FiveYears], ["SWIM", "CLIMB"], new LocalDate(2031, 5, 6)));

        // One of two sports is free: the application can be corrected, so it is not declined as barred.
        Spec.Given([.. Apply(new(2027, 3, 1), FiveYears, both), .. Delivered()])
            .When(new DeclineAcceptance(Clerk, At(new LocalDate(2027, 3, 2)), "barred", "BSL-1", null))
            .ThenRefused(LicensingCaseRefusals.GroundMustHold);
    }

    [Fact]
    public void of_two_bars_the_longer_counts()
    {
        var found = ReApplicationBars.Covering([OneYear, FiveYears], ["SWIM", "CLIMB"], new LocalDate(2026, 6, 1));

        Assert.Equal(
            [("SWIM", new LocalDate(2031, 5, 5)), ("CLIMB", new LocalDate(2027, 5, 5))],
            found.Select(bar => (Assert.Single(bar.Sports), bar.LastDay)));
    }

    /// <summary>A bar of any date covers exactly its years, leap days included.</summary>
    [Fact]
    public void every_bar_has_a_day_before_a_last_day_and_a_day_after()
    {
        for (var on = new LocalDate(2026, 1, 1); on < new LocalDate(2029, 1, 1); on = on.PlusDays(1))
        {
            var bar = ReApplicationBars.AfterRefusal(Applicant, "m", on);
            Assert.Empty(ReApplicationBars.Covering([bar], ["SWIM"], on.PlusDays(-1)));
            Assert.Single(ReApplicationBars.Covering([bar], ["SWIM"], bar.LastDay));
            Assert.Empty(ReApplicationBars.Covering([bar], ["SWIM"], bar.LastDay.PlusDays(1)));
            Assert.InRange(Period.Between(on, bar.LastDay.PlusDays(1), PeriodUnits.Days).Days, 365, 366);
        }
    }

    static IReadOnlyList<LicensingCaseEvent> Apply(LocalDate on, ReApplicationBarred bar, SportPermitFacts? facts = null) =>
        PermitSamples.Decided(Filing(on, Reading(facts)), LicensingCase.Initial, Rules with { Bars = [bar] });
}
