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
    bool IsReviewed = false)
{
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
        ApplicationAccepted e => OrgansTurn(CaseStatus.Accepted, NextAct.SiteCheck,
            Deadlines.Meet(e.AcceptedOn, DeadlineKind.Acceptance).Set(e.Deadlines, e.AcceptedOn)),
        AcceptanceDeemed e => OrgansTurn(CaseStatus.Accepted, NextAct.SiteCheck,
            Deadlines.End(DeadlineState.Lapsed, WorkCalendar.DayOf(stored.Timestamp), DeadlineKind.Acceptance)
                .Set(e.Deadlines, WorkCalendar.DayOf(stored.Timestamp))),
        SiteChecked => (this with { SiteIsChecked = true }).Examined(),
        ReviewCompleted => (this with { IsReviewed = true }).Examined(),
        PermitGranted e => Decided(CaseStatus.Granted, e.DecidedOn, e.DeliverBy),
        PermitRefused e => Decided(CaseStatus.Refused, e.DecidedOn, e.DeliverBy),
        ApplicationNotAccepted e => Over(CaseStatus.NotAccepted,
            Deadlines.Meet(e.DecidedOn, DeadlineKind.Acceptance).End(DeadlineState.Ended, e.DecidedOn)),
        DecisionDelivered e => Over(CaseStatus.Closed, Deadlines.Meet(e.DeliveredOn, DeadlineKind.Delivery)),
        ApplicationWithdrawn e => Over(CaseStatus.Withdrawn, Deadlines.End(DeadlineState.Ended, e.WithdrawnOn)),
        DecisionPeriodExtended e => Counted(e.To, stored),
        DeadlineRecomputed e => Counted(e.To, stored),
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

    /// <summary>Site check and review may come in either order; a decision needs both.</summary>
    CaseProgress Examined() => OrgansTurn(
        CaseStatus.UnderReview,
        !SiteIsChecked ? NextAct.SiteCheck : !IsReviewed ? NextAct.Review : NextAct.Decision,
        Deadlines);

    CaseProgress Decided(string status, LocalDate on, Deadline deliverBy) =>
        OrgansTurn(status, NextAct.Delivery,
            Deadlines.Meet(on, DeadlineKind.Decision, DeadlineKind.PromisedDecision).Set([deliverBy], on));

    CaseProgress Over(string status, IReadOnlyList<DeadlineLine> deadlines) =>
        this with { Status = status, Turn = SportPermits.Turn.None, Next = null, Deadlines = deadlines };
}
