using Infrastructure.Database;

namespace Infrastructure.Hosting;

/// <summary>What the supervisor keeps running.</summary>
public sealed record SupervisorOptions
{
    /// <summary>Directory of the checkout's data, for example .data.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where the service listens, semicolons between; loopback in Development.</summary>
    public required string Urls { get; init; }

    /// <summary>The service's program and arguments; it gets its settings through the environment.</summary>
    public required string ChildFile { get; init; }

    public required IReadOnlyList<string> ChildArguments { get; init; }

    public required IReadOnlyList<SchemaModule> Modules { get; init; }

    /// <summary>A server that somebody else runs, in place of the private one.</summary>
    public string? Database { get; init; }

    public string? RoleSeed { get; init; }

    /// <summary>ASPNETCORE_ENVIRONMENT of the service.</summary>
    public string Environment { get; init; } = "Development";
}
