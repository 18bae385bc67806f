using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.PermitSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/permit-life.md, PL-33 and PL-34: bars on what a request or a correction applies for beside what there was.</summary>
public sealed class AddedSportSpec
{
    static readonly LocalDate Filed = On(3, 2);

    static readonly ReApplicationBarred NoClimbing =
        ReApplicationBars.AfterRevocation(Applicant, "sport-permit/1", ["CLIMB"], On(5, 6, 2025));

    static readonly ReApplicationBarred Nothing = ReApplicationBars.AfterAnnulment(Applicant, "deceit", "sport-permit/1", On(5, 6, 2025));

    static readonly SportPermitFacts Climbing = SeasonalFacts with
    {
        Sports = [.. SeasonalFacts.Sports, new SportFacts("CLIMB", true, null, [])],
    };

    /// <summary>体育法 116: that sport is not applied for again for five years, by whatever kind of application.</summary>
    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    public void a_sport_that_is_barred_is_not_added_by_a_change_or_with_a_renewal(string applyType)
    {
        foreach (var bar in (ReApplicationBarred[])[NoClimbing, Nothing])
        {
            var rules = With(Permit()) with { Bars = [bar] };
            var received = Decided(Asking(applyType, Filed, ["form.projects"], facts: Climbing), LicensingCase.Initial, rules);
            Assert.Equal(["CLIMB"], received.OfType<ApplicantBarFound>().Single().Sports);

            LicensingCaseEvent[] history = [.. received, .. Delivered()];
            foreach (var command in (LicensingCaseCommand[])[Acceptance(On(3, 4)), ReviewOn(On(3, 11))])
                history = [.. history, .. Decided(command, Spec.Fold(history), rules)];
            var refused = Spec.Given(history).Under(rules).When(new RefusePermit(
                Approver, At(On(3, 16)), "BY-1", [], Text(23))).ThenOne<PermitRefused>();
            Assert.Contains(refused.Grounds, ground => (ground.Rule, ground.Basis) == ("PL-33", bar.Basis));
        }
    }

    [Fact]
    public void what_the_permit_has_is_changed_and_renewed_all_the_same()
    {
        var rules = With(Permit()) with { Bars = [Nothing] };

        Assert.Empty(Decided(Asking("3", Filed), LicensingCase.Initial, rules).OfType<ApplicantBarFound>());
        Assert.Empty(Decided(
            Asking("2", Filed, ["form.projects"], facts: SeasonalFacts with { Sports = [Swim(3, 400m)] }), LicensingCase.Initial,
            rules).OfType<ApplicantBarFound>());
    }

    /// <summary>A correction is no way around: what it files first is asked about on its own day.</summary>
    [Fact]
    public void a_sport_that_a_correction_adds_is_asked_about()
    {
        var incomplete = Filing(Filed, Reading(Facts with { FacilityStatement = null }));
        LicensingCaseEvent[] history = [Received(incomplete), .. Delivered()];
        history = [.. history, .. Spec.Given(history).When(Notice(On(3, 4))).Events()];
        var both = Facts with { Sports = [.. Facts.Sports, new SportFacts("CLIMB", true, null, [])] };
        var correcting = new SubmitCorrection(
            Portal, At(On(3, 6)), "C-1", Sm3("c1"), Text(60), null, null, At(On(3, 6)), Reading(both) with { Materials = [] });

        var events = Spec.Given(history).Under(Rules with { Bars = [NoClimbing] }).When(correcting).Events();

        Assert.Equal(["CLIMB"], events.OfType<ApplicantBarFound>().Single().Sports);
        Assert.Single(Spec.Fold([.. history, .. events]).Dossier!.Bars);
    }
}
