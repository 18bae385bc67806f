using Domain.Identity;
using EventStore;
using NodaTime;

namespace Application;

/// <summary>Who acted, with what authority, through which command: the metadata of every event.</summary>
public static class EventMetadataOf
{
    /// <param name="command">Caller and key, so that an event leads back to the request that made it.</param>
    /// <param name="causation">Id of the event that a policy answered; null for a person's act.</param>
    public static EventMetadata Act(Actor actor, Instant at, string command, Guid? causation) =>
        new(at, actor.Person.Value, Guid.CreateVersion7().ToString("N"), causation?.ToString(), HeadersOf(actor, command));

    /// <summary>The authority of that moment: whoever changes office later, the event keeps it.</summary>
    public static IReadOnlyDictionary<string, string> HeadersOf(Actor actor, string command)
    {
        var headers = new Dictionary<string, string>
        {
            ["role"] = actor.Role,
            ["district"] = actor.District,
            ["command"] = command,
        };
        if (actor.Authority is not { } authority) return headers;

        headers["office"] = authority.Office;
        if (authority.OnBehalfOf is { } holder) headers["onBehalfOf"] = holder.Value;
        if (authority.Delegation is { } delegation) headers["delegation"] = delegation;
        return headers;
    }
}
