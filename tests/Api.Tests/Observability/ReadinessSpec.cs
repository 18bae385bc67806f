using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests.Observability;

/// <summary>What balancers and operators are told of a node that has a trouble.</summary>
public sealed class ReadinessSpec : IAsyncLifetime
{
    readonly Service service = new("--Regulation:Font", "/nowhere/no.ttf");

    public Task InitializeAsync() => service.InitializeAsync();

    public Task DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task a_trouble_that_no_other_node_could_help_is_degraded_and_served_all_the_same()
    {
        // The next event it takes would clear it: what the service does by itself at its start.
        var (status, seen) = await BecomesAsync("readers", "degraded", () => service.Database.RunAsOwnerAsync(
            "update regulation.checkpoints set error = 'UnreadableEventException', error_position = 7 where name like 'audit_trail:%'"));

        Assert.Equal((HttpStatusCode.OK, "degraded"), (status, seen["status"]!.ToString()));
        Assert.StartsWith("stopped: audit_trail:", seen["components"]!["readers"]!["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" at 7", seen["components"]!["readers"]!["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("degraded", seen["components"]!["fonts"]!["state"]!.ToString());
        Assert.DoesNotContain("/nowhere", seen.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_schema_older_than_the_program_is_not_ready()
    {
        await service.Database.RunAsOwnerAsync("delete from regulation.schema_version where module = 'vault'");
        var (status, seen) = await BecomesAsync("schema", "failed");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-ready"), (status, seen["status"]!.ToString()));
        Assert.Equal("not current", seen["components"]!["schema"]!["reason"]!.ToString());
    }

    [Fact]
    public async Task a_process_lives_whatever_the_database_does()
    {
        await service.Database.RunAsOwnerAsync(
            $"alter database {service.Database.Name} connection limit 0;"
            + "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        var (status, seen) = await BecomesAsync("database", "failed");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-ready"), (status, seen["status"]!.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await service.Bureau.AnonymousAsync(HttpMethod.Get, "/health/live")).Status);
        foreach (var word in new[] { "Host=", "Password", service.Database.Name, "regulation_" })
            Assert.DoesNotContain(word, seen.ToJsonString(), StringComparison.Ordinal);
    }

    async Task<(HttpStatusCode Status, JsonNode Seen)> BecomesAsync(string component, string state, Func<Task>? first = null)
    {
        Reply reply;
        var patience = Task.Delay(TimeSpan.FromSeconds(90));
        do
        {
            if (first is not null) await first();
            reply = await service.Bureau.AnonymousAsync(HttpMethod.Get, "/health/ready");
        }
        while (reply.Body!["components"]![component]?["state"]?.ToString() != state && !patience.IsCompleted);

        Assert.Equal(state, reply.Body["components"]![component]?["state"]?.ToString());
        return (reply.Status, reply.Body);
    }
}
