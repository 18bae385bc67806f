using Application.Reading;
using EventStore;
using Npgsql;

namespace Api.Http;

/// <summary>Turns broken machinery into problems. What was sent is never repeated, neither to the caller nor in the log.</summary>
public sealed partial class FailureMiddleware(RequestDelegate next, ILogger<FailureMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            var problem = ProblemOf(failure);
            if (problem.Status >= StatusCodes.Status500InternalServerError) Failed(log, failure.GetType().Name, Where(failure));
            http.Response.Clear();
            await problem.ExecuteAsync(http);
        }
    }

    static Problem ProblemOf(Exception failure) =>
        failure switch
        {
            OutcomeUnknownException => Problems.OutcomeUnknown,
            WriterBlockedException => Problems.WriterBlocked,
            WriterBusyException => Problems.WriterBusy,
            UnknownEventException => Problems.EventUnknown,
            UnreadableEventException => Problems.EventUnreadable,
            NotStorableException bad => Problem.From(
                new BodyFault("body.not-storable", "$", $"{bad.Place} cannot be stored.")),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.TooLarge(JsonBody.MaxBytes),
            BadHttpRequestException => Problem.From(BodyFault.Unreadable("$", "The request could not be read.")),
            PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } missing
                when missing.MessageText.Contains("\"read.", StringComparison.Ordinal) => Problems.ReadModelMissing,
            _ when DatabaseTrouble.Is(failure) => Problems.DatabaseUnavailable,
            _ => Problems.Internal,
        };

    /// <summary>Type and place tell where to look; a message could hold what was sent.</summary>
    static string Where(Exception failure) =>
        string.Join(" < ", (failure.StackTrace ?? "").Split('\n').Take(6).Select(line => line.Trim()))
        + (failure is PostgresException server ? $" SQLSTATE {server.SqlState} {server.ConstraintName} {server.Routine}" : "");

    [LoggerMessage(1, LogLevel.Error, "A request failed: {Failure} at {Place}")]
    static partial void Failed(ILogger log, string failure, string place);
}
