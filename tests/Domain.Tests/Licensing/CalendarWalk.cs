using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Licensing;

/// <summary>Whatever editions are offered, in whatever order, a year's edition only moves forward.</summary>
public sealed class CalendarWalk
{
    [Fact]
    public void editions_only_move_forward()
    {
        for (var seed = 0; seed < 500; seed++) Walk(new Random(seed));
    }

    static void Walk(Random random)
    {
        var state = CalendarYear.Initial;
        var number = -1;
        for (var step = 0; step < 10; step++)
        {
            var offered = random.Next(4);
            var edition = new CalendarEdition(
                2027, $"2027-{offered}", offered == 0, [new LocalDate(2027, 1, 1).PlusDays(random.Next(3))], [], "a notice");
            var command = new PublishCalendarEdition(Officer("operator"), At(Day(11, 4)), edition);
            if (CalendarYearDecider.Decide(command, state) is not Answer<CalendarEvent>.Accepted accepted) continue;

            Assert.True(accepted.Events.Count == 0 || offered > number);
            state = accepted.Events.Aggregate(state, CalendarYearDecider.Evolve);
            number = Math.Max(number, offered);
            Assert.Empty(Assert.IsType<Answer<CalendarEvent>.Accepted>(CalendarYearDecider.Decide(command, state)).Events);
        }
    }
}
