using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.TrainingInstitutions.TrainingSamples;

namespace Domain.Tests.TrainingInstitutions;

/// <summary>specs/training-institutions.md, TI-2 to TI-17: each boundary from both sides.</summary>
public sealed class TrainingConditionTable
{
    static readonly LocalDate On = Day(3, 16);

    static Assessment Assess(TrainingFacts facts, LocalDate? on = null, DistrictTrainingRule? district = null) =>
        TrainingConditions.Assess(
            facts, [], TrainingStandard.National2022, district ?? DistrictTrainingRule.Default, on ?? On);

    static TrainingFacts With(ClassFacts one) => TrainingSamples.Facts with { Classes = [one] };

    static TrainingFacts Staffed(TrainingStaffFacts first) => TrainingSamples.Facts with { Staff = [first, Coach(2), Coach(3)] };

    static TrainingFacts Charging(ChargeFacts charge) => TrainingSamples.Facts with { Charge = charge };

    static readonly ChargeFacts Full = TrainingSamples.Facts.Charge;

    public static TheoryData<string, TrainingFacts, bool> Boundaries() => new()
    {
        // Floor for each trainee: 5 m², 3 m² at the board.
        { "TI-3", With(Evening with { TraineesAtOnce = 20 }), true },
        { "TI-3", With(Evening with { TraineesAtOnce = 21 }), false },
        { "TI-3", With(Evening with { Sport = "CHESS", FloorAreaM2 = 105m, TraineesAtOnce = 35 }), true },
        { "TI-3", With(Evening with { Sport = "CHESS", FloorAreaM2 = 104.9m, TraineesAtOnce = 35 }), false },
        { "TI-11", With(Evening with { Sport = "CHESS", FloorAreaM2 = 104.9m, TraineesAtOnce = 35 }), false },
        { "TI-3", With(Evening with { Mode = "online", FloorAreaM2 = null, TraineesAtOnce = 30 }), true },
        // Class size.
        { "TI-5", With(Evening with { Sport = "CHESS", FloorAreaM2 = 120m, TraineesAtOnce = 35 }), true },
        { "TI-5", With(Evening with { Sport = "CHESS", FloorAreaM2 = 120m, TraineesAtOnce = 36 }), false },
        { "TI-5", With(Evening with { Sport = "CHESS", FloorAreaM2 = 120m, TraineesAtOnce = 36, SizeReasoned = true }), true },
        // Coaches of a class.
        { "TI-6", With(Evening with { TraineesAtOnce = 10, Coaches = 1 }), true },
        { "TI-6", With(Evening with { TraineesAtOnce = 11, Coaches = 1 }), false },
        { "TI-6", With(Evening with { TraineesAtOnce = 11, Coaches = 2 }), true },
        { "TI-6", With(Evening with { Sport = "GO", FloorAreaM2 = 105m, TraineesAtOnce = 35, AgeGroup = "preschool" }), false },
        { "TI-6", With(Evening with { Sport = "GO", FloorAreaM2 = 105m, TraineesAtOnce = 35, AgeGroup = "preschool", Coaches = 3 }), true },
        { "TI-6", TrainingSamples.Facts with { Staff = [Coach(1)] }, false },
        { "TI-6", TrainingSamples.Facts with { Staff = [Coach(1), Coach(1) with { Role = "coach" }] }, false },
        // Full-time teaching staff: half of all.
        { "TI-7", TrainingSamples.Facts with { Staff = [Coach(1), Coach(2), Clerk(4), Clerk(5)] }, true },
        { "TI-7", TrainingSamples.Facts with { Staff = [Coach(1), Coach(2), Clerk(4), Clerk(5), Clerk(6)] }, false },
        { "TI-7", TrainingSamples.Facts with { Staff = [Coach(1), Coach(2), Coach(3) with { FullTime = false }] }, true },
        // Minors.
        { "TI-9", Staffed(Coach(1) with { Adult = false }), false },
        // Yearly checks: good up to the same day of the next year.
        { "TI-10", Staffed(Coach(1) with { BackgroundCheckedOn = new LocalDate(2025, 3, 16) }), true },
        { "TI-10", Staffed(Coach(1) with { BackgroundCheckedOn = new LocalDate(2025, 3, 15) }), false },
        { "TI-10", Staffed(Coach(1) with { BackgroundCheckedOn = new LocalDate(2026, 3, 17) }), false },
        { "TI-10", Staffed(Coach(1) with { BackgroundCheckedOn = null }), false },
        // Fire.
        { "TI-11", Premises(premises => premises with { FireApproved = false }), false },
        // End of class.
        { "TI-12", With(Evening with { End = new LocalTime(20, 30) }), true },
        { "TI-12", With(Evening with { End = new LocalTime(20, 31) }), false },
        { "TI-12", With(Evening with { Mode = "online", End = new LocalTime(21, 0) }), true },
        { "TI-12", With(Evening with { Mode = "online", End = new LocalTime(21, 1) }), false },
        { "TI-12", With(Evening with { Mode = null }), false },
        // Charges: every cap by itself.
        { "TI-13", Charging(Full), true },
        { "TI-13", Charging(Full with { SpanDays = 91 }), false },
        { "TI-13", Charging(Full with { SpanDays = null, SpanMonths = 3 }), true },
        { "TI-13", Charging(Full with { SpanDays = null, SpanMonths = 4 }), false },
        { "TI-13", Charging(Full with { ClassHours = 61 }), false },
        { "TI-13", Charging(Full with { ClassHours = 45, ClassHourMinutes = 60 }), true },
        { "TI-13", Charging(Full with { ClassHours = 46, ClassHourMinutes = 60 }), false },
        { "TI-13", Charging(Full with { Amount = new Money(500_001) }), false },
        { "TI-13", Charging(Full with { Amount = null }), false },
        // Money.
        { "TI-15", TrainingSamples.Facts with { CustodyMode = null }, false },
        { "TI-15", TrainingSamples.Facts with { DedicatedAccount = false }, false },
        { "TI-15", TrainingSamples.Facts with { NationalContract = false }, false },
        // Certificates and premises.
        { "TI-16", Staffed(Coach(1) with { CertificateValidTo = On }), true },
        { "TI-16", Staffed(Coach(1) with { CertificateValidTo = On.PlusDays(-1) }), false },
        { "TI-17", Premises(premises => premises with { RightExpires = On }), true },
        { "TI-17", Premises(premises => premises with { RightExpires = On.PlusDays(-1) }), false },
    };

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void a_boundary(string rule, TrainingFacts facts, bool kept) =>
        Assert.Equal(kept, Assess(facts).Unmet.All(unmet => unmet.Rule != rule));

