using System.Text.Json.Nodes;
using Api.Http;
using EventStore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Api.Tests;

/// <summary>What the store cannot do becomes a problem with a code, and says when to ask again (specs/event-store.md).</summary>
public sealed class FailureTable
{
    public static TheoryData<Exception, int, string, string?> Failures => new()
    {
        { new WriterBusyException(), 503, "writer.busy", "1" },
        { new WriterBlockedException(new TimeoutException()), 503, "writer.blocked", "5" },
        { new OutcomeUnknownException(new IOException()), 503, "outcome.unknown", "1" },
        { new UnknownEventException(7, "note_of_tomorrow"), 503, "event.unknown", "30" },
        { new UnreadableEventException(7, "note", new FormatException()), 500, "event.unreadable", null },
        { new NotStorableException("Event note", "is larger than 1048576 bytes"), 400, "body.not-storable", null },
        { new TimeoutException(), 503, "database.unavailable", "2" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task a_failure_of_the_store_has_its_own_answer(Exception failure, int status, string code, string? retryAfter)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        var middleware = new FailureMiddleware(_ => throw failure, NullLogger<FailureMiddleware>.Instance);

        await middleware.InvokeAsync(http);

        http.Response.Body.Position = 0;
        var problem = JsonNode.Parse(http.Response.Body)!;
        Assert.Equal(
            (status, code, retryAfter ?? ""),
            (http.Response.StatusCode, problem["code"]!.ToString(), http.Response.Headers.RetryAfter.ToString()));
    }
}
