using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-6 to LIC-9: everything in one notice, and what a correction must bring.</summary>
public sealed class CorrectionSpec
{
    /// <summary>A: M05 is missing. B: a lifeguard's identity number is wrong.</summary>
    static readonly FormReading Defective = Reading(Facts with { Staff = [WrongId(Facts.Staff[0]), .. Facts.Staff.Skip(1)] }) with
    {
        Materials = [.. MaterialCodes.Take(4).Select(code => Material(code))],
    };

    static readonly FormReading Good = Reading() with { Materials = [Material("M05")] };

    static StaffFacts WrongId(StaffFacts person) => person with { Person = new PersonRef("p-unverified"), IdentifierValid = false };

    static SubmitCorrection Correction(FormReading reading, int day = 12) => new(
        Portal, At(Day(3, day), 10), "C-1", Sm3("c1"), Text(50), null, null, At(Day(3, day)), reading);

    static LicensingCaseEvent[] Noticed =>
        [Received(Filing(reading: Defective)), .. Delivered("M01", "M02", "M03", "M04"), NoticeOn(4)];

    static CorrectionRequested NoticeOn(int day) =>
        Spec.Given([Received(Filing(reading: Defective)), .. Delivered("M01", "M02", "M03", "M04")])
            .When(Notice(Day(3, day)))
            .ThenOne<CorrectionRequested>();

    static CorrectionSubmitted Corrected(FormReading reading) =>
        Spec.Given(Noticed).When(Correction(reading)).ThenOne<CorrectionSubmitted>();

    [Fact]
    public void the_notice_lists_everything_that_is_known()
    {
        var notice = Spec.Given([Received(Filing(reading: Defective)), .. Delivered("M01", "M02", "M03")])
            .When(Notice(Day(3, 4), new AdditionalDefect("form.venue.address", Text(31))))
            .ThenOne<CorrectionRequested>();

        Assert.Equal(["M05", "form.staff[0].idNumber", "M04", "form.venue.address"], notice.Items.Select(item => item.Field));
        Assert.Equal(Day(3, 19), notice.SupplyBy.LastDay);
        Assert.Equal(SilenceOutcome.PartyInDefault, notice.SupplyBy.Silence);
    }

    [Fact]
    public void without_a_defect_there_is_no_notice() =>
        Spec.Given([Received(), .. Delivered()]).When(Notice(Day(3, 4))).ThenRefused(LicensingCaseRefusals.NoticeMustNameDefects);

    [Theory]
    [InlineData(" ")]
    [InlineData("the copy of Mr Wang is blurred")] // prose belongs into the sealed reason
    [InlineData("form..venue")]
    public void a_defect_that_names_no_field_is_refused(string field) =>
        Spec.Given([Received(), .. Delivered()])
            .When(Notice(Day(3, 4), new AdditionalDefect(field, Text(31))))
            .ThenRefused(LicensingCaseRefusals.AdditionalDefectMustNameField);

    [Fact]
    public void a_second_notice_before_the_correction_is_refused() =>
        Spec.Given(Noticed)
            .When(Notice(Day(3, 5), new AdditionalDefect("M02", Text(31))) with { NoticeNo = "BZ-2" })
            .ThenRefused(LicensingCaseRefusals.NoticeMustBeTheOnlyOne);

    /// <summary>Rule 2: C was visible the first time.</summary>
    [Theory]
    [InlineData("M02")]
    [InlineData("form.venue.regionCode")]
    [InlineData("form.staff[1].certificateKind")]
    public void after_the_correction_what_was_visible_the_first_time_cannot_be_asked_for(string field) =>
        Assert.Equal(
            field,
            Spec.Given([.. Noticed, Corrected(Good), .. Delivered("M05")])
                .When(Notice(Day(3, 16), new AdditionalDefect(field, Text(31))) with { NoticeNo = "BZ-2" })
                .ThenRefused(LicensingCaseRefusals.NoticeMustBeTheOnlyOne).Field);

    [Theory]
    [InlineData("M05")]
    [InlineData("form.staff[0].idNumber")]
    [InlineData("form.staff[0].certificateKind")] // changed by the correction
    public void but_defects_of_what_was_newly_submitted_can(string field)
    {
        var changed = Good with
        {
            Facts = Facts with { Staff = [Facts.Staff[0] with { CertificateKind = "skill" }, .. Facts.Staff.Skip(1)] },
        };

        Assert.Equal(
            field,
            Spec.Given([.. Noticed, Corrected(changed), .. Delivered("M05")])
                .When(Notice(Day(3, 16), new AdditionalDefect(field, Text(31))) with { NoticeNo = "BZ-2" })
                .ThenOne<CorrectionRequested>().Items.Single().Field);
    }

