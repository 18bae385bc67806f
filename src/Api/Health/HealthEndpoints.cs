using Api.Http;
using EventStore.Subscriptions;
using Infrastructure.Database;

namespace Api.Health;

/// <summary>Whether the process lives, and whether it should be sent requests.</summary>
public static class HealthEndpoints
{
    const string Reason = "balancers and supervisors carry no token; nothing is told but yes or no";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("health");
        health.MapGet("/live", () => Results.Json(new { status = "live" })).WithName("Live").AdmitAnybody(Reason);
        health.MapGet("/ready", ReadyAsync).WithName("Ready").AdmitAnybody(Reason);
    }

    public sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Checks);

    static async Task<IResult> ReadyAsync(
        DatabaseConnections pools, SubscriptionRunner subscriptions, IReadOnlyList<SchemaModule> modules, CancellationToken cancellation)
    {
        var checks = new Dictionary<string, string>();
        try
        {
            checks["schema"] = await IsCurrentAsync(pools, modules, cancellation) ? "ok" : "not current";
            checks["database"] = await CanWriteAsync(pools, cancellation) ? "ok" : "read-only";
            var stopped = (await subscriptions.StatusAsync(cancellation)).Where(status => status.Error is not null).ToList();
            checks["subscriptions"] = stopped.Count == 0 ? "ok" : $"stopped: {string.Join(", ", stopped.Select(status => status.Name))}";
        }
        catch (Exception failure) when (failure is Npgsql.NpgsqlException or TimeoutException)
        {
            checks["database"] = DatabaseTrouble.Is(failure) ? "unreachable" : "unusable";
        }

        var ready = checks.Count == 3 && checks.Values.All(value => value == "ok");
        return Results.Json(
            new Readiness(ready ? "ready" : "not ready", checks),
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Asked with the rights of those who write: a standby, or a server set to read only, is not ready.</summary>
    static async Task<bool> CanWriteAsync(DatabaseConnections pools, CancellationToken cancellation)
    {
        await using var command = pools.Writer.CreateCommand(
            "select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off'");
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    static async Task<bool> IsCurrentAsync(
        DatabaseConnections pools, IReadOnlyList<SchemaModule> modules, CancellationToken cancellation)
    {
        await using var command = pools.Reader.CreateCommand("select count(*) from regulation.schema_version");
        var applied = (long)(await command.ExecuteScalarAsync(cancellation))!;
        return applied >= modules.Sum(module => module.Scripts.Count);
    }
}
