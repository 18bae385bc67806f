using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.SportPermits;

/// <summary>Everything an officer sees of a permit: its face without names, what is open, and what became of it.</summary>
/// <param name="State">As the log has it; a term that is over shows as expired on the day asked about.</param>
/// <param name="Version">Version of the stream, for If-Match.</param>
public sealed record PermitPage(
    PermitRecord Permit, string State, PermitEnd? End, IReadOnlyList<PermitHistoryLine> History, long Version)
{
    public string StateOn(LocalDate day) =>
        State == PermitStates.InForce && day > Permit.ValidTo ? PermitStates.Expired : State;
}

/// <param name="Ending">expiry, withdrawal, annulment, revocation; null where only the register was closed.</param>
/// <param name="Deregistration">Cause of the deregistration, once there is one.</param>
public sealed record PermitEnd(string? Ending, string? Cause, string? DecisionNo, LocalDate On, string? Deregistration);

/// <param name="Act">Alias of the event.</param>
/// <param name="CaseNo">The case it came from, where it came from one.</param>
/// <param name="Documents">Sealed texts of the act: statement, public interest, compensation, damages, proof.</param>
public sealed record PermitHistoryLine(
    string Act, LocalDate On, Instant At, string? CaseNo, int CertificateVersion, LocalDate ValidTo, LegalBasis? Basis,
    IReadOnlyList<DocumentId> Documents);

public sealed class PermitPageProjection : Projection<PermitPage>
{
    const string Prefix = "sport-permit/";

    public override Table<PermitPage> Table { get; } = new()
    {
        Name = "permit_page",
        Version = 1,
        Columns = new Columns<PermitPage>()
            .Text("organ", page => page.Permit.IssuingOrgan, required: true)
            .Text("state", page => page.State, required: true)
            .Day("valid_to", page => page.Permit.ValidTo, required: true),
        Indexes = ["(state, valid_to, key)", "(organ, state, valid_to, key)"],
        DistrictColumn = "organ",
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Data is SportPermitEvent && stored.Stream.StartsWith(Prefix, StringComparison.Ordinal)
            ? [stored.Stream[Prefix.Length..]]
            : [];

    /// <remarks>Folds as the decider does, so that the two cannot disagree.</remarks>
    public override PermitPage? Evolve(string key, PermitPage? row, StoredEvent stored)
    {
        if (stored.Data is not SportPermitEvent @event) return row;

        var after = SportPermitDecider.Evolve(row is null ? SportPermit.Initial : StateOf(row), @event);
        var permit = after.Record!;
        var line = new PermitHistoryLine(
            stored.Type, Domain.Licensing.WorkCalendar.DayOf(stored.Timestamp), stored.Timestamp, CaseNoOf(@event),
            permit.CertificateVersion, permit.ValidTo, Audit.EventBody.Read(stored).Basis, DocumentsOf(@event));
        return new(permit, NameOf(after), EndOf(after, row?.End), [.. row?.History ?? [], line], stored.Version);
    }

    static SportPermit StateOf(PermitPage row) => row switch
    {
        { State: PermitStates.InForce } => new SportPermit.InForce(row.Permit),
        { End: { Deregistration: { } cause } end } => new SportPermit.Deregistered(row.Permit, cause, end.On),
        { End: { } end } => new SportPermit.Ended(row.Permit, end.Ending!, end.Cause, end.DecisionNo, end.On),
        _ => throw new System.Diagnostics.UnreachableException($"A permit {row.State} has an end."),
    };

    static string NameOf(SportPermit permit) => permit switch
    {
        SportPermit.Ended ended => PermitStates.AfterEnding(ended.Ending),
        SportPermit.Deregistered => PermitStates.Deregistered,
        _ => PermitStates.InForce,
    };

    static PermitEnd? EndOf(SportPermit permit, PermitEnd? before) => permit switch
    {
        SportPermit.Ended ended => new(ended.Ending, ended.Cause, ended.DecisionNo, ended.On, null),
        SportPermit.Deregistered closed => new(before?.Ending, before?.Cause, before?.DecisionNo, before?.On ?? closed.On, closed.Cause),
        _ => null,
    };

    static IReadOnlyList<DocumentId> DocumentsOf(SportPermitEvent @event) => @event switch
    {
        PermitEndingProposed e => [e.Statement],
        PermitWithdrawn e => [e.PublicInterest, e.Compensation],
        PermitAnnulled { Damages: { } damages } => [damages],
        PermitDeregistered { Proof: { } proof } => [proof],
        _ => [],
    };

    static string? CaseNoOf(SportPermitEvent @event) => @event switch
    {
        PermitOpened e => e.CaseNo,
        PermitRequestOpened e => e.CaseNo,
        PermitRequestClosed e => e.CaseNo,
        PermitChanged e => e.CaseNo,
        PermitRenewed e => e.CaseNo,
        PermitReplaced e => e.CaseNo,
        PermitDeregistered e => e.CaseNo,
        _ => null,
    };
}
