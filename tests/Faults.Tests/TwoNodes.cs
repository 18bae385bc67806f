using System.Globalization;
using TestKit;

namespace Faults.Tests;

/// <summary>One PostgreSQL and two nodes for all tests of a collection; each test leaves them as it found them.</summary>
[CollectionDefinition(Name)]
public sealed class TwoNodes : IAsyncLifetime, ICollectionFixture<TwoNodes>
{
    public const string Name = "two nodes";

    /// <summary>How long a request may wait for its answer here; twenty seconds in the house.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    /// <summary>Writes that may wait in one node.</summary>
    public const int Queue = 8;

    internal Bureau Bureau { get; private set; } = null!;

    public async Task InitializeAsync() => Bureau = await Bureau.OpenAsync(
        Path.Combine(TestServer.Checkout, ".data", "nodes", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), nodes: 2,
        new Dictionary<string, string>
        {
            ["Regulation__AnswerSeconds"] = AnswerTime.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ["Regulation__Writer__LongestQueue"] = Queue.ToString(CultureInfo.InvariantCulture),
            ["Regulation__Log"] = "json",
        });

    public async Task DisposeAsync() => await Bureau.DisposeAsync();
}
