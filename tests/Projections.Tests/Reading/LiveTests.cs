using Application;
using EventStore;
using EventStore.Subscriptions;
using Projections.Reading;
using Projections.SportPermits;
using Projections.Tests.SportPermits;
using TestKit;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Reading;

/// <summary>
/// The whole way: appended by the store, folded under a subscription, asked for by a caller who knows the position.
/// </summary>
public sealed class LiveTests
{
    [Fact]
    public async Task a_caller_reads_what_it_wrote_through_the_gate()
    {
        await using var database = await TestDatabase.CreateAsync();
        var store = new PostgresEventStore(database.Writer, database.Reader, EventCatalogue.Types, []);
        await using var runner = new SubscriptionRunner(
            database.Projector, store, [.. ReadModels.All.Select(projection => projection.Subscriber())]);
        runner.Start();
        var reads = new ReadDatabase(database.Reader);

        foreach (var (act, number) in Road.Select((act, number) => (act, number)))
        {
            var written = Assert.IsType<WriteResult.Committed>(
                await store.WriteAsync(Append(act.Data, number), CancellationToken.None));
            var passage = await new ReadGate(reads).WaitAsync(written.Position, ReadModels.All, CancellationToken.None);

            var page = await new CaseQueries(reads).FindAsync(CaseNo, ReadScope.Of("320508"), CancellationToken.None);

            Assert.True(passage.Open);
            Assert.Equal(number + 1, page.Value!.Version);
            Assert.True(page.Position >= written.Position);
        }

        Assert.Empty(await new OpenDeadlines(reads).CasesAsync("", 10, CancellationToken.None));
    }

    static Write<int> Append(object @event, int number) => new()
    {
        Command = new("test", $"k{number}", new byte[32]),
        Stream = CaseStream,
        StreamType = "sport_permit_case",
        Initial = 0,
        Evolve = (count, _) => count + 1,
        Decide = (_, _) => new Decision.Accept([new(CaseStream, "sport_permit_case", [@event])]),
        Metadata = new(
            Domain.Licensing.WorkCalendar.StartOf(Monday), "p-clerk", "correlation", null, Recorded.Headers("clerk", "320508")),
    };
}
