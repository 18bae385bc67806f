using System.Text.Json;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Ratings;
using EventStore;
using NodaTime;
using static Domain.Ratings.RectificationRefusals;

namespace Domain.Tests.Ratings;

/// <summary>specs/ratings.md, RCT-1 to RCT-9. Rated on Wednesday 18 March 2026: no holiday before 4 April.</summary>
public sealed class RectificationSpec
{
    static readonly WorkCalendar Calendar = new(BuiltInCalendars.Editions);
    static readonly LocalDate RatedOn = new(2026, 3, 18);
    static readonly Actor System = new(new PersonRef("system"), "system", "320500");
    static readonly Actor Clerk = new(new PersonRef("p-clerk"), "clerk", "320508");
    static readonly Actor Approver = new(new PersonRef("p-approver"), "approver", "320508");

    static readonly OpenRectification Opening = new(
        System, At(RatedOn), "SPC-1", "3205SP1", "320508", new PersonRef("p-applicant"), 4, Text(1), "2", RatedOn);

    static readonly ContactRater Contact = new(Clerk, At(Day(19)), "phone", Day(19), Text(2));
    static readonly ReportRectification Report = new(Clerk, At(Day(25)), "corrected", Text(3), Day(25));
    static readonly CallBackRater CallBack = new(Clerk, At(Day(26)), "satisfied", Day(26), Text(4));
    static readonly CloseRectification Closing = new(Approver, At(Day(31)), Text(5));

    [Fact]
    public void a_bad_rating_opens_an_order_with_both_clocks_from_its_day()
    {
        var opened = Assert.IsType<RectificationOpened>(Assert.Single(Accepted(Opening)));

        Assert.Equal((Day(19), "RCT-3"), (opened.ContactBy.LastDay, opened.ContactBy.Rule));

        // Fifteen working days: 19 March is the first; Qingming takes 4 to 6 April, so the last is Thursday 9 April.
        Assert.Equal((new LocalDate(2026, 4, 9), "RCT-5"), (opened.CorrectBy.LastDay, opened.CorrectBy.Rule));
        Assert.Contains("holiday", string.Join('\n', opened.CorrectBy.Derivation), StringComparison.Ordinal);
    }

    [Fact]
    public void a_policy_that_comes_late_counts_from_the_rating_all_the_same() =>
        Assert.Equal(
            Day(19),
            Assert.IsType<RectificationOpened>(Assert.Single(Accepted(Opening with { At = At(Day(30)) }))).ContactBy.LastDay);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void no_other_rating_opens_one(int level) => Refused(RatingMustBeBad, Opening with { Level = level });

    [Fact]
    public void beyond_the_calendar_there_is_no_order_yet() =>
        Refused(CalendarRefusals.CalendarMustCoverDeadline, Opening with { RatedOn = new LocalDate(2040, 1, 2) });

    [Fact]
    public void nothing_is_done_to_an_order_that_is_not_there() => Refused(MustBeOpenedFirst, Contact);

    [Fact]
    public void another_districts_officer_is_turned_away() =>
        Refused(DistrictMustBeOwn, Opening, Contact with { Actor = Clerk with { District = "320509" } });

    [Theory]
    [InlineData("reviewer")]
    [InlineData("inspector")]
    [InlineData("auditor")]
    public void other_roles_are_turned_away(string role) =>
        Refused(RoleMustFit, Opening, Contact with { Actor = Clerk with { Role = role } });

    [Theory]
    [InlineData(18, true)]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void a_contact_is_in_time_to_the_end_of_the_first_working_day(int day, bool inTime) =>
        Then(new RaterContacted("phone", Day(day), inTime, Text(2), Opened.Basis),
            Opening, Contact with { At = At(Day(day), 23), ContactedOn = Day(day) });

    [Theory]
    [InlineData(17)]
    [InlineData(20)]
    public void a_contact_before_the_rating_or_ahead_of_today_is_a_typing_error(int day) =>
        Refused(DayMustFollowLastAct, Opening, Contact with { ContactedOn = Day(day) });

