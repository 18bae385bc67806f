using Domain.Identity;
using Domain.Kernel;
using Domain.Prepayments;
using Domain.TrainingInstitutions;
using NodaTime;

namespace Domain.Tests.Prepayments;

/// <summary>specs/prepayments.md, PRE-14: what an institution's own events say about its right to take money ahead.</summary>
public sealed class SellerLicenceTable
{
    static readonly LocalDate Day = new(2026, 3, 2);
    static readonly LegalBasis Basis = new("教监管〔2022〕4号", "预收费");

    static readonly Dictionary<string, InstitutionEvent> Events = new()
    {
        ["approved"] = new InstitutionApproved(
            "TI-1", "TIC-1", "320509", "320509",
            new InstitutionFace(new PersonRef("p-1"), default, default, "company", "320509", ["SWIM"], 200m, "bank-custody"), [], Day,
            Day.PlusYears(3).PlusDays(-1), "training-district/1", Basis),
        ["code"] = new CreditCodeRecorded("91320509MAL55G7059", Day, Basis),
        ["listed"] = new InstitutionWhiteListed(Day, Basis),
        ["delisted"] = new InstitutionDelisted("rule-breach", Day, Basis),
        ["stopped"] = new InstitutionStopped("ordered", Day, new PersonRef("p-2"), default, Basis),
        ["resumed"] = new InstitutionResumed(Day, new PersonRef("p-2"), default, Basis),
        ["expired"] = new InstitutionExpired(Day, Basis),
        ["terminated"] = new InstitutionTerminated("TIC-2", Day, Money.Zero, Basis),
        ["left"] = new StaffLeft(new PersonRef("p-3"), "left", Day, Basis),
    };

    [Theory]
    [InlineData("approved", false)]
    [InlineData("approved code", false)]
    [InlineData("approved code listed", true)]
    [InlineData("approved code listed left", true)]
    [InlineData("approved code listed delisted", false)]
    [InlineData("approved code listed delisted stopped resumed", false)]
    [InlineData("approved code listed delisted stopped resumed listed", true)]
    [InlineData("approved code listed stopped", false)]
    [InlineData("approved code listed expired", false)]
    [InlineData("approved code listed terminated", false)]
    public void who_may_sell(string history, bool may) =>
        Assert.Equal(may, SellerLicence.Of(history.Split(' ').Select(name => Events[name]))!.MaySellOn(Day));

    /// <summary>A change that was granted counts from then on.</summary>
    [Fact]
    public void sports_and_custody_are_those_of_the_last_face()
    {
        var approved = (InstitutionApproved)Events["approved"];
        var changed = new InstitutionChanged(
            "TIC-4", 2, approved.Face with { Sports = ["SWIM", "CHESS"], CustodyMode = "risk-deposit" }, ["form.classes"], Day, Basis);
        var renewed = new InstitutionRenewed("TIC-3", 3, false, approved.Face, Day, Day.PlusYears(3), Day, "training-district/1", Basis);

        Assert.Equal(["SWIM"], SellerLicence.Of([approved])!.Sports);
        var licence = SellerLicence.Of([approved, changed])!;
        Assert.Equal(["SWIM", "CHESS"], licence.Sports);
        Assert.Equal("risk-deposit", licence.CustodyMode);
        Assert.Equal("bank-custody", SellerLicence.Of([approved, changed, renewed])!.CustodyMode);
    }

    [Fact]
    public void before_the_approval_there_is_nothing() => Assert.Null(SellerLicence.Of([]));

    [Fact]
    public void the_term_ends_with_its_last_day_unless_renewed()
    {
        InstitutionEvent[] history = [Events["approved"], Events["code"], Events["listed"]];
        var last = Day.PlusYears(3).PlusDays(-1);
        var renewed = new InstitutionRenewed(
            "TIC-3", 2, false, ((InstitutionApproved)history[0]).Face, last.PlusDays(1), last.PlusYears(3), last, "training-district/1",
            Basis);

        Assert.True(SellerLicence.Of(history)!.MaySellOn(last));
        Assert.False(SellerLicence.Of(history)!.MaySellOn(last.PlusDays(1)));
        Assert.True(SellerLicence.Of([.. history, renewed])!.MaySellOn(last.PlusDays(1)));
    }
}
