using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.TrainingInstitutions.TrainingSamples;
using static Domain.TrainingInstitutions.InstitutionRefusals;

namespace Domain.Tests.TrainingInstitutions;

/// <summary>specs/training-institutions.md, TI-20 to TI-23, TI-26 to TI-29 and TI-31.</summary>
public sealed class InstitutionSpec
{
    static readonly LocalDate Today = Day(4, 1);
    static readonly LegalBasis Basis = Laws.TrainingOpinions;
    static readonly CreditCodeRecorded Registered = new("91320508MA1T2X3Y34", Day(3, 30), Basis);
    static readonly InstitutionWhiteListed Listed = new(Day(3, 31), Basis);

    static StaffMember Newcomer(LocalDate? checkedOn = null) => new(
        Person(4), "coach", true, "coach", Number(4), Day(1, 1), new LocalDate(2027, 1, 1), checkedOn ?? Day(3, 1), Today);

    static JoinStaff Joining(StaffMember? member = null, bool adult = true) => new(Clerk, At(Today), member ?? Newcomer(), adult);

    [Fact]
    public void nothing_is_asked_of_what_was_never_approved() =>
        Refused(MustBeApproved, InstitutionDecider.Decide(Joining(), Domain.TrainingInstitutions.Institution.Initial, Standards));

    [Fact]
    public void another_district_has_no_say() =>
        Refused(LicensingCaseRefusals.DistrictMustBeOwn, Ask(Joining() with { Actor = Officer("clerk", "320509") }));

    [Theory]
    [InlineData("91320508MA1T2X3Y34", true)]
    [InlineData("91320508MA1T2X3Y35", false)]
    [InlineData("52320583MJ4D5E6M2O", false)]
    public void the_credit_code_is_checked(string code, bool valid)
    {
        var command = new RecordCreditCode(Clerk, At(Today), code);
        if (valid) Assert.Equal(code, One<CreditCodeRecorded>(command).CreditCode);
        else Refused(CreditCodeMustBeValid, Ask(command));
    }

    [Fact]
    public void a_second_credit_code_is_refused() =>
        Refused(
            CreditCodeMustBeTheOnlyOne,
            Ask(new RecordCreditCode(Clerk, At(Today), "91320585MAHY0XTL51"), Registered));

    [Fact]
    public void a_coach_joins_with_certificate_and_check() => Assert.Equal(Newcomer(), One<StaffJoined>(Joining()).Member);

