using System.Threading.RateLimiting;

namespace Api.Http;

/// <summary>How much one caller may ask for in a second; generous, so that only a loop run wild is stopped.</summary>
public sealed class CallerRate(int perSecond, int burst) : IDisposable
{
    readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    /// <returns>Null when the call may go on.</returns>
    public Problem? Take(string caller)
    {
        using var lease = limiter.AttemptAcquire(caller);
        if (lease.IsAcquired) return null;
        return Problems.TooManyRequests(
            lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1));
    }

    public void Dispose() => limiter.Dispose();
}
