using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-14: ten working days to deliver; a late delivery is a visible breach. Rule 7.</summary>
public sealed class DeliverySpec
{
    static readonly DeliverDecision Delivery = new(Clerk, At(Day(10, 20)), "electronic", Day(10, 20), Text(24));

    /// <summary>Granted on 30 September, due on 20 October.</summary>
    static LicensingCaseEvent[] Granted => History(
        Filing(Day(9, 9)),
        Acceptance(Day(9, 10)), SiteCheck(Day(9, 14)), ReviewOn(Day(9, 15)), GrantOn(Day(9, 30)));

    [Fact]
    public void the_last_day_is_in_time() =>
        Assert.True(Spec.Given(Granted).When(Delivery).ThenOne<DecisionDelivered>().InTime);

    [Fact]
    public void the_next_day_is_a_breach_and_still_a_delivery() =>
        Assert.False(
            Spec.Given(Granted)
                .When(Delivery with { At = At(Day(10, 21)), DeliveredOn = Day(10, 21) })
                .ThenOne<DecisionDelivered>().InTime);

    [Fact]
    public void a_delivery_recorded_later_is_judged_by_its_own_day() =>
        Assert.True(Spec.Given(Granted).When(Delivery with { At = At(Day(11, 2)) }).ThenOne<DecisionDelivered>().InTime);

    [Theory]
    [InlineData(9, 29)] // before the decision
    [InlineData(10, 21)] // tomorrow
    public void a_delivery_follows_the_decision_and_does_not_lie_ahead(int month, int day) =>
        Spec.Given(Granted)
            .When(Delivery with { DeliveredOn = Day(month, day) })
            .ThenRefused(LicensingCaseRefusals.DeliveryMustFollowDecision);

    [Fact]
    public void an_unknown_mode_is_refused() =>
        Spec.Given(Granted).When(Delivery with { Mode = "pigeon" }).ThenRefused(LicensingCaseRefusals.DeliveryModeMustBeKnown);

    [Fact]
    public void nothing_is_delivered_before_a_decision() =>
        Spec.Given(History(Reviewed)).When(Delivery).ThenRefused(LicensingCaseRefusals.StageMustAllow);

    [Fact]
    public void nothing_is_delivered_twice() =>
        Spec.Given([.. Granted, new DecisionDelivered("electronic", Day(10, 12), true, null, Laws.Licensing("44"))])
            .When(Delivery)
            .ThenRefused(LicensingCaseRefusals.StageMustAllow);
}
