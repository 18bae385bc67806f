namespace Api.Http;

/// <summary>Who may call an endpoint. Every endpoint carries one; without it nobody is let in and a test fails.</summary>
/// <param name="Roles">Roles of the token; empty only for the other two kinds.</param>
/// <param name="App">The outside system that must have signed the call, or null.</param>
/// <param name="Anonymous">True where anybody may call, on purpose.</param>
public sealed record RolesAdmitted(IReadOnlyList<string> Roles, string? App, bool Anonymous)
{
    /// <summary>Who asks from this very machine needs no token: for what tells nothing about anybody.</summary>
    public bool OnThisMachine { get; init; }

    public override string ToString() => Anonymous ? "anybody" : App is not null ? $"app {App}" : string.Join(", ", Roles);
}

public static class RolesAdmittedExtensions
{
    public static TBuilder Admit<TBuilder>(this TBuilder endpoint, params string[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        roles.Length == 0
            ? throw new ArgumentException("Name the roles, or say AdmitAnybody.", nameof(roles))
            : endpoint.WithMetadata(new RolesAdmitted(roles, null, false));

    /// <param name="reason">Why no identity is asked for; it stands here for the reader of the code.</param>
    public static TBuilder AdmitAnybody<TBuilder>(this TBuilder endpoint, string reason)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return endpoint.WithMetadata(new RolesAdmitted([], null, true));
    }

    public static TBuilder AdmitOnThisMachineOr<TBuilder>(this TBuilder endpoint, string role)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RolesAdmitted([role], null, false) { OnThisMachine = true });

    public static TBuilder AdmitApp<TBuilder>(this TBuilder endpoint, string app)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RolesAdmitted([], app, false));
}
