using Bench.Cards;
using EventStore;

namespace Bench.Rows;

/// <summary>One command through the product's store.</summary>
static class Ours
{
    public static async Task PayAsync(PostgresEventStore store, string stream)
    {
        var answer = await store.WriteAsync(VisitCards.Write(stream, CommandKey.Next()), CancellationToken.None);
        if (answer is not WriteResult.Committed { Position: > 0 })
            throw new InvalidOperationException($"A command came to {answer.GetType().Name}.");
    }
}
