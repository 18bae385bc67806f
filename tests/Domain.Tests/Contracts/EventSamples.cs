using Domain.Documents;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Effects;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Tests.Contracts;

/// <summary>One event of each kind with every field filled, written out so that no rule can change a contract.</summary>
static class EventSamples
{
    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly LegalBasis Basis = new("行政许可法", "32(4)");
    static readonly PersonRef Person = new("p-0001");

    static readonly Deadline Decision = new(
        DeadlineKind.Decision, "SP-1", new LegalBasis("体育法", "105"), 30, TimeUnit.CalendarDays, "receipt", Monday,
        [new DeadlinePause("hearing", Monday.PlusDays(3), Monday.PlusDays(4), new LegalBasis("行政许可法", "45"))],
        [new DeadlineExtension(10, TimeUnit.WorkingDays, Person, Monday.PlusDays(20), new LegalBasis("行政许可法", "42"))],
        new LocalDate(2026, 4, 20), SilenceOutcome.Breach, ["2026-1"], Provisional: false, ["line one", "line two"]);

    static readonly Deadline Later = Decision with { LastDay = new LocalDate(2026, 4, 21), Provisional = true };

    static readonly SportPermitFacts Facts = new(
        new VenueFacts(Text(10), "320508", 120.681608m, 31.180103m, "lease", new LocalDate(2029, 1, 6)),
        "year-round",
        [new SportFacts("SWIM", true, 4, [new PoolFacts(1, 250.01m, 1.8m, true), new PoolFacts(2, null, null, null)])],
        [
            new StaffFacts(
                Person, "lifeguard", "SWIM", "skill-level", new LocalDate(2028, 9, 8), new LocalDate(2026, 12, 12), true),
        ],
        ["post-responsibility", "emergency-plan"],
        new FacilityStatement("test-report", new LocalDate(2025, 12, 17)),
        CommitmentPath: false);

    static readonly DeclaredMaterial[] Materials = [new("M01", Text(11), "application/pdf", 588, Sm3('a'), "D")];
    static readonly Defect[] Defects = [new("material.missing", "M05", "缺少材料", Basis, 0)];
    static readonly Normalisation[] Normalised = [new("agent.idNumber", "id.lower-case-x")];

    static readonly Remedy[] Remedies =
        [new("administrative-review", "姑苏区人民政府", "60 calendar days", new LegalBasis("行政复议法", "20"))];

    static readonly UnmetCondition[] Grounds =
        [new("SP-4", new LegalBasis("GB 19079.1-2013", "7.2"), "form.staff", "lifeguard: 2", "lifeguard: 3")];

    static readonly Assessment Assessment = new(
        Monday.PlusDays(14), 6, 4, 160, 6, 1, 1, 0, [], ["GB 19079.1-2013"]);

