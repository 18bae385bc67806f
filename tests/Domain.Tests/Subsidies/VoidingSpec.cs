using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Subsidies;
using static Domain.Subsidies.WalletRefusals;
using static Domain.Tests.Subsidies.SubsidySamples;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.WalletEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>specs/vouchers.md, VCH-18: two persons take a voucher back, for a cause with a law behind it.</summary>
public sealed class VoidingSpec
{
    static readonly VoucherWallet Wallet = After(VoucherWallet.Initial, Claim(At(2026, 6, 1, 10)));
    static readonly string Number = Wallet.Held.Keys.Single();
    static readonly ProposeVoiding Propose = new(Maker, At(2026, 6, 2, 10), Number, "fraud");
    static readonly VoidVoucher Void = new(Checker, At(2026, 6, 2, 11), Number, "fraud");
    static readonly TurnDownVoiding TurnDown = new(Checker, At(2026, 6, 2, 11), Number, "not-proven");

    [Fact]
    public void one_person_proposes_for_a_known_cause_and_the_voucher_stays_good()
    {
        Refused(VoidingMakerMustBeFinance, Propose with { Actor = Checker }, Wallet);
        Refused(DistrictMustBeOwn, Propose with { Actor = Maker with { District = "320508" } }, Wallet);
        Refused(CauseMustBeKnown, Propose with { Cause = "because" }, Wallet);
        Refused(VoucherMustBeHeld, Propose with { VoucherNo = "P1-1-X" }, Wallet);
        var expired = After(Wallet, new ExpireVoucher(Holder, At(2026, 6, 8, 0), Number));
        Refused(VoucherMustBeHeld, Propose with { At = At(2026, 6, 8, 0) }, expired);
        var proposed = After(Wallet, Propose);
        Assert.Equal(Wallet.Held, proposed.Held);
        Assert.Empty(Events(Propose, proposed));
        Refused(VoidingIsPending, Propose with { Cause = "mistake" }, proposed);
        Refused(VoidingIsPending, Propose with { Actor = Maker with { Person = new PersonRef("p-other") } }, proposed);
    }

    [Theory]
    [InlineData("fraud", "财政违法行为处罚处分条例", "14")]
    [InlineData("mistake", "预算法", "57")]
    [InlineData("holder-request", "民法典", "130")]
    public void another_person_voids_it_for_the_same_cause_by_its_law(string cause, string law, string article)
    {
        var proposed = After(Wallet, Propose with { Cause = cause });
        var taken = Void with { Cause = cause };

        Refused(VoidingMustBeProposed, taken, Wallet);
        Refused(VoiderMustBeFinance, taken with { Actor = Maker }, proposed);
        Refused(DistrictMustBeOwn, taken with { Actor = Checker with { District = "320508" } }, proposed);
        Refused(VoiderMustBeAnother, taken with { Actor = Checker with { Person = Maker.Person } }, proposed);
        Refused(CauseMustBeKnown, taken with { Cause = "because" }, proposed);
        Refused(CauseMustBeTheProposedOne, taken with { Cause = cause == "fraud" ? "mistake" : "fraud" }, proposed);
        var voided = Assert.IsType<VoucherVoided>(Assert.Single(Events(taken, proposed)));
        Assert.Equal((new LegalBasis(law, article), 1), (voided.Basis, voided.BackTo));
        var after = After(proposed, taken);
        Assert.Empty(after.Held);
        Refused(VoucherMustBeHeld, taken, after);
        Refused(VoucherMustBeHeld, Propose, after);
        Refused(VoucherMustBeHeld, TurnDown, after);
    }

    [Fact]
    public void turned_down_it_must_be_proposed_again()
    {
        var proposed = After(Wallet, Propose);

        Refused(VoidingMustBeProposed, TurnDown, Wallet);
        Refused(VoiderMustBeFinance, TurnDown with { Actor = Maker }, proposed);
        Refused(VoiderMustBeAnother, TurnDown with { Actor = Checker with { Person = Maker.Person } }, proposed);
        Refused(CauseMustBeKnown, TurnDown with { Reason = "because" }, proposed);
        var after = After(proposed, TurnDown);
        Refused(VoidingMustBeProposed, Void, after);
        Refused(VoidingMustBeProposed, TurnDown, after);
        Assert.Empty(After(After(after, Propose), Void).Held);
    }

    [Fact]
    public void whoever_proposed_it_does_not_review_it()
    {
        var voided = After(After(Wallet, Propose), Void);
        var asked = Assert.IsType<ReviewAsked>(Assert.Single(Events(
            new AskForReview(Holder, At(2026, 6, 3, 10), Number, "not-me", null), voided)));

        Assert.Equal([Checker.Person, Maker.Person], asked.Against.By);
    }

    static VoucherWallet After(VoucherWallet wallet, WalletCommand command) =>
        Events(command, wallet).Aggregate(wallet, WalletDecider.Evolve);

    static IReadOnlyList<WalletEvent> Events(WalletCommand command, VoucherWallet wallet) =>
        WalletDecider.Decide(command, wallet, Facts()) switch
        {
            Answer.Accepted accepted => accepted.Events,
            Answer.Refused refused => throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal.Code} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };

    static void Refused(Refusal expected, WalletCommand command, VoucherWallet wallet) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer.Refused>(WalletDecider.Decide(command, wallet, Facts())).Refusal.Code);
}
