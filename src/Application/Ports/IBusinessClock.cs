using NodaTime;

namespace Application.Ports;

/// <summary>The movable clock of the bureau: event times, deadlines, expiries. One row in the database, for all nodes.</summary>
/// <remarks>Tokens, signatures, nonces, leases and timeouts use the machine's clock instead.</remarks>
public interface IBusinessClock
{
    Task<Instant> NowAsync(CancellationToken cancellation);

    /// <summary>Moves the clock; it runs on from there. Development only.</summary>
    Task SetAsync(Instant now, CancellationToken cancellation);
}
