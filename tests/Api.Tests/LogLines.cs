using System.Text;
using Microsoft.Extensions.Logging;

namespace Api.Tests;

/// <summary>Keeps every log line, so that a test can look for what must not stand there.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    readonly StringBuilder lines = new();

    public string Text
    {
        get { lock (lines) return lines.ToString(); }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (lines) lines.Append(formatter(state, exception)).Append(' ').Append(exception).AppendLine();
    }

    public void Dispose()
    {
    }
}
