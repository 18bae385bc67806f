using Domain.Licensing;
using Domain.PortalExchange;
using Domain.SportPermits;
using Domain.Tests.Contracts;
using Domain.Tests.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.PortalExchange;

/// <summary>OUT-3 to OUT-8 and OUT-18: what of a case the portal is told.</summary>
public sealed class ExchangeMapSpec
{
    [Fact]
    public void every_case_event_is_told_or_kept()
    {
        var events = typeof(LicensingCaseEvent).Assembly.GetTypes().Where(type => type.BaseType == typeof(LicensingCaseEvent));

        Assert.All(events, type =>
            Assert.True(
                ExchangeMap.Told.ContainsKey(type) != ExchangeMap.Silent.Contains(type),
                $"{type.Name} must be told to the portal or kept, and not both: see {nameof(ExchangeMap)}."));
    }

    [Fact]
    public void an_event_whose_facts_depend_on_what_came_before_says_so()
    {
        foreach (var sample in EventSamples.All.OfType<LicensingCaseEvent>().Where(e => !ExchangeMap.AsksEarlier.Contains(e.GetType())))
        {
            var asked = new Unasked();
            ExchangeMap.FactsOf(sample, asked);
            Assert.False(asked.Was, $"{sample.GetType().Name} asks what came before, but {nameof(ExchangeMap.AsksEarlier)} lacks it.");
        }
    }

    [Fact]
    public void no_event_has_one_purpose_twice() =>
        Assert.All(EventSamples.All.OfType<LicensingCaseEvent>(), sample =>
        {
            var purposes = ExchangeMap.FactsOf(sample, [sample]).Select(fact => fact.Purpose).ToList();
            Assert.Equal(purposes.Distinct(), purposes);
        });

    [Fact]
    public void the_whole_road_is_told_in_this_order() =>
        Assert.Equal(
            [
                "收件 收到申请 26", "material M01", "material M02", "material M03", "material M04", "material M05",
                "accept 2026-03-04", "受理 受理 30", "审查 实地核查 30", "审查 审查 30", "决定 准予许可 50", "制证 制作许可证 50",
                "result Granted 2026-03-12 False", "办结 送达 90", "result Granted 2026-03-13 True",
            ],
            Told(History(
                [.. Reviewed, GrantOn(Day(3, 12)), new DeliverDecision(Clerk, At(Day(3, 13)), "electronic", Day(3, 13), null)])));

    [Fact]
    public void a_correction_is_told_with_its_end_when_it_is_answered_or_the_case_ends()
    {
        var missing = Filing(reading: Reading(Facts with { SafetySystems = [] }));
        var asked = History(missing, Notice(Day(3, 3)));
        Assert.Equal("补正 一次性告知补正 28", Told(asked).Last());

        var withdrawn = History(missing, Notice(Day(3, 3)), new WithdrawApplication(Portal, At(Day(3, 5)), null));
        Assert.Equal(
            ["special Other 2026-03-03 2026-03-05", "办结 申请人撤回申请 98", "result Withdrawn 2026-03-05 False"],
            Told(withdrawn).TakeLast(3));
    }

    [Fact]
    public void a_case_that_ends_with_no_correction_open_tells_of_none() =>
        Assert.DoesNotContain(
            Told(History(new WithdrawApplication(Portal, At(Day(3, 5)), null))),
            line => line.StartsWith("special", StringComparison.Ordinal));

