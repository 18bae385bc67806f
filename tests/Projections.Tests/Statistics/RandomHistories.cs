using Domain.Identity;
using Domain.Licensing;
using Domain.Ratings;
using Domain.SportPermits;
using EventStore;
using NodaTime;
using Projections.Tests.Ratings;
using Projections.Tests.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Statistics;

/// <summary>Histories of many cases from one seed, with the days that go wrong: month ends, a leap day, make-up Saturdays.</summary>
sealed class RandomHistories(Random random, WorkCalendar calendar)
{
    /// <summary>The last one lies beyond every edition of the calendar.</summary>
    static readonly LocalDate[] AwkwardDays =
    [
        new(2024, 2, 28), new(2024, 2, 29), new(2024, 3, 31), new(2025, 12, 31), new(2026, 1, 1), new(2026, 1, 31), new(2026, 2, 14),
        new(2026, 2, 28), new(2026, 6, 30), new(2031, 2, 27),
    ];

    readonly List<(string Stream, Instant At, object Data)> log = [];

    /// <summary>The events of as many cases, one case after the other.</summary>
    public IReadOnlyList<StoredEvent> Cases(int count)
    {
        for (var number = 0; number < count; number++) Case($"SPC-{number:D5}");

        var versions = new Dictionary<string, long>();
        return
        [
            .. log.Select((e, index) =>
            {
                var version = versions[e.Stream] = versions.GetValueOrDefault(e.Stream) + 1;
                return Recorded.Of(e.Stream, [(WorkCalendar.DayOf(e.At), e.Data)], index, version - 1)[0] with { Timestamp = e.At };
            }),
        ];
    }

    void Case(string caseNo)
    {
        var stream = $"sport-permit-case/{caseNo}";
        var day = random.Next(3) == 0
            ? AwkwardDays[random.Next(AwkwardDays.Length)]
            : new LocalDate(2025, 11, 1).PlusDays(random.Next(240));
        var promises = random.Next(2) == 0;
        var received = Received(organ: Any("320505", "320508", "320509"), projectNo: caseNo) with
        {
            ReceivedOn = day,
            TaskCode = promises ? "ITEM-PROMISED" : "ITEM-PLAIN",
            ApplyType = Any("1", "2", "3"),
            Deadlines = promises ? [] : [By(DeadlineKind.Decision, day, 30)],
        };
        Add(stream, day, received);
        if (random.Next(3) == 0)
        {
            for (var round = random.Next(1, 3); round > 0; round--)
            {
                Add(stream, day = Later(day, 4), Requested(day, MissingM05));
                Add(stream, day = Later(day, 12), Submitted(day, day.PlusDays(7), []));
            }
        }

        Decide(stream, ref day, promises);
        if (random.Next(2) == 0) Rate(caseNo, stream, day, received.Organ);
    }

    void Decide(string stream, ref LocalDate day, bool promises)
    {
        var ending = random.Next(12);
        if (ending == 0) Add(stream, day = Later(day, 5), new ApplicationWithdrawn(null, day));
        if (ending == 1) Add(stream, day = Later(day, 5), NotAccepted(day));
        if (ending == 2) Add(stream, day = Later(day, 30), new RenewalDeemed("P", day, DeliverBy, Basis));
        if (ending < 3) return;

        Accept(stream, ref day, promises);
        Proceed(stream, ref day);
        var outcome = random.Next(10);
        if (outcome == 0) Add(stream, day = Later(day, 20), new ApplicationWithdrawn(null, day));
        if (outcome is 0 or 1) return;

        day = Later(day, 40);
        Add(stream, day, outcome switch
        {
            2 or 3 => new PermitRefused("N", Approver, day, true, [], null, [], DeliverBy, Basis),
            4 => new RenewalDeemed("P", day, DeliverBy, Basis),
            _ => Granted(day),
        });

        // Recounted after the decision: only a clock that has ended, so that nothing of it may count.
        if (random.Next(4) == 0) Add(stream, day, new DeadlineRecomputed(DeliverBy, DeliverBy, "2026-2"));
        if (random.Next(4) == 0) Add($"sport-permit/{stream[18..]}", day.PlusDays(60), Annulled(day.PlusDays(60)));
        if (random.Next(3) > 0) Add(stream, day = Later(day, 15), HandedOver(day) with { InTime = random.Next(3) > 0 });
    }

