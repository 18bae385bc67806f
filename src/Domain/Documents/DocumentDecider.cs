using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Documents.Document;
using static Domain.Documents.DocumentRefusals;
using Answer = Domain.Kernel.Answer<Domain.Documents.DocumentEvent>;

namespace Domain.Documents;

/// <summary>Issue and service of a document: specs/documents.md.</summary>
/// <remarks>Order of checks: not issued, other district, the same request again, already served, bad data.</remarks>
public static class DocumentDecider
{
    static readonly string[] FailureReasons = ["address-unknown", "nobody-there", "returned", "refused", "not-opened"];

    public static Answer Decide(DocumentCommand command, Document state, WorkCalendar calendar)
    {
        if (command is IssueDocument issue) return Issue(issue, state);
        if (state is NotIssued) return Answer.Refuse(MustBeIssuedFirst);

        var face = FaceOf(state)!;
        if (command.Actor.Role != "system" && command.Actor.District != face.Organ)
            return Answer.Refuse(LicensingCaseRefusals.DistrictMustBeOwn);

        return command switch
        {
            ServeDocument serve => Serve(serve, state, face, calendar),
            RecordFailedService failed => Fail(failed, state, face),
            ServeByDelivery delivered => Deliver(delivered, state, face, calendar),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    public static DocumentIssued? FaceOf(Document state) =>
        state switch
        {
            Issued issued => issued.Face,
            Served served => served.Face,
            _ => null,
        };

    /// <summary>DOC-3: printed once for the event it puts into writing; asked for again, it is there already.</summary>
    static Answer Issue(IssueDocument command, Document state) =>
        FaceOf(state) is not { } known ? Answer.Accept(command.Face)
            : (known.Source, known.Kind) == (command.Face.Source, command.Face.Kind) ? Answer.Nothing
            : Answer.Refuse(MustBeIssuedOnce);

    /// <summary>DOC-10 to DOC-12: the first service counts; another is refused.</summary>
    static Answer Serve(ServeDocument command, Document state, DocumentIssued face, WorkCalendar calendar)
    {
        if (state is Served known) return SameService(known.Service, command) ? Answer.Nothing : Answer.Refuse(ServiceMustBeTheFirst);
        if (!ServiceMode.IsKnown(command.Mode)) return Answer.Refuse(ModeMustBeKnown with { Field = "mode" });
        if (WhyNotThen(command.ServedOn, face, command) is { } wrong) return Answer.Refuse(wrong with { Field = "servedOn" });
        if (ServiceMode.Find(command.Mode, command.ServedOn) is not { } mode)
            return Answer.Refuse(ModeMustBeKnown with { Field = "mode", Detail = "Not a way of service on that day." });
        if (mode.NeedsAddress && !IsElectronicAddress(command))
            return Answer.Refuse(ElectronicServiceMustHaveAddress with { Field = "address" });
        if (mode.NeedsProof && command.Proof is null) return Answer.Refuse(ServiceMustHaveProof with { Field = "proof" });
        if (mode.NeedsWitnesses && command.Witnesses < 2 && !command.Recorded)
            return Answer.Refuse(LeavingMustBeWitnessed with { Field = "witnesses" });
        if (mode.NeedsFailedAttempt && state is Issued { Attempts.Count: 0 })
            return Answer.Refuse(PublicNoticeMustBeTheLastResort with { Field = "mode" });

        var effectiveOn = command.ServedOn.PlusDays(mode.WorksAfterDays);
        return Answer.Accept(new DocumentServed(
            mode.Name, mode.NeedsAddress ? command.Address : null, command.ServedOn, effectiveOn, command.Witnesses,
            command.Recorded, command.Proof, RemedyPeriods.Ends(face.Remedies, effectiveOn, calendar), mode.Basis));
    }

    /// <summary>The day is judged before what is said of it: a way of service is known or not on a day that can be meant.</summary>
    static Refusal? WhyNotThen(LocalDate day, DocumentIssued face, DocumentCommand command) =>
        day < face.IssuedOn ? ServiceMustFollowIssue with { Detail = "The day lies before the issue of the document." }
        : day > WorkCalendar.DayOf(command.At) ? ServiceMustFollowIssue with { Detail = "The day lies ahead." }
        : null;

    /// <summary>The portal's account of an application that came through it, or another address that the party agreed to.</summary>
    static bool IsElectronicAddress(ServeDocument command) =>
        command.Address switch
        {
            "portal" => command.ThroughPortal,
            "agreed" => command.Proof is not null,
            _ => false,
        };

    static Answer Fail(RecordFailedService command, Document state, DocumentIssued face)
    {
        if (state is not Issued issued) return Answer.Refuse(ServiceMustBeTheFirst);
        if (issued.Attempts.Any(known =>
            (known.Mode, known.AttemptedOn, known.Reason) == (command.Mode, command.AttemptedOn, command.Reason)))
        {
            return Answer.Nothing;
        }

        if (!ServiceMode.IsKnown(command.Mode)) return Answer.Refuse(ModeMustBeKnown with { Field = "mode" });
        if (WhyNotThen(command.AttemptedOn, face, command) is { } wrong) return Answer.Refuse(wrong with { Field = "attemptedOn" });
        if (ServiceMode.Find(command.Mode, command.AttemptedOn) is not { NeedsFailedAttempt: false })
            return Answer.Refuse(ModeMustBeKnown with { Field = "mode" });
        if (!FailureReasons.Contains(command.Reason)) return Answer.Refuse(FailureReasonMustBeKnown with { Field = "reason" });

        return Answer.Accept(new DocumentServiceFailed(command.Mode, command.AttemptedOn, command.Reason, command.Proof));
    }

    /// <summary>DOC-14: what was judged on the case is copied; a service recorded before it stands.</summary>
    static Answer Deliver(ServeByDelivery command, Document state, DocumentIssued face, WorkCalendar calendar) =>
        state is Served
            ? Answer.Nothing
            : Answer.Accept(new DocumentServed(
                command.Mode, command.Mode == "electronic" ? "portal" : null, command.DeliveredOn, command.DeliveredOn, 0, false,
                command.Proof, RemedyPeriods.Ends(face.Remedies, command.DeliveredOn, calendar), Laws.Licensing("44")));

    static bool SameService(DocumentServed known, ServeDocument command) =>
        (known.Mode, known.ServedOn, known.Witnesses, known.Recorded)
        == (command.Mode, command.ServedOn, command.Witnesses, command.Recorded);

    public static Document Evolve(Document state, DocumentEvent @event) =>
        (state, @event) switch
        {
            (NotIssued, DocumentIssued e) => new Issued(e, []),
            (Issued s, DocumentServiceFailed e) => s with { Attempts = [.. s.Attempts, e] },
            (Issued s, DocumentServed e) => new Served(s.Face, s.Attempts, e),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };
}
