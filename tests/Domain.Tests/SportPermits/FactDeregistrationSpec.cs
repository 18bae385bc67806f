using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.PermitSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/permit-life.md, PL-26 and PL-27: facts outside the permit, and deceit that is found after its end.</summary>
public sealed class FactDeregistrationSpec
{
    /// <summary>Rows: cause, kind of holder, whether it can happen to it. Null: taken over from paper, and nobody knows.</summary>
    [Theory]
    [InlineData("holder-died", "enterprise", false)]
    [InlineData("holder-died", "other", false)]
    [InlineData("holder-died", "sole-trader", true)]
    [InlineData("holder-died", "person", true)]
    [InlineData("holder-died", null, true)]
    [InlineData("holder-incapable", "enterprise", false)]
    [InlineData("holder-incapable", "other", false)]
    [InlineData("holder-incapable", "sole-trader", true)]
    [InlineData("legal-person-ended", "enterprise", true)]
    [InlineData("legal-person-ended", "other", true)]
    [InlineData("legal-person-ended", "sole-trader", false)]
    [InlineData("legal-person-ended", "person", false)]
    [InlineData("business-ended", "enterprise", true)]
    [InlineData("business-ended", "sole-trader", true)]
    [InlineData("force-majeure", "enterprise", true)]
    [InlineData("force-majeure", "sole-trader", true)]
    public void a_fact_and_a_holder(string cause, string? holder, bool happens)
    {
        var command = Deregistering(cause) with { Holder = holder };
        var proposal = new ProposePermitEnding(Clerk, At(Day(5, 5)), PermitEndings.Deregistration, cause, Text(24)) { Holder = holder };
        if (happens)
        {
            Assert.IsType<PermitDeregistered>(Assert.Single(Accepted(command, Proposed(cause))));
            Assert.IsType<PermitEndingProposed>(Assert.Single(Accepted(proposal, Permit())));
            return;
        }

        var refusal = Refused(SportPermitRefusals.CauseMustFitHolder, command, Proposed(cause));
        Assert.Equal(("cause", PermitEndings.Find(cause)!.Basis), (refusal.Field, refusal.Basis));
        Refused(SportPermitRefusals.CauseMustFitHolder, proposal, Permit());
    }

    [Fact]
    public void it_takes_two_officers_and_the_second_decides()
    {
        var command = Deregistering("force-majeure");

        Refused(SportPermitRefusals.DeregistrationMustBeDecidedByApprover, command with { Actor = Clerk }, Proposed("force-majeure"));
        Refused(SportPermitRefusals.EndingMustBeProposed, command, Permit());
        Refused(SportPermitRefusals.EndingMustBeProposed, command, Proposed("business-ended"));
        var alone = command with { Actor = Approver with { Person = Clerk.Person } };
        Refused(SportPermitRefusals.DeciderMustNotBeProposer, alone, Proposed("force-majeure"));
        Assert.Single(Accepted(command, Proposed("force-majeure")));
    }

    /// <summary>A paper of the right kind, with a number and an issuer that can be asked, not of a day to come.</summary>
    [Theory]
    [InlineData("registration-cancellation", "苏姑民〔2026〕17号", "苏州市姑苏区某机关", 6, "document")]
    [InlineData("official-finding", "1", "苏州市姑苏区某机关", 6, "number")]
    [InlineData("official-finding", "十七号文件", "苏州市姑苏区某机关", 6, "number")]
    [InlineData("official-finding", "苏姑民〔2026〕17号", "。。。。。", 6, "issuer")]
    [InlineData("official-finding", "苏姑民〔2026〕17号", "机关", 6, "issuer")]
    [InlineData("official-finding", "苏姑民〔2026〕17号", "苏州市姑苏区某机关", 7, "issuedOn")]
    public void a_paper_that_nobody_can_find_shows_nothing(string document, string number, string issuer, int day, string member)
    {
        var command = Deregistering("force-majeure") with { Shown = new ShownPaper(document, number, issuer, Day(5, day)) };

        var refusal = Refused(SportPermitRefusals.DeregistrationMustShowItsFact, command, Proposed("force-majeure"));
        Assert.Equal($"proof.{member}", refusal.Field);
    }

