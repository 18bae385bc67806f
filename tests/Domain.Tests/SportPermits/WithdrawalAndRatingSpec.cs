using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-18 and LIC-19: the applicant's own last words.</summary>
public sealed class WithdrawalAndRatingSpec
{
    static readonly WithdrawApplication Withdrawal = new(Portal, At(Day(3, 17)), Text(5));

    static RateCase Rating(int level) => new(Portal, At(Day(3, 18)), level, Text(6), "2");

    [Fact]
    public void an_application_may_be_withdrawn_until_it_is_decided() =>
        Spec.Given(History(Reviewed)).When(Withdrawal).Then(new ApplicationWithdrawn(Text(5), Day(3, 17)));

    [Fact]
    public void after_the_decision_it_may_not() =>
        Spec.Given(History([.. Reviewed, GrantOn(Day(3, 16))]))
            .When(Withdrawal)
            .ThenRefused(PortalContractRefusals.WithdrawalMustPrecedeDecision);

    [Fact]
    public void a_second_withdrawal_for_another_reason_is_refused() =>
        Spec.Given([.. History(Reviewed), new ApplicationWithdrawn(Text(5), Day(3, 17))])
            .When(Withdrawal with { Reason = Text(7) })
            .ThenRefused(PortalContractRefusals.WithdrawalMustBeTheOnlyOne);

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public void a_bad_rating_opens_a_rectification(int level, bool opened) =>
        Spec.Given(History(Reviewed)).When(Rating(level)).Then(new CaseRated(level, Text(6), "2", opened));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void a_level_outside_the_five_is_refused(int level) =>
        Spec.Given(History(Reviewed)).When(Rating(level)).ThenRefused(PortalContractRefusals.RatingLevelMustBeKnown);

    [Theory]
    [InlineData("1", true)]
    [InlineData("9", true)]
    [InlineData("5", false)]
    [InlineData("0", false)]
    [InlineData("12", false)]
    [InlineData("web", false)]
    public void a_channel_is_one_of_the_standard(string channel, bool known)
    {
        var spec = Spec.Given(History(Reviewed)).When(Rating(2) with { Channel = channel });
        if (known) spec.ThenOne<CaseRated>();
        else spec.ThenRefused(PortalContractRefusals.RatingChannelMustBeKnown);
    }

    [Fact]
    public void a_second_rating_is_refused() =>
        Spec.Given([.. History(Reviewed), new CaseRated(1, Text(6), "2", false)])
            .When(Rating(5))
            .ThenRefused(PortalContractRefusals.RatingMustBeTheOnlyOne);

    [Fact]
    public void a_rating_changes_nothing_in_the_case()
    {
        var before = (LicensingCase.Accepted)Spec.Fold(History(Reviewed));
        var after = (LicensingCase.Accepted)Spec.Fold([.. History(Reviewed), new CaseRated(5, Text(6), "2", true)]);

        Assert.Equal(before.File.Deadlines.Select(d => d.LastDay), after.File.Deadlines.Select(d => d.LastDay));
        Assert.Equal((before.NoticeNo, before.Review), (after.NoticeNo, after.Review));
    }
}
