using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using Domain.Tests.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.TrainingInstitutions.TrainingSamples;

namespace Domain.Tests.TrainingInstitutions;

/// <summary>The same procedure as for permits, under the training item: TI-1, TI-2, TI-18, TI-19, TI-30.</summary>
public sealed class TrainingCaseSpec
{
    static readonly CaseRules Under = TrainingSamples.Rules;

    [Fact]
    public void a_person_files_for_an_institution_that_does_not_exist_yet()
    {
        var received = Decided(TrainingSamples.Filing(subject: "person"), LicensingCase.Initial, Under)
            .OfType<ApplicationReceived>().Single();

        Assert.Equal(("320508", true, "training-institution/1"), (received.Organ, received.WithinRemit, received.Item));
        Assert.Empty(received.Defects);
    }

    [Fact]
    public void twenty_working_days_from_acceptance_and_ten_more_once()
    {
        var accepted = Story(Under, TrainingSamples.Filing(), Acceptance(Day(3, 4)));
        var decideBy = accepted.OfType<ApplicationAccepted>().Single().Deadlines.Single();
        Assert.Equal((DeadlineKind.Decision, Day(4, 1)), (decideBy.Kind, decideBy.LastDay));

        var extend = new ExtendDecisionPeriod(Approver, At(Day(3, 30)), Text(30));
        Assert.Equal(Day(4, 16), Spec.Given(accepted).Under(Under).When(extend).ThenOne<DecisionPeriodExtended>().To.LastDay);
    }

    [Fact]
    public void a_district_sets_its_own_limits_for_applications_received_while_its_rule_is_in_force()
    {
        var rule = DistrictTrainingRule.Default with { District = "320508", Edition = "gusu/1", DecisionWorkingDays = 15,
            ValidityYears = 5 };
        var local = Under.With(new TrainingMatter(Standards with { Districts = [rule, .. Standards.Districts] }, Money.Zero));

        var story = Story(local, TrainingSamples.Filing(), Acceptance(Day(3, 4)));

        Assert.Equal(Day(3, 25), story.OfType<ApplicationAccepted>().Single().Deadlines.Single().LastDay);
    }

    [Fact]
    public void the_grant_opens_the_institution_for_the_years_of_the_district()
    {
        var approved = Approval();

        Assert.Equal((InstitutionNo, "320508", Day(3, 16), new LocalDate(2029, 3, 15)),
            (approved.InstitutionNo, approved.IssuingOrgan, approved.ValidFrom, approved.ValidTo));
        Assert.Equal((200m, "bank-custody"), (approved.Face.TrainingFloorAreaM2, approved.Face.CustodyMode));
        Assert.Equal(["BASKETBALL"], approved.Face.Sports);
        Assert.Equal(3, approved.Staff.Count);
    }

    [Fact]
    public void a_larger_class_is_approved_with_its_reasons_and_by_sport()
    {
        var chess = new ClassFacts(
            "CHESS", 200m, 40, 2, new LocalTime(9, 0), new LocalTime(10, 0), "offline", null, SizeReasoned: true);
        var story = Story(
            Under, TrainingSamples.Filing(TrainingSamples.Facts with { Classes = [Evening, chess] }), Acceptance(Day(3, 4)),
            SiteCheck(Day(3, 10)), ReviewOn(Day(3, 11)), GrantOn(Day(3, 16)) with { PermitNo = InstitutionNo });

        var approved = InstitutionDecider.Open("TIC-1", Spec.Fold(story), story.OfType<PermitGranted>().Single(), Standards);

        Assert.Equal([new("CHESS", 40)], approved.Face.ReasonedSizes!);
        Assert.Null(Approval().Face.ReasonedSizes);
    }

    [Fact]
    public void without_the_conditions_nothing_is_granted()
    {
        var filing = TrainingSamples.Filing(TrainingSamples.Facts with { Classes = [Evening with { TraineesAtOnce = 21 }] });
        var story = Story(Under, filing, Acceptance(Day(3, 4)), SiteCheck(Day(3, 10)), ReviewOn(Day(3, 11)));

        Assert.Contains(
            "TI-3 form.classes[0].traineesAtOnce: have 21 on 100 m²",
            Spec.Given(story).Under(Under).When(GrantOn(Day(3, 16))).ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);
    }

