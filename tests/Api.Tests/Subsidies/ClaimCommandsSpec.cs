using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Application;
using Application.Subsidies;
using Domain.Identity;
using Domain.Subsidies;
using EventStore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>Claims as two nodes make them whose clocks differ, and a node that remembers an older programme.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class ClaimCommandsSpec(Service service)
{
    static readonly ClaimantFacts Adult = new(new LocalDate(1990, 1, 1), "320508", [], false, false, false, null);

    [Fact]
    public async Task nodes_minutes_apart_at_the_turn_of_a_week_issue_the_stock_and_nobody_more_than_a_week_allows()
    {
        var subsidy = new Subsidy(service, "CC-SKEW");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 50));
        var (slow, fast) = (Node(TimeProvider.System), Node(TimeProvider.System));
        var (sunday, monday) = (Instant.FromUtc(2026, 6, 7, 15, 58), Instant.FromUtc(2026, 6, 7, 16, 2));
        var asked = Enumerable.Range(0, 40).SelectMany(n => (Func<Task<ClaimOutcome>>[])
        [
            () => ClaimAsync(slow, "CC-SKEW", $"p-skew-{n}", sunday), () => ClaimAsync(fast, "CC-SKEW", $"p-skew-{n}", monday),
            () => ClaimAsync(slow, "CC-SKEW", $"p-skew-{n}", sunday), () => ClaimAsync(fast, "CC-SKEW", $"p-skew-{n}", monday),
        ]);
        var outcomes = await Task.WhenAll(asked.Select(claim => claim()));

        Assert.Equal(50, outcomes.Count(outcome => outcome.Voucher is not null));
        Assert.All(outcomes.Where(outcome => outcome.Voucher is null), outcome => Assert.Contains(
            Assert.IsType<CommandResult.Refused>(outcome.Result).Refusal.Code, (string[])["claim.limit-reached", "claim.sold-out"]));
        const string claimed = "from mt_events where stream_id like 'voucher-wallet/CC-SKEW/%' and type = 'voucher_claimed'";
        Assert.Equal(50L, await subsidy.NumberAsync($"select count(*) {claimed}"));
        Assert.Equal(0L, await subsidy.NumberAsync(
            $"select count(*) from (select 1 {claimed} group by stream_id, data->>'claimedOn' having count(*) > 1) as twice"));
        Assert.Equal(0L, await subsidy.NumberAsync(
            "select count(*) from (select timestamp < lag(timestamp) over (partition by stream_id order by version) as back from mt_events "
            + "where stream_id like 'voucher-wallet/CC-SKEW/%') as steps where back"));
    }

    [Fact]
    public async Task a_clock_further_behind_than_nodes_may_be_decides_nothing()
    {
        var subsidy = new Subsidy(service, "CC-BEHIND");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 5));
        var node = Node(TimeProvider.System);
        var monday = Instant.FromUtc(2026, 6, 8, 2, 0);
        Assert.NotNull((await ClaimAsync(node, "CC-BEHIND", "p-behind", monday)).Voucher);

        var late = await ClaimAsync(node, "CC-BEHIND", "p-behind", monday - Duration.FromDays(1));
        Assert.IsType<CommandResult.ClockBehind>(late.Result);
        Assert.Equal((1L, 1L, 1L), await subsidy.CountAsync());
    }

    [Fact]
    public async Task a_node_that_remembers_older_terms_decides_again_on_the_stock_of_the_newer()
    {
        var subsidy = new Subsidy(service, "CC-OLDER");
        await subsidy.RunAsync(Proposal(reserved: 0));
        var node = Node(new StoppedTime());
        Assert.NotNull((await ClaimAsync(node, "CC-OLDER", "p-older-1", Instant.FromUtc(2026, 6, 3, 4, 0))).Voucher);

        // One of the second batch is kept for seniors now: a row of the stock that the node does not know of.
        await service.Bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var other = Proposal(reserved: 1);
        other["inForceFrom"] = "2026-06-04";
        Ok(await subsidy.MakerAsync("/programmes/CC-OLDER/terms", other));
        Ok(await subsidy.CheckerAsync("/programmes/CC-OLDER/terms/2/approval", JsonNode.Parse(Approval)!));

        var later = Instant.FromUtc(2026, 6, 10, 4, 0);
        Assert.NotNull((await ClaimAsync(node, "CC-OLDER", "p-older-2", later, batch: 2)).Voucher);
        Assert.Equal("claim.sold-out", Assert.IsType<CommandResult.Refused>(
            (await ClaimAsync(node, "CC-OLDER", "p-older-3", later, batch: 2)).Result).Refusal.Code);
        Assert.Equal((2L, 2L, 2L), await subsidy.CountAsync());

        JsonObject Proposal(int reserved)
        {
            var made = subsidy.Proposal("first-come", 2, terms: terms =>
            {
                terms["batches"]!.AsArray().Add(Plan(2, "first-come", 2));
                (terms["batches"]![1]!["opensAt"], terms["batches"]![1]!["seniorReserve"]) = ("2026-06-10T02:00:00Z", reserved);
            });
            made["budgetFen"] = 5_000 * 4;
            return made;
        }
    }

    /// <summary>As another node has it: its own memory of programmes over the same log.</summary>
    ClaimCommands Node(TimeProvider time) => new(
        service.Provider.GetRequiredService<StreamCommands>(), service.Provider.GetRequiredService<IEventStore>(), time);

    static Task<ClaimOutcome> ClaimAsync(
        ClaimCommands node, string programmeNo, string person, Instant at, int batch = 1)
    {
        var (key, holder) = (Guid.NewGuid().ToString("N"), new PersonRef(person));
        return node.RunAsync(
            programmeNo, holder, batch, new CommandId("test", key, SHA256.HashData(Bureau.Utf8(key))), new ClaimVoucher(
                new Actor(holder, "applicant", "320500"), at, batch, Adult, ClaimCommands.NewVoucherNo(programmeNo, batch), "app"),
            CancellationToken.None);
    }

    /// <summary>What was remembered once is never too old.</summary>
    sealed class StoppedTime : TimeProvider
    {
        public override long GetTimestamp() => 1;
    }
}
