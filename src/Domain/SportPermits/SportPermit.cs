using Domain.Identity;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>The licence itself (经营高危险性体育项目许可证), a stream of its own that the grant opens.</summary>
public abstract record SportPermit
{
    private SportPermit() { }

    public static SportPermit Initial { get; } = new NotOpened();

    /// <summary>Null only before anything was granted.</summary>
    public PermitRecord? Record => this is Opened opened ? opened.Permit : null;

    /// <summary>What the procedure must know of it; null before anything was granted.</summary>
    public LicenceStanding? Standing =>
        Record is { } record
            ? new(
                record.PermitNo, record.IssuingOrgan, record.Face.Holder, record.ValidTo, record.Requests,
                this is InForce ? null : PermitStates.On(this, record.ValidTo), record.Face.Sports)
            : null;

    public sealed record NotOpened : SportPermit;

    public abstract record Opened(PermitRecord Permit) : SportPermit;

    public sealed record InForce(PermitRecord Permit) : Opened(Permit);

    /// <summary>Ended, and not yet deregistered.</summary>
    /// <param name="Ending">expiry, withdrawal, annulment, revocation.</param>
    /// <param name="DecisionNo">Of the act that ended it; null where no act did.</param>
    public sealed record Ended(PermitRecord Permit, string Ending, string? Cause, string? DecisionNo, LocalDate On) : Opened(Permit);

    public sealed record Deregistered(PermitRecord Permit, string Cause, LocalDate On) : Opened(Permit)
    {
        /// <summary>What was shown with it: tells the same command from another for the same cause.</summary>
        public DocumentId? Proof { get; init; }
    }
}

/// <param name="FactsCaseNo">The case whose facts the face rests on; null where it was imported without any.</param>
/// <param name="ValidFrom">First day of the first term.</param>
/// <param name="TermFrom">First day of the term that ends with <paramref name="ValidTo"/>.</param>
/// <param name="CertificateVersion">1 for the first certificate; printed with three digits.</param>
public sealed record PermitRecord(
    string PermitNo,
    string? FactsCaseNo,
    string IssuingOrgan,
    string SupervisingOrgan,
    PermitFace Face,
    LocalDate ValidFrom,
    LocalDate TermFrom,
    LocalDate ValidTo,
    int CertificateVersion,
    IReadOnlyList<OpenRequest> Requests,
    EndingProposal? Proposal)
{
    public OpenRequest? Renewal => Requests.FirstOrDefault(request => request.Kind == PermitRequests.Renewal);
}

public sealed record EndingProposal(string Ending, string Cause, PersonRef Proposer, DocumentId Statement);
