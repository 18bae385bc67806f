using Application.SportPermits;
using Domain.Audit;
using Domain.Documents;
using Domain.Kernel;
using EventStore;

namespace Application.Documents;

/// <summary>A document read from the log.</summary>
public sealed record DocumentSnapshot(string DocumentNo, long Version, long Position, Document State)
{
    public DocumentIssued Face => DocumentDecider.FaceOf(State) ?? throw new InvalidOperationException($"{DocumentNo} has no face.");
}

/// <summary>A command on a document with what travels along.</summary>
public sealed record DocumentOrder(string DocumentNo, CommandId Id, DocumentCommand Command)
{
    public long? ExpectedVersion { get; init; }

    /// <summary>A rule that was found broken before the document was asked.</summary>
    public Refusal? Objection { get; init; }

    public IReadOnlyList<CompanionRow> Companions { get; init; } = [];

    public bool KeepRefusal { get; init; }

    public Guid? Causation { get; init; }
}

/// <summary>Runs commands on documents through the store.</summary>
public sealed class DocumentCommands(IEventStore store, WorkCalendars calendars)
{
    public const string StreamType = "document";

    public static string StreamOf(string documentNo) => $"document/{documentNo}";

    /// <summary>Whoever records the service of a document takes this first, so that no two are recorded at once (DOC-12).</summary>
    public static Guard ServiceGuard(string documentNo, CommandId id) =>
        new Guard.Unique("document-service", documentNo, $"{id.Caller}/{Convert.ToHexStringLower(id.Digest)}");

    public async Task<DocumentSnapshot?> FindAsync(string documentNo, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(StreamOf(documentNo), StreamLimit.None, cancellation);
        return events.Count == 0
            ? null
            : new DocumentSnapshot(
                documentNo, events[^1].Version, events[^1].Sequence,
                events.Select(stored => stored.Data).OfType<DocumentEvent>().Aggregate(Document.Initial, DocumentDecider.Evolve));
    }

    public async Task<Answer<DocumentEvent>> ForeseeAsync(
        DocumentCommand command, Document state, CancellationToken cancellation) =>
        DocumentDecider.Decide(command, state, await calendars.CurrentAsync(cancellation));

    public async Task<CommandResult> RunAsync(DocumentOrder order, CancellationToken cancellation)
    {
        var calendar = await calendars.CurrentAsync(cancellation);
        var stream = StreamOf(order.DocumentNo);
        var refused = (Refusal?)null;
        var write = new Write<Document>
        {
            Command = order.Id,
            Stream = stream,
            StreamType = StreamType,
            Initial = Document.Initial,
            Evolve = (state, @event) => DocumentDecider.Evolve(state, (DocumentEvent)@event),
            Decide = (state, _) =>
            {
                var answer = order.Objection is { } objection
                    ? Answer<DocumentEvent>.Refuse(objection)
                    : DocumentDecider.Decide(order.Command, state, calendar);
                refused = (answer as Answer<DocumentEvent>.Refused)?.Refusal;
                return answer is Answer<DocumentEvent>.Accepted accepted
                    ? new Decision.Accept(
                        accepted.Events.Count == 0 ? [] : [new StreamAppend(stream, StreamType, [.. accepted.Events])])
                    : Refuse(order, stream, refused!);
            },
            ExpectedVersion = order.ExpectedVersion,
            Guards = order.Command is ServeDocument or ServeByDelivery ? [ServiceGuard(order.DocumentNo, order.Id)] : [],
            Companions = order.Companions,
            Metadata = EventMetadataOf.Act(
                order.Command.Actor, order.Command.At, $"{order.Id.Caller}/{order.Id.Key}", order.Causation),
        };
        return await store.WriteAsync(write, cancellation) switch
        {
            WriteResult.Committed done => new CommandResult.Done(done.Versions.GetValueOrDefault(stream), done.Position, done.Repeated),
            WriteResult.Refused no => new CommandResult.Refused(
                refused?.Code == no.Code ? refused : KnownRefusals.ByCode(no.Code), no.Position, no.Repeated),
            WriteResult.Stale stale => new CommandResult.Stale(stale.Actual),
            WriteResult.GuardHeld => new CommandResult.Refused(DocumentRefusals.ServiceMustBeTheFirst, 0, false),
            WriteResult.KeyReused => new CommandResult.KeyReused(),
            WriteResult.ClockBehind behind => new CommandResult.ClockBehind(behind.LastEventAt),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    static Decision.Refuse Refuse(DocumentOrder order, string stream, Refusal refusal)
    {
        if (!order.KeepRefusal) return new Decision.Refuse(refusal.Code, []);

        var record = new CommandRefused(
            refusal.Code, order.Command.GetType().Name, stream, null, refusal.Field, refusal.Basis);
        return new Decision.Refuse(refusal.Code, [new StreamAppend($"refusal/{Guid.CreateVersion7()}", "refusal", [record])]);
    }
}
