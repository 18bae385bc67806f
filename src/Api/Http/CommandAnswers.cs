using Application;

namespace Api.Http;

/// <summary>What a command's result looks like over HTTP; the one place where results become statuses.</summary>
public static class CommandAnswers
{
    /// <returns>Null when the command was done.</returns>
    public static Problem? ProblemOf(CommandResult result) =>
        result switch
        {
            CommandResult.Done => null,
            CommandResult.Refused no => Problem.From(no.Refusal),
            CommandResult.Stale stale => Problems.VersionStale(stale.Actual),
            CommandResult.KeyReused => Problems.KeyReused,
            CommandResult.ClockBehind => Problems.ClockBehind,
            _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
        };

    /// <summary>The same, with the position at which the refusal is kept in a header.</summary>
    public static Problem? ProblemOf(HttpContext http, CommandResult result)
    {
        if (result is CommandResult.Refused { Position: > 0 } refused) SetPosition(http, refused.Position);
        return ProblemOf(result);
    }

    /// <summary>Version and position of what was done, where the command has them.</summary>
    public static void SetDone(HttpContext http, CommandResult.Done done)
    {
        if (done.Version > 0) SetVersion(http, done.Version);
        if (done.Position > 0) SetPosition(http, done.Position);
    }

    public static void SetVersion(HttpContext http, long version) => http.Response.Headers.ETag = CommandHeaders.TagOf(version);

    public static void SetPosition(HttpContext http, long position) =>
        http.Response.Headers["Regulation-Position"] = position.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
