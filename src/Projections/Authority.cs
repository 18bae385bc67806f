using Domain.Identity;
using EventStore;

namespace Projections;

/// <summary>Who acted and with what authority, as the event's metadata recorded it then.</summary>
public static class Authority
{
    public static PersonRef? PersonOf(StoredEvent stored) =>
        string.IsNullOrEmpty(stored.UserName) ? null : new PersonRef(stored.UserName);

    public static string? RoleOf(StoredEvent stored) => stored.Headers.GetValueOrDefault("role");

    public static string? DistrictOf(StoredEvent stored) => stored.Headers.GetValueOrDefault("district");

    /// <summary>Holder and number of the office; null before the directory was kept, and for systems.</summary>
    public static string? OfficeOf(StoredEvent stored) => stored.Headers.GetValueOrDefault("office");

    /// <summary>The holder of the office, where somebody acted by a delegation.</summary>
    public static PersonRef? OnBehalfOf(StoredEvent stored) =>
        stored.Headers.GetValueOrDefault("onBehalfOf") is { } holder ? new PersonRef(holder) : null;

    /// <summary>Caller and key of the command that the event came from.</summary>
    public static string? CommandOf(StoredEvent stored) => stored.Headers.GetValueOrDefault("command");
}
