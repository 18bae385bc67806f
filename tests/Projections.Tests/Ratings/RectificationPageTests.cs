using Domain.Ratings;
using NodaTime;
using Projections.Licensing;
using Projections.Ratings;
using Projections.Tests.Engine;
using Projections.Reading;
using static Projections.Tests.Ratings.RectificationSamples;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Ratings;

public sealed class RectificationPageTests(ReadModelsOnPostgres read) : IClassFixture<ReadModelsOnPostgres>
{
    [Theory]
    [InlineData(1, "contact", 1)]
    [InlineData(2, "measures", 1)]
    [InlineData(3, "call-back", 1)]
    [InlineData(5, "measures", 2)]
    [InlineData(6, "call-back", 2)]
    [InlineData(8, null, 2)]
    public void each_act_says_what_is_awaited_next(int acts, string? next, int round)
    {
        var page = Page(acts);

        Assert.Equal((next, round, (long)acts), (page.Next, page.Round, page.Version));
    }

    [Fact]
    public void a_breach_stays_visible_and_each_round_has_its_own_last_day() =>
        Assert.Equal(
            [DeadlineState.MetLate, DeadlineState.Met, DeadlineState.Met], Page(8).Deadlines.Select(line => line.State));

    [Fact]
    public void a_recounted_last_day_takes_the_place_of_the_old_one()
    {
        var first = (RectificationOpened)Acts[0].Data;
        var page = ReadModels.Rectifications.Rows(Recorded.Of(
            OrderStream,
            [
                Acts[0],
                On(new(2026, 4, 24), new RectificationRecounted(
                    first.CorrectBy, first.CorrectBy with { LastDay = new(2026, 5, 19) })),
            ]))[CaseNo];

        Assert.Equal(
            [DeadlineState.Open, DeadlineState.Superseded, DeadlineState.Open], page.Deadlines.Select(line => line.State));
        Assert.Equal(new LocalDate(2026, 4, 24), page.DueOn);
    }

    [Theory]
    [InlineData(24, "nearing")]
    [InlineData(25, "breached")]
    public void the_first_day_after_the_last_is_a_breach(int day, string state) =>
        Assert.Equal(state, RectificationQueries.Line(Page(1), Calendar, new(2026, 4, day)).State);

    [Fact]
    public void every_sealed_text_of_the_order_belongs_to_it() => Assert.Equal(5, Page(8).Documents.Count());

    [Fact]
    public async Task a_district_sees_its_own_orders_and_the_city_all()
    {
        await read.EmptyAsync(ReadModels.Rectifications);
        await read.FeedAsync(
            ReadModels.Rectifications,
            Recorded.Of(OrderStream, Acts.Take(1)),
            Recorded.Of("rectification/OTHER", [On(RatedOn, Opened(new(2026, 4, 24), new(2026, 5, 18), "320509"))], after: 10));
        var queries = new RectificationQueries(read.Reads);

        async Task<long> CountAsync(string district, bool? open, bool breached) =>
            (await queries.ListAsync(
                open, breached, ReadScope.Of(district), Calendar, new(2026, 4, 25), new PageRequest(1, 10), CancellationToken.None))
            .Value.Total;

        Assert.Equal((2, 1), (await CountAsync("320500", null, false), await CountAsync("320509", true, true)));
        Assert.Equal((0, 0), (await CountAsync("320505", null, false), await CountAsync("320509", false, false)));
        Assert.Equal(["OTHER", CaseNo], (await queries.OpenAfterAsync("", 10, CancellationToken.None)).Value);
        Assert.Null((await queries.FindAsync("OTHER", ReadScope.Of("320508"), CancellationToken.None)).Value);
    }

    static RectificationPage Page(int acts) =>
        ReadModels.Rectifications.Rows(Recorded.Of(OrderStream, Acts.Take(acts)))[CaseNo];
}
