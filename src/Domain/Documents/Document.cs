using Domain.Identity;
using NodaTime;

namespace Domain.Documents;

/// <summary>A document as a closed set of stages.</summary>
public abstract record Document
{
    private Document() { }

    public static Document Initial { get; } = new NotIssued();

    public sealed record NotIssued : Document;

    /// <param name="Attempts">Services tried in vain.</param>
    public sealed record Issued(DocumentIssued Face, IReadOnlyList<DocumentServiceFailed> Attempts) : Document;

    public sealed record Served(
        DocumentIssued Face, IReadOnlyList<DocumentServiceFailed> Attempts, DocumentServed Service) : Document;
}

public abstract record DocumentCommand(Actor Actor, Instant At);

public sealed record IssueDocument(Actor Actor, Instant At, DocumentIssued Face) : DocumentCommand(Actor, At);

/// <param name="Address">portal, or agreed where the party agreed to another electronic address.</param>
/// <param name="ThroughPortal">Whether the application came through the portal, which is then its electronic address.</param>
public sealed record ServeDocument(
    Actor Actor, Instant At, string Mode, string? Address, LocalDate ServedOn, int Witnesses, bool Recorded, DocumentId? Proof,
    bool ThroughPortal) : DocumentCommand(Actor, At);

public sealed record RecordFailedService(
    Actor Actor, Instant At, string Mode, LocalDate AttemptedOn, string Reason, DocumentId Proof) : DocumentCommand(Actor, At);

/// <summary>The decision was delivered by an act on its case (LIC-14): the document is served by the same act.</summary>
public sealed record ServeByDelivery(Actor Actor, Instant At, string Mode, LocalDate DeliveredOn, DocumentId? Proof)
    : DocumentCommand(Actor, At);
