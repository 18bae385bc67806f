using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Api.Observability;

/// <summary>Writes a log line that can hold no more about a person than its own words do (ADR 28).</summary>
/// <remarks>
/// An exception is written by kinds, SQLSTATE and places: its message may quote what was sent. Of the scopes only known
/// names are written: the framework's own hold the path as it was called.
/// </remarks>
public sealed class LogFormatter(IOptionsMonitor<LogFormatterOptions> options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "regulation";

    const int MostFrames = 12;

    static readonly string[] Scopes = ["TraceId", "SpanId", "Operation", "Command"];

    static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new Line(
            logEntry.LogLevel, logEntry.Category, logEntry.EventId.Id, logEntry.Formatter(logEntry.State, null),
            ScopesOf(scopeProvider), ValuesOf(logEntry.State), logEntry.Exception);
        textWriter.WriteLine(options.CurrentValue.Json ? JsonOf(line) : TextOf(line));
    }

    readonly record struct Line(
        LogLevel Level, string Category, int EventId, string Message, IReadOnlyList<KeyValuePair<string, string?>> Scopes,
        IReadOnlyList<KeyValuePair<string, string?>> Values, Exception? Exception);

    static string TextOf(Line line)
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"{line.Level.ToString().ToLowerInvariant()}: {line.Category}[{line.EventId}] {line.Message}"));
        foreach (var (name, value) in line.Scopes.Where(scope => scope.Key != "SpanId"))
            text.Append(' ').Append(name).Append('=').Append(value);
        if (line.Exception is { } failure)
        {
            text.AppendLine().Append("      ").Append(KindsOf(failure));
            foreach (var place in PlacesOf(failure)) text.AppendLine().Append("      ").Append(place);
        }

        return text.ToString();
    }

    static string JsonOf(Line line)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteString("time", DateTimeOffset.UtcNow);
            json.WriteString("level", line.Level.ToString());
            json.WriteString("category", line.Category);
            json.WriteNumber("event", line.EventId);
            json.WriteString("message", line.Message);
            foreach (var (name, value) in line.Scopes) json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(name), value);
            if (line.Values.Count > 0)
            {
                json.WriteStartObject("values");
                foreach (var (name, value) in line.Values) json.WriteString(name, value);
                json.WriteEndObject();
            }

            if (line.Exception is { } failure)
            {
                json.WriteString("exception", KindsOf(failure));
                json.WriteStartArray("places");
                foreach (var place in PlacesOf(failure)) json.WriteStringValue(place);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    static List<KeyValuePair<string, string?>> ScopesOf(IExternalScopeProvider? provider)
    {
        var found = new List<KeyValuePair<string, string?>>();
        provider?.ForEachScope(
            static (scope, found) =>
            {
                if (scope is not IEnumerable<KeyValuePair<string, object?>> values) return;
                foreach (var (name, value) in values)
                {
                    if (!Scopes.Contains(name) || found.Exists(known => known.Key == name)) continue;
                    found.Add(new(name, Convert.ToString(value, CultureInfo.InvariantCulture)));
                }
            },
            found);
        return found;
    }

    static IReadOnlyList<KeyValuePair<string, string?>> ValuesOf(object? state) =>
        state is IReadOnlyList<KeyValuePair<string, object?>> values
            ? [.. values.Where(value => value.Key != "{OriginalFormat}")
                .Select(value => new KeyValuePair<string, string?>(
                    value.Key,
                    value.Value is Exception failure ? KindsOf(failure) : Convert.ToString(value.Value, CultureInfo.InvariantCulture)))]
            : [];

    /// <summary>The exception and what caused it, outermost first.</summary>
    static string KindsOf(Exception failure)
    {
        var kinds = new List<string>();
        for (var one = failure; one is not null; one = one.InnerException)
            kinds.Add(one is PostgresException server ? $"{one.GetType().FullName} {server.SqlState}" : one.GetType().FullName!);
        return string.Join(" < ", kinds);
    }

    static IEnumerable<string> PlacesOf(Exception failure) =>
        new StackTrace(failure, fNeedFileInfo: true).GetFrames().Take(MostFrames).Select(frame =>
        {
            var method = frame.GetMethod();
            var name = $"{method?.DeclaringType?.FullName}.{method?.Name}";
            return frame.GetFileName() is { } file
                ? string.Create(CultureInfo.InvariantCulture, $"{name} {Path.GetFileName(file)}:{frame.GetFileLineNumber()}")
                : name;
        });
}
