using Application.Policies;
using EventStore;
using Microsoft.Extensions.Logging;

namespace Infrastructure.Policies;

/// <summary>One round of all policies. What fails is skipped and tried again later; it holds up nothing else.</summary>
public sealed partial class PolicyRounds(
    IEnumerable<IPolicy> policies, IEnumerable<IDatedPolicy> dated, PolicyToDos toDos, IEventStore store,
    ILogger<PolicyRounds> log)
{
    const int AtOnce = 200;

    readonly Dictionary<string, IPolicy> byName = policies.ToDictionary(policy => policy.Name);
    readonly List<IDatedPolicy> byDay = [.. dated];

    /// <returns>True where more is waiting than one round takes.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        foreach (var policy in byDay)
        {
            try
            {
                await policy.RunAsync(cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                Skipped(log, policy.Name, NameOf(failure));
            }
        }

        var due = await toDos.DueAsync(byName.Keys, AtOnce, cancellation);
        foreach (var item in due) await ActAsync(item, cancellation);
        return due.Count == AtOnce;
    }

    async Task ActAsync(PolicyToDo item, CancellationToken cancellation)
    {
        try
        {
            var events = await store.ReadStreamAsync(item.Stream, new StreamLimit(item.Version), cancellation);
            if (events.FirstOrDefault(stored => stored.Id == item.Event) is { } cause)
                await byName[item.Policy].ActAsync(cause, cancellation);
            await toDos.DoneAsync(item, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Failed(log, item.Policy, item.Event, item.Attempts + 1, NameOf(failure));

            // Where the database itself is away this fails too, and nothing counts against the event.
            await toDos.FailedAsync(item, NameOf(failure), cancellation);
        }
    }

    static string NameOf(Exception failure) => failure switch
    {
        PolicyNotYetException notYet => notYet.Code,
        Npgsql.PostgresException answered => $"{nameof(Npgsql.PostgresException)} SQLSTATE {answered.SqlState}",
        _ => failure.GetType().Name,
    };

    [LoggerMessage(1, LogLevel.Warning, "The policy {Policy} skipped a round: {Failure}")]
    static partial void Skipped(ILogger log, string policy, string failure);

    [LoggerMessage(2, LogLevel.Warning, "The policy {Policy} failed at event {Event}, attempt {Attempt}: {Failure}")]
    static partial void Failed(ILogger log, string policy, Guid @event, int attempt, string failure);
}
