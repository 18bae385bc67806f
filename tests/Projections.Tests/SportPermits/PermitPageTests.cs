using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using Projections.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.SportPermits;

/// <summary>What officers and the public are told of a permit, from its opening to its end.</summary>
public sealed class PermitPageTests
{
    static readonly PermitFace Moved = new(
        new("p-holder"), new(Guid.NewGuid()), null, new(Guid.NewGuid()), "320509", ["SWIM", "CLIMB"], 4, 2, null, 160, "seasonal");

    static readonly PermitChanged Changed = new("C-1", 2, Moved, ["form.venue.address"], Monday, Laws.Licensing("49"));

    static readonly PermitExpired Expired = new(Monday.PlusDays(10), Monday.PlusDays(11), Laws.Licensing("50"));

    static PermitPage Page(params SportPermitEvent[] after) =>
        Log(after).Aggregate((PermitPage?)null, (page, stored) => ReadModels.Permits.Evolve(PermitNo, page, stored))!;

    static RegisterEntry Entry(params SportPermitEvent[] after) =>
        Log(after).Aggregate((RegisterEntry?)null, (entry, stored) => ReadModels.Register.Evolve(PermitNo, entry, stored))!;

    static IReadOnlyList<StoredEvent> Log(SportPermitEvent[] after) => Recorded.Of(
        $"sport-permit/{PermitNo}", [On(Monday, Opened(PermitNo, "320508", 10, Monday, "SWIM")), .. after.Select(e => On(Monday, e))]);

    [Fact]
    public void a_change_shows_the_new_face_and_version_to_both()
    {
        Assert.Equal((2, "seasonal"), (Page(Changed).Permit.CertificateVersion, Page(Changed).Permit.Face.OpeningMode));
        Assert.Equal((2, "320509", Moved.Venue), (Entry(Changed).CertificateVersion, Entry(Changed).District, Entry(Changed).Venue));
        Assert.Equal(["permit_opened", "permit_changed"], Page(Changed).History.Select(line => line.Act));
        Assert.Equal("C-1", Page(Changed).History[^1].CaseNo);
    }

    public static TheoryData<string, SportPermitEvent> Ends() => new()
    {
        { PermitStates.Expired, Expired },
        { PermitStates.Withdrawn, new PermitWithdrawn("law-changed", "CH-1", new("p"), default, default, Monday, [], Laws.Licensing("8")) },
        { PermitStates.Annulled, new PermitAnnulled("deceit", true, "CX-1", new("p"), null, null, Monday, [], Laws.Licensing("69(2)")) },
        { PermitStates.Revoked, new PermitRevoked("serious-breach", "苏体罚〔2026〕3号", new("p"), [], null, Monday, [], Basis) },
        { PermitStates.Deregistered, new PermitDeregistered("holder-died", null, null, Monday, Laws.Licensing("70(2)")) },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void page_and_register_agree_on_every_end(string state, SportPermitEvent end)
    {
        Assert.Equal((state, state), (Page(end).State, Entry(end).State));
        Assert.NotNull(Page(end).End);
        Assert.NotNull(Entry(end).EndedOn);
    }

    [Fact]
    public void a_deregistration_after_an_ending_keeps_what_ended_it()
    {
        var closed = new PermitDeregistered("term-expired", null, null, Monday.PlusDays(20), Laws.Licensing("70(1)"));

        Assert.Equal(("expiry", "term-expired"), (Page(Expired, closed).End!.Ending, Page(Expired, closed).End!.Deregistration));
        Assert.Equal((PermitStates.Deregistered, Expired.ExpiredOn), (Entry(Expired, closed).State, Entry(Expired, closed).EndedOn));
    }

    /// <summary>That somebody died is not for the open register.</summary>
    [Fact]
    public void the_register_does_not_say_which_fact_closed_it() =>
        Assert.Equal("70", Entry(new PermitDeregistered("holder-died", null, null, Monday, Laws.Licensing("70(2)"))).EndBasis!.Article);

    [Fact]
    public void a_term_that_is_over_shows_as_expired_before_the_log_says_so()
    {
        var last = Page().Permit.ValidTo;

        Assert.Equal((PermitStates.InForce, PermitStates.Expired), (Page().StateOn(last), Page().StateOn(last.PlusDays(1))));
        Assert.Equal((PermitStates.InForce, PermitStates.Expired), (Entry().StateOn(last), Entry().StateOn(last.PlusDays(1))));
    }
}
