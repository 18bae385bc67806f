using Api.Observability;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using System.Text.Json.Nodes;
using TestKit;

namespace Api.Tests.Observability;

/// <summary>A log line holds its own words, kinds, places and ids; never a message that may quote what was sent.</summary>
public sealed class LogFormatterSpec
{
    const string Marker = "甲乙丙MARKER";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task an_error_of_PostgreSQL_is_told_without_the_value_that_it_quotes(bool json)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString + ";Include Error Detail=true");
        PostgresException[] failures =
        [
            await FailureOfAsync(
                source, $"insert into regulation.claims (name, key, holder) values ('n', '{Marker}', 'a'), ('n', '{Marker}', 'b')"),
            await FailureOfAsync(source, $"select '{Marker}'::uuid"),
        ];
        Assert.All(failures, failure => Assert.Contains("MARKER", failure.ToString(), StringComparison.Ordinal));

        foreach (var failure in failures)
        {
            var line = Write(json, new InvalidOperationException(Marker, failure), "Something failed.");
            Assert.DoesNotContain("MARKER", line, StringComparison.Ordinal);
            Assert.Contains(
                $"System.InvalidOperationException < Npgsql.PostgresException {failure.SqlState}", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void a_JSON_line_has_level_category_event_message_values_and_the_ids_around_it()
    {
        var line = JsonNode.Parse(Write(true, null, "A policy skipped a round."))!;

        Assert.Equal("Warning", line["level"]!.ToString());
        Assert.Equal("Somewhere", line["category"]!.ToString());
        Assert.Equal(7, (int)line["event"]!);
        Assert.Equal("A policy skipped a round.", line["message"]!.ToString());
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", line["traceId"]!.ToString());
        Assert.Equal("0011", line["command"]!.ToString());
    }

    /// <summary>The framework's scopes hold the path as it was called.</summary>
    [Fact]
    public void a_scope_nobody_chose_is_not_written()
    {
        Assert.DoesNotContain("MARKER", Write(true, null, "Words."), StringComparison.Ordinal);
        Assert.DoesNotContain("MARKER", Write(false, null, "Words."), StringComparison.Ordinal);
    }

    static string Write(bool json, Exception? failure, string message)
    {
        var scopes = new LoggerExternalScopeProvider();
        using var path = scopes.Push(new Dictionary<string, object?> { ["RequestPath"] = $"/permits/{Marker}" });
        using var ids = scopes.Push(new Dictionary<string, object?>
        {
            ["TraceId"] = "4bf92f3577b34da6a3ce929d0e0e4736", ["Command"] = "0011",
        });
        using var text = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Warning, "Somewhere", new EventId(7), message, failure,
            (state, thrown) => thrown is null ? state : $"{state} {thrown}");
        new LogFormatter(new Always(json)).Write(entry, scopes, text);
        return text.ToString();
    }

    static async Task<PostgresException> FailureOfAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
    }

    sealed class Always(bool json) : IOptionsMonitor<LogFormatterOptions>
    {
        public LogFormatterOptions CurrentValue { get; } = new() { Json = json, IncludeScopes = true };

        public LogFormatterOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<LogFormatterOptions, string?> listener) => null;
    }
}
