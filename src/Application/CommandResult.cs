using Domain.Kernel;
using NodaTime;

namespace Application;

/// <summary>What became of a command, in the words of the caller.</summary>
public abstract record CommandResult
{
    private CommandResult() { }

    /// <param name="Version">Of the stream the command was meant for.</param>
    /// <param name="Position">Of the last event written; 0 if none was.</param>
    /// <param name="Repeated">True when an earlier copy had already done it.</param>
    public sealed record Done(long Version, long Position, bool Repeated) : CommandResult;

    public sealed record Refused(Refusal Refusal, long Position, bool Repeated) : CommandResult;

    public sealed record Stale(long Actual) : CommandResult;

    public sealed record KeyReused : CommandResult;

    public sealed record Held(string Guard, string Holder) : CommandResult;

    public sealed record ClockBehind(Instant LastEventAt) : CommandResult;
}
