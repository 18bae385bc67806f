using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TestKit;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>IMP-10 with the real program: SIGKILL in the middle of the one transaction that takes a register over.</summary>
public sealed class ImportKillTests(ITestOutputHelper output)
{
    const int Rows = 2000;
    const int Kills = 2;

    static readonly TimeSpan Time = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task SIGKILL_while_an_import_is_committed_leaves_none_of_its_permits_and_the_next_commit_all()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var data = new Folder("regulation-import-");
        await using var service = new ServeProcess(database.OwnerConnectionString, data.Path, new Dictionary<string, string>());
        await service.StartAsync();
        using var http = new HttpClient { BaseAddress = service.Address, Timeout = Time };
        var other = (await SignInAsync(http, "auditor", null)).Person;
        var importId = await CheckedAsync(http);

        var (hits, watch) = (0, Stopwatch.StartNew());
        while (hits < Kills && watch.Elapsed < Time)
        {
            var committing = CommitAsync(http, importId, other, CancellationToken.None);
            var inside = await UntilInsideAsync(database, committing, hits);
            await service.KillAsync();
            await DoneAsync(committing);
            await UntilRolledBackAsync(database);
            if (await CountsAsync(database) is not "0 0 0" and var counts)
            {
                // The commit was faster than the kill: then it is whole, and there is nothing left to interrupt.
                Assert.False(inside, counts);
                break;
            }

            if (inside) hits++;
            await service.StartAsync();
        }

        output.WriteLine($"{hits} kills inside the transaction in {watch.Elapsed}");
        Assert.True(hits > 0);
        if (await CountsAsync(database) == "0 0 0") Assert.Equal(HttpStatusCode.OK, await CommitAsync(http, importId, other, default));
        Assert.Equal($"{Rows} {Rows} {Rows}", await CountsAsync(database));
        Assert.Equal(HttpStatusCode.OK, await CommitAsync(http, importId, other, default));
        Assert.Equal($"{Rows} {Rows} {Rows}", await CountsAsync(database));
    }

    static async Task<string> CheckedAsync(HttpClient http)
    {
        var maker = await SignInAsync(http, "operator", null);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/imports/permits", UriKind.Relative))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(ImportRows.Csv(Rows))),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", maker.Token);
        using var reply = await http.SendAsync(request);
        var body = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;
        Assert.True((bool)body["canBeCommitted"]!, body.ToJsonString());
        return body["importId"]!.ToString();
    }

    /// <returns>Null where the service died before it answered.</returns>
    static async Task<HttpStatusCode?> CommitAsync(HttpClient http, string importId, string person, CancellationToken cancellation)
    {
        try
        {
            var (token, _) = await SignInAsync(http, "operator", person);
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri($"/imports/permits/{importId}/commit", UriKind.Relative));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var reply = await http.SendAsync(request, cancellation);
            return reply.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <returns>False where the commit was over before its transaction was seen at work.</returns>
    static async Task<bool> UntilInsideAsync(TestDatabase database, Task committing, int hits)
    {
        // Each kill a little deeper.
        var age = 0.1 + hits * 0.7;
        while (!committing.IsCompleted)
        {
            var seen = await database.AskAsOwnerAsync(
                $"""
                select count(*) from pg_stat_activity
                where datname = current_database() and usename like 'regulation%' and pid <> pg_backend_pid()
                  and xact_start < clock_timestamp() - interval '{age.ToString(System.Globalization.CultureInfo.InvariantCulture)} seconds'
                  and backend_xid is not null
                """);
            if (seen is > 0L) return true;
            await Task.Delay(5);
        }

        return false;
    }

    /// <summary>The server notices a moment later that its client is gone.</summary>
    static async Task UntilRolledBackAsync(TestDatabase database)
    {
        var waited = Stopwatch.StartNew();
        while (await database.AskAsOwnerAsync(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and usename like 'regulation%' and pid <> pg_backend_pid()
            """) is not 0L)
        {
            Assert.True(waited.Elapsed < Time, "A transaction of the killed service does not end.");
            await Task.Delay(20);
        }
    }

    static async Task DoneAsync(Task<HttpStatusCode?> committing) => await committing;

    static async Task<(string Token, string Person)> SignInAsync(HttpClient http, string role, string? person)
    {
        var asked = new JsonObject { ["role"] = role, ["district"] = "320500" };
        if (person is not null) asked["person"] = person;
        using var content = new StringContent(asked.ToJsonString(), Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync(new Uri("/development/token", UriKind.Relative), content);
        var body = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;
        return (body["token"]!.ToString(), body["person"]!.ToString());
    }

    /// <summary>Permits in the log, their streams, and the guards of their old numbers.</summary>
    static async Task<string> CountsAsync(TestDatabase database) => (string)(await database.AskAsOwnerAsync(
        """
        select concat_ws(' ', (select count(*) from mt_events where type = 'permit_imported'),
            (select count(*) from mt_streams where type = 'sport_permit'),
            (select count(*) from regulation.claims where name = 'legacy-permit'))
        """))!;
}
