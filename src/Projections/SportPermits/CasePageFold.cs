using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Projections.SportPermits;

/// <summary>Folds the stream of a case into its page. Pure: the replay of a case uses it too.</summary>
public static class CasePageFold
{
    public static CasePage? Evolve(CasePage? page, StoredEvent stored)
    {
        if (CaseProgress.Evolve(page?.Progress, stored) is not { } progress) return page;

        var after = stored.Data is ApplicationReceived received
            ? Begin(received, stored, progress)
            : Apply(page!, stored);
        return after with { Progress = progress, Version = stored.Version };
    }

    static CasePage Begin(ApplicationReceived e, StoredEvent stored, CaseProgress progress) =>
        new(
            stored.Stream[(stored.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..],
            e.ProjectNo, e.Organ, stored.Version, progress,
            new(e.TaskCode, e.TaskVersion, e.Item, e.ApplyType, e.RegionCode, e.Applicant, e.ApplicantSubject,
                e.ApplicantName, e.LegalRepresentative, e.Agent, e.Form, e.FormSm3, e.Channel, e.ReceivedAt,
                e.ReceivedOn, e.ArrivedAt),
            e.Facts, e.Defects, e.Normalised,
            [new("receipt", e.Organ, Authority.RoleOf(stored), null, null, e.ReceivedAt, stored.Timestamp)],
            [], [], null, null, null, null, null);

    static CasePage Apply(CasePage page, StoredEvent stored) => stored.Data switch
    {
        CorrectionRequested e => (page with
        {
            Corrections = [.. page.Corrections, new(e.Round, e.NoticeNo, e.Items, e.Note, e.ServedOn, e.SupplyBy)],
            Defects = e.Items.WithoutAwaitedFiles(),
        }).Step(stored, "correction-notice", e.Note)
          .Document("correction-notice", e.NoticeNo, e.ServedOn, e.Basis, e.Note),
        PermitRequestMade e => page with
        {
            Request = new(e.Kind, e.PermitNo, e.Changes, e.Reason, e.ByHolder, e.SiteCheckRequired, e.ValidTo, e.FileBy),
        },
        PermitRequestAmended e => page with
        {
            Request = page.Request! with { Changes = e.Changes, Reason = e.Reason, SiteCheckRequired = e.SiteCheckRequired },
        },
        ApplicantBarFound e => page with { Bars = [.. page.Bars, e] },
        RenewalDeemed e => (page with { Decision = Deemed(e) }).Step(stored, "decision", outcome: "deemed")
            .Document("permit", e.PermitNo, e.DeemedOn, e.Basis),
        NoticeServed e => page with
        {
            Corrections = [.. page.Corrections.Select(round => round.NoticeNo == e.NoticeNo
                ? round with { ServedOn = e.EffectiveOn, SupplyBy = e.To }
                : round)],
        },
        CorrectionSubmitted e => Corrected(page, e).Step(stored, "correction"),
        ApplicationAccepted e => page.Step(stored, "acceptance")
            .Document("acceptance-notice", e.NoticeNo, e.AcceptedOn, e.Basis),
        AcceptanceDeemed => page.Step(stored, "acceptance", outcome: "deemed"),
        ApplicationNotAccepted e => (page with { Decision = NotAccepted(e) })
            .Step(stored, "non-acceptance", e.Reason, e.Ground)
            .Document("non-acceptance", e.NoticeNo, e.DecidedOn, e.Basis, e.Reason, e.Remedies),
        SiteChecked e => (page with { SiteCheck = new(e.CheckedOn, e.Officers, e.Passed, e.Record, e.Photos) })
            .Step(stored, "site-check", e.Record, e.Passed ? "passed" : "failed"),
        ReviewCompleted e => (page with { Review = new(e.Recommendation, e.Reviewer, e.Opinion, e.ReviewedOn) })
            .Step(stored, "review", e.Opinion, e.Recommendation),
        PermitGranted e => (page with { Decision = Granted(e) }).Step(stored, "decision", e.Opinion, "granted")
            .Document("permit", e.PermitNo, e.DecidedOn, e.Basis),
        PermitRefused e => (page with { Decision = Refused(e) }).Step(stored, "decision", e.Reason, "refused")
            .Document("refusal", e.DecisionNo, e.DecidedOn, e.Basis, e.Reason, e.Remedies),
        DecisionDelivered e => (page with { Delivery = new(e.Mode, e.DeliveredOn, e.InTime, e.Proof) })
            .Step(stored, "delivery", e.Proof, e.Mode),
        ApplicationWithdrawn e => page.Step(stored, "withdrawal", e.Reason),
        DecisionPeriodExtended e => page.Step(stored, "extension", e.Reason),
        CaseRated e => page with { Rating = new(e.Level, e.Channel, e.RectificationOpened) },
        _ => CaseProceedingsFold.Apply(page, stored),
    };

    static CasePage Corrected(CasePage page, CorrectionSubmitted e) => page with
    {
        Corrections = [.. page.Corrections.Select(round => round.SubmittedOn is null
            ? round with { CorrectionNo = e.CorrectionNo, SubmittedOn = e.ReceivedOn }
            : round)],
        Application = page.Application with
        {
            Form = e.Form, FormSm3 = e.Sm3, LegalRepresentative = e.LegalRepresentative, Agent = e.Agent,
        },
        Facts = e.Facts,
        Defects = e.Defects,
        Normalised = e.Normalised,
    };

    static DecisionLine NotAccepted(ApplicationNotAccepted e) =>
        new("not-accepted", e.DecidedOn, null, null, null, e.NoticeNo, e.Ground, e.CompetentOrgan, null, [], e.Remedies,
            e.Reason, e.Basis);

    static DecisionLine Granted(PermitGranted e) =>
        new("granted", e.DecidedOn, e.InTime, e.Approver, e.PermitNo, null, null, null, e.Assessment, [], [], e.Opinion,
            e.Basis);

    static DecisionLine Deemed(RenewalDeemed e) =>
        new("granted", e.DeemedOn, null, null, e.PermitNo, null, null, null, null, [], [], null, e.Basis);

    static DecisionLine Refused(PermitRefused e) =>
        new("refused", e.DecidedOn, e.InTime, e.Approver, null, e.DecisionNo, null, null, null, e.Grounds, e.Remedies,
            e.Reason, e.Basis);

    internal static CasePage Step(
        this CasePage page, StoredEvent stored, string name, DocumentId? opinion = null, string? outcome = null) =>
        page with
        {
            Steps =
            [
                .. page.Steps,
                new(name, Authority.DistrictOf(stored) ?? page.Organ, Authority.RoleOf(stored),
                    Authority.PersonOf(stored), opinion, page.Steps[^1].End, stored.Timestamp, outcome,
                    Authority.OnBehalfOf(stored)),
            ],
        };

    internal static CasePage Document(
        this CasePage page, string kind, string no, NodaTime.LocalDate on, LegalBasis basis, DocumentId? text = null,
        IReadOnlyList<Remedy>? remedies = null) =>
        page with { Documents = [.. page.Documents, new(kind, no, on, basis, text, remedies ?? [])] };
}
