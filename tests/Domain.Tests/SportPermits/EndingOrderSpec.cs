using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.PermitSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/permit-life.md, PL-19 and PL-25: one proposal at a time, and what counts as the same command again.</summary>
public sealed class EndingOrderSpec
{
    static readonly ProposePermitEnding Deceit = new(Clerk, At(Day(5, 5)), PermitEndings.Annulment, "deceit", Text(24));

    static readonly ProposePermitEnding Breach = new(
        Reviewer, At(Day(5, 6)), PermitEndings.Revocation, "serious-breach", Text(29));

    static readonly DeregisterPermit Death = Deregistering("holder-died");

    [Fact]
    public void a_second_proposal_is_refused_and_told_of_the_first()
    {
        var open = After(Deceit, Permit());

        var refusal = Refused(SportPermitRefusals.ProposalMustBeTheOnlyOne, Breach, open);
        Assert.Equal(("replaces", RefusalKind.WrongState), (refusal.Field, refusal.Kind));
        Assert.Contains("annulment for deceit", refusal.Detail, StringComparison.Ordinal);
        Refused(SportPermitRefusals.ProposalMustBeTheOnlyOne, Deceit with { Statement = Text(29) }, open);
        Refused(SportPermitRefusals.ProposalMustBeTheOnlyOne, Deceit with { Actor = Reviewer }, open);
        Assert.Empty(Accepted(Deceit, open));
    }

    [Fact]
    public void it_may_name_the_one_it_replaces_and_only_that()
    {
        var open = After(Deceit, Permit());

        Refused(SportPermitRefusals.ProposalMustBeTheOnlyOne, Breach with { Replaces = "bribery" }, open);
        Refused(SportPermitRefusals.ProposalMustBeTheOnlyOne, Breach with { Replaces = "deceit" }, Permit());

        var replaced = After(Breach with { Replaces = "deceit" }, open);
        Refused(
            SportPermitRefusals.EndingMustBeProposed,
            new AnnulPermit(Approver, At(Day(5, 6)), "deceit", "320508-CX-1", null, null), replaced);
        Assert.Single(Accepted(new RevokePermit(Approver, At(Day(5, 6)), "serious-breach", "苏体罚〔2026〕3号", []), replaced));
    }

    [Fact]
    public void a_deregistration_with_another_proof_is_another_one()
    {
        var death = PermitEndings.Find("holder-died")!;
        var over = After(Death, Permit(new PermitEndingProposed(
            death.Ending, death.Cause, Clerk.Person, Text(24), Day(5, 5), death.Basis)));

        Assert.Empty(Accepted(Death, over));
        Refused(SportPermitRefusals.MustBeInForce, Death with { Proof = Text(29) }, over);
        Refused(SportPermitRefusals.MustBeInForce, Death with { Proof = null }, over);
    }

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
