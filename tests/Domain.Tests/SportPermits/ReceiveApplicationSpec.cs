using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-1 and LIC-2: whatever can be read is received, and its clocks run.</summary>
public sealed class ReceiveApplicationSpec
{
    static ApplicationReceived Receive(ReceiveApplication filing) => Spec.Given().When(filing).ThenOne<ApplicationReceived>();

    [Fact]
    public void a_complete_application_is_received_without_defects()
    {
        var received = Receive(Filing());

        Assert.Empty(received.Defects);
        Assert.True(received.WithinRemit);
        Assert.Equal("320508", received.Organ);
        Assert.Equal("high-risk-sport/1", received.Item);
        Assert.Equal(ReceivedOn, received.ReceivedOn);
    }

    [Fact]
    public void two_clocks_start_with_receipt()
    {
        var deadlines = Receive(Filing()).Deadlines;

        Assert.Equal(
            [(DeadlineKind.Acceptance, Day(3, 9)), (DeadlineKind.Decision, Day(4, 1))],
            deadlines.Select(deadline => (deadline.Kind, deadline.LastDay)));
    }

    /// <summary>Rule 5: 30 calendar days from receipt, whenever it is accepted.</summary>
    [Fact]
    public void the_decision_is_due_thirty_days_after_receipt_even_in_a_holiday_month() =>
        Assert.Equal(Day(10, 16), Receive(Filing(Day(9, 16))).Deadlines.Single(d => d.Kind == DeadlineKind.Decision).LastDay);

    [Fact]
    public void receipt_is_the_moment_of_filing_at_the_portal_not_of_arrival()
    {
        var late = Filing() with { At = At(Day(3, 5)), ReceivedAt = At(Day(3, 2), 23, 59) };

        Assert.Equal(Day(3, 2), Receive(late).ReceivedOn);
        Assert.Equal(At(Day(3, 5)), Receive(late).ArrivedAt);
    }

    [Fact]
    public void a_closed_day_is_a_day_of_receipt() =>
        Assert.Equal(Day(2, 16), Receive(Filing(Day(2, 16))).ReceivedOn);

    [Fact]
    public void unless_the_items_list_says_the_next_working_day()
    {
        var item = Item with { Receipt = new ReceiptRule(NextWorkingDay: true, "a test") };
        var received = Spec.Given().Under(Rules with { Items = [item] }).When(Filing(Day(2, 16))).ThenOne<ApplicationReceived>();

        Assert.Equal(Day(2, 24), received.ReceivedOn);
    }

    [Fact]
    public void a_filing_dated_ahead_is_refused() =>
        Spec.Given().When(Filing() with { At = At(ReceivedOn, 8, 59) }).ThenRefused(PortalContractRefusals.DateMustNotLieAhead);

    [Theory]
    [InlineData("")]
    [InlineData("1132050001414938323000133105003")]
    public void an_item_nobody_publishes_is_refused(string taskCode) =>
        Spec.Given().When(Filing() with { TaskCode = taskCode }).ThenRefused(PortalContractRefusals.ItemMustBePublished);

    [Fact]
    public void an_item_before_its_edition_was_in_force_is_refused() =>
        Spec.Given().When(Filing(new LocalDate(2022, 12, 31))).ThenRefused(PortalContractRefusals.ItemMustBePublished);

    /// <summary>An edition counts for what is received from its first day on; what came before keeps its own.</summary>
    [Theory]
    [InlineData(30, "high-risk-sport/1")]
    [InlineData(31, "high-risk-sport/2")]
    public void a_new_edition_of_the_item_begins_with_its_first_day(int day, string edition)
    {
        var last = Item with { InForceTo = Day(3, 30) };
        var next = Item with { Edition = "high-risk-sport/2", InForceFrom = Day(3, 31), SiteCheckRequired = false };
        var rules = Rules with { Items = [last, next] };
        var received = Spec.Given().Under(rules).When(Filing(Day(3, day))).ThenOne<ApplicationReceived>();

        Assert.Equal(edition, received.Item);
        Assert.Equal(day == 30, rules.ItemOf(Spec.Fold([received]).Dossier!).SiteCheckRequired);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    public void a_kind_of_application_that_the_item_does_not_serve_is_refused(string applyType) =>
        Spec.Given()
            .Under(Rules with { Items = [Item with { Requests = [] }] })
            .When(Filing() with { ApplyType = applyType })
            .ThenRefused(PortalContractRefusals.ApplyTypeMustBeServed);

    [Fact]
    public void another_form_under_the_same_number_is_refused() =>
        Spec.Given(Received())
            .When(Filing() with { FormSm3 = Sm3("other") })
            .ThenRefused(LicensingCaseRefusals.MustBeReceivedOnce);

    [Fact]
    public void without_the_years_calendar_there_is_no_acceptance_window() =>
        Spec.Given()
            .When(Filing(new LocalDate(2027, 12, 29)))
            .ThenRefused(CalendarRefusals.CalendarMustCoverDeadline);

    [Theory]
    [InlineData("320584", "320509")] // retired: its successor handles it
    [InlineData("320508000000", "320508")] // twelve digits
    [InlineData("320571", "320571")]
    [InlineData("320500", "320500")]
    public void the_organ_follows_from_the_region(string regionCode, string organ)
    {
        var received = Receive(Filing() with { RegionCode = regionCode });

        Assert.True(received.WithinRemit);
        Assert.Equal(organ, received.Organ);
    }

    [Theory]
    [InlineData("310101")]
    [InlineData("")]
    public void a_region_outside_the_city_is_received_by_the_city_and_lies_outside_its_remit(string regionCode)
    {
        var received = Receive(Filing() with { RegionCode = regionCode });

        Assert.False(received.WithinRemit);
        Assert.Equal("320500", received.Organ);
    }

    /// <summary>Silence cannot make an organ competent, so nothing is deemed and no decision clock runs.</summary>
    [Fact]
    public void an_item_of_another_organ_is_received_and_only_answered()
    {
        var received = Receive(Filing() with { TaskCode = FictitiousItems.HealthPermit.TaskCode });
        var window = Assert.Single(received.Deadlines);

        Assert.False(received.WithinRemit);
        Assert.Equal(SilenceOutcome.Breach, window.Silence);
    }

    [Fact]
    public void defects_of_reading_and_of_the_rules_stand_side_by_side()
    {
        var misspelt = new Defect("agent.identifier-invalid", "agent.idNumber", "代理人证件号码未通过校验", Laws.Licensing("32(4)"), 0);
        var facts = Facts with { SafetySystems = ["operating-rules", "emergency-plan", "equipment-inspection"] };

        Assert.Equal(
            ["agent.idNumber", "form.safetySystems[post-responsibility]"],
            Receive(Filing(reading: Reading(facts, misspelt))).Defects.Select(defect => defect.Field));
    }
}
