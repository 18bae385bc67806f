using System.Text.Json;
using System.Text.Json.Serialization;
using EventStore;

namespace Api.Http;

/// <summary>JSON over HTTP: as in the log, but names of a closed set in kebab-case (working-days).</summary>
public static class WireJson
{
    public static JsonSerializerOptions Options { get; } = Configured();

    public static void Configure(JsonSerializerOptions options)
    {
        options.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        EventJson.Configure(options);
    }

    /// <summary>An answer with a status, as JSON.</summary>
    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => Results.Json(body, Options, statusCode: status);

    static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
