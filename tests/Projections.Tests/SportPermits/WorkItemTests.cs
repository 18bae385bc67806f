using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using Projections.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.SportPermits;

public sealed class WorkItemTests
{
    [Fact]
    public void a_case_stands_in_the_queue_until_nobody_is_awaited()
    {
        Assert.Single(Items(Road.Take(6)));
        Assert.Empty(Items(Road));
    }

    [Fact]
    public void a_case_that_is_over_does_not_come_back_by_late_or_repeated_events()
    {
        var road = Recorded.Of(CaseStream, Road);
        var rating = Recorded.Of(CaseStream, [On(new(2026, 4, 23), new CaseRated(1, null, "2", false))], road.Count, road.Count);

        Assert.Empty(ReadModels.WorkItems.Rows(road, road.Skip(3).ToList(), rating));
    }

    [Fact]
    public void the_earliest_open_last_day_is_the_due_day() =>
        Assert.Equal(AcceptBy.LastDay, Items(Road.Take(2))[CaseNo].DueOn);

    [Fact]
    public void only_a_limit_whose_silence_has_an_effect_speaks()
    {
        Assert.Equal(AcceptBy.LastDay, Items(Road.Take(2))[CaseNo].SpeaksAfter);
        Assert.Null(Items(Road.Take(3))[CaseNo].SpeaksAfter);
    }

    [Fact]
    public void an_applicant_who_does_not_answer_waits_for_an_officer_and_not_for_the_law()
    {
        var item = Items([On(Monday, Received(defects: [MissingM05])), On(Monday, Requested(Monday, MissingM05))])[CaseNo];

        Assert.Equal((SupplyBy.LastDay, null), (item.DueOn, item.SpeaksAfter));
    }

    [Fact]
    public void the_wait_for_an_act_is_counted_from_when_it_became_the_next_one()
    {
        (LocalDate, object)[] history = [.. Road.Take(3), On(new(2026, 4, 9), new DecisionPeriodExtended(
            DecideBy, DecideBy with { LastDay = new(2026, 5, 9) }, Approver, Document(7), Basis))];

        Assert.Equal(new LocalDate(2026, 4, 2), WorkCalendar.DayOf(Items(history)[CaseNo].Since));
    }

    [Theory]
    [InlineData(2026, 4, 2, "running")]
    [InlineData(2026, 4, 3, "nearing")]
    [InlineData(2026, 4, 7, "nearing")]
    [InlineData(2026, 4, 8, "breached")]
    public void the_worst_of_its_running_deadlines_is_the_state_of_the_line(int year, int month, int day, string state) =>
        Assert.Equal(state, WorkQueueQueries.Line(Items(Road.Take(2))[CaseNo], Calendar, new(year, month, day)).State);

    static IReadOnlyDictionary<string, WorkItem> Items(IEnumerable<(LocalDate, object)> history) =>
        ReadModels.WorkItems.Rows(Recorded.Of(CaseStream, history));
}
