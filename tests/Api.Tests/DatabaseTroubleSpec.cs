using System.Net;
using System.Text.Json.Nodes;
using Npgsql;

namespace Api.Tests;

/// <summary>A database that cannot write is the house's trouble, not the caller's and not a fault of the program.</summary>
public sealed class DatabaseTroubleSpec : IAsyncLifetime
{
    readonly Service service = new();

    public Task InitializeAsync() => service.InitializeAsync();

    public Task DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task a_database_set_to_read_only_is_named_unavailable_and_not_ready()
    {
        var bureau = service.Bureau;
        var filed = await Filed.Async(bureau, Forms.Fresh());
        await bureau.PersonAsync("clerk", filed.District);
        var version = (await bureau.GetAsync("auditor", "320500", $"/cases/{filed.CaseNo}")).Version;
        await BecomesAsync("ok");

        await SetReadOnlyAsync("on");
        await BecomesAsync("failed", "read-only");
        var refused = await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "acceptance", new JsonObject(), version);
        await SetReadOnlyAsync("off");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database.unavailable"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Headers.RetryAfter);
        await BecomesAsync("ok");
    }

    /// <summary>Asks until the health check has seen the connections end that were ended here.</summary>
    async Task BecomesAsync(string state, string? reason = null)
    {
        Reply reply;
        JsonNode? database;
        var patience = Task.Delay(TimeSpan.FromSeconds(90));
        do
        {
            reply = await service.Bureau.AnonymousAsync(HttpMethod.Get, "/health/ready");
            database = reply.Body!["components"]!["database"];
        }
        while ((database?["state"]?.ToString(), database?["reason"]?.ToString()) != (state, reason) && !patience.IsCompleted);

        Assert.Equal((state, reason), (database!["state"]!.ToString(), database["reason"]?.ToString()));
        if (state != "ok") Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
    }

    /// <summary>The setting is read when a connection opens, so the open ones are ended.</summary>
    async Task SetReadOnlyAsync(string value)
    {
        var settings = new NpgsqlConnectionStringBuilder(service.Database.OwnerConnectionString)
        {
            Options = "-c default_transaction_read_only=off", Pooling = false,
        };
        await using var source = NpgsqlDataSource.Create(settings);
        await using var set = source.CreateCommand(
            $"alter database {service.Database.Name} set default_transaction_read_only = {value}");
        await set.ExecuteNonQueryAsync();
        await using var end = source.CreateCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity "
            + "where datname = current_database() and pid <> pg_backend_pid()");
        await end.ExecuteNonQueryAsync();
    }
}
