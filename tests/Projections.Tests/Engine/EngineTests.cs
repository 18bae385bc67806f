using System.Globalization;
using EventStore;
using Npgsql;
using Projections.Engine;
using Projections.Tests.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Engine;

public sealed class EngineTests(ReadModelsOnPostgres read) : IClassFixture<ReadModelsOnPostgres>
{
    [Fact]
    public async Task hundreds_of_events_take_two_round_trips()
    {
        var batch = Cases(150, firstSequence: 1_000);
        await using var connection = await read.Projector.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await CountAsync(connection, transaction);
        using var trips = new RoundTrips();

        await ReadModels.CasePages.Subscriber().HandleAsync(batch, connection, transaction, CancellationToken.None);

        Assert.Equal((300, 2), (batch.Count, trips.Count));
        Assert.Equal(150, await CountAsync(connection, transaction));
        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task a_batch_of_others_business_asks_the_database_nothing()
    {
        await using var connection = await read.Projector.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        using var trips = new RoundTrips();

        await ReadModels.Calendars.Subscriber()
            .HandleAsync(Cases(10, firstSequence: 1), connection, transaction, CancellationToken.None);

        Assert.Equal(0, trips.Count);
    }

    [Fact]
    public async Task a_rebuild_from_zero_in_other_batches_gives_the_same_rows()
    {
        var log = EveryKind.Log();
        foreach (var projection in ReadModels.All)
        {
            await read.EmptyAsync(projection);
            await read.FeedAsync(projection, log.Select(stored => (IReadOnlyList<StoredEvent>)[stored]).ToArray());
            var live = await read.DumpAsync(projection);

            await read.EmptyAsync(projection);
            await read.FeedAsync(projection, log.Take(7).ToList(), log.Skip(7).ToList());

            Assert.NotEmpty(live);
            Assert.Equal(live, await read.DumpAsync(projection));
        }
    }

    [Fact]
    public async Task a_batch_delivered_twice_changes_no_row()
    {
        var log = EveryKind.Log();
        foreach (var projection in ReadModels.All)
        {
            await read.EmptyAsync(projection);
            await read.FeedAsync(projection, log);
            var once = await read.DumpAsync(projection);

            await read.FeedAsync(projection, log.Skip(4).ToList(), log);

            Assert.Equal(once, await read.DumpAsync(projection));
        }
    }

    [Fact]
    public async Task a_row_that_ended_is_taken_out()
    {
        var road = Recorded.Of(CaseStream, Road);
        await read.EmptyAsync(ReadModels.WorkItems);

        await read.FeedAsync(ReadModels.WorkItems, road.Take(6).ToList());
        Assert.Single(await read.DumpAsync(ReadModels.WorkItems));

        await read.FeedAsync(ReadModels.WorkItems, road.Skip(6).ToList());
        Assert.Empty(await read.DumpAsync(ReadModels.WorkItems));
    }

    [Fact]
    public async Task the_reader_may_not_write_a_read_model()
    {
        await using var command = read.Reader.CreateCommand($"delete from {ReadModels.Register.SqlName}");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    static IReadOnlyList<StoredEvent> Cases(int count, long firstSequence) =>
        [.. Enumerable.Range(1, count).SelectMany(number => Recorded.Of(
            string.Create(CultureInfo.InvariantCulture, $"sport-permit-case/BULK-{number:D4}"),
            [On(Monday, Received([M01], projectNo: $"B{number}")), On(Monday, Delivered(M01))],
            after: firstSequence + (number * 2)))];

    static async Task<long> CountAsync(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using var command = new NpgsqlCommand(
            $"select count(*) from {ReadModels.CasePages.SqlName} where key like 'BULK-%'", connection, transaction);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
