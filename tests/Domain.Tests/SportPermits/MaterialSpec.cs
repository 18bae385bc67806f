using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-3: a file is what was declared, byte for byte.</summary>
public sealed class MaterialSpec
{
    static DeliverMaterial File(string code, string? sm3 = null, long size = 588) =>
        new(Portal, At(Day(3, 2), 10), code, CaseSamples.File(code), sm3 ?? Sm3(code.ToLowerInvariant()), size, "application/pdf");

    [Fact]
    public void declared_bytes_are_taken() => Spec.Given(Received()).When(File("M01")).Then(Delivered("M01"));

    [Fact]
    public void an_undeclared_code_is_refused() =>
        Assert.Equal(
            "M09", Spec.Given(Received()).When(File("M09")).ThenRefused(PortalContractRefusals.MaterialMustBeDeclared).Field);

    [Theory]
    [InlineData("ff", 588)] // another digest
    [InlineData("m01", 589)] // another size
    public void other_bytes_than_declared_are_refused(string digest, long size) =>
        Spec.Given(Received()).When(File("M01", Sm3(digest), size)).ThenRefused(PortalContractRefusals.MaterialMustMatchDeclaration);

    [Fact]
    public void other_bytes_for_a_delivered_file_are_refused_before_acceptance() =>
        Spec.Given([Received(), .. Delivered()])
            .When(File("M01", Sm3("ff")))
            .ThenRefused(PortalContractRefusals.MaterialMustMatchDeclaration);

    [Fact]
    public void and_are_a_conflict_after_acceptance() =>
        Spec.Given(History(Acceptance(Day(3, 4))))
            .When(File("M01", Sm3("ff")))
            .ThenRefused(PortalContractRefusals.MaterialMustNotChangeAfterAcceptance);

    [Fact]
    public void the_same_bytes_again_change_nothing_at_any_stage()
    {
        Spec.Given([Received(), .. Delivered()]).When(File("M01")).ThenNothing();
        Spec.Given(History([.. Reviewed, GrantOn(Day(3, 16))])).When(File("M01")).ThenNothing();
        Spec.Given(History(new WithdrawApplication(Portal, At(Day(3, 3)), null))).When(File("M01")).ThenNothing();
    }

    /// <summary>Silence may accept an application whose files are still on their way.</summary>
    [Fact]
    public void a_file_may_still_arrive_after_acceptance_by_silence() =>
        Spec.Given(Received(), new AcceptanceDeemed(Day(3, 2), Received().Deadlines, Laws.Licensing("32(4)")))
            .When(File("M01"))
            .Then(Delivered("M01"));

    [Fact]
    public void a_file_is_not_taken_into_a_case_that_is_over() =>
        Spec.Given(Received(), new ApplicationWithdrawn(null, Day(3, 3)))
            .When(File("M01"))
            .ThenRefused(LicensingCaseRefusals.StageMustAllow);
}
