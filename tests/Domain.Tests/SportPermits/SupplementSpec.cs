using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.ProceedingSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-38, LIC-39: asked for once after acceptance (已受理待补办).</summary>
public sealed class SupplementSpec
{
    static readonly CaseRules Pausing = Rules with
    {
        Items = [FictitiousItems.GeneralLimit with { Proceedings = ProceedingRules.Common with { SupplementTimeCounts = false } }],
    };

    [Fact]
    public void the_reviewer_asks_and_the_applicant_has_ten_days()
    {
        var requested = Spec.Given(Special()).When(Wanting(Day(3, 9))).ThenOne<SupplementRequested>();

        Assert.Equal("M02", Assert.Single(requested.Items).Field);
        Assert.Equal(Day(3, 19), requested.SupplyBy.LastDay);
        Assert.False(requested.StopsClock);
    }

    [Fact]
    public void the_special_thirty_days_run_on() => Assert.Equal(Day(4, 1), LastDay(Special(Wanting(Day(3, 9)))));

    [Fact]
    public void and_the_days_to_supply_end_before_those_to_decide()
    {
        var requested = Spec.Given(Special()).When(Wanting(Day(3, 25))).ThenOne<SupplementRequested>();

        Assert.Equal(Day(3, 31), requested.SupplyBy.LastDay);
        Assert.Equal("cut before the last day to decide: 2026-03-31 Tue", requested.SupplyBy.Derivation[^1]);
        Spec.Given(Special()).When(Wanting(Day(3, 31))).ThenRefused(ProceedingRefusals.SupplementMustLeaveTime);
    }

    [Fact]
    public void it_is_asked_for_once()
    {
        Spec.Given(Special(Wanting(Day(3, 9)))).When(Wanting(Day(3, 9))).ThenNothing();
        Spec.Given(Special(Wanting(Day(3, 9))))
            .When(Wanting(Day(3, 10), "BC-2"))
            .ThenRefused(ProceedingRefusals.SupplementMustBeTheOnlyOne);
        Spec.Given(Special(Wanting(Day(3, 9)), Supplying(Day(3, 11))))
            .When(Wanting(Day(3, 12), "BC-2"))
            .ThenRefused(ProceedingRefusals.SupplementMustBeTheOnlyOne);
    }

    [Fact]
    public void it_names_what_is_wanted()
    {
        Spec.Given(Special()).When(Wanting(Day(3, 9)) with { Additional = [] }).ThenRefused(ProceedingRefusals.SupplementMustNameItems);
        Spec.Given(Special())
            .When(Wanting(Day(3, 9)) with { Additional = [new AdditionalDefect("form.zhangSan", Text(67))] })
            .ThenRefused(LicensingCaseRefusals.AdditionalDefectMustNameField);
    }

    [Fact]
    public void after_acceptance_by_silence_it_asks_for_what_no_notice_asked()
    {
        var flawed = Filing(reading: Reading(Facts with { FacilityStatement = null }));
        var requested = Spec.Given(Received(flawed), Delivered("M01")[0])
            .When(new LetSilenceSpeak(CaseSamples.System, At(Day(3, 10)), DeadlineKind.Acceptance))
            .ThenOne<AcceptanceDeemed>();

        var wanted = Spec.Given(Received(flawed), Delivered("M01")[0], requested)
            .When(Wanting(Day(3, 11)) with { Additional = [] })
            .ThenOne<SupplementRequested>();

        Assert.Equal(["form.facilityStatement", "M02", "M03", "M04", "M05"], wanted.Items.Select(item => item.Field));
    }

    [Fact]
    public void what_is_supplied_replaces_what_was_filed_and_is_reviewed_again()
    {
        var events = Special(SiteCheck(Day(3, 6)), ReviewOn(Day(3, 6)), Wanting(Day(3, 9)), Supplying(Day(3, 11)));

        var supplied = Assert.IsType<SupplementSubmitted>(events[^1]);
        Assert.True(supplied.InTime);
        var state = Assert.IsType<LicensingCase.Accepted>(Spec.Fold(events));
        Assert.Null(state.Review);
        Assert.Equal("M02", Assert.Single(state.File.Undelivered).Code);
        Spec.Given(events).When(Supplying(Day(3, 11))).ThenNothing();
        Spec.Given(events)
            .When(Supplying(Day(3, 11)) with { Sm3 = Sm3("c2") })
            .ThenRefused(PortalContractRefusals.CorrectionNoMustNotBeReused);
        Spec.Given(events).When(Supplying(Day(3, 12), "C-2")).ThenRefused(LicensingCaseRefusals.CorrectionMustBeAskedFor);
    }

    [Fact]
    public void everything_asked_for_must_come() =>
        Spec.Given(Special(Wanting(Day(3, 9))))
            .When(Supplying(Day(3, 11)) with { Reading = Reading() with { Materials = [] } })
            .ThenRefused(LicensingCaseRefusals.CorrectionMustBeComplete);

    [Fact]
    public void what_comes_late_is_looked_at_and_recorded_as_late() =>
        Assert.False(Spec.Given(Special(Wanting(Day(3, 9)))).When(Supplying(Day(3, 20))).ThenOne<SupplementSubmitted>().InTime);

    [Fact]
    public void the_decision_waits_for_it_until_its_last_day_and_no_longer()
    {
        var wanted = Special(SiteCheck(Day(3, 6)), Wanting(Day(3, 9)), ReviewOn(Day(3, 9)));

        Spec.Given(wanted).When(GrantOn(Day(3, 19))).ThenRefused(ProceedingRefusals.SupplementMustBeAwaited);
        Spec.Given(wanted).When(GrantOn(Day(3, 20))).ThenOne<PermitGranted>();
    }

    [Fact]
    public void an_item_may_let_the_clock_stop_until_it_is_supplied()
    {
        var history = Accepted();
        foreach (var command in new LicensingCaseCommand[] { Wanting(Day(9, 21)), Supplying(Day(9, 24)) })
        {
            var answer = LicensingCaseDecider.Decide(command, Spec.Fold(history), Pausing);
            history = [.. history, .. Assert.IsType<Domain.Kernel.Answer<LicensingCaseEvent>.Accepted>(answer).Events];
        }

        // Asked on the 21st, supplied on the 24th: three working days do not count.
        Assert.Equal(Day(10, 23), LastDay(history));
    }

    [Fact]
    public void a_new_calendar_leaves_the_day_between()
    {
        var edition = BuiltInCalendars.Editions.Single(known => known.Year == 2026);
        var longer = edition with { Edition = "2026-2", DaysOff = [.. edition.DaysOff, Day(4, 1), Day(3, 31)] };
        var calendar = new WorkCalendar([.. BuiltInCalendars.Editions.Where(known => known.Year != 2026), longer]);
        var history = Special(Wanting(Day(3, 25)));
        var answer = LicensingCaseDecider.Decide(
            new RecomputeDeadlines(CaseSamples.System, At(Day(3, 26)), "2026-2"), Spec.Fold(history), Rules with { Calendar = calendar });

        var recounted = Assert.IsType<Domain.Kernel.Answer<LicensingCaseEvent>.Accepted>(answer).Events.Cast<DeadlineRecomputed>();
        Assert.All(recounted, e => Assert.True(e.To.LastDay <= Day(3, 31)));
    }
}