    [Fact]
    public void a_complete_correction_opens_a_new_window_and_leaves_the_decision_clock_alone()
    {
        var corrected = Corrected(Good);
        var file = Spec.Fold([.. Noticed, corrected]).Dossier!;

        Assert.Empty(corrected.Defects);
        Assert.Equal(1, corrected.Round);
        Assert.Equal(MaterialCodes, corrected.Materials.Select(material => material.Code));
        Assert.Equal(Day(3, 19), corrected.AcceptBy.LastDay);
        Assert.Equal(Day(4, 1), file.Find(DeadlineKind.Decision)!.LastDay);
    }

    /// <summary>Rule 5: received 16 September, corrected and accepted 30 September; due 16 October all the same.</summary>
    [Fact]
    public void the_days_of_a_correction_count()
    {
        LicensingCaseEvent[] before = [Received(Filing(Day(9, 16), Defective)), .. Delivered("M01", "M02", "M03", "M04")];
        var notice = Spec.Given(before).When(Notice(Day(9, 18))).ThenOne<CorrectionRequested>();
        var supply = Correction(Good) with { At = At(Day(9, 30), 8), ReceivedAt = At(Day(9, 30), 8) };
        var corrected = Spec.Given([.. before, notice]).When(supply).ThenOne<CorrectionSubmitted>();
        var accepted = Spec.Given([.. before, notice, corrected, .. Delivered("M05")])
            .When(Acceptance(Day(9, 30)))
            .ThenOne<ApplicationAccepted>();

        Assert.Equal(Day(10, 16), Assert.Single(accepted.Deadlines).LastDay);
    }

    [Fact]
    public void unless_the_items_list_says_that_they_do_not()
    {
        var rules = Rules with { Items = [Item with { CorrectionTimeCounts = false }] };
        var accepted = Spec.Given([.. Noticed, Corrected(Good), .. Delivered("M05")])
            .Under(rules)
            .When(Acceptance(Day(3, 13)))
            .ThenOne<ApplicationAccepted>();

        // Eight days from 5 to 12 March do not count: 1 April becomes 9 April.
        Assert.Equal(Day(4, 9), Assert.Single(accepted.Deadlines).LastDay);
    }

    public static TheoryData<string, FormReading> Incomplete => new()
    {
        { "M05", Good with { Materials = [] } },
        { "form.staff[0].idNumber", Good with { Facts = Defective.Facts } },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void a_correction_that_leaves_out_an_item_is_refused(string field, FormReading reading) =>
        Assert.Equal(
            field,
            Spec.Given(Noticed).When(Correction(reading)).ThenRefused(LicensingCaseRefusals.CorrectionMustBeComplete).Field);

    [Fact]
    public void a_new_value_that_is_wrong_again_is_a_new_defect()
    {
        var again = Facts.Staff[0] with { Person = new PersonRef("p-unverified-2"), IdentifierValid = false };
        var corrected = Corrected(Good with { Facts = Facts with { Staff = [again, .. Facts.Staff.Skip(1)] } });

        Assert.Equal(("form.staff[0].idNumber", 1), corrected.Defects.Select(defect => (defect.Field, defect.Round)).Single());
    }

    [Fact]
    public void the_same_number_with_other_content_is_refused() =>
        Spec.Given([.. Noticed, Corrected(Good)])
            .When(Correction(Good) with { Sm3 = Sm3("c2") })
            .ThenRefused(PortalContractRefusals.CorrectionNoMustNotBeReused);

    [Fact]
    public void a_correction_nobody_asked_for_is_refused()
    {
        Spec.Given(Received()).When(Correction(Good, day: 3)).ThenRefused(LicensingCaseRefusals.CorrectionMustBeAskedFor);
        Spec.Given([.. Noticed, Corrected(Good)])
            .When(Correction(Good) with { CorrectionNo = "C-2" })
            .ThenRefused(LicensingCaseRefusals.CorrectionMustBeAskedFor);
    }

    [Fact]
    public void a_correction_older_than_its_notice_is_refused() =>
        Spec.Given(Noticed)
            .When(Correction(Good) with { ReceivedAt = At(Day(3, 3)) })
            .ThenRefused(LicensingCaseRefusals.CorrectionMustFollowNotice);

    /// <summary>The corrected materials arrived on 12 March; nobody answered until the 19th had passed.</summary>
    [Fact]
    public void silence_after_a_correction_accepts_from_the_day_it_was_received() =>
        Assert.Equal(
            Day(3, 12),
            Spec.Given([.. Noticed, Corrected(Good)])
                .When(new LetSilenceSpeak(CaseSamples.System, At(Day(3, 20), 0), DeadlineKind.Acceptance))
                .ThenOne<AcceptanceDeemed>().AcceptedOn);
}
