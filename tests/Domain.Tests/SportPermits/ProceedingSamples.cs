using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>Acts between acceptance and decision, on the item with pauses: accepted on Wednesday 16 September 2026 (rule 4).</summary>
static class ProceedingSamples
{
    public static readonly PersonRef Chair = new("p-chair");

    public static ReceiveApplication General => Filing(Day(9, 14)) with { TaskCode = FictitiousItems.GeneralLimit.TaskCode };

    /// <summary>Due on Tuesday 20 October, promised for Tuesday 13 October.</summary>
    public static LicensingCaseEvent[] Accepted(params LicensingCaseCommand[] then) =>
        History(General, [Acceptance(Day(9, 16)), .. then]);

    /// <summary>The special thirty days: received 2 March, accepted on the 4th, due on 1 April.</summary>
    public static LicensingCaseEvent[] Special(params LicensingCaseCommand[] then) => History([Acceptance(Day(3, 4)), .. then]);

    public static OpenSpecialProcedure Expert(LocalDate told, LocalDate first, LocalDate last, string no = "TB-1") =>
        new(Reviewer, At(told), no, "expert-review", first, last, Text(60));

    public static CloseSpecialProcedure Closing(LocalDate on, LocalDate endedOn, string no = "TB-1") =>
        new(Reviewer, At(on, 18), no, endedOn, Text(61));

    public static TellHearingRight Telling(LocalDate on) => new(Clerk, At(on), "TZ-1", Text(62));

    public static RequestHearing Asking(LocalDate on, LocalDate? requestedOn = null) =>
        new(Clerk, At(on, 11), "applicant", requestedOn ?? on, Text(63));

    public static OrderHearing Ordering(LocalDate on, string no = "TJ-1") => new(Approver, At(on), no, "public-interest", Text(64));

    public static AnnounceHearing Announcing(LocalDate on, LocalDate hearing, string no = "TT-1") =>
        new(Clerk, At(on, 12), no, At(hearing, 14), Text(65), Chair);

    public static RecordHearing Recording(LocalDate on) => new(Clerk, At(on, 17), on, Text(66));

    public static RequestSupplement Wanting(LocalDate on, string no = "BC-1") =>
        new(Reviewer, At(on), no, [new AdditionalDefect("M02", Text(67))], null);

    /// <summary>Another statement on the facilities than the one that was filed.</summary>
    public static SubmitCorrection Supplying(LocalDate on, string no = "C-1") => new(
        Portal, At(on, 13), no, Sm3("c1"), Text(50), null, null, At(on, 12), Reading() with { Materials = [Material("M02", Sm3("new"))] });

    public static LocalDate LastDay(IEnumerable<LicensingCaseEvent> history, DeadlineKind kind = DeadlineKind.Decision) =>
        Spec.Fold(history).Dossier!.Find(kind)!.LastDay;
}
