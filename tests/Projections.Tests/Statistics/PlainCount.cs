using Domain.Licensing;
using Domain.Ratings;
using Domain.SportPermits;
using EventStore;
using NodaTime;
using Projections.Statistics;

namespace Projections.Tests.Statistics;

/// <summary>The same figures by a plain loop over the events: no fold, no SQL, every day counted one by one.</summary>
sealed class PlainCount(WorkCalendar calendar, StatisticsQuestion question)
{
    readonly Dictionary<string, Dictionary<string, long>> figures = [];
    readonly Dictionary<string, Dictionary<string, List<int>>> lengths = [];

    public long FigureOf(string group, string name) => figures.GetValueOrDefault(group)?.GetValueOrDefault(name) ?? 0;

    public IReadOnlyList<int> LengthsOf(string group, string name) =>
        lengths.GetValueOrDefault(group)?.GetValueOrDefault(name) ?? [];

    public IEnumerable<string> Groups => figures.Keys.Where(group => group.Length > 0);

    public static string KeyOf(IEnumerable<string> values) => string.Join('|', values);

    public PlainCount Count(IReadOnlyList<StoredEvent> log)
    {
        foreach (var received in log.Where(e => e.Data is ApplicationReceived))
        {
            var caseNo = received.Stream[(received.Stream.IndexOf('/') + 1)..];
            var own = log.Where(e => e.Stream == received.Stream).ToList();
            var order = log.Where(e => e.Stream == $"rectification/{caseNo}").Select(e => e.Data!).ToList();
            Count((ApplicationReceived)received.Data!, own, order);
        }

        return this;
    }

    void Count(ApplicationReceived received, List<StoredEvent> own, List<object> order)
    {
        if (question.District is { } district && received.Organ != district) return;
        if (question.Item is { } item && received.TaskCode != item) return;
        if (question.ApplyType is { } type && received.ApplyType != type) return;

        foreach (var (index, e) in own.Index())
        {
            switch (e.Data)
            {
                case ApplicationReceived r: Add(received, r.ReceivedOn, "received"); break;
                case ApplicationNotAccepted n: Add(received, n.DecidedOn, "notAccepted"); break;
                case ApplicationAccepted a: Add(received, a.AcceptedOn, "accepted", "accepted.explicitly"); break;
                case AcceptanceDeemed a: Add(received, a.AcceptedOn, "accepted", "accepted.deemed"); break;
                case ApplicationWithdrawn w: Add(received, w.WithdrawnOn, "withdrawn"); break;
                case CorrectionRequested c: Add(received, c.ServedOn, "corrections"); break;
                case SupplementRequested s: Add(received, s.RequestedOn, "supplements"); break;
                case SpecialProcedureOpened s: Add(received, s.FirstDay, "pauses"); break;
                case HearingHeld h: Add(received, h.HeldOn, "hearings"); break;
                case DecisionPeriodExtended: Add(received, InSuzhou(e), "extensions"); break;
                case DecisionDelivered d: Add(received, d.DeliveredOn, "delivered", $"delivered.{Kept(d.InTime)}"); break;
                case PermitGranted g: Decided(received, own[..index], g.DecidedOn, "granted"); break;
                case PermitRefused r: Decided(received, own[..index], r.DecidedOn, "refused"); break;
                case RenewalDeemed d: Decided(received, own[..index], d.DeemedOn, "deemed"); break;
                case CaseRated { Level: <= 3 } r: Add(received, InSuzhou(e), "rated", $"rated.{r.Level}", "rated.satisfied"); break;
                case CaseRated r: Add(received, InSuzhou(e), "rated", $"rated.{r.Level}"); break;
            }
        }

        if (order.Count > 0) Rectified(received, order);
    }