    [Fact]
    public void an_unknown_way_of_contact_is_refused() => Refused(ModeMustBeKnown, Opening, Contact with { Mode = "fax" });

    [Fact]
    public void a_second_contact_is_refused() => Refused(StageMustAllow, Opening, Contact, Contact with { Mode = "message" });

    [Fact]
    public void measures_without_a_contact_are_refused() => Refused(ContactMustPrecedeMeasures, Opening, Report);

    [Fact]
    public void a_call_back_without_measures_is_refused()
    {
        Refused(MeasuresMustPrecedeCallBack, Opening, CallBack);
        Refused(MeasuresMustPrecedeCallBack, Opening, Contact, CallBack);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void measures_are_in_time_to_the_end_of_the_fifteenth_working_day(int aprilDay, bool inTime)
    {
        var day = new LocalDate(2026, 4, aprilDay);
        Then(new RectificationReported(1, "corrected", Text(3), day, inTime, Opened.Basis),
            Opening, Contact, Report with { At = At(day), DoneOn = day });
    }

    [Fact]
    public void an_unknown_outcome_and_an_unknown_result_are_refused()
    {
        Refused(OutcomeMustBeKnown, Opening, Contact, Report with { Outcome = "ignored" });
        Refused(ResultMustBeKnown, Opening, Contact, Report, CallBack with { Result = "happy" });
    }

    [Fact]
    public void a_satisfied_rater_closes_the_order()
    {
        Then([new RaterCalledBack(1, "satisfied", Day(26), Text(4), Opened.Basis),
                new RectificationClosed("satisfied", Day(26), null, Opened.Basis)],
            Opening, Contact, Report, CallBack);
        Refused(StageMustAllow, Opening, Contact, Report, CallBack, Report with { Reply = Text(9) });
        Refused(StageMustAllow, Opening, Contact, Report, CallBack, Closing);
    }

    [Fact]
    public void an_unsatisfied_rater_sends_the_order_back_for_a_new_round()
    {
        var events = Accepted(Opening, Contact, Report, CallBack with { Result = "unsatisfied" });

        var sentBack = Assert.IsType<RectificationSentBack>(events[^1]);
        Assert.Equal((2, "RCT-7", Day(26)), (sentBack.Round, sentBack.CorrectBy.Rule, sentBack.CorrectBy.Start));
        Then(new RectificationReported(2, "explained", Text(6), Day(27), true, Opened.Basis),
            Opening, Contact, Report, CallBack with { Result = "unsatisfied" },
            Report with { At = At(Day(27)), Outcome = "explained", Reply = Text(6), DoneOn = Day(27) });
    }

    [Fact]
    public void an_order_closes_without_the_raters_word_only_after_three_days_of_calling_and_by_the_approver()
    {
        RectificationCommand[] twice = [Opening, Contact, Report, Missed(26), Missed(27), Missed(27, 9)];
        var refusal = Refused(RaterMustHaveBeenTried, [.. twice, Closing]);
        Assert.Equal("Tried on 2 days, 3 are needed.", refusal.Detail);

        RectificationCommand[] thrice = [.. twice, Missed(28)];
        Refused(RoleMustFit, [.. thrice, Closing with { Actor = Clerk }]);
        Then(new RectificationClosed("not-reached", Day(31), Text(5), Opened.Basis), [.. thrice, Closing]);
    }

    [Fact]
    public void a_new_edition_of_the_calendar_recounts_what_is_open()
    {
        var april = Calendar.Editions.Single(edition => edition.Year == 2026);
        var moved = new WorkCalendar(
        [
            .. Calendar.Editions.Where(edition => edition.Year != 2026),
            april with { Edition = "2026-2", DaysOff = [.. april.DaysOff, new LocalDate(2026, 4, 8)] },
        ]);
        var state = State(Opening, Contact);
        var answer = RectificationDecider.Decide(
            new RecountRectification(System, At(Day(20))), state, RectificationRules.With(moved));

        var recounted = Assert.IsType<RectificationRecounted>(
            Assert.Single(Assert.IsType<Answer<RectificationEvent>.Accepted>(answer).Events));
        Assert.Equal(
            (new LocalDate(2026, 4, 9), new LocalDate(2026, 4, 10)), (recounted.From.LastDay, recounted.To.LastDay));
    }

    /// <summary>Whatever is asked in whatever order: what was decided can be read, and nothing counts twice.</summary>
    [Fact]
    public void every_history_that_can_be_decided_can_be_read()
    {
        var reached = new HashSet<Type>();
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            var state = Rectification.Initial;
            for (var step = 0; step < 14; step++)
            {
                var command = step == 0 ? Opening : Any(random, Day(19).PlusDays(step));
                var decided = Decide(command, state);
                if (decided is not Answer<RectificationEvent>.Accepted accepted) continue;

                state = accepted.Events.Aggregate(state, RectificationDecider.Evolve);
                reached.Add(state.GetType());
                Assert.Empty(Assert.IsType<Answer<RectificationEvent>.Accepted>(Decide(command, state)).Events);
                Assert.Equal(state is Rectification.AwaitingCallBack or Rectification.Closed, state.File!.Deadlines.Count == 0);
            }
        }

        Assert.Equal(4, reached.Count);
    }

