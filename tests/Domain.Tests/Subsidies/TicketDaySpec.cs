using Domain.Subsidies;
using NodaTime;
using static Domain.Subsidies.WalletRefusals;
using static Domain.Tests.Subsidies.SubsidySamples;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.WalletEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>VCH-4 and VCH-13: who asks for a ticket is judged by the day on which it will be used.</summary>
public sealed class TicketDaySpec
{
    static readonly WalletFacts Facts = SubsidySamples.Facts(Terms with
    {
        Batches = [Drop with { OpensAt = At(2026, 6, 8, 23, 30), Waves = 3, WaveSeconds = 1_800 }, Lottery],
        Eligible = new EligibilityRules(null, 17, null, [], DisabledOnly: false),
    });

    [Theory]
    [InlineData(9, 0, true)]
    [InlineData(9, 1, false)]
    [InlineData(9, 2, false)]
    [InlineData(10, 2, true)]
    public void whoever_comes_of_age_before_the_wave_does_gets_none(int birthday, int wave, bool admitted)
    {
        AskForTicket ask = new(
            Holder, At(2026, 6, 8, 23, 10), 1, Adult with { BornOn = new LocalDate(2008, 6, birthday) }, "app", wave);

        var answer = WalletDecider.Decide(ask, VoucherWallet.Initial, Facts);
        if (admitted) Assert.Empty(Assert.IsType<Answer.Accepted>(answer).Events);
        else Assert.Equal(AgeMustFit.Code, Assert.IsType<Answer.Refused>(answer).Refusal.Code);
    }

    [Fact]
    public void a_wave_that_has_begun_is_judged_by_today()
    {
        AskForTicket ask = new(
            Holder, At(2026, 6, 9, 0, 10), 1, Adult with { BornOn = new LocalDate(2008, 6, 9) }, "app", Wave: 0);

        Assert.Equal(
            AgeMustFit.Code,
            Assert.IsType<Answer.Refused>(WalletDecider.Decide(ask, VoucherWallet.Initial, Facts)).Refusal.Code);
    }
}
