using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>
/// What an erasure leaves in the database, row by row: on a service of its own, since every row that anything else
/// writes meanwhile would count against it.
/// </summary>
public sealed class ErasedRowsSpec : IAsyncLifetime
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    readonly Service service = new();

    Bureau bureau = null!;

    /// <summary>What an erasure may change: the key, what finds the person, and the record that it was done.</summary>
    static readonly string[] MayChange =
    [
        "public.mt_events", "public.mt_streams", "read.audit_trail_", "regulation.", "vault.access_log", "vault.erasures",
        "vault.restrictions", "vault_keys.keys",
    ];

    [Fact]
    public async Task an_erased_agent_leaves_every_row_but_the_key()
    {
        var (filed, agent) = await ErasureSpec.FiledAsync(bureau, withdrawn: true);
        var document = await ReadAsync($"/cases/{filed.CaseNo}/persons/{agent}?purpose=handling-a-case");
        Assert.Equal("shown", document.Body!["states"]!["name"]!.ToString());

        // Three years after the case ended nothing stands against it any more.
        await bureau.SetClockAsync("2029-02-18T09:00:00+08:00");
        await bureau.PersonAsync("privacy-officer", "320500");
        var last = await SettledAsync();
        var before = await TablesAsync();
        var events = await EventsAsync(last);
        var reply = await bureau.CallAsync(
            "privacy-officer", "320500", HttpMethod.Post, $"/persons/{agent}/erasure", new JsonObject { ["requestNo"] = "PI-1" });
        Assert.True((int)reply.Status == 200 && reply.Body!["state"]!.ToString() == "erased", reply.ToString());
        var after = await TablesAsync();

        var changed = after.Where(table => before[table.Key] != table.Value).Select(table => table.Key);
        Assert.DoesNotContain(changed, table => !MayChange.Any(table.StartsWith));
        Assert.Equal(events, await EventsAsync(last));
        Assert.Equal("person_erased", await service.Database.AskAsOwnerAsync(
            $"select string_agg(type, ' ') from mt_events where seq_id > {last}"));
        Assert.NotEqual(before["vault_keys.keys"], after["vault_keys.keys"]);

        var certificate = await bureau.GetAsync("privacy-officer", "320500", $"/persons/{agent}/erasure-certificate");
        Assert.Equal(("2029-02-18", "2029-03-20"), (
            certificate.Body!["erasedOn"]!.ToString(), certificate.Body["keyBackupsGoneOn"]!.ToString()));
        Assert.Matches("^[0-9a-f]{64}$", certificate.Body["sm3"]!.ToString());

        var gone = await ReadAsync($"/cases/{filed.CaseNo}/persons/{agent}?purpose=audit");
        Assert.Equal((200, "erased"), ((int)gone.Status, gone.Body!["states"]!["name"]!.ToString()));
        Assert.Null(gone.Body["details"]!["name"]);
        Assert.Equal(200, (int)(await ReadAsync($"/cases/{filed.CaseNo}")).Status);
        Assert.Equal(200, (int)(await bureau.AnonymousAsync(HttpMethod.Get, "/register/permits")).Status);
    }

    public async Task InitializeAsync()
    {
        await service.InitializeAsync();
        bureau = service.Bureau;
    }

    public Task DisposeAsync() => service.DisposeAsync();

    Task<Reply> ReadAsync(string path) => bureau.GetAsync("auditor", "320500", path);

    /// <summary>
    /// The last event, once every policy has acted upon it, every read model has folded it, and every document that was
    /// begun is printed.
    /// </summary>
    async Task<long> SettledAsync()
    {
        var waited = Stopwatch.StartNew();
        for (var seen = ""; waited.Elapsed < Longest; await Task.Delay(TimeSpan.FromSeconds(3)))
        {
            var state = (string)(await service.Database.AskAsOwnerAsync(
                """
                select concat_ws(' ',
                    (select max(seq_id) from mt_events),
                    (select min(position) from regulation.checkpoints) >= (select max(seq_id) from mt_events),
                    not exists (select from regulation.policy_to_dos where done_at is null),
                    not exists (select from files.files where not complete),
                    (select count(*) from files.files), (select count(*) from files.chunks), (select count(*) from files.links))
                """))!;
            var parts = state.Split(' ');
            if (state == seen && parts[1..4].All(part => part == "t"))
                return long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
            seen = state;
        }

        throw new TimeoutException("The service did not come to rest.");
    }

    async Task<string> EventsAsync(long last) =>
        (string)(await service.Database.AskAsOwnerAsync(
            $"select md5(string_agg(md5(e::text), '' order by seq_id)) from mt_events e where seq_id <= {last}"))!;

    /// <summary>A digest of the rows of every table.</summary>
    async Task<Dictionary<string, string>> TablesAsync()
    {
        var names = (string)(await service.Database.AskAsOwnerAsync(
            """
            select string_agg(format('%I.%I', schemaname, tablename), ' ') from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema')
            """))!;
        var tables = new Dictionary<string, string>();
        foreach (var name in names.Split(' '))
        {
            var rows = await service.Database.AskAsOwnerAsync(
                $"select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from {name} t");
            tables[name] = (string)rows!;
        }

        return tables;
    }
}
