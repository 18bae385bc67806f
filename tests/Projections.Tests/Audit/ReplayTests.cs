using Domain.Licensing;
using Domain.SportPermits;
using Projections.Audit;
using Projections.Licensing;
using Projections.Tests.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Audit;

public sealed class ReplayTests
{
    const string Kind = "sport-permit-case";

    [Fact]
    public void before_the_first_event_there_is_nothing_to_tell()
    {
        var replay = Replay.Tell(Kind, CaseNo, []);

        Assert.Equal((0, null), (replay.Version, replay.State));
        Assert.Empty(replay.Events);
    }

    [Fact]
    public void a_replay_to_an_earlier_version_knows_nothing_of_later_acts()
    {
        var replay = Replay.Tell(Kind, CaseNo, Recorded.Of(CaseStream, Road.Take(3)));

        Assert.Equal(3, replay.Version);
        Assert.Equal("accepted", replay.State!.Value.GetProperty("progress").GetProperty("status").GetString());
        Assert.DoesNotContain(PermitNo, ReplayText.Write(replay), StringComparison.Ordinal);
    }

    [Fact]
    public void an_act_says_what_it_changed_from_what_to_what()
    {
        var act = Replay.Tell(Kind, CaseNo, Recorded.Of(CaseStream, Road.Take(3))).Events[2];

        Assert.Contains(new Change("progress.status", "received", "accepted"), act.Changes);
        Assert.Equal(("受理", "p-clerk", "clerk", Basis), (act.Act, act.Actor!.Value.Value, act.Role, act.LegalBasis));
    }

    [Fact]
    public void a_deadline_is_told_with_its_derivation_when_it_is_set_and_again_when_it_ends()
    {
        var acts = Replay.Tell(Kind, CaseNo, Recorded.Of(CaseStream, Road.Take(3))).Events;

        Assert.Equal([AcceptBy.Derivation, DecideBy.Derivation], acts[0].Deadlines.Select(deadline => deadline.Derivation));
        Assert.Empty(acts[1].Deadlines);
        Assert.Equal(DeadlineState.Met, acts[2].Deadlines.Single().State);
    }

    [Fact]
    public void a_deadline_counted_again_is_told_as_it_was_known_at_each_time()
    {
        var moved = AcceptBy with { LastDay = new(2026, 4, 8), Derivation = ["counted again"] };

        var acts = Replay.Tell(Kind, CaseNo, Recorded.Of(
            CaseStream, [On(Monday, Received()), On(Monday, new DeadlineRecomputed(AcceptBy, moved, "2026-2"))])).Events;

        Assert.Equal(AcceptBy.LastDay, acts[0].Deadlines[0].Due);
        Assert.Equal([DeadlineState.Superseded, DeadlineState.Open], acts[1].Deadlines.Select(deadline => deadline.State));
        Assert.Equal(["counted again"], acts[1].Deadlines[1].Derivation);
    }

    [Fact]
    public void a_permit_is_told_with_its_face()
    {
        var replay = Replay.Tell("sport-permit", PermitNo, Recorded.Of(
            $"sport-permit/{PermitNo}", [On(Monday, Opened(PermitNo, "320508", 10, Monday, "SWIM"))]));

        Assert.Equal("2031-03-29", replay.State!.Value.GetProperty("permit").GetProperty("validTo").GetString());
        Assert.Equal(Basis, replay.Events.Single().LegalBasis);
    }

    [Fact]
    public void an_event_this_program_does_not_know_is_told_and_changes_the_version_alone()
    {
        var replay = Replay.Tell(
            Kind, CaseNo, [.. Recorded.Of(CaseStream, Road.Take(2)), Recorded.Unknown(CaseStream, 3, 3, Monday)]);

        Assert.Equal([new Change("version", "2", "3")], replay.Events[2].Changes);
    }

    [Fact]
    public void the_text_names_moment_act_actor_basis_and_every_line_of_a_derivation()
    {
        var text = ReplayText.Write(Replay.Tell(Kind, CaseNo, Recorded.Of(CaseStream, Road)));

        Assert.Contains("v3  2026-04-02 09:00:00 +08:00  application_accepted  受理", text, StringComparison.Ordinal);
        Assert.Contains("by p-clerk as clerk of 320508; basis 行政许可法 art 32", text, StringComparison.Ordinal);
        Assert.Contains("      last day counted in full", text, StringComparison.Ordinal);
        Assert.Contains("  progress.status: received → accepted", text, StringComparison.Ordinal);
    }
}