    [Fact]
    public void every_fact_is_shown_and_none_is_asked_for_where_an_ending_stands()
    {
        foreach (var cause in PermitEndings.Causes.Where(cause => cause.NeedsProof))
        {
            var command = Deregistering(cause.Cause) with { Proof = null, Shown = null };
            Refused(SportPermitRefusals.DeregistrationMustShowItsFact, command, Proposed(cause.Cause));
        }

        Assert.All(PermitEndings.Causes.Where(cause => cause.Follows is not null), cause => Assert.False(cause.NeedsProof));
    }

    /// <summary>An ended permit is closed by the cause of its ending.</summary>
    [Fact]
    public void a_fact_ends_no_permit_that_has_ended() =>
        Refused(SportPermitRefusals.MustBeInForce, Deregistering("force-majeure"), Permit(Expired));

    /// <summary>行政许可法 69(2) shall; 69(1) may, and there is nothing left to gain by it.</summary>
    [Theory]
    [InlineData("deceit")]
    [InlineData("bribery")]
    public void deceit_found_after_the_end_is_annulled_and_bars(string cause)
    {
        foreach (var ended in (SportPermit[])[Permit(Expired), Permit(Expired, Closed("term-expired")), Permit(Closed("holders-request"))])
        {
            var annulling = new AnnulPermit(Approver, At(On(5, 6, 2027)), cause, "320508-CX-7", null, null);
            Refused(SportPermitRefusals.EndingMustBeProposed, annulling, ended);
            var proposed = After(new ProposePermitEnding(
                Clerk, At(On(5, 5, 2027)), PermitEndings.Annulment, cause, Text(24)), ended);
            var annulled = Assert.IsType<PermitAnnulled>(Assert.Single(Accepted(annulling, proposed)));
            var after = SportPermitDecider.Evolve(proposed, annulled);

            Assert.Equal(PermitStates.Annulled, PermitStates.On(after, On(5, 7, 2027)));
            Assert.Equal(new LocalDate(2030, 5, 5), SportPermitDecider.BarAfter(annulled, after.Record!)!.LastDay);
            Assert.Empty(Accepted(annulling, after));
            var closing = Deregistering("permit-annulled") with { At = At(On(5, 8, 2027)) };
            Assert.Equal(PermitStates.Deregistered, PermitStates.On(After(closing, after), On(5, 9, 2027)));
        }
    }

    [Fact]
    public void what_was_annulled_or_revoked_is_not_annulled_again_and_the_organs_fault_is_left_alone()
    {
        var proposing = new ProposePermitEnding(Clerk, At(Day(5, 7)), PermitEndings.Annulment, "deceit", Text(24));
        foreach (var cause in (string[])["permit-annulled", "permit-revoked"])
            Refused(SportPermitRefusals.MustBeInForce, proposing, Permit(Closed(cause)));

        Refused(SportPermitRefusals.MustBeInForce, proposing with { Cause = "wrong-procedure" }, Permit(Expired));
    }

    static readonly PermitExpired Expired = new(ValidTo, ValidTo.PlusDays(1), new LegalBasis("行政许可法", "50, 70(1)"));

    static PermitDeregistered Closed(string cause) => new(cause, null, null, ValidTo.PlusDays(3), PermitEndings.Find(cause)!.Basis);

    static SportPermit Proposed(string cause) => Permit(new PermitEndingProposed(
        PermitEndings.Find(cause)!.Ending, cause, Clerk.Person, Text(24), Day(5, 5), PermitEndings.Find(cause)!.Basis));

    static SportPermit After(SportPermitCommand command, SportPermit permit) =>
        SportPermitDecider.Evolve(permit, Assert.Single(Accepted(command, permit)));

    static IReadOnlyList<SportPermitEvent> Accepted(SportPermitCommand command, SportPermit permit) =>
        Assert.IsType<Answer<SportPermitEvent>.Accepted>(SportPermitDecider.Decide(command, permit)).Events;

    static Refusal Refused(Refusal expected, SportPermitCommand command, SportPermit permit)
    {
        var refusal = Assert.IsType<Answer<SportPermitEvent>.Refused>(SportPermitDecider.Decide(command, permit)).Refusal;
        Assert.Equal(expected.Code, refusal.Code);
        return refusal;
    }
}
