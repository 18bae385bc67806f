using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using Domain.Tests.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.TrainingInstitutions;

/// <summary>A basketball school of 200 m² in 姑苏区 with three coaches, complete in every respect, filed on Monday 2 March 2026.</summary>
static class TrainingSamples
{
    public const string InstitutionNo = "TI-2026-1";

    public static readonly CaseRules Rules = new(
        CaseSamples.Calendar, ServiceItems.All, [Domain.SportPermits.SportPermitMatter.Published, TrainingMatter.Published]);

    public static readonly TrainingStandards Standards = TrainingStandards.Published;

    public static readonly string[] Codes = ["T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09"];

    public static readonly ClassFacts Evening = new(
        "BASKETBALL", 100m, 20, 2, new LocalTime(18, 0), new LocalTime(20, 30), "offline", null, SizeReasoned: false);

    public static readonly TrainingFacts Facts = new(
        Text(10), "private-non-enterprise", new PremisesFacts("320508", "lease", new LocalDate(2030, 3, 2), true, 200m), [Evening],
        [Coach(1), Coach(2), Coach(3)], new ChargeFacts(90, null, 60, null, Money.Yuan(5000)), "bank-custody", true, true, null);

    public static PersonRef Person(int number) => new($"p-coach-{number}");

    public static PersonRef Number(int number) => new($"c-{number}");

    public static TrainingStaffFacts Coach(int number) =>
        new(Person(number), "coach", "coach", Number(number), null, true, Day(1, 5), Adult: true, IdentifierValid: true);

    public static ReceiveApplication Filing(TrainingFacts? facts = null, string subject = "enterprise") => new(
        Portal, At(ReceivedOn, 9, 5), "3205TI1", TrainingInstitutionItem.TaskCode, "1", "1", "320508", Applicant, subject,
        Text(1), subject == "enterprise" ? new PersonRef("p-head") : null, new PersonRef("p-agent"), Text(2), Sm3("form"), "3",
        At(ReceivedOn), Reading(facts ?? Facts));

    public static FormReading Reading(TrainingFacts facts) =>
        new(facts, [.. Codes.Select(code => Material(code))], [], []);

    public static IEnumerable<LicensingCaseEvent> Files =>
        Codes.Select(code => new MaterialDelivered(code, File(code), Sm3(code.ToLowerInvariant()), 588, "application/pdf"));

    /// <summary>A case as the decider itself makes it.</summary>
    public static LicensingCaseEvent[] Story(CaseRules rules, ReceiveApplication filing, params LicensingCaseCommand[] commands)
    {
        List<LicensingCaseEvent> events = [.. Decided(filing, LicensingCase.Initial, rules), .. Files];
        foreach (var command in commands) events.AddRange(Decided(command, Spec.Fold(events), rules));
        return [.. events];
    }

    public static IReadOnlyList<LicensingCaseEvent> Decided(LicensingCaseCommand command, LicensingCase state, CaseRules rules) =>
        LicensingCaseDecider.Decide(command, state, rules) switch
        {
            Answer<LicensingCaseEvent>.Accepted accepted => accepted.Events,
            Answer<LicensingCaseEvent>.Refused refused =>
                throw new InvalidOperationException($"{refused.Refusal.Code} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>Granted on 16 March 2026, as the grant itself opens it.</summary>
    public static InstitutionApproved Approval()
    {
        var story = Story(
            Rules, Filing(), Acceptance(Day(3, 4)), SiteCheck(Day(3, 10)), ReviewOn(Day(3, 11)),
            GrantOn(Day(3, 16)) with { PermitNo = InstitutionNo });
        return InstitutionDecider.Open("TIC-1", Spec.Fold(story), story.OfType<PermitGranted>().Single(), Standards);
    }

    public static Institution School(params InstitutionEvent[] later) =>
        later.Prepend(Approval()).Aggregate(Domain.TrainingInstitutions.Institution.Initial, InstitutionDecider.Evolve);

    public static Answer<InstitutionEvent> Ask(InstitutionCommand command, params InstitutionEvent[] later) =>
        InstitutionDecider.Decide(command, School(later), Standards);

    public static void Refused(Refusal expected, Answer<InstitutionEvent> answer) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer<InstitutionEvent>.Refused>(answer).Refusal.Code);

    /// <summary>The events; asked again after them, the same command adds none.</summary>
    public static IReadOnlyList<InstitutionEvent> Accepted(InstitutionCommand command, params InstitutionEvent[] later)
    {
        var events = Assert.IsType<Answer<InstitutionEvent>.Accepted>(Ask(command, later)).Events;
        if (command is not (LeaveWhiteList or ResumeInstitution))
            Assert.Empty(Assert.IsType<Answer<InstitutionEvent>.Accepted>(Ask(command, [.. later, .. events])).Events);
        return events;
    }

    public static T One<T>(InstitutionCommand command, params InstitutionEvent[] later)
        where T : InstitutionEvent => Assert.IsType<T>(Assert.Single(Accepted(command, later)));
}
