using Domain.Licensing;
using Domain.SportPermits;
using Domain.Tests.SportPermits;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests;

/// <summary>What holds for every date, length and area; the seed is fixed, so a failure stays a failure.</summary>
public sealed class PropertyTests
{
    static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261123UL, 20260701UL);
    static readonly LocalDate First = new(2023, 1, 2);

    /// <summary>Days from 2023 to the middle of 2027, so that forty working days always fit.</summary>
    static readonly Gen<LocalDate> Days = Gen.Choose(0, 1_600).Select(First.PlusDays);

    static readonly Gen<int> Lengths = Gen.Choose(1, 40);

    static readonly Gen<decimal> Areas = Gen.Choose(1, 500_000).Select(hundredths => hundredths / 100m);

    static LocalDate Last(LocalDate start, int length, TimeUnit unit, params DeadlinePause[] pauses) =>
        DeadlineCalculator.Count(CommonLimits.Acceptance with { Length = length, Unit = unit }, start, Calendar, pauses)!.LastDay;

    static void ForAll<T1, T2>(Gen<T1> first, Gen<T2> second, Func<T1, T2, bool> holds) =>
        Check.One(Fixed, Prop.ForAll(first.Zip(second).ToArbitrary(), pair => holds(pair.Item1, pair.Item2)));

    [Fact]
    public void the_days_counted_are_exactly_the_working_days_between() =>
        ForAll(Days, Lengths, (start, length) =>
        {
            var last = Last(start, length, TimeUnit.WorkingDays);
            var between = Enumerable.Range(1, Period.DaysBetween(start, last)).Select(start.PlusDays);
            return between.Count(Calendar.IsWorkday) == length && Calendar.IsWorkday(last);
        });

    [Fact]
    public void a_later_start_never_ends_earlier() =>
        ForAll(Days, Lengths, (start, length) =>
            Last(start, length, TimeUnit.WorkingDays) <= Last(start.PlusDays(1), length, TimeUnit.WorkingDays));

    [Fact]
    public void a_longer_limit_always_ends_later() =>
        ForAll(Days, Lengths, (start, length) =>
            Last(start, length, TimeUnit.WorkingDays) < Last(start, length + 1, TimeUnit.WorkingDays));

    [Fact]
    public void calendar_days_are_plain_addition() =>
        ForAll(Days, Lengths, (start, length) => Last(start, length, TimeUnit.CalendarDays) == start.PlusDays(length));

    [Fact]
    public void a_pause_never_brings_a_deadline_forward_and_adds_no_more_than_itself() =>
        ForAll(Days, Lengths.Zip(Gen.Choose(0, 20)), (start, numbers) =>
        {
            var (length, offset) = numbers;
            var pause = new DeadlinePause("hearing", start.PlusDays(offset), start.PlusDays(offset + 4), Laws.Licensing("45"));
            var without = Last(start, length, TimeUnit.CalendarDays);
            var with = Last(start, length, TimeUnit.CalendarDays, pause);
            return without <= with && with <= without.PlusDays(5);
        });

    [Fact]
    public void counting_again_under_the_same_calendar_changes_nothing() =>
        ForAll(Days, Lengths, (start, length) =>
        {
            var limit = CommonLimits.Acceptance with { Length = length };
            var deadline = DeadlineCalculator.Count(limit, start, Calendar)!;
            var again = DeadlineCalculator.Recount(deadline, limit, Calendar)!;
            return again.LastDay == deadline.LastDay && again.Derivation.SequenceEqual(deadline.Derivation);
        });

    [Fact]
    public void more_water_never_needs_fewer_people() =>
        ForAll(Areas, Areas, (area, more) =>
        {
            var standard = SwimmingStandard.Gb2013;
            return standard.LifeguardsFor(area) <= standard.LifeguardsFor(area + more)
                && standard.StandsFor(area) <= standard.StandsFor(area + more)
                && standard.LifeguardsFor(area) == standard.StandsFor(area) + 1;
        });

    [Fact]
    public void two_pools_never_hold_more_swimmers_than_their_water_together() =>
        ForAll(Areas, Areas, (one, other) =>
        {
            var standard = SwimmingStandard.Gb2013;
            return standard.SwimmersFor(one) + standard.SwimmersFor(other) <= standard.SwimmersFor(one + other)
                && standard.SwimmersFor(one) * 2.5m <= one;
        });

    /// <summary>Folding does not depend on where a snapshot was taken.</summary>
    [Fact]
    public void a_history_folds_the_same_in_two_parts()
    {
        var history = History([.. Reviewed, GrantOn(Day(3, 16))]);
        ForAll(Gen.Choose(0, history.Length), Gen.Constant(0), (cut, _) =>
        {
            var snapshot = Spec.Fold(history[..cut]);
            var resumed = history[cut..].Aggregate(snapshot, LicensingCaseDecider.Evolve);
            var whole = Spec.Fold(history);
            return resumed.GetType() == whole.GetType()
                && resumed.Dossier!.Deadlines.SequenceEqual(whole.Dossier!.Deadlines)
                && resumed.Dossier.Delivered.Keys.Order().SequenceEqual(whole.Dossier.Delivered.Keys.Order());
        });
    }
}