    void Accept(string stream, ref LocalDate day, bool promises)
    {
        var from = day;
        Deadline[] limits = promises
            ? [By(DeadlineKind.Decision, from, 28), By(DeadlineKind.PromisedDecision, from, 14)]
            : [By(DeadlineKind.Decision, from, 30)];
        if (random.Next(4) == 0)
        {
            // Silence speaks after the window and dates the acceptance back, often into the month before.
            day = day.PlusDays(8);
            Add(stream, day, new AcceptanceDeemed(from, limits, Basis));
            return;
        }

        day = Later(day, 5);
        Add(stream, day, new ApplicationAccepted(day, "N-2", limits, true, Basis));
    }

    void Proceed(string stream, ref LocalDate day)
    {
        var from = By(DeadlineKind.Decision, day, 30);
        if (random.Next(5) == 0)
            Add(stream, day = Later(day, 3), new DecisionPeriodExtended(from, Longer(from), Approver, Document(7), Basis));
        if (random.Next(5) == 0)
        {
            Add(stream, day, new SpecialProcedureOpened("T", "expert-review", day, day.PlusDays(2), day.PlusDays(6), null, true, Basis));
            Add(stream, day, new DecisionDeadlineMoved(from, Longer(from), "expert-review", Basis));
        }

        if (random.Next(6) == 0) Add(stream, day = Later(day, 9), new HearingHeld(day, Reviewer, Document(8), true, Basis));
        if (random.Next(6) == 0) Add(stream, day, new SupplementRequested("S", [], null, day, SupplyBy, true, Basis));
        if (random.Next(6) == 0)
        {
            var promise = By(DeadlineKind.PromisedDecision, day, 9);
            Add(stream, day, new DeadlineRecomputed(promise, Longer(promise), "2026-2"));
        }
    }

    void Rate(string caseNo, string stream, LocalDate day, string organ)
    {
        var level = random.Next(1, 6);
        var at = random.Next(3) switch
        {
            0 => WorkCalendar.EndOf(day) - Duration.FromNanoseconds(1000),
            1 => WorkCalendar.EndOf(day),
            _ => WorkCalendar.StartOf(day),
        };
        log.Add((stream, at, new CaseRated(level, null, "2", level >= 4)));
        if (level >= 4 && random.Next(5) > 0) Rectify($"rectification/{caseNo}", caseNo, WorkCalendar.DayOf(at), organ);
    }

    void Rectify(string stream, string caseNo, LocalDate day, string organ)
    {
        Add(stream, day.PlusDays(random.Next(40)), RectificationSamples.Opened(day.PlusDays(1), day.PlusDays(21), organ) with
        {
            CaseNo = caseNo, RatedOn = day,
        });
        if (random.Next(5) == 0) return;
        Add(stream, day = Later(day, 3), new RaterContacted("phone", day, random.Next(2) == 0, null, Basis));
        for (var round = 1; random.Next(5) > 0; round++)
        {
            Add(stream, day = Later(day, 20), new RectificationReported(round, "corrected", Document(1), day, random.Next(2) == 0, Basis));
            var result = Any("satisfied", "unsatisfied", "not-reached", "");
            if (result.Length > 0) Add(stream, day, new RaterCalledBack(round, result, day, null, Basis));
            if (result == "satisfied") Add(stream, day, new RectificationClosed(result, day, null, Basis));
            if (result != "unsatisfied") return;
            Add(stream, day, new RectificationSentBack(round + 1, By(DeadlineKind.RatingRectification, day, 21), Basis));
        }
    }

    static ApplicationNotAccepted NotAccepted(LocalDate day) => new("not-needed", null, "N-3", null, day, [], Basis);

    static PermitAnnulled Annulled(LocalDate day) => new("deceit", true, "CX", Approver, null, null, day, [], Basis);

    Deadline Longer(Deadline deadline) => deadline with { LastDay = deadline.LastDay.PlusDays(random.Next(1, 15)) };

    static Deadline By(DeadlineKind kind, LocalDate start, int days) =>
        Deadline(kind, days, TimeUnit.CalendarDays, start, start.PlusDays(days), SilenceOutcome.Breach);

    /// <summary>As often as not a working day, so that make-up Saturdays are among the days of acts.</summary>
    LocalDate Later(LocalDate day, int most)
    {
        var later = day.PlusDays(random.Next(most + 1));
        return random.Next(2) == 0 ? later : calendar.WorkdayOnOrAfter(later) ?? later;
    }

    string Any(params string[] values) => values[random.Next(values.Length)];

    void Add(string stream, LocalDate day, object data) => log.Add((stream, WorkCalendar.StartOf(day) + Duration.FromHours(9), data));
}
