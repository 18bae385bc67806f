using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.TrainingInstitutions;

public static partial class InstitutionDecider
{
    /// <summary>What the approval says, as the first event of the institution's stream, in the grant's transaction.</summary>
    /// <param name="state">The case, before or after the grant.</param>
    public static InstitutionApproved Open(string caseNo, LicensingCase state, PermitGranted granted, TrainingStandards standards)
    {
        var file = state.Dossier ?? throw new UnreachableException("A grant has a case.");
        var facts = (TrainingFacts)file.Current.Facts;
        var region = Regions.InForce(file.Organ)?.Code ?? file.Organ;
        var rule = standards.Of(region, granted.DecidedOn);
        return new InstitutionApproved(
            granted.PermitNo, caseNo, region, region, FaceOf(file, facts), StaffOf(facts, granted.DecidedOn), granted.DecidedOn,
            LastDayOf(granted.DecidedOn, rule), rule.Edition, rule.Basis);
    }

    /// <summary>What the events of a request's case do to its institution, in the same transaction.</summary>
    /// <param name="state">The case after these events.</param>
    /// <param name="before">The institution as it stood under the lock.</param>
    public static IReadOnlyList<InstitutionEvent> Follow(
        string caseNo, LicensingCase state, IReadOnlyList<LicensingCaseEvent> decided, Institution before, TrainingMatter matter)
    {
        if (state.Dossier is not { Request: { } request } file) return [];
        if (before.Record is not { } record) throw new UnreachableException("A request has an institution.");

        var isOpen = record.Requests.Any(open => open.CaseNo == caseNo);
        return
        [
            .. decided.SelectMany(IEnumerable<InstitutionEvent> (@event) => @event switch
            {
                PermitRequestMade { ByHolder: true } made when before is not Institution.Terminated =>
                    [new InstitutionRequestOpened(caseNo, made.Kind, PermitRequests.ChangesFace(made), file.ReceivedOn)],
                PermitGranted granted => Grant(caseNo, file, request, granted, record, matter),
                RenewalDeemed deemed =>
                    [Renew(caseNo, record, record.Face, deemed.DeemedOn, deemed.Basis, deemed: true, matter.Standards)],
                PermitRefused e when isOpen => [new InstitutionRequestClosed(caseNo, "refused", e.DecidedOn)],
                ApplicationNotAccepted e when isOpen => [new InstitutionRequestClosed(caseNo, "not-accepted", e.DecidedOn)],
                ApplicationWithdrawn e when isOpen => [new InstitutionRequestClosed(caseNo, "withdrawn", e.WithdrawnOn)],
                _ => [],
            }),
        ];
    }

    static IEnumerable<InstitutionEvent> Grant(
        string caseNo, CaseDossier file, PermitRequestMade request, PermitGranted granted, InstitutionRecord record,
        TrainingMatter matter)
    {
        var on = granted.DecidedOn;
        switch (request.Kind)
        {
            case PermitRequests.Change:
                yield return new InstitutionChanged(
                    caseNo, record.Version + 1, Changed(file, request, record.Face), request.Changes, on, request.Basis);
                break;
            case PermitRequests.Renewal:
                yield return Renew(
                    caseNo, record, Changed(file, request, record.Face), on, request.Basis, deemed: false, matter.Standards);
                break;
            case PermitRequests.Deregistration:
                yield return new InstitutionTerminated(caseNo, on, matter.MoneyLeft, request.Basis);
                if (record.WhiteListedOn is not null) yield return Delisted("terminated", on);
                break;
            default:
                throw new UnreachableException($"No grant for {request.Kind}.");
        }
    }

    static InstitutionRenewed Renew(
        string caseNo, InstitutionRecord record, InstitutionFace face, LocalDate on, LegalBasis basis, bool deemed,
        TrainingStandards standards)
    {
        var from = record.ValidTo.PlusDays(1);
        var rule = standards.Of(record.IssuingOrgan, on);
        return new InstitutionRenewed(
            caseNo, record.Version + 1, deemed, face, from, LastDayOf(from, rule), on, rule.Edition, basis);
    }

    /// <summary>What was asked to change is taken from the case; all else stays as it was approved.</summary>
    static InstitutionFace Changed(CaseDossier file, PermitRequestMade request, InstitutionFace known)
    {
        var asked = FaceOf(file, (TrainingFacts)file.Current.Facts);
        return known with
        {
            OrganiserName = Changes(request, "applyerName") ? asked.OrganiserName : known.OrganiserName,
            Texts = Changes(request, "form.institutionName") || Changes(request, "form.premises") ? asked.Texts : known.Texts,
            Kind = Changes(request, "form.institutionKind") ? asked.Kind : known.Kind,
            RegionCode = Changes(request, "form.premises") ? asked.RegionCode : known.RegionCode,
            Sports = Changes(request, "form.classes") ? asked.Sports : known.Sports,
            TrainingFloorAreaM2 = Changes(request, "form.premises") ? asked.TrainingFloorAreaM2 : known.TrainingFloorAreaM2,
            CustodyMode = Changes(request, "form.custody") ? asked.CustodyMode : known.CustodyMode,
            ReasonedSizes = Changes(request, "form.classes") ? asked.ReasonedSizes : known.ReasonedSizes,
        };
    }

    static InstitutionFace FaceOf(CaseDossier file, TrainingFacts facts) =>
        new(
            file.Applicant, file.ApplicantName, facts.Texts, facts.Kind ?? "",
            Regions.InForce(facts.Premises.RegionCode)?.Code ?? file.Organ,
            [.. facts.Classes.Select(one => one.Sport).OfType<string>().Distinct()], facts.Premises.TrainingFloorAreaM2 ?? 0m,
            facts.CustodyMode ?? "")
        {
            ReasonedSizes = ReasonedSizesOf(facts),
        };

    /// <summary>TI-5: what the approver weighed and granted.</summary>
    static Dictionary<string, int>? ReasonedSizesOf(TrainingFacts facts)
    {
        var reasoned = facts.Classes.Where(one => one is { SizeReasoned: true, Sport: not null, TraineesAtOnce: not null })
            .GroupBy(one => one.Sport!).ToDictionary(sport => sport.Key, sport => sport.Max(one => one.TraineesAtOnce!.Value));
        return reasoned.Count == 0 ? null : reasoned;
    }

    /// <summary>Whoever the approval was given with joins on its first day.</summary>
    static IReadOnlyList<StaffMember> StaffOf(TrainingFacts facts, LocalDate on) =>
    [
        .. facts.Staff.DistinctBy(person => person.Person).Select(person => new StaffMember(
            person.Person, person.Role ?? "other", person.FullTime, person.CertificateKind, person.Certificate, null,
            person.CertificateValidTo, person.BackgroundCheckedOn ?? on, on)),
    ];

    static LocalDate LastDayOf(LocalDate from, DistrictTrainingRule rule) => from.PlusYears(rule.ValidityYears).PlusDays(-1);

    static bool Changes(PermitRequestMade request, string field) =>
        request.Changes.Any(change => SubmittedFields.Covers(field, change) || SubmittedFields.Covers(change, field));
}