    static RectificationCommand Any(Random random, LocalDate day) =>
        random.Next(6) switch
        {
            0 => Contact with { At = At(day), ContactedOn = day },
            1 or 2 => Report with { At = At(day), DoneOn = day },
            3 => CallBack with { At = At(day), CalledOn = day, Result = random.Next(3) == 0 ? "satisfied" : "unsatisfied" },
            4 => Closing with { At = At(day) },
            _ => CallBack with { At = At(day), CalledOn = day, Result = "not-reached" },
        };

    static RectificationOpened Opened => (RectificationOpened)Accepted(Opening)[0];

    static CallBackRater Missed(int day, int note = 4) =>
        CallBack with { At = At(Day(day)), CalledOn = Day(day), Result = "not-reached", Note = Text(note) };

    static Rectification State(params RectificationCommand[] commands) =>
        commands.Aggregate(Rectification.Initial, (state, command) =>
            ((Answer<RectificationEvent>.Accepted)Decide(command, state)).Events.Aggregate(state, RectificationDecider.Evolve));

    static Answer<RectificationEvent> Decide(RectificationCommand command, Rectification state) =>
        RectificationDecider.Decide(command, state, RectificationRules.With(Calendar));

    static IReadOnlyList<RectificationEvent> Accepted(params RectificationCommand[] commands) =>
        Assert.IsType<Answer<RectificationEvent>.Accepted>(Decide(commands[^1], State(commands[..^1]))).Events;

    static void Then(RectificationEvent expected, params RectificationCommand[] commands) => Then([expected], commands);

    static void Then(RectificationEvent[] expected, params RectificationCommand[] commands)
    {
        var events = Accepted(commands);
        Assert.Equal(expected.Select(Bytes), events.Select(Bytes));
        var after = events.Aggregate(State(commands[..^1]), RectificationDecider.Evolve);
        Assert.Empty(Assert.IsType<Answer<RectificationEvent>.Accepted>(Decide(commands[^1], after)).Events);
    }

    static Refusal Refused(Refusal expected, params RectificationCommand[] commands)
    {
        var refused = Assert.IsType<Answer<RectificationEvent>.Refused>(Decide(commands[^1], State(commands[..^1])));
        Assert.Equal(expected.Code, refused.Refusal.Code);
        return refused.Refusal;
    }

    static string Bytes(RectificationEvent @event) =>
        @event.GetType().Name + JsonSerializer.Serialize(@event, @event.GetType(), EventJson.Options);

    static LocalDate Day(int march) => new(2026, 3, march);

    static Instant At(LocalDate day, int hour = 9) => day.At(new LocalTime(hour, 0)).InZoneStrictly(WorkCalendar.Zone).ToInstant();

    static DocumentId Text(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
}
