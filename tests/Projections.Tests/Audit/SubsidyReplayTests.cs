using System.Text.Json;
using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using Projections.Audit;
using Projections.Tests.Subsidies;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Audit;

/// <summary>Every stream of the voucher programmes is told with how it stood.</summary>
public sealed class SubsidyReplayTests
{
    [Fact]
    public void a_fund_a_programme_and_a_venue_are_told_to_an_earlier_version()
    {
        Assert.Equal("entered", StateOf("fund", "2026-T-1", 1).GetProperty("state").GetString());
        Assert.Equal(200_000, StateOf("fund", "2026-T-1", 2).GetProperty("available").GetInt64());
        Assert.Equal(75_000, StateOf("fund", "2026-T-1", 3).GetProperty("available").GetInt64());
        Assert.Equal("proposed", StateOf("subsidy-program", "P-1", 1).GetProperty("state").GetString());
        Assert.Equal("running", StateOf("subsidy-program", "P-1", 2).GetProperty("state").GetString());
        Assert.Equal("designated", StateOf("designated-venue", "V-1", 1).GetProperty("state").GetString());
    }

    [Fact]
    public void a_wallet_is_told_as_its_decisions_saw_it()
    {
        string[] Held(int version) =>
            [.. StateOf("voucher-wallet", "P-1/p-1", version).GetProperty("held").EnumerateObject().Select(one => one.Name).Order()];

        Assert.Equal(["P-1-1-A"], Held(1));
        Assert.Equal(["P-1-1-A", "P-1-1-B"], Held(2));
        Assert.Equal(["P-1-1-A"], Held(3));
        Assert.Equal(2, StateOf("voucher-wallet", "P-1/p-1", 3).GetProperty("taken").GetArrayLength());
        var entered = StateOf("voucher-wallet", "P-1/p-2", 1).GetProperty("draws").GetProperty("2");
        Assert.Equal("ps-1", entered.GetProperty("pseudonym").GetString());
    }

    [Fact]
    public void a_draw_is_told_from_its_promise_to_the_last_entry_served()
    {
        var events = Recorded.Of("voucher-draw/P-1/2",
        [
            On(Monday, new DrawCommitted("P-1", 2, new string('a', 64))), On(Monday, new DrawClosed(Monday)),
            On(Monday, new DrawRevealed(new string('b', 64), 5, new string('c', 64), Monday, Basis)), On(Monday, new DrawServed(5)),
        ]);
        JsonElement State(int version) => Replay.Tell("voucher-draw", "P-1/2", [.. events.Take(version)]).State!.Value;

        Assert.True(State(1).GetProperty("isOpen").GetBoolean());
        Assert.False(State(2).GetProperty("isOpen").GetBoolean());
        Assert.Equal(JsonValueKind.Null, State(2).GetProperty("revealed").ValueKind);
        Assert.Equal(new string('b', 64), State(3).GetProperty("revealed").GetProperty("seed").GetString());
        Assert.Equal((0, 5), (State(3).GetProperty("served").GetInt32(), State(4).GetProperty("served").GetInt32()));
    }

    [Fact]
    public void every_act_on_a_fund_has_its_word()
    {
        var aliases = typeof(FundEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FundEvent))).Select(EventTypes.AliasOf);

        Assert.DoesNotContain(aliases, alias => Acts.TermOf(alias) == alias);
    }

    static JsonElement StateOf(string kind, string id, int version)
    {
        List<StoredEvent> events = [.. SubsidySamples.Log(after: 0).Where(stored => stored.Stream == $"{kind}/{id}").Take(version)];
        Assert.Equal(version, events.Count);
        var replay = Replay.Tell(kind, id, events);
        Assert.Equal(version, replay.Version);
        Assert.NotEmpty(ReplayText.Write(replay));
        return replay.State!.Value;
    }
}
