using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-10: once, in time, and only where the limit allows it. Rules 3 and 6.</summary>
public sealed class ExtensionSpec
{
    static readonly ReceiveApplication General = Filing(Day(9, 14)) with { TaskCode = FictitiousItems.GeneralLimit.TaskCode };

    static LicensingCaseEvent[] Accepted => History(General, Acceptance(Day(9, 16)));

    static ExtendDecisionPeriod Extend(LocalDate on, int reason = 60) => new(Approver, At(on), Text(reason));

    [Fact]
    public void the_head_may_add_ten_working_days_once()
    {
        var extended = Spec.Given(Accepted).When(Extend(Day(10, 19))).ThenOne<DecisionPeriodExtended>();

        Assert.Equal((Day(10, 20), Day(11, 3)), (extended.From.LastDay, extended.To.LastDay));
        Spec.Given([.. Accepted, extended])
            .When(Extend(Day(10, 21), reason: 61))
            .ThenRefused(LicensingCaseRefusals.ExtensionMustBeTheOnlyOne);
    }

    [Fact]
    public void nobody_but_the_head_may() =>
        Spec.Given(Accepted)
            .When(Extend(Day(10, 19)) with { Actor = Reviewer })
            .ThenRefused(LicensingCaseRefusals.ExtensionMustBeApprovedByHead);

    [Fact]
    public void on_the_last_day_it_is_not_too_late_and_on_the_next_it_is()
    {
        Spec.Given(Accepted).When(Extend(Day(10, 20))).ThenOne<DecisionPeriodExtended>();
        Spec.Given(Accepted).When(Extend(Day(10, 21))).ThenRefused(LicensingCaseRefusals.ExtensionMustPrecedeLastDay);
    }

    [Fact]
    public void the_special_limit_of_sport_permits_cannot_be_extended() =>
        Spec.Given(History(Acceptance(Day(3, 4))))
            .When(Extend(Day(3, 16)))
            .ThenRefused(LicensingCaseRefusals.LimitMustAllowExtension);

    [Fact]
    public void unless_its_published_list_declares_another_limit()
    {
        var declared = Item with { Extension = FictitiousItems.GeneralLimit.Extension };
        var extended = Spec.Given(History(Acceptance(Day(3, 4))))
            .Under(Rules with { Items = [declared] })
            .When(Extend(Day(3, 16)))
            .ThenOne<DecisionPeriodExtended>();

        // Ten working days after Wednesday 1 April; 6 April is a holiday.
        Assert.Equal(Day(4, 16), extended.To.LastDay);
    }

    [Fact]
    public void before_acceptance_there_is_nothing_to_extend() =>
        Spec.Given(Received(General)).When(Extend(Day(9, 15))).ThenRefused(LicensingCaseRefusals.StageMustAllow);
}
