using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;

namespace Projections.SportPermits;

/// <summary>What goes on in a case between acceptance and decision.</summary>
public sealed record CaseProceedingsPage(
    HearingLine? Hearing, IReadOnlyList<SpecialProcedureLine> Special, SupplementLine? Supplement, CommitmentLine? Commitment)
{
    public static CaseProceedingsPage None { get; } = new(null, [], null, null);
}

/// <param name="State">right-told, requested, ordered, announced, held, dropped.</param>
/// <param name="By">applicant, interested-person or organ.</param>
/// <param name="Place">Sealed, like the record.</param>
public sealed record HearingLine(
    string State, string? By = null, LocalDate? CalledOn = null, Instant? At = null, PersonRef? Chair = null, DocumentId? Place = null,
    LocalDate? HeldOn = null, DocumentId? Record = null);

public sealed record SpecialProcedureLine(
    string ProcedureNo, string Reason, LocalDate FirstDay, LocalDate LastDay, bool StopsClock, LocalDate? EndedOn);

/// <param name="SuppliedOn">Null while it is awaited, or was never supplied.</param>
public sealed record SupplementLine(
    string NoticeNo, IReadOnlyList<Defect> Items, DocumentId? Note, LocalDate RequestedOn, Deadline SupplyBy, string? CorrectionNo,
    LocalDate? SuppliedOn);

/// <param name="State">open, unavailable, signed, check-due, then the outcome of the last check: passed, rectify, untrue.</param>
/// <param name="Reason">Why it is unavailable.</param>
/// <param name="CheckedOn">Of the last check after the grant.</param>
public sealed record CommitmentLine(
    string State, string? ListEdition = null, string? EntryId = null, string? Reason = null, LocalDate? SignedOn = null,
    DocumentId? Commitment = null, LocalDate? CheckedOn = null, IReadOnlyList<PersonRef>? Officers = null);

/// <summary>Folds those acts into the page of a case.</summary>
static class CaseProceedingsFold
{
    public static CasePage Apply(CasePage page, StoredEvent stored) => stored.Data switch
    {
        SupplementRequested e => (page with
        {
            Proceedings = page.Proceedings with
            {
                Supplement = new(e.NoticeNo, e.Items, e.Note, e.RequestedOn, e.SupplyBy, null, null),
            },
            Defects = e.Items.WithoutAwaitedFiles(),
        }).Step(stored, "supplement-notice", e.Note)
          .Document("supplement-notice", e.NoticeNo, e.RequestedOn, e.Basis, e.Note),
        SupplementSubmitted e => Supplied(page, e).Step(stored, "supplement", outcome: e.InTime ? "in-time" : "late"),
        SpecialProcedureOpened e => (page with
        {
            Proceedings = page.Proceedings with
            {
                Special =
                [
                    .. page.Proceedings.Special,
                    new(e.ProcedureNo, e.Reason, e.FirstDay, e.LastDay, e.StopsClock, EndedOn: null),
                ],
            },
        }).Step(stored, "special-procedure", e.Note, e.Reason)
          .Document("special-procedure-notice", e.ProcedureNo, e.ToldOn, e.Basis, e.Note),
        SpecialProcedureClosed e => (page with
        {
            Proceedings = page.Proceedings with
            {
                Special = [.. page.Proceedings.Special.Select(line =>
                    line.ProcedureNo == e.ProcedureNo ? line with { EndedOn = e.EndedOn } : line)],
            },
        }).Step(stored, "special-procedure-end", e.Result),
        HearingRightTold e => page.Hear(_ => new("right-told")).Step(stored, "hearing-right", e.Told)
            .Document("hearing-right-notice", e.NoticeNo, e.ToldOn, e.Basis, e.Told),
        HearingRequested e => page.Hear(_ => new("requested", e.By, e.RequestedOn)).Step(stored, "hearing-request", e.Request, e.By),
        HearingOrdered e => page.Hear(_ => new("ordered", "organ", e.OrderedOn)).Step(stored, "hearing-order", e.Reason, e.Ground)
            .Document("hearing-order", e.OrderNo, e.OrderedOn, e.Basis, e.Reason),
        HearingAnnounced e => page
            .Hear(line => line with { State = "announced", At = e.HearingAt, Chair = e.Chair, Place = e.Place })
            .Step(stored, "hearing-notice", e.Place)
            .Document("hearing-notice", e.NoticeNo, e.AnnouncedOn, e.Basis, e.Place),
        HearingHeld e => (page with { Review = null }).Hear(line => line with { State = "held", HeldOn = e.HeldOn, Record = e.Record })
            .Step(stored, "hearing", e.Record, e.InTime ? "in-time" : "late"),
        HearingDropped e => page.Hear(line => line with { State = "dropped" }).Step(stored, "hearing-dropped", e.Note, e.Reason),
        CommitmentPathOpened e => page.Commit(_ => new("open", e.ListEdition, e.EntryId)).Step(stored, "commitment-path", outcome: "open"),
        CommitmentPathUnavailable e => page.Commit(_ => new("unavailable", Reason: e.Reason))
            .Step(stored, "commitment-path", outcome: e.Reason),
        CommitmentSigned e => page.Commit(line => line with { State = "signed", SignedOn = e.SignedOn, Commitment = e.Commitment })
            .Step(stored, "commitment", e.Commitment),
        PostGrantCheckDue => page.Commit(line => line with { State = "check-due" }),
        PostGrantChecked e => Checked(page, e).Step(stored, "post-grant-check", e.Record, e.Outcome),
        CommitmentFoundUntrue e => page.Document("stop-order", e.OrderNo, e.OrderedOn, e.Basis),
        _ => page,
    };

    static CasePage Checked(CasePage page, PostGrantChecked e)
    {
        var after = page.Commit(line => line with { State = e.Outcome, CheckedOn = e.CheckedOn, Officers = e.Officers });
        return e is { OrderNo: { } orderNo, RectifyBy: not null }
            ? after.Document("rectification-order", orderNo, e.CheckedOn, e.Basis, e.Record)
            : after;
    }

    static CasePage Commit(this CasePage page, Func<CommitmentLine, CommitmentLine> change) =>
        page with { Proceedings = page.Proceedings with { Commitment = change(page.Proceedings.Commitment ?? new("")) } };

    static CasePage Hear(this CasePage page, Func<HearingLine, HearingLine> change) =>
        page with { Proceedings = page.Proceedings with { Hearing = change(page.Proceedings.Hearing ?? new("")) } };

    static CasePage Supplied(CasePage page, SupplementSubmitted e) => page with
    {
        Proceedings = page.Proceedings with
        {
            Supplement = page.Proceedings.Supplement! with { CorrectionNo = e.CorrectionNo, SuppliedOn = e.ReceivedOn },
        },
        Application = page.Application with
        {
            Form = e.Form, FormSm3 = e.Sm3, LegalRepresentative = e.LegalRepresentative, Agent = e.Agent,
        },
        Facts = e.Facts,
        Defects = e.Defects,
        Normalised = e.Normalised,
        Review = null,
    };
}
