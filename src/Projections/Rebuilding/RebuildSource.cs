using EventStore;
using Npgsql;
using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>What a rebuild works with.</summary>
/// <param name="Owner">Connections of regulation_owner: it creates, fills, exchanges and drops tables that do not serve.</param>
/// <param name="Projector">Connections of regulation_projector: it reads the log.</param>
public sealed record RebuildSource(NpgsqlDataSource Owner, NpgsqlDataSource Projector, EventCodec Codec);

/// <summary>How a rebuild works; machine time.</summary>
public sealed record RebuildOptions
{
    public static RebuildOptions Default { get; } = new();

    /// <summary>Events read with one statement.</summary>
    public int PageSize { get; init; } = 1000;

    public FoldBudget Budget { get; init; } = FoldBudget.Default;

    /// <summary>How much work a kill may cost.</summary>
    public TimeSpan WriteEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a table's exchange may hold up readers in one try; tried again after a pause.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Tries before the exchange is put off.</summary>
    /// <remarks>Every fourth outlasts the server's deadlock timeout, so that autovacuum gives way.</remarks>
    public int ExchangeTries { get; init; } = 40;

    public TimeSpan ExchangePause { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Tests hold a rebuild at a place; null in the product.</summary>
    public Func<string, Task>? At { get; init; }

    internal Task AtAsync(string place) => At?.Invoke(place) ?? Task.CompletedTask;
}

/// <summary>How far a rebuild has come.</summary>
/// <param name="Step">load, index, report, follow.</param>
/// <param name="Position">Everything at or below is folded.</param>
/// <param name="Target">Where it has caught up.</param>
/// <param name="EventsPerSecond">Since it was started or went on; all events, also those that are none of its business.</param>
public sealed record RebuildProgress(string Step, long Position, long Target, long EventsPerSecond)
{
    /// <summary>Of positions, which are nearly dense; 100 where nothing is left.</summary>
    public double Percent => Target <= 0 ? 100 : Math.Round(Math.Min(100, 100.0 * Position / Target), 1);

    /// <summary>Seconds until it has caught up at this rate; null where the rate is not known yet.</summary>
    public long? SecondsLeft => EventsPerSecond <= 0 ? null : Math.Max(0, Target - Position) / EventsPerSecond;
}

/// <summary>A table of a read model that does not serve: beside the one that does, or only to be compared with it.</summary>
/// <param name="Schema">Where it stands.</param>
/// <param name="Row">Its row in regulation.rebuilds.</param>
public sealed record Shelf(string Schema, string Row)
{
    public const string Serving = "read";
    public const string Passing = "read_passing";

    public static Shelf Beside(IProjection projection) => new("read_beside", projection.Name);

    public static Shelf Compare(IProjection projection) => new("read_compare", $"{projection.Name}/compare");

    public string TableOf(IProjection projection) => $"{Schema}{projection.SqlName[Serving.Length..]}";
}
