using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Proof;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Tests.Proof;

/// <summary>PRF-4 and PRF-9: which version stands for a permit from which day, and what the list says of it.</summary>
public sealed class CertifiedPermitSpec
{
    const string No = "320509-2026-0001";

    static readonly LegalBasis Basis = new("行政许可法", "49");
    static readonly PersonRef Person = new("p-1");
    static readonly LocalDate Granted = new(2026, 2, 25);
    static readonly LocalDate LastDay = new(2031, 2, 24);

    static readonly PermitOpened Opened = new(
        No, "SPC-1", "320509", "320509", Person, default, null, default, "320509", ["SWIM"], 6, 1, 160, "year-round", Granted,
        LastDay, Basis);

    [Fact]
    public void the_grant_makes_version_one_and_no_line_in_the_list()
    {
        var permit = Fold(Opened);

        Assert.Equal((1, Granted, LastDay), (permit.Newest().Version, permit.Newest().ValidFrom, permit.Newest().ValidTo));
        Assert.Empty(permit.Entries());
    }

    [Fact]
    public void a_change_takes_the_place_of_the_version_before_on_its_day()
    {
        var permit = Fold(Opened, Changed(2, new LocalDate(2027, 3, 1)));

        Assert.Equal(["SWIM", "CLIMB"], permit.Newest().Sports);
        Assert.Equal((Granted, LastDay), (permit.Newest().ValidFrom, permit.Newest().ValidTo));
        Assert.Equal([Superseded(1, new LocalDate(2027, 3, 1), 2)], permit.Entries());
    }

    /// <summary>The old certificate is good to its last day, the new one from the day after.</summary>
    [Fact]
    public void a_renewal_stands_from_the_first_day_of_the_new_term()
    {
        var permit = Fold(Opened, Renewed(2));

        Assert.Equal((LastDay.PlusDays(1), new LocalDate(2036, 2, 24)), (permit.Newest().ValidFrom, permit.Newest().ValidTo));
        Assert.Equal([Superseded(1, LastDay.PlusDays(1), 2)], permit.Entries());
    }

    [Fact]
    public void a_change_between_the_renewal_and_its_term_covers_both_terms()
    {
        var on = new LocalDate(2031, 2, 10);

        var permit = Fold(Opened, Renewed(2), Changed(3, on));

        Assert.Equal((Granted, new LocalDate(2036, 2, 24)), (permit.Newest().ValidFrom, permit.Newest().ValidTo));
        Assert.Equal([Superseded(1, on, 3), Superseded(2, on, 3)], permit.Entries());
    }

    [Fact]
    public void a_change_in_the_new_term_begins_with_that_term()
    {
        var permit = Fold(Opened, Renewed(2), Changed(3, new LocalDate(2032, 1, 5)));

        Assert.Equal(LastDay.PlusDays(1), permit.Newest().ValidFrom);
        Assert.Equal([Superseded(1, LastDay.PlusDays(1), 2), Superseded(2, new LocalDate(2032, 1, 5), 3)], permit.Entries());
    }

    [Fact]
    public void a_replacement_shows_the_same_face()
    {
        var permit = Fold(Opened, new PermitReplaced("SPC-2", 2, "lost", new LocalDate(2027, 3, 1), Basis));

        Assert.Equal(["SWIM"], permit.Newest().Sports);
        Assert.Equal([Superseded(1, new LocalDate(2027, 3, 1), 2)], permit.Entries());
    }

    [Fact]
    public void each_ending_is_a_line_and_the_end_of_a_term_is_none()
    {
        var day = new LocalDate(2027, 3, 1);

        Assert.Equal([End(ListedStatus.Withdrawn, day)], Fold(Opened, Withdrawn(day)).Entries());
        Assert.Equal([End(ListedStatus.Annulled, day)], Fold(Opened, Annulled(day)).Entries());
        Assert.Equal([End(ListedStatus.Revoked, day)], Fold(Opened, Revoked(day)).Entries());
        Assert.Empty(Fold(Opened, new PermitExpired(LastDay, LastDay.PlusDays(1), Basis)).Entries());
        Assert.Equal(
            [End(ListedStatus.Revoked, day), End(ListedStatus.Deregistered, day.PlusDays(3))],
            Fold(Opened, Revoked(day), new PermitDeregistered("permit-revoked", null, null, day.PlusDays(3), Basis)).Entries());
    }

    static CertifiedPermit Fold(params SportPermitEvent[] events) =>
        events.Aggregate((CertifiedPermit?)null, (permit, @event) => CertifiedPermit.Evolve(permit, No, @event))!;

    static ListEntry Superseded(int version, LocalDate on, int by) => new(No, version, ListedStatus.Superseded, on, by);

    static ListEntry End(ListedStatus status, LocalDate on) => new(No, null, status, on, null);

    static PermitFace Face(params string[] sports) => new(Person, default, null, default, "320509", sports, 6, 2, 1, 160, "year-round");

    static PermitChanged Changed(int version, LocalDate on) => new("SPC-2", version, Face("SWIM", "CLIMB"), ["form.projects"], on, Basis);

    static PermitRenewed Renewed(int version) => new(
        "SPC-3", version, Deemed: false, Face("SWIM"), LastDay.PlusDays(1), new LocalDate(2036, 2, 24), new LocalDate(2031, 2, 1),
        Basis, Basis);

    static PermitWithdrawn Withdrawn(LocalDate on) => new("law-changed", "D-1", Person, default, default, on, [], Basis);

    static PermitAnnulled Annulled(LocalDate on) => new("deceit", Mandatory: true, "D-2", Person, null, null, on, [], Basis);

    static PermitRevoked Revoked(LocalDate on) => new("serious-breach", "P-1", Person, [], null, on, [], Basis);
}