    [Fact]
    public void what_is_complete_is_met_and_says_by_which_editions()
    {
        var made = Assess(TrainingSamples.Facts);

        Assert.Empty(made.Unmet);
        Assert.Equal(["training/2022-1", "training-district/1", "charge-caps/1"], made.RuleEditions);
        Assert.Equal(new TrainingFigures(5m, 40, 2, 3), made.Training);
    }

    [Fact]
    public void classes_at_the_same_time_share_the_floor_and_the_coaches()
    {
        var second = Evening with { Start = new LocalTime(19, 0), FloorAreaM2 = 100.5m };
        var together = Assess(TrainingSamples.Facts with { Classes = [Evening, second] });
        var apart = Assess(TrainingSamples.Facts with { Classes = [Evening with { End = new LocalTime(19, 0) }, second] });

        Assert.Contains(together.Unmet, unmet => unmet.Rule == "TI-4" && unmet.Have == "200.5 m² in use at once");
        Assert.Contains(together.Unmet, unmet => unmet.Rule == "TI-6" && unmet.Need == "coaches: 4");
        Assert.Empty(apart.Unmet);
    }

    [Fact]
    public void a_certificate_of_two_people_is_to_be_corrected()
    {
        var facts = TrainingSamples.Facts with { Staff = [Coach(1), Coach(2) with { Certificate = Number(1) }, Coach(3)] };
        var received = Decided(TrainingSamples.Filing(facts), LicensingCase.Initial, TrainingSamples.Rules)
            .OfType<ApplicationReceived>().Single();

        Assert.Equal(
            ("staff.certificate-of-another", "form.staff[1].certificateNo"),
            (received.Defects.Single().Code, received.Defects.Single().Field));
    }

    [Fact]
    public void a_district_with_minimums_asks_for_them()
    {
        var district = DistrictTrainingRule.Default with { MinFloorAreaM2 = 200.01m, MinCapital = Money.Yuan(100_000) };

        Assert.Equal(
            ["form.premises.trainingFloorAreaM2", "form.registeredCapitalFen"],
            Assess(TrainingSamples.Facts, district: district).Unmet.Select(unmet => unmet.Field));
        Assert.Empty(Assess(
            TrainingSamples.Facts with { Capital = Money.Yuan(100_000) }, district: district with { MinFloorAreaM2 = 200m }).Unmet);
    }

    static TrainingStaffFacts Clerk(int number) => Coach(number) with { Role = "other", CertificateKind = null, Certificate = null };

    static TrainingFacts Premises(Func<PremisesFacts, PremisesFacts> change) =>
        TrainingSamples.Facts with { Premises = change(TrainingSamples.Facts.Premises) };
}
