using NodaTime;
using static Domain.Licensing.LicensingCase;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>Copies what the event says; a pair it does not know means that the history is broken.</summary>
    public static LicensingCase Evolve(LicensingCase state, LicensingCaseEvent @event) =>
        (state, @event) switch
        {
            (NotFiled, ApplicationReceived e) => new Received(Open(e)),
            (Received s, PermitRequestMade e) => s with { File = s.File with { Request = e } },
            (Received or Accepted, PermitRequestAmended e) => With((Filed)state, file => file with
            {
                Request = file.Request! with { Changes = e.Changes, Reason = e.Reason, SiteCheckRequired = e.SiteCheckRequired },
            }),
            (Received or Accepted, ApplicantBarFound e) => With((Filed)state, file => file with { Bars = [.. file.Bars, e] }),
            (Received or AwaitingCorrection or Accepted, MaterialDelivered e) => With((Filed)state, file => file with
            {
                Delivered = new Dictionary<string, string>(file.Delivered) { [e.MaterialCode] = e.Sm3 },
            }),
            (Received s, CorrectionRequested e) => new AwaitingCorrection(
                Replace(s.File, DeadlineKind.Acceptance, e.SupplyBy) with { Asked = e.Items }, e.NoticeNo, e.ServedOn),
            (AwaitingCorrection or Accepted, CorrectionReasonsGiven) => state,
            (AwaitingCorrection s, NoticeServed e) => s with
            {
                File = Replace(s.File, DeadlineKind.Correction, e.To),
                EffectiveOn = e.EffectiveOn,
            },
            (Accepted s, NoticeServed e) => s with { File = Replace(s.File, e.From.Kind, e.To) },
            (AwaitingCorrection s, CorrectionSubmitted e) => new Received(Corrected(s, e)),
            (Received s, ApplicationAccepted e) => Opened(s.File, e.NoticeNo, e.Deadlines),
            (Received s, AcceptanceDeemed e) => Opened(s.File, null, e.Deadlines),
            (Received or AwaitingCorrection, ApplicationNotAccepted e) =>
                new NotAccepted(Ended((Filed)state), e.NoticeNo, e.Ground),
            (Accepted s, SiteChecked e) =>
                s with { SiteCheck = new SiteVisit(e.CheckedOn, e.Officers, e.Passed, e.Record) },
            (Accepted s, ReviewCompleted e) => s with
            {
                Review = new Review(e.Recommendation, e.Reviewer, e.Opinion),
                Reviewers = [.. s.Reviewers, e.Reviewer],
            },
            (Accepted s, DecisionPeriodExtended e) => s with
            {
                File = Replace(s.File, DeadlineKind.Decision, e.To),
                ExtensionReason = e.Reason,
            },
            (Accepted s, PermitGranted e) => new Granted(s.File with { Deadlines = [e.DeliverBy] }, e.PermitNo, e.DecidedOn),
            (Accepted s, PermitRefused e) => new Refused(s.File with { Deadlines = [e.DeliverBy] }, e.DecisionNo, e.DecidedOn),
            (Received or Accepted, RenewalDeemed e) =>
                new Granted(((Filed)state).File with { Deadlines = [e.DeliverBy] }, e.PermitNo, e.DeemedOn),
            (Granted or Refused, DecisionDelivered e) => 
                new Closed(Without(((Filed)state).File, DeadlineKind.Delivery), e.Mode, e.DeliveredOn),
            (Received or AwaitingCorrection or Accepted, ApplicationWithdrawn e) => new Withdrawn(Ended((Filed)state), e.Reason),
            (Filed s, DeadlineRecomputed e) => With(s, file => Replace(file, e.From.Kind, e.To)),
            (Filed s, CaseRated e) => With(s, file => file with { Rating = new CaseRating(e.Level, e.Channel, e.Text) }),
            _ => EvolveProceeding(state, @event),
        };

    static CaseDossier Open(ApplicationReceived e) => new(
        e.ProjectNo, e.FormSm3, e.Item, e.RegionCode, e.Organ, e.WithinRemit, e.Applicant, e.ApplicantSubject, e.ApplicantName,
        e.ReceivedOn, SubmittedOn: e.ReceivedOn, Round: 0,
        new Submission(e.LegalRepresentative, e.Agent, e.Facts, e.Materials, e.Defects), Earlier: null,
        Delivered: new Dictionary<string, string>(), Asked: [], Corrections: new Dictionary<string, string>(),
        CorrectionSpans: [], e.Deadlines, Rating: null);

    static Accepted Opened(CaseDossier file, string? noticeNo, IReadOnlyList<Deadline> deadlines) =>
        new(file with { Deadlines = deadlines }, noticeNo, SiteCheck: null, Review: null, Reviewers: [], ExtensionReason: null);

    static CaseDossier Corrected(AwaitingCorrection state, CorrectionSubmitted e)
    {
        var file = Replace(state.File, DeadlineKind.Correction, e.AcceptBy);
        return file with
        {
            SubmittedOn = e.ReceivedOn,
            Round = e.Round,
            Current = new Submission(e.LegalRepresentative, e.Agent, e.Facts, e.Materials, e.Defects),
            Earlier = file.Current,
            Corrections = new Dictionary<string, string>(file.Corrections) { [e.CorrectionNo] = e.Sm3 },
            CorrectionSpans =
                [.. file.CorrectionSpans, new CorrectionSpan(LocalDate.Min(state.NoticeWorksFrom, e.ReceivedOn), e.ReceivedOn)],
        };
    }

    static CaseDossier Replace(CaseDossier file, DeadlineKind kind, Deadline deadline) =>
        file with { Deadlines = [.. file.Deadlines.Where(open => open.Kind != kind), deadline] };

    static CaseDossier Ended(Filed state) => state.File with { Deadlines = [] };

    static Filed With(Filed state, Func<CaseDossier, CaseDossier> change) => state with { File = change(state.File) };
}
