using EventStore.Reading;
using TestKit;

namespace EventStore.Tests;

/// <summary>RM-1: who reads the whole log forward holds little of it at once, and what it did not ask for it does not get.</summary>
public sealed class ForwardReaderTests : IAsyncLifetime
{
    TestDatabase database = null!;
    ForwardReader log = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        log = new ForwardReader(database.Projector, Matters.Store(database).Codec);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task large_events_make_small_pages_and_none_is_missed()
    {
        await PlantAsync(1, 30, 1_000_000);
        await PlantAsync(31, 300, 10);

        var pages = await PagesAsync(100, Need.Row, metadata: false);

        Assert.Equal(
            Enumerable.Range(1, 300).Select(number => (long)number), pages.SelectMany(page => page.Offered).Select(at => at.Sequence));
        Assert.All(pages, page => Assert.True(page.Wanted.Sum(stored => (long)stored.Json.Length) < 6_000_000));
        Assert.Equal(100, pages.Max(page => page.Offered.Count));
    }

    [Fact]
    public async Task what_nobody_needs_does_not_count_for_the_size_of_a_page()
    {
        await PlantAsync(1, 30, 1_000_000);

        var page = Assert.Single(await PagesAsync(100, Need.None, metadata: false));

        Assert.Equal((30, 0, true), (page.Offered.Count, page.Wanted.Count, page.IsLast));
    }

    [Fact]
    public async Task who_acted_is_not_told_as_nobody_where_it_was_not_read()
    {
        await PlantAsync(1, 1, 10);

        var bare = (await PagesAsync(10, Need.Row, metadata: false)).Single().Wanted.Single();
        var whole = (await PagesAsync(10, Need.Row, metadata: true)).Single().Wanted.Single();

        Assert.Equal(("person/1", "clerk"), (whole.UserName, whole.Headers["role"]));
        Assert.Equal((whole.Id, whole.Json, whole.Timestamp), (bare.Id, bare.Json, bare.Timestamp));
        Assert.Throws<InvalidOperationException>(() => bare.UserName);
        Assert.Throws<InvalidOperationException>(() => bare.CorrelationId);
        Assert.Throws<InvalidOperationException>(() => bare.CausationId);
        Assert.Throws<InvalidOperationException>(() => bare.Headers);
    }

    async Task<List<ForwardPage>> PagesAsync(int size, Need need, bool metadata)
    {
        var pages = new List<ForwardPage>();
        await foreach (var page in log.ReadAsync(0, long.MaxValue, size, (_, _) => need, metadata, default)) pages.Add(page);
        return pages;
    }

    Task PlantAsync(int from, int to, int characters) => database.RunAsOwnerAsync(
        $$"""
        insert into mt_streams (id, type, version) values ('log/{{from}}', 'test', 0);
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, user_name, headers)
        select n, gen_random_uuid(), 'log/{{from}}', n, jsonb_build_object('text', repeat('x', {{characters}})), 'large_one', now(),
            'person/1', '{"role": "clerk"}' from generate_series({{from}}, {{to}}) as n
        """);
}
