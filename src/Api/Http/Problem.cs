using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Application.Reading;
using Domain.Kernel;

namespace Api.Http;

/// <summary>The one form in which this service says no: problem details (RFC 9457) with a stable code.</summary>
/// <param name="Title">One Chinese sentence for the person who is refused.</param>
/// <param name="Field">JSON path of the field at fault, where one is.</param>
/// <param name="Detail">In English, never a word of what was sent.</param>
public sealed record Problem(
    int Status, string Code, string Title, LegalBasis? Basis = null, string? Field = null, string? Detail = null) : IResult
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Further members, for example the position a read model has reached.</summary>
    public IReadOnlyDictionary<string, object> More { get; init; } = new Dictionary<string, object>();

    public static Problem From(Refusal refusal) =>
        new(StatusOf(refusal.Kind), refusal.Code, refusal.Title, refusal.Basis, refusal.Field, refusal.Detail)
        {
            RetryAfter = refusal.Kind == RefusalKind.NotReady ? TimeSpan.FromSeconds(30) : null,
        };

    public static Problem From(BodyFault fault) =>
        new(StatusCodes.Status400BadRequest, fault.Code, "请求内容无法读取。", Field: fault.Field, Detail: fault.Detail);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(Members(httpContext), Json);
        // Also where the request's own time is over: that it is over is what this tells.
        return response.Body.WriteAsync(bytes, CancellationToken.None).AsTask();
    }

    Dictionary<string, object?> Members(HttpContext http)
    {
        var members = new Dictionary<string, object?>
        {
            ["type"] = $"/problems/{Code}",
            ["title"] = Title,
            ["status"] = Status,
            ["code"] = Code,
            ["legalBasis"] = Basis is null ? null : new { law = Basis.Law, article = Basis.Article },
        };
        if (Field is not null) members["field"] = Field;
        if (Detail is not null) members["detail"] = Detail;
        if (RequestTrace.IdOf(http) is { } trace) members["traceId"] = trace;
        foreach (var (name, value) in More) members[name] = value;
        return members;
    }

    static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Malformed => StatusCodes.Status422UnprocessableEntity,
            RefusalKind.WrongState => StatusCodes.Status409Conflict,
            RefusalKind.NotReady => StatusCodes.Status503ServiceUnavailable,
            RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
            _ => throw new UnreachableException($"No status for {kind}."),
        };
}
