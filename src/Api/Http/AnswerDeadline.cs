namespace Api.Http;

/// <summary>How long a request may wait for its answer; a caller who is told comes again, one who waits only holds a place.</summary>
public sealed record AnswerTime(TimeSpan Longest);

/// <summary>On endpoints whose work may take minutes: uploads, imports.</summary>
public sealed record TakesItsTime;

/// <summary>Ends the wait for machinery that hangs: what only read is late, what would write has an unknown outcome.</summary>
/// <remarks>
/// Stands twice in the pipeline, like <see cref="FailureMiddleware"/>: the outer one begins the time, the nearer one answers.
/// A write that was taken up goes on without its caller and is found by a repeat under the same key.
/// </remarks>
public sealed class AnswerDeadline(RequestDelegate next, AnswerTime time)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<TakesItsTime>() is not null)
        {
            await next(http);
            return;
        }

        if (http.Features.Get<Running>() is { } running) await AnswerAsync(http, running);
        else await BeginAsync(http);
    }

    /// <summary>On every endpoint: once it has its answer, the answer is sent, however late.</summary>
    /// <remarks>The framework drops a JSON body in silence when the request's token is cancelled: an empty 200 would be left.</remarks>
    public static async ValueTask<object?> KeepAnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        if (context.HttpContext.Features.Get<Running>() is { } running) context.HttpContext.RequestAborted = running.Caller;
        return answer;
    }

    async Task BeginAsync(HttpContext http)
    {
        using var running = new Running(time.Longest, http.RequestAborted);
        http.Features.Set(running);
        http.RequestAborted = running.Token;
        try
        {
            await AnswerAsync(http, running);
        }
        finally
        {
            http.RequestAborted = running.Caller;
            http.Features.Set<Running>(null);
        }
    }

    async Task AnswerAsync(HttpContext http, Running running)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (running.IsOver && !http.Response.HasStarted)
        {
            http.RequestAborted = running.Caller;
            http.Response.Clear();
            var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
            await (reads ? Problems.AnswerLate : Problems.OutcomeUnknown).ExecuteAsync(http);
        }
    }

    sealed class Running : IDisposable
    {
        readonly CancellationTokenSource source;

        public Running(TimeSpan longest, CancellationToken caller)
        {
            Caller = caller;
            source = CancellationTokenSource.CreateLinkedTokenSource(caller);
            source.CancelAfter(longest);
        }

        public CancellationToken Caller { get; }

        public CancellationToken Token => source.Token;

        /// <summary>The time is over, and the caller is still there.</summary>
        public bool IsOver => source.IsCancellationRequested && !Caller.IsCancellationRequested;

        public void Dispose() => source.Dispose();
    }
}