    static ReceiveApplication Asking(string applyType, params string[] changes) => TrainingSamples.Filing() with
    {
        ApplyType = applyType, At = At(Day(6, 1), 9, 5), ReceivedAt = At(Day(6, 1)), ProjectNo = "3205TI2",
        Request = new RequestReading(InstitutionNo, changes, null),
    };

    static CaseRules With(Institution institution, Money? left = null) =>
        Under.With(new TrainingMatter(Standards, left ?? Money.Zero)) with { Licence = institution.Standing };

    static IReadOnlyList<InstitutionEvent> Follow(Institution institution, LicensingCaseEvent[] story, LicensingCaseEvent last) =>
        InstitutionDecider.Follow("TIC-2", Spec.Fold([.. story, last]), [last], institution, TrainingMatter.Published);

    [Fact]
    public void a_change_that_is_granted_changes_what_was_asked_and_nothing_else()
    {
        var institution = School();
        var story = Story(
            With(institution),
            Asking("2", "form.classes") with
            {
                Reading = TrainingSamples.Reading(
                    TrainingSamples.Facts with { Classes = [Evening with { Sport = "TENNIS" }], CustodyMode = "risk-deposit" }),
            },
            Acceptance(Day(6, 3)), ReviewOn(Day(6, 4)), GrantOn(Day(6, 8)));

        var changed = Assert.IsType<InstitutionChanged>(Assert.Single(Follow(institution, story[..^1], story[^1])));
        Assert.Equal((2, "bank-custody"), (changed.Version, changed.Face.CustodyMode));
        Assert.Equal(["TENNIS"], changed.Face.Sports);
    }

    [Fact]
    public void a_change_filed_during_a_change_is_refused()
    {
        var busy = School(new InstitutionRequestOpened("TIC-9", "change", true, Day(5, 1)));

        Spec.Given().Under(With(busy)).When(Asking("2", "form.classes")).ThenRefused(LicensingCaseRefusals.RequestMustBeTheOnlyOne);
    }

    [Fact]
    public void a_termination_waits_until_all_prepaid_money_is_returned()
    {
        var institution = School(
            new CreditCodeRecorded("91320508MA1T2X3Y34", Day(4, 1), Basis), new InstitutionWhiteListed(Day(4, 2), Basis));
        var story = Story(With(institution), Asking("5"), Acceptance(Day(6, 3)), ReviewOn(Day(6, 4)));

        var refusal = Spec.Given(story).Under(With(institution, new Money(1))).When(GrantOn(Day(6, 8)))
            .ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet);
        Assert.Contains("TI-30 form.permitNo: have 0.01 yuan prepaid", refusal.Detail);

        var open = Under.With(TrainingMatter.Published with { AccountOpen = true }) with { Licence = institution.Standing };
        Assert.Contains(
            "custody account open",
            Spec.Given(story).Under(open).When(GrantOn(Day(6, 8))).ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);

        var granted = Spec.Given(story).Under(With(institution)).When(GrantOn(Day(6, 8))).ThenOne<PermitGranted>();
        var ended = Follow(institution, story, granted);
        Assert.Equal(
            [typeof(InstitutionTerminated), typeof(InstitutionDelisted)], ended.Select(@event => @event.GetType()));
        Assert.Equal(LicenceStates.Deregistered, ended.Aggregate(institution, InstitutionDecider.Evolve).Standing!.StateOn(Day(6, 9)));
    }

    [Fact]
    public void a_renewal_filed_in_time_and_not_answered_is_granted_by_silence()
    {
        var filed = new LocalDate(2029, 2, 1);
        var institution = School(new InstitutionRequestOpened("TIC-2", "renewal", false, filed));
        var asking = Asking("3") with { At = At(filed, 9, 5), ReceivedAt = At(filed) };
        var rules = With(institution) with
        {
            Licence = institution.Standing! with { Requests = [] },
            Calendar = new WorkCalendar([.. BuiltInCalendars.Editions, Plain(2028), Plain(2029)]),
        };
        var story = Story(rules, asking);

        Assert.True(PermitRequests.IsRenewedBySilence(Spec.Fold(story), institution.Standing, new LocalDate(2029, 3, 16)));
        Assert.False(PermitRequests.IsRenewedBySilence(Spec.Fold(story), institution.Standing, new LocalDate(2029, 3, 15)));
    }

    static readonly LegalBasis Basis = Laws.PrivateEducation("12");

    static CalendarEdition Plain(int year) => new(year, $"{year}-1", false, [new LocalDate(year, 10, 1)], [], "test");
}