    [Fact]
    public void a_special_procedure_is_told_once_when_it_is_closed_and_with_the_case_where_it_is_not()
    {
        var basis = new Domain.Kernel.LegalBasis("行政许可法", "45");
        LicensingCaseEvent opened = new SpecialProcedureOpened(
            "TB-1", "expert-review", Day(3, 5), Day(3, 6), Day(3, 20), null, true, basis);
        LicensingCaseEvent closed = new SpecialProcedureClosed("TB-1", Day(3, 12), null, basis);
        LicensingCaseEvent withdrawn = new ApplicationWithdrawn(null, Day(3, 9));

        Assert.Equal(["挂起 开始特别程序 30"], Told([opened]));
        Assert.Equal(["special Other 2026-03-06 2026-03-12", "挂起 结束特别程序 30"], Told([opened, closed]).Skip(1));
        Assert.Equal("special Other 2026-03-06 2026-03-09", Told([opened, withdrawn])[1]);
        Assert.DoesNotContain("special", string.Concat(Told([opened, closed, withdrawn]).Skip(3)), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "special", string.Concat(Told([opened, new ApplicationWithdrawn(null, Day(3, 5))])), StringComparison.Ordinal);
    }

    [Fact]
    public void a_hearing_is_told_from_the_call_to_the_day_it_is_held_or_given_up()
    {
        var basis = new Domain.Kernel.LegalBasis("行政许可法", "47");
        LicensingCaseEvent called = new HearingOrdered("TZ-1", "law", Day(3, 5), null, basis);
        LicensingCaseEvent held = new HearingHeld(Day(3, 18), Clerk.Person, Text(1), true, basis);
        LicensingCaseEvent dropped = new HearingDropped("withdrawn", Day(3, 9), null, basis);

        Assert.Equal(["挂起 依职权决定听证 30", "special Other 2026-03-05 2026-03-18", "审查 举行听证 30"], Told([called, held]));
        Assert.Equal(["special Other 2026-03-05 2026-03-09", "审查 放弃听证 30"], Told([called, dropped]).Skip(1));
    }

    [Fact]
    public void a_granted_deregistration_makes_no_certificate()
    {
        LicensingCaseEvent asked = EventSamplesOf<PermitRequestMade>() with { Kind = PermitRequests.Deregistration };
        LicensingCaseEvent granted = EventSamplesOf<PermitGranted>();

        Assert.Contains("制证", string.Concat(Told([granted])), StringComparison.Ordinal);
        Assert.DoesNotContain("制证", string.Concat(Told([asked, granted])), StringComparison.Ordinal);
    }

    static TEvent EventSamplesOf<TEvent>() => EventSamples.All.Concat(PermitLifeSamples.All).OfType<TEvent>().Single();

    [Fact]
    public void recounted_deadlines_and_ratings_are_kept() =>
        Assert.All(
            EventSamples.All.OfType<LicensingCaseEvent>().Where(e => e is DeadlineRecomputed or CaseRated),
            sample => Assert.Empty(ExchangeMap.FactsOf(sample, [])));

    static List<string> Told(IReadOnlyList<LicensingCaseEvent> events) =>
        [.. events.SelectMany((e, index) => ExchangeMap.FactsOf(e, [.. events.Take(index)])).Select(Line)];

    static string Line(ExchangeFact fact) => fact switch
    {
        AcceptFact accept => $"accept {Iso(accept.AcceptedOn)}",
        ProcessFact process => $"{process.Step.Name} {process.Act} {(int)process.Status}",
        ResultFact result => $"result {result.Type} {Iso(result.On)} {result.Delivered}",
        SpecialFact special => $"special {special.Type} {Iso(special.From)} {Iso(special.To)}",
        MaterialFact material => $"material {material.MaterialCode}",
        _ => fact.Purpose,
    };

    static string Iso(NodaTime.LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    /// <summary>A list that notices when anybody looks into it.</summary>
    sealed class Unasked : System.Collections.ObjectModel.Collection<LicensingCaseEvent>, IReadOnlyList<LicensingCaseEvent>
    {
        public bool Was { get; private set; }

        int IReadOnlyCollection<LicensingCaseEvent>.Count => Asked(0);

        LicensingCaseEvent IReadOnlyList<LicensingCaseEvent>.this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

        IEnumerator<LicensingCaseEvent> IEnumerable<LicensingCaseEvent>.GetEnumerator()
        {
            Asked(0);
            return GetEnumerator();
        }

        int Asked(int answer)
        {
            Was = true;
            return answer;
        }
    }
}
