using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Projections.Tests.SportPermits;

/// <summary>A case of spring 2026 in Gusu, with a public holiday (清明, 6 April off) inside its limits.</summary>
static class Samples
{
    public const string CaseNo = "SPC-20260330-AAAAAAAA";
    public const string CaseStream = "sport-permit-case/" + CaseNo;
    public const string PermitNo = "SU-320508-2026-000001";
    public static readonly LegalBasis Basis = new("行政许可法", "32");
    public static readonly LocalDate Monday = new(2026, 3, 30);
    public static readonly PersonRef Reviewer = new("p-reviewer");
    public static readonly PersonRef Approver = new("p-approver");

    public static readonly WorkCalendar Calendar = new(
        [new(2026, "2026-1", false, [new(2026, 4, 4), new(2026, 4, 5), new(2026, 4, 6)], [new(2026, 4, 12)], "test")]);

    public static readonly Deadline AcceptBy =
        Deadline(DeadlineKind.Acceptance, 5, TimeUnit.WorkingDays, Monday, new(2026, 4, 7), SilenceOutcome.DeemedAccepted);

    public static readonly Deadline DecideBy =
        Deadline(DeadlineKind.Decision, 30, TimeUnit.CalendarDays, Monday, new(2026, 4, 29), SilenceOutcome.Breach);

    public static readonly Deadline SupplyBy = Deadline(
        DeadlineKind.Correction, 10, TimeUnit.WorkingDays, new(2026, 4, 1), new(2026, 4, 15), SilenceOutcome.PartyInDefault);

    public static readonly Deadline DeliverBy = Deadline(
        DeadlineKind.Delivery, 10, TimeUnit.WorkingDays, new(2026, 4, 20), new(2026, 5, 6), SilenceOutcome.Breach);

    public static readonly DeclaredMaterial M01 = Material("M01", "aa");
    public static readonly DeclaredMaterial M02 = Material("M02", "bb");
    public static readonly Defect MissingM05 = new("material.missing", "M05", "缺少材料。", Basis, 0);

    public static Deadline Deadline(
        DeadlineKind kind, int length, TimeUnit unit, LocalDate start, LocalDate lastDay, SilenceOutcome silence) =>
        new(kind, "LIC-5", Basis, length, unit, "receipt", start, [], [], lastDay, silence, ["2026-1"], false,
            [$"{length} days from {start.Day}", "last day counted in full"]);

    public static DeclaredMaterial Material(string code, string sm3) =>
        new(code, Document(code[2]), "application/pdf", 588, sm3, "A");

    public static DocumentId Document(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static (LocalDate Day, object Data) On(LocalDate day, object data) => (day, data);

    public static ApplicationReceived Received(
        IReadOnlyList<DeclaredMaterial>? materials = null, IReadOnlyList<Defect>? defects = null, bool withinRemit = true,
        string organ = "320508", string projectNo = "P1") =>
        new(
            projectNo, "1132", "1", "sport-2026", "1", organ, organ, withinRemit, new("p-applicant"), "enterprise", Document(1),
            null, null, Document(2), "form-sm3", "2", WorkCalendar.StartOf(Monday), Monday, WorkCalendar.StartOf(Monday),
            new SportPermitFacts(new(Document(3), organ, null, null, "lease", null), "year-round", [], [], [], null, false),
            materials ?? [], defects ?? [], [], [AcceptBy, DecideBy]);

    public static MaterialDelivered Delivered(DeclaredMaterial material) =>
        new(material.Code, new(new Guid(material.Code[2], 1, 0, new byte[8])), material.Sm3, material.Size, material.MediaType);

    public static CorrectionRequested Requested(LocalDate on, params Defect[] items) =>
        new(0, "N-1", items, null, on, SupplyBy, Basis);

    public static CorrectionSubmitted Submitted(
        LocalDate on, LocalDate acceptBy, IReadOnlyList<DeclaredMaterial> materials, params Defect[] defects) =>
        new(
            1, "C-1", "sm3", Document(4), null, null, on, Received().Facts, materials, defects, [],
            AcceptBy with { Start = on, LastDay = acceptBy });

    public static ApplicationAccepted Accepted(LocalDate on) => new(on, "N-2", [], true, Basis);

    public static SiteChecked Checked(LocalDate on) => new(on, [Reviewer, Approver], true, Document(5), [], Basis);

    public static ReviewCompleted Reviewed(LocalDate on) => new("grant", Reviewer, Document(6), on, Basis);

    public static PermitGranted Granted(LocalDate on) =>
        new(
            PermitNo, Approver, on, on <= DecideBy.LastDay,
            new Assessment(on, 3, 2, 100, 3, 1, 1, null, [], ["GB 19079.1-2013"]), DeliverBy, null, Basis);

    public static DecisionDelivered HandedOver(LocalDate on) => new("electronic", on, true, null, Basis);

    public static PermitOpened Opened(string permitNo, string district, int names, LocalDate from, params string[] sports) =>
        new(
            permitNo, CaseNo, district, district, new("p-applicant"), Document(names), null, Document(names + 1), district,
            sports, 3, 1, 100, "year-round", from, from.PlusYears(5).PlusDays(-1), Basis);

    /// <summary>The whole road, from receipt to delivery.</summary>
    public static IReadOnlyList<(LocalDate Day, object Data)> Road { get; } =
    [
        On(Monday, Received([M01])),
        On(Monday, Delivered(M01)),
        On(new(2026, 4, 2), Accepted(new(2026, 4, 2))),
        On(new(2026, 4, 10), Checked(new(2026, 4, 10))),
        On(new(2026, 4, 15), Reviewed(new(2026, 4, 15))),
        On(new(2026, 4, 20), Granted(new(2026, 4, 20))),
        On(new(2026, 4, 22), HandedOver(new(2026, 4, 22))),
    ];
}
