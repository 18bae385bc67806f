using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;
using Projections.Licensing;

namespace Projections.SportPermits;

/// <summary>How far a case has come: what the case page, the work queue and the portal all say alike.</summary>
/// <param name="Next">The act awaited next; null when none is.</param>
/// <param name="OpenDefects">Defects of the last submission that were not put right.</param>
public sealed record CaseProgress(
    string Status,
    string Turn,
    string? Next,
    bool WithinRemit,
    int OpenDefects,
    IReadOnlyList<MaterialLine> Materials,
    IReadOnlyList<DeadlineLine> Deadlines,
    bool SiteIsChecked = false,
    bool IsReviewed = false,
    bool SiteCheckRequired = true)
{
    /// <summary>The applicant was asked for more after acceptance, and has not answered.</summary>
    public bool SupplementIsAwaited { get; init; }

    /// <summary>The act that a called hearing waits for; null where none was called or it is over.</summary>
    public string? HearingAct { get; init; }

    /// <summary>What stands in for a site check: the commitment awaited, then signed; null on the ordinary way.</summary>
    public string? CommitmentAct { get; init; }

    /// <summary>What a grant on commitment still waits for: post-grant-check or rectification.</summary>
    public string? AfterGrant { get; init; }

    public bool IsDelivered { get; init; }

    /// <summary>The progress after the event; null until an application was received.</summary>
    public static CaseProgress? Evolve(CaseProgress? progress, StoredEvent stored) =>
        stored.Data is ApplicationReceived received ? Begin(received) : progress?.After(stored);

    static CaseProgress Begin(ApplicationReceived e) =>
        new CaseProgress(
            "", "", null, e.WithinRemit, 0, [], Array.Empty<DeadlineLine>().Set(e.Deadlines, e.ReceivedOn))
        .Submitted(e.Materials, e.Defects.Count);

    CaseProgress After(StoredEvent stored) => stored.Data switch
    {
        MaterialDelivered e => Arrived(e),
        PermitRequestMade e => this with { SiteCheckRequired = e.SiteCheckRequired },
        PermitRequestAmended e => this with { SiteCheckRequired = e.SiteCheckRequired },
        CorrectionRequested e => this with
        {
            Status = CaseStatus.CorrectionRequested, Turn = SportPermits.Turn.Applicant, Next = NextAct.Correction,
            OpenDefects = e.Items.WithoutAwaitedFiles().Count,
            Deadlines = Deadlines.Meet(e.ServedOn, DeadlineKind.Acceptance).Set([e.SupplyBy], e.ServedOn),
        },
        CorrectionSubmitted e => (this with
        {
            Deadlines = Deadlines.Meet(e.ReceivedOn, DeadlineKind.Correction).Set([e.AcceptBy], e.ReceivedOn),
        }).Submitted(e.Materials, e.Defects.Count),
        ApplicationAccepted e => OrgansTurn(CaseStatus.Accepted, NextOnSite ?? NextAct.Review,
            Deadlines.Meet(e.AcceptedOn, DeadlineKind.Acceptance).Set(e.Deadlines, e.AcceptedOn)),
        AcceptanceDeemed e => OrgansTurn(CaseStatus.Accepted, NextOnSite ?? NextAct.Review,
            Deadlines.End(DeadlineState.Lapsed, WorkCalendar.DayOf(stored.Timestamp), DeadlineKind.Acceptance)
                .Set(e.Deadlines, WorkCalendar.DayOf(stored.Timestamp))),
        SiteChecked => (this with { SiteIsChecked = true }).Examined(),
        ReviewCompleted => (this with { IsReviewed = true }).Examined(),
        PermitGranted e => Decided(CaseStatus.Granted, e.DecidedOn, e.DeliverBy),
        RenewalDeemed e => Decided(CaseStatus.Granted, e.DeemedOn, e.DeliverBy),
        PermitRefused e => Decided(CaseStatus.Refused, e.DecidedOn, e.DeliverBy),
        ApplicationNotAccepted e => Over(CaseStatus.NotAccepted,
            Deadlines.Meet(e.DecidedOn, DeadlineKind.Acceptance).End(DeadlineState.Ended, e.DecidedOn)),
        DecisionDelivered e => (this with
        {
            IsDelivered = true, Deadlines = Deadlines.Meet(e.DeliveredOn, DeadlineKind.Delivery),
        }).AfterDecision(),
        CommitmentPathOpened => this with { CommitmentAct = NextAct.Commitment },
        CommitmentPathUnavailable => Status is CaseStatus.Accepted or CaseStatus.UnderReview
            ? (this with { CommitmentAct = null }).Examined()
            : this with { CommitmentAct = null },
        CommitmentSigned => (this with { CommitmentAct = "" }).Examined(),
        PostGrantCheckDue e => this with
        {
            AfterGrant = NextAct.PostGrantCheck, Deadlines = Deadlines.Set([e.CheckBy], e.CheckBy.Start),
        },
        PostGrantChecked e => (this with
        {
            AfterGrant = e.RectifyBy is null ? null : NextAct.Rectification,
            Deadlines = Deadlines.Meet(e.CheckedOn, DeadlineKind.PostGrantCheck, DeadlineKind.Rectification)
                .Set(e.RectifyBy is null ? [] : [e.RectifyBy], e.CheckedOn),
        }).AfterDecision(),
        ApplicationWithdrawn e => Over(CaseStatus.Withdrawn, Deadlines.End(DeadlineState.Ended, e.WithdrawnOn)),
        SupplementRequested e => (this with
        {
            SupplementIsAwaited = true,
            OpenDefects = e.Items.WithoutAwaitedFiles().Count,
            Deadlines = Deadlines.Set([e.SupplyBy], e.RequestedOn),
        }).Examined(),
        SupplementSubmitted e => (this with
        {
            SupplementIsAwaited = false, IsReviewed = false, OpenDefects = e.Defects.Count, Materials = Materials.Declare(e.Materials),
            Deadlines = Deadlines.Meet(e.ReceivedOn, DeadlineKind.Supplement),
        }).Examined(),
        HearingRightTold e => this with { Deadlines = Deadlines.Set([e.RequestBy], e.ToldOn) },
        HearingRequested e => (this with
        {
            HearingAct = NextAct.HearingNotice,
            Deadlines = Deadlines.Meet(e.RequestedOn, DeadlineKind.HearingRequest).Set([e.HoldBy], e.RequestedOn),
        }).Examined(),
        HearingOrdered e => (this with
        {
            HearingAct = NextAct.HearingNotice,
            Deadlines = Deadlines.End(DeadlineState.Ended, e.OrderedOn, DeadlineKind.HearingRequest),
        }).Examined(),
        HearingAnnounced => (this with { HearingAct = NextAct.Hearing }).Examined(),
        HearingHeld e => (this with
        {
            HearingAct = null, IsReviewed = false, Deadlines = Deadlines.Meet(e.HeldOn, DeadlineKind.HearingHold),
        }).Examined(),
        HearingDropped e => (this with
        {
            HearingAct = null, Deadlines = Deadlines.End(DeadlineState.Ended, e.DroppedOn, DeadlineKind.HearingHold),
        }).Examined(),
        DecisionDeadlineMoved e => Counted(e.To, stored),
        DecisionPeriodExtended e => Counted(e.To, stored),
        DeadlineRecomputed e => Counted(e.To, stored),
        NoticeServed e => Counted(e.To, stored),
        _ => this,
    };

    /// <summary>A submission stands: it waits for its files first, then for the organ.</summary>
    CaseProgress Submitted(IReadOnlyList<DeclaredMaterial> declared, int defects) =>
        (this with { OpenDefects = defects, Materials = Materials.Declare(declared) }).FilesLookedAt();

    CaseProgress Arrived(MaterialDelivered e)
    {
        var after = this with { Materials = Materials.Deliver(e) };
        return Status == CaseStatus.AwaitingFiles ? after.FilesLookedAt() : after;
    }

    CaseProgress FilesLookedAt()
    {
        var awaited = Materials.Any(material => material.File is null);
        return this with
        {
            Status = awaited ? CaseStatus.AwaitingFiles : CaseStatus.Received,
            Turn = awaited ? SportPermits.Turn.Applicant : SportPermits.Turn.Organ,
            Next = !WithinRemit ? NextAct.NonAcceptance : OpenDefects > 0 ? NextAct.Correction : NextAct.Acceptance,
        };
    }

    CaseProgress Counted(Deadline anew, StoredEvent stored) =>
        this with { Deadlines = Deadlines.Set([anew], WorkCalendar.DayOf(stored.Timestamp)) };

    CaseProgress OrgansTurn(string status, string next, IReadOnlyList<DeadlineLine> deadlines) =>
        this with { Status = status, Turn = SportPermits.Turn.Organ, Next = next, Deadlines = deadlines };

    /// <summary>Site check and review may come in either order; a decision needs both, and a hearing that was called.</summary>
    CaseProgress Examined() =>
        SupplementIsAwaited
            ? this with
            {
                Status = CaseStatus.CorrectionRequested, Turn = SportPermits.Turn.Applicant, Next = NextAct.Supplement,
            }
            : OrgansTurn(
                CaseStatus.UnderReview,
                NextOnSite ?? HearingAct ?? (!IsReviewed ? NextAct.Review : NextAct.Decision),
                Deadlines);

    /// <summary>What is still missing of a look at the venue, or of what stands in for one.</summary>
    string? NextOnSite =>
        !SiteCheckRequired || SiteIsChecked || CommitmentAct is "" ? null : CommitmentAct ?? NextAct.SiteCheck;

    /// <summary>Closed once the decision is delivered and nothing is left to be checked.</summary>
    CaseProgress AfterDecision() =>
        !IsDelivered ? this
        : AfterGrant is null ? Over(CaseStatus.Closed, Deadlines)
        : this with
        {
            Turn = AfterGrant == NextAct.Rectification ? SportPermits.Turn.Applicant : SportPermits.Turn.Organ, Next = AfterGrant,
        };

    CaseProgress Decided(string status, LocalDate on, Deadline deliverBy) =>
        OrgansTurn(status, NextAct.Delivery,
            Deadlines.Meet(on, DeadlineKind.Decision, DeadlineKind.PromisedDecision)
                .End(DeadlineState.Lapsed, on, DeadlineKind.HearingRequest, DeadlineKind.Supplement).Set([deliverBy], on));

    CaseProgress Over(string status, IReadOnlyList<DeadlineLine> deadlines) =>
        this with { Status = status, Turn = SportPermits.Turn.None, Next = null, Deadlines = deadlines };
}
