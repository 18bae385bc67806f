using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Tests.SportPermits;

/// <summary>One pool of 250 m² in 姑苏区, complete in every respect, received on Monday 2 March 2026.</summary>
/// <remarks>March 2026 has no holiday: five working days end on the 9th, thirty calendar days on Wednesday 1 April.</remarks>
public static class CaseSamples
{
    public static readonly WorkCalendar Calendar = new(BuiltInCalendars.Editions);
    public static readonly CaseRules Rules = new(Calendar, ServiceItems.All, [SportPermitMatter.Published]);
    public static readonly ServiceItem Item = HighRiskSportItem.Edition1;

    public static readonly LocalDate ReceivedOn = Day(3, 2);
    public static readonly PersonRef Applicant = new("p-applicant");
    public static readonly Actor Portal = new(new PersonRef("app-portal"), "portal", "320500");
    public static readonly Actor Clerk = Officer("clerk");
    public static readonly Actor Reviewer = Officer("reviewer");
    public static readonly Actor Approver = Officer("approver");
    public static readonly Actor Inspector = Officer("inspector");
    public static readonly Actor System = new(new PersonRef("system"), "system", "320500");
    public static readonly string[] MaterialCodes = ["M01", "M02", "M03", "M04", "M05"];

    public static LocalDate Day(int month, int day) => new(2026, month, day);

    public static Instant At(LocalDate day, int hour = 9, int minute = 0) =>
        day.At(new LocalTime(hour, minute)).InZoneStrictly(WorkCalendar.Zone).ToInstant();

    public static Actor Officer(string role, string district = "320508") => new(new PersonRef($"p-{role}"), role, district);

    public static DocumentId Text(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    public static FileId File(string code) => new(new Guid(code[^1], 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]));

    public static string Sm3(string of) => of.PadRight(64, '0');

    public static DeclaredMaterial Material(string code, string? sm3 = null) =>
        new(code, Text(40 + code[^1]), "application/pdf", 588, sm3 ?? Sm3(code.ToLowerInvariant()), "B");

    public static StaffFacts Person(string name, string role, string kind = "occupational-qualification") =>
        new(new PersonRef($"p-{name}"), role, "SWIM", kind, new LocalDate(2028, 6, 30), new LocalDate(2026, 12, 31), true);

    public static PoolFacts Pool(decimal? area, int number = 1) => new(number, area, 1.8m, true);

    public static SportFacts Swim(int stands, params decimal[] areas) =>
        new("SWIM", true, stands, [.. areas.Select((area, i) => Pool(area, i + 1))]);

    public static IReadOnlyList<StaffFacts> Crew(int lifeguards) =>
    [
        .. Enumerable.Range(1, lifeguards).Select(i =>
            Person($"guard-{i}", "lifeguard", i == 1 ? "skill-level" : "occupational-qualification")),
        Person("teacher", "instructor", "skill-level"),
        Person("water", "water-quality"),
    ];

    public static readonly SportPermitFacts Facts = new(
        new VenueFacts(Text(10), "320508", 120.6m, 31.3m, "own", new LocalDate(2034, 3, 2)),
        "year-round",
        [Swim(2, 250m)],
        Crew(3),
        SportStandards.Published.SafetySystems,
        new FacilityStatement("test-report", Day(2, 10)),
        CommitmentPath: false);

    public static FormReading Reading(SportPermitFacts? facts = null, params Defect[] defects) =>
        new(facts ?? Facts, [.. MaterialCodes.Select(code => Material(code))], defects, []);

    public static ReceiveApplication Filing(LocalDate? on = null, FormReading? reading = null) => new(
        Portal, At(on ?? ReceivedOn, 9, 5), "3205SP1", HighRiskSportItem.TaskCode, "1", "1", "320508", Applicant, "enterprise",
        Text(1), new PersonRef("p-head"), new PersonRef("p-agent"), Text(2), Sm3("form"), "3", At(on ?? ReceivedOn),
        reading ?? Reading());

    /// <summary>The event that a filing leads to; its own spec is ReceiveApplicationSpec.</summary>
    public static ApplicationReceived Received(ReceiveApplication? filing = null) =>
        (ApplicationReceived)Assert.Single(Decided(filing ?? Filing(), LicensingCase.Initial));

    public static MaterialDelivered[] Delivered(params string[] codes) =>
        [.. (codes.Length == 0 ? MaterialCodes : codes).Select(code =>
            new MaterialDelivered(code, File(code), Sm3(code.ToLowerInvariant()), 588, "application/pdf"))];

    /// <summary>Everything after the receipt, as the decider itself makes it.</summary>
    public static LicensingCaseEvent[] History(ReceiveApplication filing, params LicensingCaseCommand[] commands)
    {
        List<LicensingCaseEvent> events = [Received(filing), .. Delivered()];
        foreach (var command in commands) events.AddRange(Decided(command, Spec.Fold(events)));
        return [.. events];
    }

    public static LicensingCaseEvent[] History(params LicensingCaseCommand[] commands) => History(Filing(), commands);

    public static AcceptApplication Acceptance(LocalDate on) => new(Clerk, At(on), "SL-1");

    public static RequestCorrection Notice(LocalDate on, params AdditionalDefect[] additional) =>
        new(Clerk, At(on), "BZ-1", additional, null);

    public static RecordSiteCheck SiteCheck(LocalDate on, bool passed = true) =>
        new(Inspector, At(on, 15), on, [Inspector.Person, new PersonRef("p-second")], passed, Text(20), []);

    public static CompleteReview ReviewOn(LocalDate on) => new(Reviewer, At(on, 16), "grant", Text(21));

    public static GrantPermit GrantOn(LocalDate on) => new(Approver, At(on), "SUZ-2026-1", Text(22));

    public static LicensingCaseCommand[] Reviewed =>
        [Acceptance(Day(3, 4)), SiteCheck(Day(3, 10)), ReviewOn(Day(3, 11))];

    static IReadOnlyList<LicensingCaseEvent> Decided(LicensingCaseCommand command, LicensingCase state) =>
        LicensingCaseDecider.Decide(command, state, Rules) switch
        {
            Answer<LicensingCaseEvent>.Accepted accepted => accepted.Events,
            Answer<LicensingCaseEvent>.Refused refused =>
                throw new InvalidOperationException($"{refused.Refusal.Code} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };
}
