using Domain.Licensing;
using Domain.Ratings;
using NodaTime;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Ratings;

/// <summary>The order that follows a bad rating of the case of the neighbouring samples.</summary>
static class RectificationSamples
{
    public const string OrderStream = "rectification/" + CaseNo;

    public static readonly LocalDate RatedOn = new(2026, 4, 23);

    public static RectificationOpened Opened(LocalDate contactBy, LocalDate correctBy, string organ = "320508") =>
        new(
            CaseNo, "P1", organ, new("p-applicant"), 5, Document(20), "2", RatedOn, "rectification/1",
            Deadline(DeadlineKind.RaterContact, 1, TimeUnit.WorkingDays, RatedOn, contactBy, SilenceOutcome.Breach),
            Deadline(DeadlineKind.RatingRectification, 15, TimeUnit.WorkingDays, RatedOn, correctBy, SilenceOutcome.Breach), Basis);

    /// <summary>Contacted a day late, put right, called back and sent back, put right again and closed.</summary>
    public static IReadOnlyList<(LocalDate Day, object Data)> Acts { get; } =
    [
        On(RatedOn, Opened(new(2026, 4, 24), new(2026, 5, 18))),
        On(new(2026, 4, 27), new RaterContacted("phone", new(2026, 4, 27), false, Document(21), Basis)),
        On(new(2026, 4, 28), new RectificationReported(1, "corrected", Document(22), new(2026, 4, 28), true, Basis)),
        On(new(2026, 4, 29), new RaterCalledBack(1, "unsatisfied", new(2026, 4, 29), Document(23), Basis)),
        On(new(2026, 4, 29), new RectificationSentBack(
            2, Deadline(
                DeadlineKind.RatingRectification, 15, TimeUnit.WorkingDays, new(2026, 4, 29), new(2026, 5, 25), SilenceOutcome.Breach),
            Basis)),
        On(new(2026, 4, 30), new RectificationReported(2, "explained", Document(24), new(2026, 4, 30), true, Basis)),
        On(new(2026, 4, 30), new RaterCalledBack(2, "satisfied", new(2026, 4, 30), null, Basis)),
        On(new(2026, 4, 30), new RectificationClosed("satisfied", new(2026, 4, 30), null, Basis)),
    ];
}