    void Decided(ApplicationReceived received, List<StoredEvent> before, LocalDate on, string outcome)
    {
        LocalDate? statutory = null;
        LocalDate? promised = null;
        LocalDate? acceptedOn = null;
        foreach (var data in before.Select(e => e.Data))
        {
            IEnumerable<Deadline> set = data switch
            {
                ApplicationReceived e => e.Deadlines,
                ApplicationAccepted e => e.Deadlines,
                AcceptanceDeemed e => e.Deadlines,
                DecisionPeriodExtended e => [e.To],
                DecisionDeadlineMoved e => [e.To],
                DeadlineRecomputed e => [e.To],
                _ => [],
            };
            foreach (var deadline in set)
            {
                if (deadline.Kind == DeadlineKind.Decision) statutory = deadline.LastDay;
                if (deadline.Kind == DeadlineKind.PromisedDecision) promised = deadline.LastDay;
            }

            if (data is ApplicationAccepted a) acceptedOn = a.AcceptedOn;
            if (data is AcceptanceDeemed d) acceptedOn = d.AcceptedOn;
        }

        var decided = outcome != "deemed";
        Add(
            received, on, "decided", $"decided.{outcome}", $"statutory.{Kept(decided && on <= statutory)}",
            promised is null ? "promised.none" : $"promised.{Kept(decided && on <= promised)}");
        foreach (var (name, day) in new[] { ("fromReceipt", received.ReceivedOn), ("fromAcceptance", acceptedOn) })
        {
            if (day is not { } from) continue;
            AddLength(received, on, $"{name}.calendarDays", Period.DaysBetween(from, on));
            if (WorkingDays(from, on) is { } days) AddLength(received, on, $"{name}.workingDays", days);
        }
    }

    void Rectified(ApplicationReceived received, List<object> order)
    {
        var opened = order.OfType<RectificationOpened>().Single().RatedOn;
        var contact = order.OfType<RaterContacted>().SingleOrDefault();
        var first = order.OfType<RectificationReported>().FirstOrDefault();
        Add(
            received, opened, "rectifications",
            contact is null ? "rectifications.contactAwaited"
                : contact.InTime ? "rectifications.contactOnTime" : "rectifications.contactLate",
            first is null ? "rectifications.correctionAwaited"
                : first.InTime ? "rectifications.correctedOnTime" : "rectifications.correctedLate");
        if (order.OfType<RaterCalledBack>().Any(call => call.Result != "not-reached")) Add(received, opened, "rectifications.calledBack");
        if (order.OfType<RectificationSentBack>().Any()) Add(received, opened, "rectifications.sentBack");
        if (order.OfType<RectificationClosed>().Any()) Add(received, opened, "rectifications.closed");
    }

    int? WorkingDays(LocalDate from, LocalDate to)
    {
        var count = 0;
        if (!calendar.Covers(from)) return null;
        for (var day = from.PlusDays(1); day <= to; day = day.PlusDays(1))
        {
            if (!calendar.Covers(day)) return null;
            if (calendar.IsWorkday(day)) count++;
        }

        return count;
    }

    void Add(ApplicationReceived received, LocalDate day, params string[] names)
    {
        foreach (var group in GroupsOf(received, day))
        {
            var counted = figures.TryGetValue(group, out var known) ? known : figures[group] = [];
            foreach (var name in names) counted[name] = counted.GetValueOrDefault(name) + 1;
        }
    }

    void AddLength(ApplicationReceived received, LocalDate day, string name, int length)
    {
        foreach (var group in GroupsOf(received, day))
        {
            var spans = lengths.TryGetValue(group, out var known) ? known : lengths[group] = [];
            (spans.TryGetValue(name, out var list) ? list : spans[name] = []).Add(length);
        }
    }

    /// <summary>The row the day counts in, and the total; none where its month was not asked about.</summary>
    IEnumerable<string> GroupsOf(ApplicationReceived received, LocalDate day)
    {
        var month = day.ToYearMonth();
        if (month.CompareTo(question.From) < 0 || month.CompareTo(question.To) > 0) return [];
        if (question.GroupBy.Count == 0) return [""];
        return
        [
            "",
            KeyOf(question.GroupBy.Select(group => group switch
            {
                "item" => received.TaskCode,
                "district" => received.Organ,
                "applyType" => received.ApplyType,
                _ => $"{month.Year:D4}-{month.Month:D2}",
            })),
        ];
    }

    /// <summary>Suzhou is eight hours ahead all year since 1991.</summary>
    static LocalDate InSuzhou(StoredEvent e) => (e.Timestamp + Duration.FromHours(8)).InUtc().Date;

    static string Kept(bool inTime) => inTime ? "onTime" : "late";
}
