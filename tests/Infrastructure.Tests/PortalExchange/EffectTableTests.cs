using Application;
using Application.Ports;
using Domain.Effects;
using EventStore;
using Infrastructure.Effects;
using TestKit;

namespace Infrastructure.Tests.PortalExchange;

/// <summary>OUT-2, OUT-14: who may send what, when a sender is slow, dead or late, and when effects are held.</summary>
public sealed class EffectTableTests : IAsyncLifetime
{
    static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    static readonly CancellationToken Stop = CancellationToken.None;
    static readonly EffectOutcome Delivered = new(EffectState.Delivered, 0, null, TimeSpan.Zero);

    TestDatabase database = null!;
    EffectHold hold = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        hold = new EffectHold(database.Projector);
        var store = new PostgresEventStore(database.Writer, database.Reader, EventCatalogue.Types, []);
        foreach (var caseNo in (string[])["SPC-1", "SPC-2"])
            await EffectSamples.NoteAsync(database, store, await EffectSamples.WriteAsync(store, caseNo, EffectSamples.Withdrawn));
        await hold.CheckAsync(Stop);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_case_has_one_sender_at_a_time()
    {
        Assert.Equal(2, (await Sender().TakeAsync(5, Stop)).Count);
        Assert.Empty(await Sender().TakeAsync(5, Stop));
    }

    [Fact]
    public async Task rows_come_in_the_order_of_the_case()
    {
        var sender = Sender();
        var lane = (await sender.TakeAsync(1, Stop))[0];
        var rows = await sender.OpenAsync(lane, 10, Stop);

        Assert.Equal(["process", "process", "result"], rows.Select(row => row.Kind));
        Assert.Equal(rows.Select(row => row.Version).Order(), rows.Select(row => row.Version));
    }

    [Fact]
    public async Task a_sender_whose_lease_ended_begins_and_settles_nothing_more()
    {
        var slow = new EffectTable(database.Projector, "portal", TimeSpan.FromMilliseconds(50));
        var lane = (await slow.TakeAsync(1, Stop))[0];
        var row = (await slow.OpenAsync(lane, 10, Stop))[0];
        Assert.True(await slow.BeginAsync(lane, row.RowGuid, null, Stop));
        await Task.Delay(150);
        var next = Sender();
        var taken = (await next.TakeAsync(5, Stop)).Single(found => found.CaseNo == lane.CaseNo);

        await slow.SettleAsync(lane, row.RowGuid, Delivered, Stop);
        Assert.False(await slow.BeginAsync(lane, row.RowGuid, null, Stop));
        await slow.ReleaseAsync(lane, TimeSpan.Zero, Stop);

        var again = (await next.OpenAsync(taken, 10, Stop))[0];
        Assert.Equal((row.RowGuid, EffectState.Leased, 1), (again.RowGuid, again.State, again.Attempts));
        Assert.True(await next.BeginAsync(taken, row.RowGuid, null, Stop));
    }

    [Fact]
    public async Task settling_one_row_and_beginning_the_next_is_one_act()
    {
        var sender = Sender();
        var lane = (await sender.TakeAsync(1, Stop))[0];
        var rows = await sender.OpenAsync(lane, 10, Stop);
        Assert.True(await sender.BeginAsync(lane, rows[0].RowGuid, null, Stop));

        Assert.True(await sender.BeginAsync(lane, rows[1].RowGuid, (rows[0].RowGuid, Delivered), Stop));

        var left = await sender.OpenAsync(lane, 10, Stop);
        Assert.Equal([EffectState.Leased, EffectState.Pending], left.Select(row => row.State));
    }

    [Fact]
    public async Task a_case_to_which_a_row_was_added_meanwhile_comes_round_again()
    {
        var sender = Sender();
        var lane = (await sender.TakeAsync(1, Stop))[0];
        await database.RunAsOwnerAsync($"update regulation.effect_lanes set changes = changes + 1 where case_no = '{lane.CaseNo}'");

        await sender.ReleaseAsync(lane, dueIn: null, Stop);

        Assert.Contains(lane.CaseNo, (await sender.TakeAsync(5, Stop)).Select(found => found.CaseNo));
    }

    [Fact]
    public async Task a_case_that_waits_for_a_person_is_left_alone()
    {
        var sender = Sender();
        var lane = (await sender.TakeAsync(1, Stop))[0];

        await sender.ReleaseAsync(lane, dueIn: null, Stop);

        Assert.DoesNotContain(lane.CaseNo, (await sender.TakeAsync(5, Stop)).Select(found => found.CaseNo));
    }

    [Fact]
    public async Task while_effects_are_held_no_case_is_taken_and_no_call_begins()
    {
        var sender = Sender();
        var lane = (await sender.TakeAsync(1, Stop))[0];
        var row = (await sender.OpenAsync(lane, 10, Stop))[0];
        await hold.HoldAsync("test", Stop);

        Assert.False(await sender.BeginAsync(lane, row.RowGuid, null, Stop));
        await sender.ReleaseAsync(lane, TimeSpan.Zero, Stop);
        Assert.Empty(await sender.TakeAsync(5, Stop));

        await hold.ReleaseAsync(Stop);
        Assert.Equal(2, (await sender.TakeAsync(5, Stop)).Count);
    }

    [Fact]
    public async Task a_database_that_is_not_the_one_that_sent_last_is_held_until_it_is_released()
    {
        await database.RunAsOwnerAsync("update regulation.effect_hold set identity = 'another cluster/00000001/1'");

        Assert.Empty(await Sender().TakeAsync(5, Stop));
        Assert.Equal(new HoldStatus(true, EffectHold.Restored), await hold.CheckAsync(Stop));
        Assert.Empty(await Sender().TakeAsync(5, Stop));

        await hold.ReleaseAsync(Stop);
        Assert.Equal(new HoldStatus(false, null), await hold.CheckAsync(Stop));
        Assert.Equal(2, (await Sender().TakeAsync(5, Stop)).Count);
    }

    EffectTable Sender() => new(database.Projector, "portal", Long);
}
