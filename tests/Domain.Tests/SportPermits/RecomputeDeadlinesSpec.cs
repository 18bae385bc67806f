using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/calendar.md, CAL-5: a new edition moves open deadlines by a new event. Rule 24.</summary>
public sealed class RecomputeDeadlinesSpec
{
    static readonly CalendarEdition Floor = BuiltInCalendars.Editions.Single(edition => edition.Year == 2027);

    /// <summary>A made-up notice: 1 to 3 January and Monday the 4th off.</summary>
    static readonly CalendarEdition Notice = Floor with
    {
        Edition = "2027-1", Provisional = false, DaysOff = [.. Floor.DaysOff, new(2027, 1, 2), new(2027, 1, 3), new(2027, 1, 4)],
    };

    static readonly CaseRules NewRules =
        Rules with { Calendar = new WorkCalendar([.. BuiltInCalendars.Editions.Where(edition => edition.Year != 2027), Notice]) };

    static readonly RecomputeDeadlines Recount = new(CaseSamples.System, At(Day(12, 21)), "2027-1");

    static LicensingCaseEvent[] Accepted => History(
        Filing(Day(12, 10)) with { TaskCode = FictitiousItems.GeneralLimit.TaskCode }, Acceptance(Day(12, 14)));

    [Fact]
    public void a_provisional_date_becomes_certain_and_the_old_one_stays()
    {
        var command = Spec.Given(Accepted).Under(NewRules).When(Recount);
        var events = ((Kernel.Answer<LicensingCaseEvent>.Accepted)LicensingCaseDecider.Decide(
            Recount, Spec.Fold(Accepted), NewRules)).Events.Cast<DeadlineRecomputed>().ToList();
        var decision = events.Single(moved => moved.From.Kind == DeadlineKind.Decision);

        Assert.Equal((new LocalDate(2027, 1, 12), true), (decision.From.LastDay, decision.From.Provisional));
        Assert.Equal((new LocalDate(2027, 1, 13), false), (decision.To.LastDay, decision.To.Provisional));
        command.Then([.. events]);
    }

    [Fact]
    public void a_deadline_the_edition_does_not_touch_stays_as_it_is() =>
        Spec.Given(History(Acceptance(Day(3, 4)))).Under(NewRules).When(Recount).ThenNothing();

    [Fact]
    public void a_date_that_does_not_move_rests_on_the_new_edition_and_is_recorded_once()
    {
        var confirmed = Floor with { Edition = "2027-1", Provisional = false };
        var rules = Rules with
        {
            Calendar = new WorkCalendar([.. BuiltInCalendars.Editions.Where(edition => edition.Year != 2027), confirmed]),
        };

        var recounted = ((Kernel.Answer<LicensingCaseEvent>.Accepted)LicensingCaseDecider.Decide(
            Recount, Spec.Fold(Accepted), rules)).Events.Cast<DeadlineRecomputed>().ToList();

        Assert.Contains(recounted, one => one.From.Kind == DeadlineKind.Decision);
        Assert.All(recounted, one =>
        {
            Assert.Equal(one.From.LastDay, one.To.LastDay);
            Assert.Equal((true, false), (one.From.Provisional, one.To.Provisional));
            Assert.Equal(["2026-1", "2027-1"], one.To.CalendarEditions);
        });
        Spec.Given([.. Accepted, .. recounted]).Under(rules).When(Recount).ThenNothing();
    }

    [Fact]
    public void nothing_is_open_in_a_case_that_is_over() =>
        Spec.Given([.. Accepted, new ApplicationWithdrawn(null, Day(12, 15))]).Under(NewRules).When(Recount).ThenNothing();

    [Fact]
    public void the_clock_of_delivery_is_counted_again_too()
    {
        var granted = History(
            Filing(Day(12, 1)), Acceptance(Day(12, 2)), SiteCheck(Day(12, 10)), ReviewOn(Day(12, 11)), GrantOn(Day(12, 22)));

        Assert.Equal(
            new LocalDate(2027, 1, 7),
            Spec.Given(granted).Under(NewRules).When(Recount with { At = At(Day(12, 23)) }).ThenOne<DeadlineRecomputed>().To.LastDay);
    }
}
