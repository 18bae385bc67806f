using Api.Hosting;

namespace Api.Http;

/// <summary>A word behind the question mark that an operation does not know is refused: a filter misspelt would answer too much.</summary>
/// <remarks>What an operation knows is what its description names; an undocumented word is an unknown one.</remarks>
public static class KnownQuery
{
    public static Task CheckAsync(HttpContext http, RequestDelegate next) =>
        UnknownIn(http) is { } word
            ? Problems.QueryUnreadable(word, "This operation knows no such parameter.").ExecuteAsync(http)
            : next(http);

    static string? UnknownIn(HttpContext http)
    {
        if (http.Request.Query.Count == 0) return null;
        if (http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is not { } operation) return null;

        var known = ApiTexts.ByOperation.GetValueOrDefault(operation)?.Query ?? [];
        return http.Request.Query.Keys.FirstOrDefault(
            word => !known.Any(parameter => string.Equals(parameter.Name, word, StringComparison.OrdinalIgnoreCase)));
    }
}