    public static IReadOnlyList<object> All { get; } =
    [
        new ApplicationReceived(
            "3205SP1", "1132050001414938323000133105002", "1", "high-risk-sport/1", "1", "320508", "320508", true, Person,
            "enterprise", Text(1), new PersonRef("p-0002"), new PersonRef("p-0003"), Text(2), Sm3('f'), "3",
            Instant.FromUtc(2026, 3, 2, 1, 0), Monday, Instant.FromUtc(2026, 3, 2, 1, 5), Facts, Materials, Defects, Normalised,
            [Decision]),
        new MaterialDelivered("M01", new FileId(Id(3)), Sm3('a'), 588, "application/pdf"),
        new CorrectionRequested(0, "BZ-1", Defects, Text(4), Monday.PlusDays(2), Decision, Basis),
        new CorrectionReasonsGiven("BZ-1", [new AdditionalDefect("M02", Text(18))]),
        new NoticeServed("BZ-1", "post", Monday.PlusDays(4), Decision, Later),
        new CorrectionSubmitted(
            1, "C-1", Sm3('c'), Text(5), new PersonRef("p-0002"), null, Monday.PlusDays(9), Facts, Materials, Defects, Normalised,
            Decision),
        new ApplicationAccepted(Monday.PlusDays(2), "SL-1", [Decision], true, new LegalBasis("行政许可法", "32(5)")),
        new AcceptanceDeemed(Monday, [Decision], Basis),
        new ApplicationNotAccepted(
            "outside-remit", "卫生健康主管部门", "BSL-1", Text(6), Monday.PlusDays(1), Remedies, new LegalBasis("行政许可法", "32(2)")),
        new SiteChecked(
            Monday.PlusDays(8), [Person, new PersonRef("p-0004")], true, Text(7), [new FileId(Id(8))],
            new LegalBasis("行政许可法", "34(3)")),
        new ReviewCompleted("grant", Person, Text(9), Monday.PlusDays(9), new LegalBasis("行政许可法", "34")),
        new PermitGranted(
            "SUZ-2026-1", Person, Monday.PlusDays(14), true, Assessment, Decision, Text(12), new LegalBasis("体育法", "105")),
        new PermitRefused(
            "BY-1", Person, Monday.PlusDays(14), false, Grounds, Text(13), Remedies, Decision, new LegalBasis("行政许可法", "38")),
        new DecisionDelivered("electronic", Monday.PlusDays(15), true, Text(14), new LegalBasis("行政许可法", "44")),
        new ApplicationWithdrawn(Text(15), Monday.PlusDays(3)),
        new DecisionPeriodExtended(Decision, Later, Person, Text(16), new LegalBasis("行政许可法", "42")),
        new DeadlineRecomputed(Later, Decision, "2026-2"),
        new CaseRated(4, Text(17), "2", RectificationOpened: true),
        new SupplementRequested("BC-1", Defects, Text(18), Monday.PlusDays(9), Decision, StopsClock: false, Basis),
        new SupplementSubmitted(
            1, "C-1", Sm3('c'), Text(5), new PersonRef("p-0002"), null, Monday.PlusDays(11), InTime: true, Facts, Materials, Defects,
            Normalised),
        new SpecialProcedureOpened(
            "TB-1", "expert-review", Monday, Monday.PlusDays(1), Monday.PlusDays(4), Text(19), StopsClock: true, Basis),
        new SpecialProcedureClosed("TB-1", Monday.PlusDays(3), Text(20), Basis),
        new DecisionDeadlineMoved(Decision, Later, "expert-review", Basis),
        new HearingRightTold("TZ-1", Monday, Text(21), Decision, Basis),
        new HearingRequested("applicant", Monday.PlusDays(1), Text(22), Decision, Basis),
        new HearingOrdered("TJ-1", "public-interest", Monday.PlusDays(1), Text(23), Basis),
        new HearingAnnounced("TT-1", Monday.PlusDays(2), Instant.FromUtc(2026, 3, 16, 6, 0), Text(24), Person, Basis),
        new HearingHeld(Monday.PlusDays(14), Person, Text(25), InTime: true, Basis),
        new HearingDropped("withdrawn", Monday.PlusDays(5), Text(26), Basis),
        new DecisionRestedOnHearing(Text(25), Monday.PlusDays(14), Basis),
        new PermitOpened(
            "SUZ-2026-1", "SPC-20260302-0000000A", "320508", "320508", Person, Text(1), new PersonRef("p-0002"), Text(10), "320508",
            ["SWIM"], 6, 1, 160, "year-round", Monday.PlusDays(14), new LocalDate(2031, 3, 15),
            new LegalBasis("经营高危险性体育项目许可管理办法", "14")),
        new DocumentIssued(
            "320508-BXK-20260316-7Q2XKM", "refusal-decision", "refusal-decision/1", "SPC-20260302-0000000A", "SUZ-2026-1", "320508",
            Person, Monday.PlusDays(14), Id(20), Basis, Remedies, "（印章位置：行政许可专用章）", new FileId(Id(21)), Sm3('d'), 48211, 2, 1),
        new DocumentServed(
            "left", "agreed", Monday.PlusDays(15), Monday.PlusDays(15), 2, true, Text(22),
            [
                new RemedyEnd(
                    "administrative-review", "姑苏区人民政府", new LocalDate(2026, 5, 18), true, ["line one"],
                    new LegalBasis("行政复议法", "20")),
            ],
            new LegalBasis("民事诉讼法", "89")),
        new DocumentServiceFailed("in-person", Monday.PlusDays(15), "nobody-there", Text(23)),
        new CalendarEditionPublished(
            2026, "2026-1", false, [new LocalDate(2026, 1, 1)], [new LocalDate(2026, 1, 4)], "国务院办公厅 2025-11-04 通知",
            new LegalBasis("全国年节及纪念日放假办法", "7")),
        new CommitmentPathOpened("ftz-suzhou/1", "17", Monday, Basis),
        new CommitmentPathUnavailable("address-not-listed", Monday, Basis),
        new CommitmentSigned(Monday.PlusDays(1), Text(27), Basis),
        new PostGrantCheckDue("SUZ-2026-1", Decision, Basis),
        new PostGrantChecked(
            Monday.PlusDays(20), [Person, new PersonRef("p-0004")], "rectify", true, "ZG-1", Later, Text(28), [new FileId(Id(9))], Basis),
        new CommitmentFoundUntrue("ZG-2", "SUZ-2026-1", Monday.PlusDays(30), "revocation", Basis),
        new StaffingMinimumProposed(
            "SKI", "GB 19079.6-2013/suzhou-1", Monday, new LocalDate(2027, 3, 1), 2, 1, new LegalBasis("GB 19079.6-2013", "7.2"),
            "苏体规〔2026〕3号", Person, Monday),
        new CommitmentListProposed(
            "1132050001414938323000133105002", "ftz-suzhou/1", Monday, null, [new ListedAddress("1", Sm3('e'))],
            new LegalBasis("体规字〔2021〕4号", "-"), "苏体规〔2026〕5号", Person, Monday),
        new RuleEditionApproved("ftz-suzhou/1", new PersonRef("p-0002"), Monday.PlusDays(1)),
        new EffectRetried("SPC-20260302-0000000A", Text(18)),
        new EffectSkipped("SPC-20260302-0000000A", Text(19)),
        new EffectAssigned("SPC-20260302-0000000A", Person, Text(20)),
    ];

    static DocumentId Text(int number) => new(Id(number));

    static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    static string Sm3(char digit) => new(digit, 64);
}
