using Domain.Licensing;
using Domain.SportPermits;
using static Application.Documents.DocumentPlans;
using static Application.Documents.PrintedWords;

namespace Application.Documents;

/// <summary>DOC-1: which event the law wants in writing, and how its document is filled. One row for each document.</summary>
/// <param name="Plan">Null where this event, as it was, wants none.</param>
public sealed record DocumentRule(Type Event, string Kind, Func<DocumentSource, object, DocumentPlan?> Plan)
{
    public static IReadOnlyList<DocumentRule> All { get; } =
    [
        For<ApplicationReceived>("application-receipt", (source, e, kind) =>
            OfCase(source, kind, null, e.ReceivedOn, Laws.Licensing("29"), [])
                .With(("applyType", ApplyType(e.ApplyType))).With("materials", Materials(e))),
        For<ApplicationAccepted>("acceptance-notice", (source, e, kind) =>
            OfCase(source, kind, e.NoticeNo, e.AcceptedOn, e.Basis, []).With(
                ("acceptedOn", Day(e.AcceptedOn)), ("decisionDue", Due(e.Deadlines, DeadlineKind.Decision)),
                ("promisedDue", Due(e.Deadlines, DeadlineKind.PromisedDecision)))),
        For<CorrectionRequested>("correction-notice", (source, e, kind) =>
            OfCase(source, kind, e.NoticeNo, e.ServedOn, e.Basis, [])
                .With(("supplyBy", Day(e.SupplyBy.LastDay)), ("note", TextOrNone(e.Note)))
                .With("items", Items(e.NoticeNo, e.Items, source))),
        For<ApplicationNotAccepted>("non-acceptance", (source, e, kind) =>
            OfCase(source, kind, e.NoticeNo, e.DecidedOn, e.Basis, e.Remedies).With(
                ("ground", Ground(e.Ground)), ("competentOrgan", e.CompetentOrgan), ("reason", TextOrNone(e.Reason)))),
        For<PermitRefused>("refusal-decision", (source, e, kind) =>
            OfCase(source, kind, e.DecisionNo, e.DecidedOn, e.Basis, e.Remedies)
                .With(("reason", TextOrNone(e.Reason))).With("grounds", Grounds(e))),
        For<DecisionPeriodExtended>("extension-notice", (source, e, kind) =>
            OfCase(source, kind, null, source.Day, e.Basis, []).With(
                ("from", Day(e.From.LastDay)), ("to", Day(e.To.LastDay)), ("reason", TextOrNone(e.Reason)))),
        For<SupplementRequested>("remedy-notice", (source, e, kind) =>
            OfCase(source, kind, e.NoticeNo, e.RequestedOn, e.Basis, [])
                .With(("supplyBy", Day(e.SupplyBy.LastDay)), ("note", TextOrNone(e.Note)))
                .With("items", Items(e.NoticeNo, e.Items, source))),
        For<SpecialProcedureOpened>("pause-notice", (source, e, kind) =>
            OfCase(source, kind, e.ProcedureNo, e.ToldOn, e.Basis, []).With(
                ("pauseReason", Procedure(e.Reason)), ("from", Day(e.FirstDay)), ("to", Day(e.LastDay)), ("note", TextOrNone(e.Note)),
                ("stops", e.StopsClock ? "是" : null), ("runs", e.StopsClock ? null : "是"))),
        For<HearingRightTold>("hearing-right-notice", (source, e, kind) =>
            OfCase(source, kind, e.NoticeNo, e.ToldOn, e.Basis, []).With(
                ("requestBy", Day(e.RequestBy.LastDay)), ("note", TextOrNone(e.Told)))),
        For<HearingAnnounced>("hearing-notice", (source, e, kind) =>
            OfCase(source, kind, e.NoticeNo, e.AnnouncedOn, e.Basis, []).With(
                ("hearingAt", Moment(e.HearingAt)), ("hearingPlace", new Wording.Sealed(e.Place)),
                ("chair", new Wording.NameOf(e.Chair)))),

        // A granted request on a permit that exists is put into writing by what it did to the permit.
        For<PermitGranted>("grant-decision", (source, e, kind) => IsRequest(source)
            ? null
            : OnLicence(OfCase(source, kind, null, e.DecidedOn, e.Basis, []), source)),
        For<PermitOpened>("licence", (source, e, _) => Licence(source, e.CaseNo, Laws.Sports("105"))),
        For<PermitChanged>("change-decision", (source, e, kind) =>
            OfLicence(source, kind, null, e.CaseNo, e.ChangedOn, e.Basis, []).With("changes", Changes(e.Changed, ChangedField))),
        For<PermitChanged>("licence", (source, e, _) => Licence(source, e.CaseNo, Laws.Sports("105"))),
        For<PermitRenewed>("renewal-decision", (source, e, kind) =>
            Renewed(OfLicence(source, kind, null, e.CaseNo, e.RenewedOn, e.Basis, []), e.Deemed)),
        For<PermitRenewed>("licence", (source, e, _) => Licence(source, e.CaseNo, Laws.Sports("105"))),
        For<PermitReplaced>("replacement-decision", (source, e, kind) =>
            OfLicence(source, kind, null, e.CaseNo, e.ReplacedOn, e.Basis, [])),
        For<PermitReplaced>("licence", (source, e, _) => Licence(source, e.CaseNo, Laws.Sports("105"))),
        For<PermitWithdrawn>("withdrawal-decision", (source, e, kind) =>
            OfLicence(source, kind, e.DecisionNo, null, e.WithdrawnOn, e.Basis, e.Remedies).With(
                ("endedOn", Day(e.WithdrawnOn)), ("reason", new Wording.Sealed(e.PublicInterest)),
                ("compensation", new Wording.Sealed(e.Compensation)))),
        For<PermitAnnulled>("annulment-decision", (source, e, kind) =>
            OfLicence(source, kind, e.DecisionNo, null, e.AnnulledOn, e.Basis, e.Remedies).With(
                ("endedOn", Day(e.AnnulledOn)), ("reason", Cause(e.Cause)), ("damages", TextOrNone(e.Damages)),
                ("barredUntil", e.BarredUntil is { } last ? Day(last) : null), ("organAtFault", e.Mandatory ? null : "是"),
                ("holderAtFault", e.Mandatory ? "是" : null))),
        For<PermitRevoked>("revocation-notice", (source, e, kind) =>
            OfLicence(source, kind, null, null, e.RevokedOn, e.Basis, e.Remedies).With(
                ("endedOn", Day(e.RevokedOn)), ("penaltyNo", e.PenaltyDecisionNo), ("reason", Cause(e.Cause)),
                ("barredUntil", e.BarredUntil is { } last ? Day(last) : null))),
        For<PermitDeregistered>("deregistration-decision", (source, e, kind) =>
            OfLicence(source, kind, null, e.CaseNo, e.DeregisteredOn, e.Basis, []).With(
                ("endedOn", Day(e.DeregisteredOn)), ("cause", Cause(e.Cause)))),
        .. TrainingPapers.All,
    ];

    public static IEnumerable<DocumentRule> Of(object? @event) => All.Where(rule => rule.Event == @event?.GetType());

    /// <summary>Decided, or granted by silence (视为准予延续).</summary>
    public static DocumentPlan Renewed(DocumentPlan plan, bool deemed) =>
        plan.With(("decided", deemed ? null : "是"), ("deemed", deemed ? "是" : null));

    public static DocumentRule For<TEvent>(string kind, Func<DocumentSource, TEvent, string, DocumentPlan?> plan) =>
        new(typeof(TEvent), kind, (source, e) => plan(source, (TEvent)e, kind));
}
