using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>A seasonal permit for one pool, granted on 1 January 2024: three years, to 31 December 2026.</summary>
static class PermitSamples
{
    public const string PermitNo = "320508-2024-0001";
    public const string CaseNo = "SPC-20261101-00000001";

    public static readonly LocalDate ValidTo = new(2026, 12, 31);
    public static readonly SportPermitFacts SeasonalFacts = Facts with { OpeningMode = "seasonal", Staff = Crew(3, new(2028, 6, 30)) };

    public static readonly PermitOpened Opened = new(
        PermitNo, "SPC-20231201-00000001", "320508", "320508", Applicant, Text(1), new PersonRef("p-head"), Text(10), "320508",
        ["SWIM"], 3, 1, 100, "seasonal", new LocalDate(2024, 1, 1), ValidTo, new LegalBasis("管理办法", "14"));

    public static IReadOnlyList<StaffFacts> Crew(int lifeguards, LocalDate reviewedTo) =>
        [.. CaseSamples.Crew(lifeguards).Select(person => person with { AnnualReviewTo = reviewedTo })];

    public static SportPermit Permit(params SportPermitEvent[] after) =>
        after.Prepend(Opened).Aggregate(SportPermit.Initial, SportPermitDecider.Evolve);

    public static CaseRules With(SportPermit permit) => Rules with { Licence = permit.Standing };

    public static PermitRequestOpened Request(string kind, bool changesFace = false, string caseNo = CaseNo) =>
        new(caseNo, kind, changesFace, new LocalDate(2026, 11, 1));

    public static ReceiveApplication Asking(
        string applyType, LocalDate on, IReadOnlyList<string>? changes = null, string? reason = null, SportPermitFacts? facts = null) =>
        Filing(on, Reading(facts ?? SeasonalFacts)) with
        {
            ApplyType = applyType, Request = new RequestReading(PermitNo, changes ?? [], reason),
        };

    /// <summary>On 6 May 2026: by the clerk after an ending, by the approver for a fact, with the paper that shows it.</summary>
    public static DeregisterPermit Deregistering(string cause) =>
        PermitEndings.Find(cause) is { NeedsProof: true } fact
            ? new(Approver, At(Day(5, 6)), cause, Text(28), new ShownPaper(
                fact.Proofs[0], "苏姑民〔2026〕17号", "苏州市姑苏区某机关", On(5, 6))) { Holder = fact.Holders.Count == 0 ? null : fact.Holders[0] }
            : new(Clerk, At(Day(5, 6)), cause, Text(28));

    public static LocalDate On(int month, int day, int year = 2026) => new(year, month, day);

    /// <summary>Everything after the receipt of a request, as the decider itself makes it, on one permit.</summary>
    public static LicensingCaseEvent[] Story(SportPermit permit, ReceiveApplication asking, params LicensingCaseCommand[] commands)
    {
        var rules = With(permit);
        List<LicensingCaseEvent> events = [.. Decided(asking, LicensingCase.Initial, rules), .. Delivered()];
        foreach (var command in commands) events.AddRange(Decided(command, Spec.Fold(events), rules));
        return [.. events];
    }

    public static IReadOnlyList<LicensingCaseEvent> Decided(
        LicensingCaseCommand command, LicensingCase state, CaseRules rules) =>
        LicensingCaseDecider.Decide(command, state, rules) switch
        {
            Answer<LicensingCaseEvent>.Accepted accepted => accepted.Events,
            Answer<LicensingCaseEvent>.Refused refused =>
                throw new InvalidOperationException($"{refused.Refusal.Code} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };

    public static SportPermitEvent Follow(SportPermit permit, LicensingCaseEvent[] history, LicensingCaseEvent last) =>
        Assert.Single(SportPermitDecider.Follow(CaseNo, Spec.Fold([.. history, last]), [last], permit, With(permit)));
}
