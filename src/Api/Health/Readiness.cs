using System.Text.Json.Serialization;
using EventStore.Subscriptions;
using Infrastructure.Effects;

namespace Api.Health;

/// <summary>One part of the service as an operator should see it. No names of persons, no secrets, no content.</summary>
/// <param name="State">ok; degraded: the service answers without it; failed: it cannot.</param>
/// <param name="Reason">What is wrong, or worth knowing; null where there is nothing to say.</param>
public sealed record Component(string State, string? Reason = null)
{
    public static Component Ok { get; } = new("ok");

    public static Component Degraded(string reason) => new("degraded", reason);

    public static Component Failed(string reason) => new("failed", reason);
}

/// <param name="Status">ready; degraded: send requests, and call an operator; not-ready: send them elsewhere.</param>
public sealed record Readiness(string Status, IReadOnlyDictionary<string, Component> Components)
{
    [JsonIgnore]
    public bool MayServe => Status != "not-ready";

    public static Readiness Of(IReadOnlyDictionary<string, Component> components) => new(
        components.Values.Any(component => component.State == "failed") ? "not-ready"
        : components.Values.Any(component => component.State == "degraded") ? "degraded" : "ready",
        components);
}

/// <summary>A reader of the log with its lag in time.</summary>
public sealed record ReaderStanding(SubscriptionStatus Status, TimeSpan Behind);

/// <summary>What was found when the node was looked at; parts are null while the database does not answer.</summary>
/// <param name="LastNumber">The last number drawn for an event; those beyond the horizon are on their way, or lost.</param>
public sealed record Standing(
    Readiness Readiness, IReadOnlyList<ReaderStanding>? Readers, long? Horizon, long? LastNumber, EffectSummary? Effects,
    int? FailingPolicies);
