using System.Diagnostics;
using static Domain.Licensing.LicensingCase;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>Acts between acceptance and decision.</summary>
    static Answer DecideProceeding(LicensingCaseCommand command, Filed state, CaseRules rules) =>
        command switch
        {
            RequestSupplement c => Request(c, state, rules),
            OpenSpecialProcedure c => Open(c, state, rules),
            CloseSpecialProcedure c => Close(c, state, rules),
            TellHearingRight c => Tell(c, state, rules),
            RequestHearing c => Request(c, state, rules),
            OrderHearing c => Order(c, state),
            AnnounceHearing c => Announce(c, state, rules),
            RecordHearing c => Record(c, state),
            DropHearing c => Drop(c, state, rules),
            SignCommitment c => Sign(c, state),
            RecordPostGrantCheck c => Record(c, state, rules),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    static Filed EvolveProceeding(LicensingCase state, LicensingCaseEvent @event) =>
        (state, @event) switch
        {
            (Accepted s, SupplementRequested e) => s with
            {
                File = Replace(s.File, DeadlineKind.Supplement, e.SupplyBy),
                Proceedings = s.Proceedings with
                {
                    Supplement = new Supplement(e.NoticeNo, e.RequestedOn, e.Items, SuppliedOn: null),
                },
            },
            (Accepted { Proceedings.Supplement: { } asked } s, SupplementSubmitted e) => s with
            {
                File = Supplied(s.File, e),
                Review = null,
                Proceedings = s.Proceedings with { Supplement = asked with { SuppliedOn = e.ReceivedOn } },
            },
            (Accepted s, SpecialProcedureOpened e) => With(s, special =>
                [.. special, new SpecialProcedure(e.ProcedureNo, e.Reason, e.ToldOn, e.FirstDay, e.LastDay, ClosedOn: null)]),
            (Accepted s, SpecialProcedureClosed e) => With(s, special =>
                [.. special.Select(known => known.No == e.ProcedureNo ? known with { ClosedOn = e.EndedOn } : known)]),
            (Filed s, DecisionDeadlineMoved e) => With(s, file => Replace(file, e.From.Kind, e.To)),
            (Accepted s, HearingRightTold e) => With(
                s, new Hearing.RightTold(e.NoticeNo, e.ToldOn), Replace(s.File, DeadlineKind.HearingRequest, e.RequestBy)),
            (Accepted s, HearingRequested e) => With(
                s, new Hearing.Called(e.By, KeyOf(e.Request), e.RequestedOn, Notice: null),
                Replace(Without(s.File, DeadlineKind.HearingRequest), DeadlineKind.HearingHold, e.HoldBy)),
            (Accepted s, HearingOrdered e) => With(
                s, new Hearing.Called("organ", e.OrderNo, e.OrderedOn, Notice: null), Without(s.File, DeadlineKind.HearingRequest)),
            (Accepted { Proceedings.Hearing: Hearing.Called called } s, HearingAnnounced e) => With(
                s, called with { Notice = new HearingNotice(e.NoticeNo, e.HearingAt, e.Chair) }, s.File),
            (Accepted s, HearingHeld e) => With(
                s, new Hearing.Held(e.HeldOn, e.Chair, e.Record), Without(s.File, DeadlineKind.HearingHold)) with { Review = null },
            (Accepted s, HearingDropped e) => With(
                s, new Hearing.Dropped(e.Reason, e.DroppedOn), Without(s.File, DeadlineKind.HearingHold)),
            (Accepted s, DecisionRestedOnHearing) => s,
            (Filed s, _) => EvolveCommitment(s, @event),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static CaseDossier Supplied(CaseDossier file, SupplementSubmitted e) => Without(file, DeadlineKind.Supplement) with
    {
        Round = e.Round,
        Current = new Submission(e.LegalRepresentative, e.Agent, e.Facts, e.Materials, e.Defects),
        Earlier = file.Current,
        Corrections = new Dictionary<string, string>(file.Corrections) { [e.CorrectionNo] = e.Sm3 },
    };

    static Accepted With(Accepted state, Func<IReadOnlyList<SpecialProcedure>, IReadOnlyList<SpecialProcedure>> change) =>
        state with { Proceedings = state.Proceedings with { Special = change(state.Proceedings.Special) } };

    static Accepted With(Accepted state, Hearing hearing, CaseDossier file) =>
        state with { File = file, Proceedings = state.Proceedings with { Hearing = hearing } };

    static CaseDossier Without(CaseDossier file, DeadlineKind kind) =>
        file with { Deadlines = [.. file.Deadlines.Where(open => open.Kind != kind)] };
}
