using Application.Ports;
using NodaTime;
using Npgsql;

namespace Infrastructure.Clock;

/// <summary>The machine's clock plus the offset that all nodes share; outside Development there is none.</summary>
/// <param name="movable">True in Development only.</param>
public sealed class BusinessClock(NpgsqlDataSource writer, bool movable, IClock machine) : IBusinessClock
{
    readonly SharedLooks<object?, long> offset = new(async _ =>
    {
        await using var command = writer.CreateCommand(
            "SELECT (extract(epoch FROM ahead_by) * 1000000)::bigint FROM regulation.business_clock");
        return (long)(await command.ExecuteScalarAsync())!;
    });

    public async Task<Instant> NowAsync(CancellationToken cancellation)
    {
        if (!movable) return machine.GetCurrentInstant();

        var microseconds = await offset.AskAsync(null, cancellation);
        return machine.GetCurrentInstant().PlusTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }

    public async Task SetAsync(Instant now, CancellationToken cancellation)
    {
        if (!movable) throw new InvalidOperationException("The business clock can be moved in Development only.");

        var ahead = now - machine.GetCurrentInstant();
        await using var command = writer.CreateCommand(
            "UPDATE regulation.business_clock SET ahead_by = $1 * interval '1 microsecond'");
        command.Parameters.Add(new() { Value = ahead.BclCompatibleTicks / TimeSpan.TicksPerMicrosecond });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
