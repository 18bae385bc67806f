using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Ratings;
using NodaTime;

namespace Domain.Tests.Contracts;

/// <summary>The events of a rectification, every field filled.</summary>
static class RatingSamples
{
    static readonly LocalDate Wednesday = new(2026, 3, 18);
    static readonly LegalBasis Basis = new("国办发〔2019〕51号", "强化服务差评整改");

    static readonly Deadline ContactBy = new(
        DeadlineKind.RaterContact, "RCT-3", Basis, 1, TimeUnit.WorkingDays, "rating", Wednesday, [], [], Wednesday.PlusDays(1),
        SilenceOutcome.Breach, ["2026-1"], Provisional: false, ["line one", "line two"]);

    static readonly Deadline CorrectBy = ContactBy with
    {
        Kind = DeadlineKind.RatingRectification, Rule = "RCT-5", Length = 15, LastDay = new LocalDate(2026, 4, 9),
    };

    public static IReadOnlyList<object> All { get; } =
    [
        new RectificationOpened(
            "SPC-20260302-0000000A", "3205SP1", "320508", new PersonRef("p-0001"), 5, Text(1), "2", Wednesday, "rectification/1", ContactBy,
            CorrectBy, Basis),
        new RaterContacted("phone", Wednesday.PlusDays(1), InTime: true, Text(2), Basis),
        new RectificationReported(1, "corrected", Text(3), Wednesday.PlusDays(5), InTime: true, Basis),
        new RaterCalledBack(1, "unsatisfied", Wednesday.PlusDays(6), Text(4), Basis),
        new RectificationSentBack(2, CorrectBy, Basis),
        new RectificationClosed("not-reached", Wednesday.PlusDays(12), Text(5), Basis),
        new RectificationRecounted(CorrectBy, CorrectBy with { LastDay = new LocalDate(2026, 4, 10) }),
    ];

    static DocumentId Text(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
}
