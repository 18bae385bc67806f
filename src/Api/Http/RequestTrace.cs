using System.Collections;
using System.Diagnostics;
using Application.Ports;
using Microsoft.AspNetCore.Http.Features;

namespace Api.Http;

/// <summary>Names the span of a request by its route, and puts operation and command id around its log lines.</summary>
/// <remarks>By the route, never by the path: a caller may write anything into a path.</remarks>
public sealed class RequestTrace(RequestDelegate next, ILogger<RequestTrace> log, ISm3 sm3)
{
    static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

    public async Task InvokeAsync(HttpContext http)
    {
        using var scope = log.BeginScope(new Around(http, sm3));
        try
        {
            await next(http);
        }
        finally
        {
            if (ActivityOf(http) is { IsAllDataRequested: true } span) Describe(span, http);
        }
    }

    /// <summary>The trace to which the request belongs, as logs and spans name it.</summary>
    public static string? IdOf(HttpContext http) => ActivityOf(http)?.TraceId.ToHexString();

    static Activity? ActivityOf(HttpContext http) => http.Features.Get<IHttpActivityFeature>()?.Activity;

    static void Describe(Activity span, HttpContext http)
    {
        var method = Methods.Contains(http.Request.Method) ? http.Request.Method : "_OTHER";
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError) span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Worked out when a line is written, which most requests never do.</summary>
    sealed class Around(HttpContext http, ISm3 sm3) : IEnumerable<KeyValuePair<string, object?>>
    {
        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } operation)
                yield return new("Operation", operation);
            if (http.Request.Headers["Idempotency-Key"] is [{ Length: > 0 } key])
                yield return new("Command", CommandHeaders.Kept(sm3, key));
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
