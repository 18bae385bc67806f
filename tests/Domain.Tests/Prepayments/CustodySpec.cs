using Domain.Kernel;
using Domain.Prepayments;
using static Domain.Prepayments.CustodyRefusals;
using static Domain.Tests.Prepayments.PrepaymentSamples;

namespace Domain.Tests.Prepayments;

/// <summary>specs/prepayments.md, CUS-1 to CUS-4, CUS-6.</summary>
public sealed class CustodySpec
{
    static readonly FreezeCustody Freeze = new(Clerk, At(3, 10), "stopped", Text(4));
    static readonly ThawCustody Thaw = new(Approver, At(3, 11), Text(5));
    static readonly OrderReturn Order = new(Approver, At(3, 11), Text(5));

    [Fact]
    public void a_clerk_of_the_district_opens_it_once()
    {
        Refuses(DistrictMustBeOwn, CustodyAccount.Initial, Opening with { Actor = Clerk with { District = "320508" } });
        Refuses(RoleMustFit, CustodyAccount.Initial, Opening with { Actor = Approver });
        Refuses(MustBeOpenedOnce, Custody(), Opening);
    }

    [Fact]
    public void it_is_opened_for_an_approved_institution_under_its_registered_code()
    {
        foreach (var licence in (SellerLicence?[])[null, Licence with { Runs = false }, Licence with { ValidTo = Day(1, 31) }])
            Refuses(InstitutionMustBeApproved, CustodyAccount.Initial, Opening, licence);
        Refuses(DistrictMustBeOwn, CustodyAccount.Initial, Opening, Licence with { District = "320508" });
        Refuses(CreditCodeMustBeRegistered, CustodyAccount.Initial, Opening, Licence with { CreditCode = null });
        Refuses(CreditCodeMustBeRegistered, CustodyAccount.Initial, Opening with { CreditCode = "91320508MA1T2X3Y34" });
        Assert.IsType<Answer<CustodyEvent>.Accepted>(CustodyDecider.Decide(
            Opening, CustodyAccount.Initial, Licence with { WhiteListed = false, ValidTo = Day(2, 1) }));
    }

    [Fact]
    public void each_mode_has_what_it_needs()
    {
        Refuses(ModeMustBeOffered, CustodyAccount.Initial, Opening with { Mode = "none" });
        Refuses(WalletMustBeGiven, CustodyAccount.Initial, Opening with { Wallet = null });
        Refuses(WalletMustBeGiven, CustodyAccount.Initial, Opening with { Bank = null });
        Refuses(DepositMustBePositive, CustodyAccount.Initial, DepositOpening with { DepositFen = 0 });
        Refuses(DepositMustBePositive, CustodyAccount.Initial, DepositOpening with { DepositFen = -1 });
    }

    [Fact]
    public void no_minor_acts_for_an_institution()
    {
        Refuses(RepresentativeMustBeAdult, CustodyAccount.Initial, Opening with { RepresentativeAge = 17 });
        Refuses(RepresentativeMustBeAdult, Custody(), new NameRepresentative(Clerk, At(3, 9), Stranger.Person, 17));
    }

    [Fact]
    public void money_is_held_as_it_was_approved()
    {
        Refuses(ModeMustBeApproved, CustodyAccount.Initial, DepositOpening);
        Refuses(ModeMustBeApproved, CustodyAccount.Initial, Opening, Licence with { CustodyMode = "risk-deposit" });
        Assert.IsType<Answer<CustodyEvent>.Accepted>(CustodyDecider.Decide(
            DepositOpening, CustodyAccount.Initial, Licence with { CustodyMode = "risk-deposit" }));
    }

    [Fact]
    public void nothing_is_done_to_an_account_that_is_not_open() => Refuses(MustBeOpened, CustodyAccount.Initial, Freeze);

    [Fact]
    public void who_freezes_is_not_who_lets_go()
    {
        Refuses(RoleMustFit, FrozenCustody, Thaw with { Actor = Clerk });
        Refuses(RoleMustFit, FrozenCustody, Order with { Actor = Clerk });
        Refuses(DistrictMustBeOwn, Custody(), Freeze with { Actor = Clerk with { District = "320508" } });
        Assert.IsType<CustodyAccount.Running>(Custody(Freeze, Thaw));
        Assert.IsType<CustodyAccount.Frozen>(Custody(Freeze with { Actor = PrepaymentSamples.System, Ground = "licence-ended" }));
    }

    [Fact]
    public void an_unknown_ground_freezes_nothing() => Refuses(GroundMustBeKnown, Custody(), Freeze with { Ground = "whim" });

    [Fact]
    public void money_goes_back_once_it_is_frozen_and_then_for_good()
    {
        Refuses(MustBeFrozen, Custody(), Order);
        Refuses(MustNotBeReturning, ReturningCustody, Thaw);
        Assert.Empty(((Answer<CustodyEvent>.Accepted)CustodyDecider.Decide(Order, ReturningCustody, Licence)).Events);
    }

    [Fact]
    public void another_person_may_act_for_the_institution_from_then_on() =>
        Assert.Equal(
            Stranger.Person,
            Assert.IsType<CustodyAccount.Running>(Custody(new NameRepresentative(Clerk, At(3, 9), Stranger.Person, 18))).Representative);

    static void Refuses(Refusal refusal, CustodyAccount state, CustodyCommand command) => Refuses(refusal, state, command, Licence);

    static void Refuses(Refusal refusal, CustodyAccount state, CustodyCommand command, SellerLicence? licence) =>
        Assert.Equal(
            refusal.Code, Assert.IsType<Answer<CustodyEvent>.Refused>(CustodyDecider.Decide(command, state, licence)).Refusal.Code);
}
