using Microsoft.Extensions.Logging.Console;

namespace Api.Observability;

/// <summary>How log lines look: JSON, one object a line, outside Development; text there. Regulation__Log chooses.</summary>
public static class LogLines
{
    public static void AddLogLines(this WebApplicationBuilder builder)
    {
        var chosen = builder.Configuration["Regulation:Log"];
        var json = chosen switch
        {
            null or "" => !builder.Environment.IsDevelopment(),
            "json" => true,
            "text" => false,
            _ => throw new InvalidOperationException("Regulation__Log is json or text."),
        };
        builder.Logging.AddConsole(console => console.FormatterName = LogFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<LogFormatter, LogFormatterOptions>(format =>
        {
            format.Json = json;
            format.IncludeScopes = true;
        });
    }
}

public sealed class LogFormatterOptions : ConsoleFormatterOptions
{
    public bool Json { get; set; }
}
