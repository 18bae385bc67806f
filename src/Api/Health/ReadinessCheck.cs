using Api.Http;
using Api.Effects;
using EventStore.Subscriptions;
using Infrastructure.Database;
using Infrastructure.Documents;
using Infrastructure.Effects;
using Infrastructure.PortalExchange;
using Infrastructure.WalletOperator;
using Npgsql;

namespace Api.Health;

/// <summary>Looks at everything the service needs, in bounded time whatever the database does.</summary>
/// <remarks>
/// Only what makes this node unable to serve fails. A reader of the log that stopped has stopped for all nodes: sending
/// requests elsewhere would help nobody, and commands and the other reads go on.
/// </remarks>
public sealed class ReadinessCheck(
    DatabaseConnections pools, SubscriptionRunner subscriptions, IReadOnlyList<SchemaModule> modules, EffectDeskQueries effects,
    PortalSettings portal, OperatorSettings wallets, FontFiles fonts)
{
    /// <summary>A balancer asks every second or two and must have its answer before it asks again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A reader of the log that is further behind than this is shown as a trouble.</summary>
    public static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(30);

    const int MostPolicies = 1000;

    readonly int steps = modules.Sum(module => module.Scripts.Count);
    readonly LagHistory history = new();
    readonly Lock gate = new();
    Task<Standing>? underWay;

    /// <summary>Callers that come while it looks share what it finds, so that a hanging server gathers no crowd.</summary>
    public async Task<Standing> LookAsync(CancellationToken cancellation)
    {
        Task<Standing> looking;
        lock (gate)
        {
            if (underWay is null or { IsCompleted: true }) underWay = Task.Run(AskAsync, CancellationToken.None);
            looking = underWay;
        }

        try
        {
            return await looking.WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            return Away("no answer in time");
        }
    }

    /// <summary>One question after the other, and none of them cancelled.</summary>
    /// <remarks>
    /// To cancel a statement Npgsql connects once more and waits, on a thread of the pool, for a server that does not answer. So
    /// a look at a hanging server ends with the command's own time, and until then those who ask are told that it hangs.
    /// </remarks>
    async Task<Standing> AskAsync()
    {
        try
        {
            var components = new Dictionary<string, Component>
            {
                ["database"] = await CanWriteAsync() ? Component.Ok : Component.Failed("read-only"),
                ["schema"] = await IsCurrentAsync() ? Component.Ok : Component.Failed("not current"),
                ["keys"] = await KeysAsync() ? Component.Ok : Component.Failed("unreachable"),
            };
            var number = await LastNumberAsync();
            var readers = await subscriptions.StatusAsync(CancellationToken.None);
            var summary = await effects.SummaryAsync(CancellationToken.None);
            var failing = await effects.FailingPoliciesAsync(MostPolicies, CancellationToken.None);
            return Found(components, readers, number, summary, failing.Count);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
        {
            return Away(DatabaseTrouble.Is(failure) ? "unreachable" : "unusable");
        }
    }

    Standing Found(
        Dictionary<string, Component> components, IReadOnlyList<SubscriptionStatus> statuses, long number, EffectSummary summary,
        int failing)
    {
        var horizon = statuses.Max(status => status.Horizon);
        history.See(horizon, statuses.Min(status => status.Position));
        var readers = statuses.Select(status => new ReaderStanding(status, history.Behind(status.Position))).ToList();
        components["readers"] = OfReaders(readers);
        components["policies"] = failing == 0 ? Component.Ok : Component.Degraded($"{failing} events wait for a person");
        components["portal"] = OfCounterpart(portal, summary);
        components["operator"] = OfCounterpart(wallets, summary);
        components["fonts"] = OfFonts();
        return new Standing(Readiness.Of(components), readers, horizon, number, summary, failing);
    }

    Standing Away(string reason) => new(
        Readiness.Of(new Dictionary<string, Component> { ["database"] = Component.Failed(reason), ["fonts"] = OfFonts() }),
        null, null, null, null, null);

    static Component OfReaders(IReadOnlyList<ReaderStanding> readers)
    {
        var stopped = readers.Where(reader => reader.Status.Error is not null)
            .Select(reader => $"{reader.Status.Name} at {reader.Status.ErrorPosition}").ToList();
        if (stopped.Count > 0) return Component.Degraded($"stopped: {string.Join(", ", stopped)}");

        var behind = readers.Where(reader => reader.Behind > LongestLag).Select(reader => reader.Status.Name).ToList();
        return behind.Count > 0 ? Component.Degraded($"behind: {string.Join(", ", behind)}") : Component.Ok;
    }

    static Component OfCounterpart(CounterpartSettings settings, EffectSummary summary)
    {
        var sending = DeskReadEndpoints.SendingOf(settings, summary.Held);
        if (summary.CasesWaiting > 0) return Component.Degraded($"{sending}, {summary.CasesWaiting} cases wait for a person");
        return sending == "held" ? Component.Degraded(sending) : new Component("ok", sending);
    }

    Component OfFonts() => fonts.Missing ? Component.Degraded("no font: documents wait to be printed") : Component.Ok;

    /// <summary>Asked with the rights of those who write: a standby, or a server set to read only, is not ready.</summary>
    async Task<bool> CanWriteAsync() =>
        await AskAsync<bool>(
            pools.Writer, "select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off'");

    async Task<bool> IsCurrentAsync() =>
        await AskAsync<long>(pools.Reader, "select count(*) from regulation.schema_version") >= steps;

    /// <summary>Without keys nobody's data can be opened or sealed; they may live on another server.</summary>
    async Task<bool> KeysAsync()
    {
        try
        {
            return await AskAsync<int>(pools.Keys, "select 1") == 1;
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException or IOException)
        {
            return false;
        }
    }

    Task<long> LastNumberAsync() =>
        AskAsync<long>(pools.Writer, "select case when is_called then last_value else 0 end from public.mt_events_sequence");

    static async Task<T> AskAsync<T>(NpgsqlDataSource source, string question)
    {
        await using var command = source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