    public static TheoryData<string, JoinStaff> Wrong() => new()
    {
        { "staff.must-be-adult", Joining(adult: false) },
        { "staff.role-must-be-known", Joining(Newcomer() with { Role = "teacher" }) },
        { "staff.coach-must-show-certificate", Joining(Newcomer() with { Certificate = null }) },
        { "staff.certificate-must-have-kind", Joining(Newcomer() with { CertificateKind = null }) },
        { "staff.certificate-must-have-kind", Joining(Newcomer() with { Role = "other", Certificate = null }) },
        { "staff.certificate-must-be-in-force", Joining(Newcomer() with { CertificateTo = Today.PlusDays(-1) }) },
        { "staff.certificate-must-belong-to-one", Joining(Newcomer() with { Certificate = Number(1) }) },
        { "staff.check-must-be-of-last-year", Joining(Newcomer(new LocalDate(2025, 3, 31))) },
        { "staff.check-must-be-of-last-year", Joining(Newcomer(Today.PlusDays(1))) },
        { "staff.day-must-lie-in-engagement", Joining(Newcomer() with { JoinedOn = Today.PlusDays(1) }) },
        { "staff.must-join-once", Joining(Newcomer() with { Person = Person(1) }) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void who_may_not_join(string code, JoinStaff command) =>
        Assert.Equal(code, Assert.IsType<Answer<InstitutionEvent>.Refused>(Ask(command)).Refusal.Code);

    [Theory]
    [InlineData(2026, 12, 31, "staff.certificates-must-not-overlap")]
    [InlineData(2027, 1, 2, null)]
    public void certificates_of_a_kind_follow_one_another(int year, int month, int day, string? code)
    {
        var joined = new StaffJoined(Newcomer(), Basis);
        var command = new RecordCertificate(
            Clerk, At(Today), Person(4), "coach", Number(40), new LocalDate(year, month, day), new LocalDate(2030, 1, 1));

        if (code is null) Assert.Equal(Number(40), One<CertificateRecorded>(command, joined).Certificate);
        else Refused(CertificatesMustNotOverlap, Ask(command, joined));
    }

    [Fact]
    public void a_lapsed_check_blocks_from_that_day_until_a_new_one_is_recorded()
    {
        // Checked on 5 January 2026: good to 5 January 2027.
        var file = School().Record!;
        Assert.Null(file.WhyNotCleared(Person(1), new LocalDate(2027, 1, 5)));
        Assert.Equal("check-lapsed", file.WhyNotCleared(Person(1), new LocalDate(2027, 1, 6)));

        var again = One<BackgroundChecked>(new RecordBackgroundCheck(Clerk, At(Today), Person(1), Today, Clear: true));
        Assert.Null(School(again).Record!.WhyNotCleared(Person(1), new LocalDate(2027, 1, 6)));
    }

    static RecordTraining Training(string no = "TR-1") => new(Clerk, At(Today), no, Day(3, 31), 8, [Person(1), Person(2)]);

    public static TheoryData<string, RecordTraining> WrongTrainings() => new()
    {
        { "staff.training-must-fit-a-day", Training() with { StudyHours = 0 } },
        { "staff.training-must-fit-a-day", Training() with { StudyHours = 17 } },
        { "staff.training-must-not-lie-ahead", Training() with { TrainedOn = Today.PlusDays(1) } },
        { "staff.must-be-engaged", Training() with { People = [] } },
        { "staff.must-be-engaged", Training() with { People = [Person(1), Person(9)] } },
        { "staff.must-be-engaged", Training() with { TrainedOn = Day(3, 15) } }, // the day before the approval
    };

    [Theory]
    [MemberData(nameof(WrongTrainings))]
    public void a_training_that_cannot_be(string code, RecordTraining command) =>
        Assert.Equal(code, Assert.IsType<Answer<InstitutionEvent>.Refused>(Ask(command)).Refusal.Code);

    [Fact]
    public void a_training_is_recorded_once_under_its_number()
    {
        var trained = One<StaffTrained>(Training() with { People = [Person(1), Person(2), Person(1)] });
        Assert.Equal(("TR-1", Day(3, 31), 8, 2), (trained.TrainingNo, trained.TrainedOn, trained.StudyHours, trained.People.Count));

        Refused(TrainingNumberMustBeNew, Ask(Training() with { StudyHours = 9 }, trained));
        Assert.Equal("TR-2", One<StaffTrained>(Training("TR-2"), trained).TrainingNo);
        Assert.Equal(16, One<StaffTrained>(Training() with { StudyHours = 16 }).StudyHours);
    }

    [Fact]
    public void whoever_fails_the_check_leaves_the_same_day()
    {
        var command = new RecordBackgroundCheck(Clerk, At(Today), Person(1), Today, Clear: false);
        var left = Assert.IsType<StaffLeft>(Assert.Single(Assert.IsType<Answer<InstitutionEvent>.Accepted>(Ask(command)).Events));

        Assert.Equal(("check-failed", Today), (left.Reason, left.LeftOn));
        Assert.Equal("not-on-staff", School(left).Record!.WhyNotCleared(Person(1), Today.PlusDays(1)));
    }

    [Fact]
    public void checks_do_not_lie_ahead_or_behind_the_last_one()
    {
        Refused(CheckMustBeNewer, Ask(new RecordBackgroundCheck(Clerk, At(Today), Person(1), Today.PlusDays(1), true)));
        Refused(CheckMustBeNewer, Ask(new RecordBackgroundCheck(Clerk, At(Today), Person(1), Day(1, 4), true)));
        Refused(StaffMustBeEngaged, Ask(new RecordBackgroundCheck(Clerk, At(Today), Person(9), Today, true)));
    }

    [Fact]
    public void the_white_list_is_for_the_registered()
    {
        Refused(WhiteListMustFollowRegistration, Ask(new EnterWhiteList(Clerk, At(Today))));
        Assert.Equal(Today, One<InstitutionWhiteListed>(new EnterWhiteList(Clerk, At(Today)), Registered).ListedOn);
        Refused(WhiteListMustHoldIt, Ask(new LeaveWhiteList(Clerk, At(Today), "rule-breach"), Registered));
        Refused(DelistReasonMustBeKnown, Ask(new LeaveWhiteList(Clerk, At(Today), "whim"), Registered, Listed));
        Assert.Equal(
            "rule-breach", One<InstitutionDelisted>(new LeaveWhiteList(Clerk, At(Today), "rule-breach"), Registered, Listed).Reason);
    }

    static InspectYearly Inspection(string outcome, int year = 2026) => new(
        Inspector, At(Today), year, outcome, [Inspector.Person, Clerk.Person], Day(3, 31), null);

    [Fact]
    public void a_failed_yearly_inspection_takes_it_off_the_white_list_and_keeps_it_off()
    {
        var events = Accepted(Inspection("failed"), Registered, Listed);

        Assert.Equal([typeof(YearlyInspected), typeof(InstitutionDelisted)], events.Select(@event => @event.GetType()));
        Refused(WhiteListMustFollowInspection, Ask(new EnterWhiteList(Clerk, At(Today)), [Registered, Listed, .. events]));
        Refused(InspectionMustBeTheOnlyOne, Ask(Inspection("passed"), [Registered, Listed, .. events]));
    }

    [Fact]
    public void a_yearly_inspection_takes_two_officers_and_lies_in_its_year()
    {
        Refused(InspectionMustHaveTwoOfficers, Ask(Inspection("passed") with { Officers = [Inspector.Person, Inspector.Person] }));
        Refused(InspectionMustLieInYear, Ask(Inspection("passed", 2027)));
        Refused(InspectionOutcomeMustBeKnown, Ask(Inspection("good")));
        Assert.Equal(2025, One<YearlyInspected>(Inspection("passed", 2025)).Year);
    }

    [Fact]
    public void what_stops_is_delisted_and_only_an_ordered_stop_is_lifted()
    {
        var stopped = Accepted(new StopInstitution(Approver, At(Today), "lost-contact", Text(50)), Registered, Listed);
        Assert.Equal([typeof(InstitutionStopped), typeof(InstitutionDelisted)], stopped.Select(@event => @event.GetType()));
        Refused(LostMustNotResume, Ask(new ResumeInstitution(Approver, At(Today), Text(51)), [Registered, Listed, .. stopped]));

        var ordered = One<InstitutionStopped>(new StopInstitution(Approver, At(Today), "ordered", Text(50)));
        Assert.Equal(Today, One<InstitutionResumed>(new ResumeInstitution(Approver, At(Today), Text(51)), ordered).ResumedOn);
        Refused(MustBeStopped, Ask(new ResumeInstitution(Approver, At(Today), Text(51))));
        Refused(MustRun, Ask(new EnterWhiteList(Clerk, At(Today)), Registered, ordered));
    }

    [Fact]
    public void the_term_ends_by_itself_and_takes_the_white_list_entry_with_it()
    {
        var expire = new ExpireInstitution(CaseSamples_System, At(new LocalDate(2029, 3, 16)), null);

        Assert.Empty(Assert.IsType<Answer<InstitutionEvent>.Accepted>(Ask(expire with { At = At(new LocalDate(2029, 3, 15)) })).Events);
        Assert.Equal(
            [typeof(InstitutionExpired), typeof(InstitutionDelisted)],
            Accepted(expire, Registered, Listed).Select(@event => @event.GetType()));
        Refused(MustNotHaveEnded, Ask(Joining() with { At = At(new LocalDate(2029, 3, 16)) }));
    }

    static Domain.Identity.Actor CaseSamples_System => SportPermits.CaseSamples.System;
}
