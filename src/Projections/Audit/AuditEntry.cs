using System.Globalization;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Audit;

/// <summary>One act in the log: who did what, with which authority, to what, on which legal basis.</summary>
/// <param name="Act">Alias of the event, also where this program does not know it: an audit leaves nothing out.</param>
/// <param name="Subject">The stream the act was done to.</param>
/// <param name="Refusal">Code of the refusal, where the act was one.</param>
/// <param name="Command">Caller and key of the command.</param>
/// <param name="Purpose">Why somebody's data was read, where the act was a reading.</param>
/// <param name="Kinds">What was read: name, phone, form, opinion, ….</param>
/// <param name="Office">Edition of the office by which the actor acted: its holder and its number.</param>
public sealed record AuditEntry(
    long Position,
    Guid EventId,
    Instant At,
    LocalDate Day,
    string Act,
    PersonRef? Actor,
    string? Role,
    string? District,
    string Subject,
    long Version,
    string? CaseNo,
    LegalBasis? Basis,
    string? Refusal,
    string? Command,
    string? CorrelationId,
    string? CausationId,
    string? Purpose = null,
    IReadOnlyList<string>? Kinds = null,
    string? Office = null,
    PersonRef? OnBehalfOf = null);

public sealed class AuditTrailProjection : Projection<AuditEntry>
{
    public override Table<AuditEntry> Table { get; } = new()
    {
        Name = "audit_trail",
        Version = 1,
        Columns = new Columns<AuditEntry>()
            .Number("seq", entry => entry.Position, required: true)
            .Moment("at", entry => entry.At)
            .Text("actor", entry => entry.Actor?.Value)
            .Text("district", entry => entry.District)
            .Text("subject", entry => entry.Subject, required: true)
            .Text("case_no", entry => entry.CaseNo),
        Indexes = ["(seq)", "(actor, seq)", "(subject, seq)", "(case_no, seq)", "(at)"],
        DistrictColumn = "district",
    };

    /// <summary>Every act, from its JSON: an event this program does not know is an act too.</summary>
    public override Need NeedOf(string stream, string type) =>
        Need.Row;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        [stored.Sequence.ToString("D19", CultureInfo.InvariantCulture)];

    public override AuditEntry? Evolve(string key, AuditEntry? row, StoredEvent stored)
    {
        var body = EventBody.Read(stored);
        return new(
            stored.Sequence, stored.Id, stored.Timestamp, WorkCalendar.DayOf(stored.Timestamp), stored.Type,
            Authority.PersonOf(stored), Authority.RoleOf(stored), Authority.DistrictOf(stored), stored.Stream,
            stored.Version, body.CaseNo, body.Basis, body.Refusal, Authority.CommandOf(stored),
            stored.CorrelationId, stored.CausationId, body.Purpose, body.Kinds,
            Authority.OfficeOf(stored), Authority.OnBehalfOf(stored));
    }
}
