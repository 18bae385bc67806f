using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.PermitSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/permit-life.md, PL-18 to PL-25: every cause with every ending, and what each ending asks for.</summary>
public sealed class PermitEndingTable
{
    const string Penalty = "苏体罚〔2026〕3号";

    static readonly string[] Endings =
        [PermitEndings.Withdrawal, PermitEndings.Annulment, PermitEndings.Revocation, PermitEndings.Deregistration];

    static readonly Dictionary<string, Refusal> WrongCause = new()
    {
        [PermitEndings.Withdrawal] = SportPermitRefusals.WithdrawalMustHaveItsCause,
        [PermitEndings.Annulment] = SportPermitRefusals.AnnulmentMustHaveItsCause,
        [PermitEndings.Revocation] = SportPermitRefusals.RevocationMustHaveItsCause,
        [PermitEndings.Deregistration] = SportPermitRefusals.DeregistrationMustHaveItsCause,
    };

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var ending in Endings)
        {
            foreach (var cause in PermitEndings.Causes) pairs.Add(ending, cause.Cause);
        }

        return pairs;
    }

    [Fact]
    public void every_cause_has_one_ending_and_one_article()
    {
        Assert.Equal(PermitEndings.Causes.Count, PermitEndings.Causes.Select(cause => cause.Cause).Distinct().Count());
        Assert.Equal(4 * 20, Pairs().Count);
    }

    /// <summary>Only the pairing of the law is accepted; any other names code, field, article, and where the cause leads.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void a_cause_with_an_ending(string ending, string cause)
    {
        var known = PermitEndings.Find(cause)!;
        var answer = SportPermitDecider.Decide(Command(ending, cause), Ready(known));
        if (known.Ending == ending && !known.ByRequest)
        {
            Assert.Single(Assert.IsType<Answer<SportPermitEvent>.Accepted>(answer).Events);
            return;
        }

        var refusal = Assert.IsType<Answer<SportPermitEvent>.Refused>(answer).Refusal;
        Assert.Equal("cause", refusal.Field);
        Assert.NotNull(refusal.Basis);
        if (known.ByRequest && ending == PermitEndings.Deregistration)
        {
            Assert.Equal(SportPermitRefusals.HolderMustRequestDeregistration.Code, refusal.Code);
            return;
        }

        Assert.Equal((WrongCause[ending].Code, WrongCause[ending].Basis), (refusal.Code, refusal.Basis));
        Assert.Equal($"{cause} leads to {known.Ending} ({known.Basis})", refusal.Detail);
    }

    [Fact]
    public void a_cause_nobody_knows_is_refused() =>
        Assert.All(Endings, ending => Refused(SportPermitRefusals.CauseMustBeKnown, Command(ending, "bad-weather"), Permit()));

    /// <summary>A proposal of the same wrong pairing goes no further.</summary>
    [Fact]
    public void a_proposal_is_paired_like_the_act()
    {
        Refused(SportPermitRefusals.RevocationMustHaveItsCause, Proposing(PermitEndings.Revocation, "deceit"), Permit());
        Refused(SportPermitRefusals.EndingMustBeProposable, Proposing(PermitEndings.Deregistration, "term-expired"), Permit());
    }

    [Theory]
    [InlineData(PermitEndings.Withdrawal, "law-changed")]
    [InlineData(PermitEndings.Annulment, "deceit")]
    [InlineData(PermitEndings.Revocation, "serious-breach")]
    public void power_over_a_right_takes_two(string ending, string cause)
    {
        var proposed = Ready(PermitEndings.Find(cause)!);

        Refused(SportPermitRefusals.EndingMustBeProposed, Command(ending, cause), Permit());
        var alone = Command(ending, cause) with { Actor = Approver with { Person = Clerk.Person } };
        Refused(SportPermitRefusals.DeciderMustNotBeProposer, alone, proposed);
        var elsewhere = Command(ending, cause) with { Actor = Officer("approver", "320509") };
        Refused(LicensingCaseRefusals.DistrictMustBeOwn, elsewhere, proposed);
    }

    [Fact]
    public void a_proposal_for_another_cause_does_not_serve()
    {
        var forged = Ready(PermitEndings.Find("bribery")!);

        Refused(SportPermitRefusals.EndingMustBeProposed, Command(PermitEndings.Annulment, "deceit"), forged);
    }

    [Fact]
    public void a_withdrawal_says_what_the_public_needs_and_what_is_paid()
    {
        var ready = Ready(PermitEndings.Find("facts-changed")!);
        var command = (WithdrawPermit)Command(PermitEndings.Withdrawal, "facts-changed");

        Refused(SportPermitRefusals.WithdrawalMustServePublicInterest, command with { PublicInterest = null }, ready);
        Refused(SportPermitRefusals.WithdrawalMustSettleCompensation, command with { Compensation = null }, ready);
        Assert.Equal(Laws.Licensing("8"), One<PermitWithdrawn>(command, ready).Basis);
    }

    [Fact]
    public void an_annulment_that_harms_the_public_is_barred_whoever_was_at_fault()
    {
        foreach (var cause in (string[])["wrong-procedure", "deceit"])
        {
            var command = (AnnulPermit)Command(PermitEndings.Annulment, cause) with { PublicInterestHarm = Text(30) };
            var refusal = Refused(SportPermitRefusals.AnnulmentMustNotHarmThePublic, command, Ready(PermitEndings.Find(cause)!));
            Assert.Equal(Laws.Licensing("69(3)"), refusal.Basis);
        }
    }

    [Fact]
    public void damages_are_owed_for_the_organs_fault_and_never_for_deceit()
    {
        var organ = (AnnulPermit)Command(PermitEndings.Annulment, "ultra-vires");
        var deceit = (AnnulPermit)Command(PermitEndings.Annulment, "deceit");

        var (ofOrgan, ofDeceit) = (Ready(PermitEndings.Find("ultra-vires")!), Ready(PermitEndings.Find("deceit")!));

        Refused(SportPermitRefusals.AnnulmentMustSettleDamages, organ with { Damages = null }, ofOrgan);
        Refused(SportPermitRefusals.UnlawfulBenefitMustNotBeProtected, deceit with { Damages = Text(31) }, ofDeceit);
        Assert.Null(One<PermitAnnulled>(organ, ofOrgan).BarredUntil);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3号")]
    [InlineData("苏体罚(2026)3号")]
    [InlineData("苏体罚〔2027〕3号")]
    [InlineData("苏体罚〔2026〕0号")]
    [InlineData("苏体许〔2026〕3号")]
    public void a_revocation_names_a_penalty_decision(string? number)
    {
        var ready = Ready(PermitEndings.Find("serious-breach")!);
        var command = (RevokePermit)Command(PermitEndings.Revocation, "serious-breach");

        Refused(SportPermitRefusals.RevocationMustNamePenaltyDecision, command with { PenaltyDecisionNo = number }, ready);
        Assert.Equal(Penalty, One<PermitRevoked>(command, ready).PenaltyDecisionNo);
    }

    [Fact]
    public void grave_consequences_name_sports_of_the_permit()
    {
        var ready = Ready(PermitEndings.Find(PermitEndings.GraveConsequences)!);
        var command = (RevokePermit)Command(PermitEndings.Revocation, PermitEndings.GraveConsequences);

        Refused(SportPermitRefusals.RevocationMustNameSports, command with { Sports = [] }, ready);
        Refused(SportPermitRefusals.RevocationMustNameSports, command with { Sports = ["CLIMB"] }, ready);
        Assert.Equal(["SWIM"], One<PermitRevoked>(command, ready).Sports);
    }

    /// <summary>注销 closes the register after the ending it names; it ends nothing itself.</summary>
    [Theory]
    [InlineData("term-expired", PermitEndings.Expiry)]
    [InlineData("permit-withdrawn", PermitEndings.Withdrawal)]
    [InlineData("permit-annulled", PermitEndings.Annulment)]
    [InlineData("permit-revoked", PermitEndings.Revocation)]
    public void a_deregistration_follows_the_ending_it_names(string cause, string ending)
    {
        Refused(SportPermitRefusals.DeregistrationMustFollowItsEnding, Deregistering(cause), Permit());
        foreach (var other in Ended.Keys.Where(other => other != ending))
            Refused(SportPermitRefusals.DeregistrationMustFollowItsEnding, Deregistering(cause), Permit(Ended[other]));

        var over = One<PermitDeregistered>(Deregistering(cause), Permit(Ended[ending]));
        Assert.Empty(Accepted(Deregistering(cause), Permit(Ended[ending], over)));
        Refused(SportPermitRefusals.MustBeInForce, Deregistering("force-majeure"), Permit(Ended[ending], over));
    }


    [Fact]
    public void what_has_ended_is_not_ended_once_more()
    {
        foreach (var ended in Ended.Values)
        {
            var annulling = Command(PermitEndings.Annulment, "wrong-procedure") with { At = At(Day(6, 1)) };
            Refused(SportPermitRefusals.MustBeInForce, annulling, Permit(ended));
            Refused(SportPermitRefusals.MustBeInForce, Proposing(PermitEndings.Withdrawal, "law-changed"), Permit(ended));
        }
    }

    [Fact]
    public void the_same_decision_again_changes_nothing()
    {
        var ready = Ready(PermitEndings.Find("deceit")!);
        var command = Command(PermitEndings.Annulment, "deceit");
        var after = SportPermitDecider.Evolve(ready, One<PermitAnnulled>(command, ready));

        Assert.Empty(Accepted(command, after));
        Refused(SportPermitRefusals.MustBeInForce, ((AnnulPermit)command) with { DecisionNo = "320508-CX-9" }, after);
    }

    /// <summary>Between midnight and the policy's second nothing is decided on a term that is over.</summary>
    [Fact]
    public void a_term_that_is_over_is_closed_first() =>
        Refused(
            SportPermitRefusals.TermMustBeClosedFirst, Command(PermitEndings.Annulment, "deceit") with { At = At(ValidTo.PlusDays(1)) },
            Ready(PermitEndings.Find("deceit")!));

    [Theory]
    [InlineData("deceit", 2029, 5, 5)]
    [InlineData("bribery", 2029, 5, 5)]
    public void deceit_bars_for_three_years(string cause, int year, int month, int day)
    {
        var annulled = One<PermitAnnulled>(Command(PermitEndings.Annulment, cause), Ready(PermitEndings.Find(cause)!));
        var bar = SportPermitDecider.BarAfter(annulled, Permit().Record!)!;

        Assert.Equal((new(year, month, day), Applicant, cause), (annulled.BarredUntil, bar.Party, bar.Cause));
        Assert.Equal((Day(5, 6), annulled.BarredUntil), (bar.FirstDay, bar.LastDay));
        Assert.Empty(bar.Sports);
    }

    [Fact]
    public void grave_consequences_bar_that_sport_for_five_years_and_a_breach_bars_none()
    {
        var grave = Revoked(PermitEndings.GraveConsequences);
        var breach = Revoked("serious-breach");
        var bar = SportPermitDecider.BarAfter(grave, Permit().Record!)!;

        Assert.Equal((new(2031, 5, 5), Laws.Sports("116")), (bar.LastDay, bar.Basis));
        Assert.Equal(["SWIM"], bar.Sports);
        Assert.Null(SportPermitDecider.BarAfter(breach, Permit().Record!));
    }

    static readonly Dictionary<string, SportPermitEvent> Ended = new()
    {
        [PermitEndings.Expiry] = new PermitExpired(ValidTo, ValidTo.PlusDays(1), Laws.Licensing("50")),
        [PermitEndings.Withdrawal] =
            new PermitWithdrawn("law-changed", "CH-1", Approver.Person, Text(1), Text(2), Day(5, 6), [], Laws.Licensing("8")),
        [PermitEndings.Annulment] =
            new PermitAnnulled("deceit", true, "CX-1", Approver.Person, null, Day(5, 6), Day(5, 6), [], Laws.Licensing("69(2)")),
        [PermitEndings.Revocation] =
            new PermitRevoked("serious-breach", Penalty, Approver.Person, [], null, Day(5, 6), [], Laws.Penalties("9(3)")),
    };

    /// <summary>A permit on which the cause could be acted upon: proposed by the clerk, or ended as a deregistration wants it.</summary>
    static SportPermit Ready(EndingCause cause) =>
        cause.Ending == PermitEndings.Deregistration
            ? cause.Follows is { } ending ? Permit(Ended[ending]) : cause.NeedsProof ? Proposed(cause) : Permit()
            : Proposed(cause);

    static SportPermit Proposed(EndingCause cause) =>
        Permit(new PermitEndingProposed(cause.Ending, cause.Cause, Clerk.Person, Text(24), Day(5, 5), cause.Basis));

    static SportPermitCommand Command(string ending, string cause) => ending switch
    {
        PermitEndings.Withdrawal => new WithdrawPermit(Approver, At(Day(5, 6)), cause, "320508-CH-1", Text(25), Text(26)),
        PermitEndings.Annulment => new AnnulPermit(
            Approver, At(Day(5, 6)), cause, "320508-CX-1", PermitEndings.Find(cause)?.Mandatory == true ? null : Text(27), null),
        PermitEndings.Revocation => new RevokePermit(
            Approver, At(Day(5, 6)), cause, Penalty, cause == PermitEndings.GraveConsequences ? ["SWIM"] : []),
        _ => Deregistering(cause),
    };

    static PermitRevoked Revoked(string cause) =>
        One<PermitRevoked>(Command(PermitEndings.Revocation, cause), Ready(PermitEndings.Find(cause)!));

    static DeregisterPermit Deregistering(string cause) => PermitSamples.Deregistering(cause);

    static ProposePermitEnding Proposing(string ending, string cause) => new(Clerk, At(Day(5, 5)), ending, cause, Text(24));

    static IReadOnlyList<SportPermitEvent> Accepted(SportPermitCommand command, SportPermit permit) =>
        Assert.IsType<Answer<SportPermitEvent>.Accepted>(SportPermitDecider.Decide(command, permit)).Events;

    static TEvent One<TEvent>(SportPermitCommand command, SportPermit permit) =>
        Assert.IsType<TEvent>(Assert.Single(Accepted(command, permit)));

    static Refusal Refused(Refusal expected, SportPermitCommand command, SportPermit permit)
    {
        var refusal = Assert.IsType<Answer<SportPermitEvent>.Refused>(SportPermitDecider.Decide(command, permit)).Refusal;
        Assert.Equal((expected.Code, expected.Kind), (refusal.Code, refusal.Kind));
        return refusal;
    }
}
