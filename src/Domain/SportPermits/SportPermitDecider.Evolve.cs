using System.Diagnostics;
using Domain.Licensing;
using static Domain.SportPermits.SportPermit;

namespace Domain.SportPermits;

public static partial class SportPermitDecider
{
    /// <summary>Copies what the event says; a pair it does not know means that the history is broken.</summary>
    public static SportPermit Evolve(SportPermit state, SportPermitEvent @event) =>
        (state, @event) switch
        {
            (NotOpened, PermitOpened e) => new InForce(RecordOf(e)),
            (NotOpened, PermitImported e) => new InForce(RecordOf(e)),
            (Opened s, PermitRequestOpened e) => With(s, permit => permit with
            {
                Requests = [.. permit.Requests, new OpenRequest(e.CaseNo, e.Kind, e.ChangesFace)],
            }),
            (Opened s, PermitRequestClosed e) => With(s, permit => Close(permit, e.CaseNo)),
            (Opened s, PermitEndingProposed e) => With(s, permit => permit with
            {
                Proposal = new EndingProposal(e.Ending, e.Cause, e.Proposer, e.Statement),
            }),
            (InForce s, PermitChanged e) => With(s, permit => Close(permit, e.CaseNo) with
            {
                FactsCaseNo = e.CaseNo, Face = e.Face, CertificateVersion = e.CertificateVersion,
            }),
            (InForce s, PermitRenewed e) => With(s, permit => Close(permit, e.CaseNo) with
            {
                FactsCaseNo = e.Deemed ? permit.FactsCaseNo : e.CaseNo, Face = e.Face, TermFrom = e.TermFrom, ValidTo = e.ValidTo,
                CertificateVersion = e.CertificateVersion,
            }),
            (InForce s, PermitReplaced e) => With(s, permit => Close(permit, e.CaseNo) with
            {
                CertificateVersion = e.CertificateVersion,
            }),
            (InForce s, PermitExpired e) => new Ended(Over(s.Permit), PermitEndings.Expiry, null, null, e.ExpiredOn),
            (InForce s, PermitWithdrawn e) =>
                new Ended(Over(s.Permit), PermitEndings.Withdrawal, e.Cause, e.DecisionNo, e.WithdrawnOn),
            (Opened s, PermitAnnulled e) => new Ended(Over(s.Permit), PermitEndings.Annulment, e.Cause, e.DecisionNo, e.AnnulledOn),
            (InForce s, PermitRevoked e) =>
                new Ended(Over(s.Permit), PermitEndings.Revocation, e.Cause, e.PenaltyDecisionNo, e.RevokedOn),
            (InForce or Ended, PermitDeregistered e) =>
                new Deregistered(Over(Close(((Opened)state).Permit, e.CaseNo)), e.Cause, e.DeregisteredOn) { Proof = e.Proof },
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static PermitRecord RecordOf(PermitOpened e) => new(
        e.PermitNo, e.CaseNo, e.IssuingOrgan, e.SupervisingOrgan,
        new PermitFace(
            e.Holder, e.HolderName, e.Head, e.Venue, e.RegionCode, e.Sports, e.RequiredLifeguards, e.RequiredInstructors,
            RequiredRescuers: null, e.MaxSwimmers, e.OpeningMode),
        e.ValidFrom, TermFrom: e.ValidFrom, e.ValidTo, CertificateVersion: 1, Requests: [], Proposal: null);

    static PermitRecord RecordOf(PermitImported e) => new(
        e.PermitNo, FactsCaseNo: null, e.IssuingOrgan, e.SupervisingOrgan, e.Face, e.ValidFrom, TermFrom: e.ValidFrom, e.ValidTo,
        CertificateVersion: 1, Requests: [], Proposal: null);

    static Opened With(Opened state, Func<PermitRecord, PermitRecord> change) => state with { Permit = change(state.Permit) };

    static PermitRecord Close(PermitRecord permit, string? caseNo) =>
        permit with { Requests = [.. permit.Requests.Where(request => request.CaseNo != caseNo)] };

    static PermitRecord Over(PermitRecord permit) => permit with { Proposal = null };
}
