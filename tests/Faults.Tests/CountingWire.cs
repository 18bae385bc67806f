using System.Collections.Concurrent;

namespace Faults.Tests;

/// <summary>Counts what came back over the wire, and what did not.</summary>
sealed class CountingWire() : DelegatingHandler(new SocketsHttpHandler())
{
    readonly ConcurrentDictionary<string, int> counts = new();

    /// <summary>Requests whose connection broke, was refused or kept silent.</summary>
    public int Unanswered => counts.GetValueOrDefault("none");

    public int Answered(int status) => counts.GetValueOrDefault($"{status}");

    /// <summary>The same wire for one more client, who may hang up on it.</summary>
    public HttpMessageHandler Shared() => new Line(this);

    public override string ToString() =>
        string.Join(", ", counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} x {count.Value}"));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            Count($"{(int)answer.StatusCode}");
            return answer;
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException)
        {
            Count("none");
            throw;
        }
    }

    sealed class Line(CountingWire wire) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            wire.SendAsync(request, cancellationToken);
    }

    void Count(string what) => counts.AddOrUpdate(what, 1, (_, count) => count + 1);
}
