using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>Two nodes on one database: the same command at both, too many, a moved clock, strangers' transactions.</summary>
[Collection(TwoNodes.Name)]
public sealed class TwoNodeTests(TwoNodes nodes, ITestOutputHelper output)
{
    /// <summary>The lock under which numbers are drawn (ADR 2): whoever holds it stops all appends.</summary>
    const string HoldTheLog = "begin; select pg_advisory_xact_lock(7887040406614865011)";

    readonly Bureau bureau = nodes.Bureau;

    [Fact]
    public async Task one_application_filed_at_both_nodes_at_once_is_one_case()
    {
        using var caller = new Caller();
        for (var round = 0; round < 5; round++)
        {
            var project = Filings.FreshProject();
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(copy => caller.FileAsync(bureau.Nodes[copy % 2], project)));

            Assert.All(answers, answer => Assert.True((int)answer.Status is 200 or 201, answer.ToString()));
            Assert.Single(answers.Select(answer => (answer.Body!["caseNo"]!.ToString(), answer.Position)).Distinct());
        }

        Assert.Equal([], await bureau.FaultsAsync());
    }

    [Fact]
    public async Task one_key_at_both_nodes_at_once_is_one_act_with_one_answer()
    {
        using var caller = new Caller();
        for (var round = 0; round < 5; round++)
        {
            var (caseNo, token, version) = await FiledAsync(caller);
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(copy => caller.PostAsync(
                bureau.Nodes[copy % 2], token, $"/cases/{caseNo}/correction-notice", Notice(), $"both-{caseNo}", version)));

            Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString()));
            var (told, position) = Assert.Single(answers.Select(answer => (answer.Version, answer.Position)).Distinct());
            Assert.NotEqual(version, told);
            Assert.Equal(
                told, $"\"{await bureau.AskAsync($"select version from public.mt_streams where id = 'sport-permit-case/{caseNo}'")}\"");
            Assert.Equal(1L, await bureau.AskAsync($"select count(*) from public.mt_events where seq_id = {position}"));
        }

        Assert.Equal([], await bureau.FaultsAsync());
    }

    [Fact]
    public async Task more_writes_than_may_wait_are_told_so_at_once_and_taken_when_they_come_again()
    {
        using var caller = new Caller();
        var projects = Enumerable.Range(0, TwoNodes.Queue * 4).Select(_ => Filings.FreshProject()).ToList();
        List<Heard> answers;
        await using (var stranger = await bureau.StrangerAsync())
        {
            await using var hold = new Npgsql.NpgsqlCommand(HoldTheLog, stranger);
            await hold.ExecuteNonQueryAsync();
            var asked = projects.Select(project => caller.FileAsync(bureau.Nodes[1], project)).ToList();

            // Those that wait are answered when the log is free again; the others before.
            await Task.WhenAny(asked);
            await stranger.CloseAsync();
            answers = [.. await Task.WhenAll(asked)];
        }

        output.WriteLine(string.Join(", ", answers.CountBy(answer => answer.Code ?? $"{answer.Status}")));
        var busy = answers.Where(answer => answer.Code == "writer.busy").ToList();
        Assert.NotEmpty(busy);
        Assert.All(busy, answer => Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, true), (answer.Status, answer.RetryAfter > TimeSpan.Zero)));
        Assert.All(answers, answer => Assert.True(answer.Code is null or "writer.busy" or "outcome.unknown", answer.ToString()));

        using var client = bureau.Client();
        foreach (var project in projects) await Filings.FileAsync(client, project);
        Assert.Equal([], await bureau.FaultsAsync());
    }

    [Fact]
    public async Task a_commit_that_is_cut_is_answered_with_what_became_of_it()
    {
        using var caller = new Caller();
        foreach (var fault in Enum.GetValues<TestKit.FaultyWire.CommitFault>())
        {
            var project = Filings.FreshProject();
            bureau.Wire.CutNextCommits(2, fault);
            var answer = await caller.FileAsync(bureau.Nodes[0], project);

            Assert.True(bureau.Wire.CutsLeft < 2, "No COMMIT was cut.");
            Assert.True(answer.Status == HttpStatusCode.Created, answer.ToString());
            Assert.Equal(1L, await bureau.AskAsync($"select count(*) from public.mt_events where data->>'projectNo' = '{project}'"));
        }

        bureau.Wire.CutNextCommits(0, TestKit.FaultyWire.CommitFault.Meanwhile);

        Assert.Equal([], await bureau.FaultsAsync());
    }

    [Fact]
    public async Task a_clock_moved_back_is_refused_with_a_code_and_forward_again_it_is_accepted()
    {
        using var caller = new Caller();
        var (caseNo, token, version) = await FiledAsync(caller);
        var now = (await caller.GetAsync(bureau.Nodes[0], "/development/clock")).Body!["now"]!.ToString();
        await caller.PutClockAsync(bureau.Nodes[0], "2026-02-01T09:00:00+08:00");
        Heard refused;
        try
        {
            refused = await NotifyAsync();
        }
        finally
        {
            await caller.PutClockAsync(bureau.Nodes[0], now);
        }

        Assert.Equal((HttpStatusCode.Conflict, "clock.behind-stream"), (refused.Status, refused.Code));
        var accepted = await NotifyAsync();
        Assert.True(accepted.Status == HttpStatusCode.OK, accepted.ToString());

        Task<Heard> NotifyAsync() => caller.PostAsync(
            bureau.Nodes[1], token, $"/cases/{caseNo}/correction-notice", Notice(), $"back-{caseNo}", version);
    }

    [Fact]
    public async Task a_long_report_and_a_forgotten_transaction_hold_up_nobody()
    {
        await using var report = await bureau.StrangerAsync();
        await using var forgotten = await bureau.StrangerAsync();
        await using var idle = new Npgsql.NpgsqlCommand(
            "begin; select pg_current_xact_id()", forgotten);
        await idle.ExecuteNonQueryAsync();
        await using var sleeping = new Npgsql.NpgsqlCommand(
            "begin isolation level repeatable read; select count(*) from public.mt_events; select pg_sleep(60)", report)
        {
            CommandTimeout = 0,
        };
        using var ending = new CancellationTokenSource();
        var reading = sleeping.ExecuteNonQueryAsync(ending.Token);

        var filings = new Filings(bureau);
        await filings.DuringAsync(portals: 4, async () =>
        {
            await filings.MoreAsync(20);
            await bureau.ReadersCatchUpAsync();
        });
        await bureau.ReadersCatchUpAsync();

        Assert.False(reading.IsCompleted, "The report was over before the work was done: it proved nothing.");
        await ending.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
        Assert.Equal([], await filings.MissingAsync());
    }

    /// <summary>A case with an officer's token for it and its version as seen over HTTP.</summary>
    async Task<(string CaseNo, string Token, string Version)> FiledAsync(Caller caller)
    {
        using var client = bureau.Client();
        var filed = await Filings.FileAsync(client, Filings.FreshProject());
        var page = await client.GetAsync("clerk", "320509", $"/cases/{filed.CaseNo}");
        Assert.True(page.Succeeded, page.Code);
        return (filed.CaseNo, await caller.TokenAsync(bureau.Nodes[0], "clerk", "320509"),
            string.Create(CultureInfo.InvariantCulture, $"\"{page.Version}\""));
    }

    static JsonObject Notice() => new()
    {
        ["note"] = "请补正",
        ["additional"] = new JsonArray(new JsonObject { ["field"] = "form.venue.name", ["reason"] = "名称不清" }),
    };
}
