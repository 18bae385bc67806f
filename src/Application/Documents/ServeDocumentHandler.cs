using Application.Officers;
using Application.SportPermits;
using Domain.Documents;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.Documents;

/// <summary>Records a service on the document and, where the case's clocks depend on it, on the case: in one transaction.</summary>
public sealed class ServeDocumentHandler(DocumentCommands documents, CaseCommands cases, CaseInterests interests)
{
    /// <summary>The case of a document; an application came through the portal, which is then the party's electronic address.</summary>
    public async Task<CaseSnapshot?> CaseOfAsync(DocumentSnapshot document, CancellationToken cancellation) =>
        document.Face.CaseNo is { } caseNo ? await cases.FindAsync(caseNo, cancellation) : null;

    /// <summary>OFF-7: nobody serves a document in a matter of their own.</summary>
    public async Task<Refusal?> ObjectionAsync(DocumentCommand command, CaseSnapshot? found, CancellationToken cancellation) =>
        found is null ? null : await interests.ObjectionAsync(command.Actor, command.At, found, [], cancellation);

    public async Task<CommandResult> HandleAsync(DocumentSnapshot found, DocumentOrder order, CancellationToken cancellation)
    {
        if (order.Objection is not null) return await documents.RunAsync(order, cancellation);

        var answer = await documents.ForeseeAsync(order.Command, found.State, cancellation);
        if (answer is not Answer<DocumentEvent>.Accepted { Events: [DocumentServed served] } || found.Face.CaseNo is not { } caseNo)
            return await documents.RunAsync(order, cancellation);
        if (order.ExpectedVersion is { } expected && expected != found.Version) return new CommandResult.Stale(found.Version);

        // Case and document stand or fall together; the guard keeps a second service out while this one is written.
        var face = found.Face;
        var command = new RecordService(
            order.Command.Actor, order.Command.At, face.DocumentNo, DocumentTemplates.Decides(face.Kind), served.Mode,
            served.EffectiveOn, served.Proof);
        var result = await cases.RunAsync(
            new CaseOrder(caseNo, order.Id, command)
            {
                Also = new StreamAppend(DocumentCommands.StreamOf(face.DocumentNo), DocumentCommands.StreamType, [served]),
                Guards = [DocumentCommands.ServiceGuard(face.DocumentNo, order.Id)],
                Companions = order.Companions,
                KeepRefusal = order.KeepRefusal,
            },
            cancellation);
        return result is CommandResult.Held ? new CommandResult.Refused(DocumentRefusals.ServiceMustBeTheFirst, 0, false) : result;
    }
}
