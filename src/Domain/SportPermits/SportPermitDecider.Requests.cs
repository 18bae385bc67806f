using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

public static partial class SportPermitDecider
{
    /// <summary>What the events of a request's case do to its permit, in the same transaction (PL-10 to PL-15).</summary>
    /// <param name="state">The case after these events.</param>
    /// <param name="before">The permit as it stood under the lock.</param>
    public static IReadOnlyList<SportPermitEvent> Follow(
        string caseNo, LicensingCase state, IReadOnlyList<LicensingCaseEvent> decided, SportPermit before, CaseRules rules)
    {
        if (state.Dossier is not { Request: { } request } file) return [];
        if (before is not SportPermit.Opened { Permit: var permit }) throw new UnreachableException("A request has a permit.");

        var isOpen = permit.Requests.Any(open => open.CaseNo == caseNo);
        return
        [
            .. decided.Select(SportPermitEvent? (@event) => @event switch
            {
                PermitRequestMade { ByHolder: true } made when before is not SportPermit.Deregistered =>
                    new PermitRequestOpened(caseNo, made.Kind, PermitRequests.ChangesFace(made), file.ReceivedOn),
                PermitGranted granted => Grant(caseNo, file, request, granted, permit, rules),
                RenewalDeemed deemed => Renew(caseNo, permit, permit.Face, deemed.DeemedOn, deemed.Basis, deemed: true, file, rules),
                PermitRefused e when isOpen => new PermitRequestClosed(caseNo, "refused", e.DecidedOn),
                ApplicationNotAccepted e when isOpen => new PermitRequestClosed(caseNo, "not-accepted", e.DecidedOn),
                ApplicationWithdrawn e when isOpen => new PermitRequestClosed(caseNo, "withdrawn", e.WithdrawnOn),
                _ => null,
            }).OfType<SportPermitEvent>(),
        ];
    }

    static SportPermitEvent Grant(
        string caseNo, CaseDossier file, PermitRequestMade request, PermitGranted granted, PermitRecord permit, CaseRules rules)
    {
        var version = permit.CertificateVersion + 1;
        var on = granted.DecidedOn;
        return request.Kind switch
        {
            PermitRequests.Change => new PermitChanged(
                caseNo, version, FaceOf(file, request, granted.Assessment, permit, rules), request.Changes, on, request.Basis),
            PermitRequests.Renewal => Renew(
                caseNo, permit, FaceOf(file, request, granted.Assessment, permit, rules), on, request.Basis, deemed: false, file, rules),
            PermitRequests.Replacement => new PermitReplaced(
                caseNo, version, request.Reason ?? throw new UnreachableException("A replacement has a reason."), on, request.Basis),
            PermitRequests.Deregistration =>
                new PermitDeregistered(PermitEndings.HoldersRequest, caseNo, null, on, request.Basis),
            _ => throw new UnreachableException($"No grant for {request.Kind}."),
        };
    }

    /// <summary>PL-12: the new term begins on the day after the old one, for as long as the item gives its opening mode.</summary>
    static PermitRenewed Renew(
        string caseNo, PermitRecord permit, PermitFace face, LocalDate on, LegalBasis basis, bool deemed, CaseDossier file,
        CaseRules rules)
    {
        var term = rules.ItemOf(file).Validity.First(validity => validity.OpeningMode == face.OpeningMode);
        var from = permit.ValidTo.PlusDays(1);
        return new PermitRenewed(
            caseNo, permit.CertificateVersion + 1, deemed, face, from, LastDayOf(from, term), on, term.Basis, basis);
    }

    static LocalDate LastDayOf(LocalDate from, ValidityTerm term) =>
        from.PlusYears(Math.Min(term.Years, LongestTermYears)).PlusDays(-1);

    /// <summary>PL-10: what was asked to change is taken from the case; all else stays as the permit has it.</summary>
    static PermitFace FaceOf(
        CaseDossier file, PermitRequestMade request, Assessment assessment, PermitRecord permit, CaseRules rules)
    {
        var (face, facts) = (permit.Face, (SportPermitFacts)file.Current.Facts);
        var judged = rules.JudgesConditions(file);
        return face with
        {
            HolderName = Changes(request, "applyerName") ? file.ApplicantName : face.HolderName,
            Head = Changes(request, "legalRepresentative") ? file.Current.LegalRepresentative : face.Head,
            Venue = Changes(request, "form.venue") ? facts.Venue.Texts : face.Venue,
            RegionCode = Changes(request, "form.venue.regionCode")
                ? Regions.InForce(facts.Venue.RegionCode)?.Code ?? face.RegionCode
                : face.RegionCode,
            Sports = Changes(request, "form.projects") ? [.. facts.Sports.Select(sport => sport.Code)] : face.Sports,
            OpeningMode = Changes(request, "form.openingMode") ? facts.OpeningMode ?? face.OpeningMode : face.OpeningMode,
            RequiredLifeguards = judged ? assessment.RequiredLifeguards : face.RequiredLifeguards,
            RequiredInstructors = judged ? assessment.RequiredInstructors : face.RequiredInstructors,
            RequiredRescuers = judged ? assessment.RequiredRescuers : face.RequiredRescuers,
            MaxSwimmers = judged ? assessment.MaxSwimmers : face.MaxSwimmers,
        };
    }

    static bool Changes(PermitRequestMade request, string field) =>
        request.Changes.Any(change => SubmittedFields.Covers(field, change) || SubmittedFields.Covers(change, field));
}
