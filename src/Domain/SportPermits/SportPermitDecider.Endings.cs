using System.Diagnostics;
using System.Text.RegularExpressions;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.SportPermits.SportPermit;
using static Domain.SportPermits.SportPermitRefusals;
using Answer = Domain.Kernel.Answer<Domain.SportPermits.SportPermitEvent>;

namespace Domain.SportPermits;

public static partial class SportPermitDecider
{
    /// <remarks>Order of checks: unknown permit, other district, unknown cause, wrong pairing, repeat, state, two persons, data.</remarks>
    public static Answer Decide(SportPermitCommand command, SportPermit state)
    {
        if (state is not Opened opened) return Answer.Refuse(LicensingCaseRefusals.LicenceMustExist);
        if (command is ExpirePermit expire) return Expire(expire, opened);
        if (command.Actor.District != opened.Permit.IssuingOrgan) return Answer.Refuse(LicensingCaseRefusals.DistrictMustBeOwn);

        return command switch
        {
            ProposePermitEnding c => Propose(c, opened),
            WithdrawPermit c => Withdraw(c, opened),
            AnnulPermit c => Annul(c, opened),
            RevokePermit c => Revoke(c, opened),
            DeregisterPermit c => Deregister(c, opened),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    /// <summary>PL-19: who proposes does not decide.</summary>
    static Answer Propose(ProposePermitEnding command, Opened state)
    {
        if (command.Ending == PermitEndings.Deregistration ? PermitEndings.Find(command.Cause) is { NeedsProof: false }
            : command.Ending is not (PermitEndings.Withdrawal or PermitEndings.Annulment or PermitEndings.Revocation))
        {
            return Answer.Refuse(EndingMustBeProposable);
        }

        if (CauseOf(command.Cause, command.Ending, out var cause) is { } wrong) return Answer.Refuse(wrong);
        if (!cause!.MayHappenTo(command.Holder)) return Answer.Refuse(UnfitFor(cause, command.Holder));
        if (WhyNotEndable(command, state, cause) is { } refusal) return Answer.Refuse(refusal);

        var open = state.Permit.Proposal;
        if (open == new EndingProposal(command.Ending, command.Cause, command.Actor.Person, command.Statement)) return Answer.Nothing;
        if (open?.Cause != command.Replaces)
        {
            return Answer.Refuse(ProposalMustBeTheOnlyOne with
            {
                Detail = open is null
                    ? "No proposal is open that could be replaced."
                    : $"Open: {open.Ending} for {open.Cause}; name that cause in replaces to put yours in its place.",
            });
        }

        return Answer.Accept(new PermitEndingProposed(
            command.Ending, command.Cause, command.Actor.Person, command.Statement, DayOf(command), cause!.Basis));
    }

    /// <summary>PL-21: a lawful permit, withdrawn because the public interest needs it, with compensation.</summary>
    static Answer Withdraw(WithdrawPermit command, Opened state)
    {
        if (CauseOf(command.Cause, PermitEndings.Withdrawal, out var cause) is { } wrong) return Answer.Refuse(wrong);
        if (IsDone(state, PermitEndings.Withdrawal, command.Cause, command.DecisionNo)) return Answer.Nothing;
        if (command.PublicInterest is not { } interest) return Answer.Refuse(WithdrawalMustServePublicInterest);
        if (command.Compensation is not { } compensation) return Answer.Refuse(WithdrawalMustSettleCompensation);
        if (WhyNotDecidable(command, state, cause!) is { } refusal) return Answer.Refuse(refusal);

        return Answer.Accept(new PermitWithdrawn(
            command.Cause, command.DecisionNo, command.Actor.Person, interest, compensation, DayOf(command),
            Remedies.Against(state.Permit.IssuingOrgan), cause!.Basis));
    }

    /// <summary>PL-22, PL-23: a grant that should not have been; the licensee's fault must be annulled, the organ's may be.</summary>
    static Answer Annul(AnnulPermit command, Opened state)
    {
        if (CauseOf(command.Cause, PermitEndings.Annulment, out var cause) is { } wrong) return Answer.Refuse(wrong);
        if (IsDone(state, PermitEndings.Annulment, command.Cause, command.DecisionNo)) return Answer.Nothing;
        if (command.PublicInterestHarm is not null) return Answer.Refuse(AnnulmentMustNotHarmThePublic);
        if (cause!.Mandatory && command.Damages is not null) return Answer.Refuse(UnlawfulBenefitMustNotBeProtected);
        if (!cause.Mandatory && command.Damages is null) return Answer.Refuse(AnnulmentMustSettleDamages);
        if (WhyNotDecidable(command, state, cause) is { } refusal) return Answer.Refuse(refusal);

        return Answer.Accept(new PermitAnnulled(
            command.Cause, cause.Mandatory, command.DecisionNo, command.Actor.Person, command.Damages,
            BarAfter(cause, state.Permit, [], DayOf(command))?.LastDay, DayOf(command),
            Remedies.Against(state.Permit.IssuingOrgan), cause.Basis));
    }

    /// <summary>PL-24: a penalty, only by a penalty decision; its capability is not built yet, so the number alone is checked.</summary>
    static Answer Revoke(RevokePermit command, Opened state)
    {
        if (CauseOf(command.Cause, PermitEndings.Revocation, out var cause) is { } wrong) return Answer.Refuse(wrong);
        if (command.PenaltyDecisionNo is not { } number || !IsPenaltyDecision(number, DayOf(command)))
            return Answer.Refuse(RevocationMustNamePenaltyDecision);
        if (IsDone(state, PermitEndings.Revocation, command.Cause, number)) return Answer.Nothing;

        var sports = command.Cause == PermitEndings.GraveConsequences ? command.Sports.Distinct().ToList() : [];
        if (command.Cause == PermitEndings.GraveConsequences
            && (sports.Count == 0 || sports.Except(state.Permit.Face.Sports).Any()))
        {
            return Answer.Refuse(RevocationMustNameSports);
        }

        if (WhyNotDecidable(command, state, cause!) is { } refusal) return Answer.Refuse(refusal);
        return Answer.Accept(new PermitRevoked(
            command.Cause, number, command.Actor.Person, sports, BarAfter(cause!, state.Permit, sports, DayOf(command))?.LastDay,
            DayOf(command), Remedies.Against(state.Permit.IssuingOrgan), cause!.Basis));
    }

    /// <summary>PL-25, PL-27: bookkeeping after an ending; a fact outside the permit takes two officers and a paper.</summary>
    static Answer Deregister(DeregisterPermit command, Opened state)
    {
        if (CauseOf(command.Cause, PermitEndings.Deregistration, out var cause) is { } wrong) return Answer.Refuse(wrong);
        if (cause!.ByRequest) return Answer.Refuse(HolderMustRequestDeregistration with { Basis = cause.Basis });
        if (state is Deregistered known)
            return (known.Cause, known.Proof) == (command.Cause, command.Proof) ? Answer.Nothing : Answer.Refuse(MustBeInForce);
        if (cause.Follows is { } ending && (state as Ended)?.Ending != ending)
            return Answer.Refuse(DeregistrationMustFollowItsEnding with { Basis = cause.Basis });
        if (cause.NeedsProof && WhyFactDoesNotServe(command, state, cause) is { } refusal) return Answer.Refuse(refusal);

        return Answer.Accept(new PermitDeregistered(command.Cause, null, command.Proof, DayOf(command), cause.Basis));
    }

    static Refusal? WhyFactDoesNotServe(DeregisterPermit command, Opened state, EndingCause cause)
    {
        if (!cause.MayHappenTo(command.Holder)) return UnfitFor(cause, command.Holder);
        if (command.Proof is null || command.Shown is not { } shown)
            return DeregistrationMustShowItsFact with { Basis = cause.Basis };
        if (shown.FaultFor(cause, DayOf(command)) is { } member)
        {
            return DeregistrationMustShowItsFact with
            {
                Field = $"proof.{member}", Basis = cause.Basis, Detail = $"For {cause.Cause}: {string.Join(", ", cause.Proofs)}.",
            };
        }

        return command.Actor.Role != "approver" ? DeregistrationMustBeDecidedByApprover : WhyNotDecidable(command, state, cause);
    }

    static Refusal UnfitFor(EndingCause cause, string? holder) =>
        CauseMustFitHolder with { Basis = cause.Basis, Detail = $"{cause.Cause} does not happen to a holder that is: {holder}." };

    /// <summary>PL-16: the first minute after the last day, unless silence renewed the permit or is still to be heard.</summary>
    static Answer Expire(ExpirePermit command, Opened state) =>
        state is InForce { Permit: var permit } && IsOver(state, DayOf(command))
        && !(command.Renewal is { } renewal && PermitRequests.IsRenewedBySilence(renewal, state.Standing, DayOf(command)))
            ? Answer.Accept(new PermitExpired(permit.ValidTo, permit.ValidTo.PlusDays(1), Laws.Licensing("50, 70(1)")))
            : Answer.Nothing;

    /// <summary>PL-31, PL-32: the bar that an ending brings; null where it brings none.</summary>
    public static ReApplicationBarred? BarAfter(
        EndingCause cause, PermitRecord permit, IReadOnlyList<string> sports, LocalDate on) =>
        cause.Mandatory
            ? ReApplicationBars.AfterAnnulment(permit.Face.Holder, cause.Cause, StreamOf(permit), on)
            : cause.Cause == PermitEndings.GraveConsequences
                ? ReApplicationBars.AfterRevocation(permit.Face.Holder, StreamOf(permit), sports, on)
                : null;

    /// <summary>The same, read back from the event that was decided.</summary>
    public static ReApplicationBarred? BarAfter(SportPermitEvent decided, PermitRecord permit) => decided switch
    {
        PermitAnnulled e => BarAfter(PermitEndings.Find(e.Cause)!, permit, [], e.AnnulledOn),
        PermitRevoked e => BarAfter(PermitEndings.Find(e.Cause)!, permit, e.Sports, e.RevokedOn),
        _ => null,
    };

    /// <summary>PL-20: a cause belongs to one ending; any other pairing is refused with the article of the right one.</summary>
    static Refusal? CauseOf(string code, string ending, out EndingCause? cause)
    {
        cause = PermitEndings.Find(code);
        if (cause is null) return CauseMustBeKnown;
        if (cause.Ending == ending) return null;

        var refusal = ending switch
        {
            PermitEndings.Withdrawal => WithdrawalMustHaveItsCause,
            PermitEndings.Annulment => AnnulmentMustHaveItsCause,
            PermitEndings.Revocation => RevocationMustHaveItsCause,
            _ => DeregistrationMustHaveItsCause,
        };
        return refusal with { Detail = $"{code} leads to {cause.Ending} ({cause.Basis})" };
    }

    static Refusal? WhyNotDecidable(SportPermitCommand command, Opened state, EndingCause cause)
    {
        if (WhyNotEndable(command, state, cause) is { } refusal) return refusal;
        if (state.Permit.Proposal is not { } proposal || (proposal.Ending, proposal.Cause) != (cause.Ending, cause.Cause))
            return EndingMustBeProposed;

        return proposal.Proposer == command.Actor.Person ? DeciderMustNotBeProposer : null;
    }

    static Refusal? WhyNotEndable(SportPermitCommand command, Opened state, EndingCause cause) =>
        state is InForce ? IsOver(state, DayOf(command)) ? TermMustBeClosedFirst : null
        : cause.Mandatory && MayStillBeAnnulled(state) ? null
        : MustBeInForce;

    /// <summary>PL-26: what was got by deceit is annulled also after its end; 行政许可法 art 69(2) knows no other way.</summary>
    static bool MayStillBeAnnulled(Opened state) => state switch
    {
        Ended ended => ended.Ending is PermitEndings.Expiry or PermitEndings.Withdrawal,
        Deregistered closed => PermitEndings.Find(closed.Cause) is not { Follows: PermitEndings.Annulment or PermitEndings.Revocation },
        _ => false,
    };

    static bool IsDone(Opened state, string ending, string cause, string decisionNo) =>
        state is Ended known && (known.Ending, known.Cause, known.DecisionNo) == (ending, cause, decisionNo);

    static bool IsOver(Opened state, LocalDate today) => today > state.Permit.ValidTo;

    /// <summary>苏体罚〔2026〕3号: organ, year, number; a decision of a year to come is none.</summary>
    static bool IsPenaltyDecision(string text, LocalDate today) =>
        PenaltyDecision().Match(text) is { Success: true } match
        && int.Parse(match.Groups["year"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) <= today.Year;

    static string StreamOf(PermitRecord permit) => $"sport-permit/{permit.PermitNo}";

    static LocalDate DayOf(SportPermitCommand command) => WorkCalendar.DayOf(command.At);

    [GeneratedRegex(@"^[\u4e00-\u9fff]{2,15}罚[\u4e00-\u9fff]{0,4}〔(?<year>20[0-9]{2})〕第?[1-9][0-9]{0,5}号\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex PenaltyDecision();
}
