using NodaTime;

namespace EventStore;

/// <summary>PostgreSQL keeps microseconds and knows -infinity (Marten's tombstones).</summary>
static class Moments
{
    /// <summary>Npgsql's name for -infinity.</summary>
    static readonly Instant BeforeAllTime = Read(DateTime.MinValue);

    static readonly Instant AfterAllTime = Read(DateTime.MaxValue);

    public static Instant Read(DateTime value) =>
        Instant.FromDateTimeUtc(DateTime.SpecifyKind(value, DateTimeKind.Utc));

    public static DateTime Write(Instant value) =>
        value <= BeforeAllTime ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)
        : value >= AfterAllTime ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)
        : value.ToDateTimeUtc();

    /// <summary>Cut to what the column keeps, so that a value read back equals the value written.</summary>
    public static Instant ToMicroseconds(Instant value)
    {
        var ticks = value.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (((ticks % 10) + 10) % 10));
    }
}
