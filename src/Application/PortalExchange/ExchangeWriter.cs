using System.Text.Json.Nodes;
using Application.Ports;
using Application.SportPermits;
using Domain.Identity;
using Domain.Licensing;
using Domain.PortalExchange;
using Domain.SportPermits;
using EventStore;

namespace Application.PortalExchange;

/// <summary>A fact with the event that tells it, and what was told before.</summary>
public sealed record ToldFact(ExchangeFact Fact, StoredEvent Stored, IReadOnlyList<StoredEvent> Earlier)
{
    /// <summary>Whose name stands in the row: an officer's; the portal and the system have none.</summary>
    public PersonRef? Handler =>
        Stored.UserName is { Length: > 0 } name && !name.Contains(':', StringComparison.Ordinal) && name != Actors.System.Person.Value
            ? new PersonRef(name)
            : null;
}

/// <summary>Makes the bodies of rows when they are sent: from the log, and names from the vault, which records who was read.</summary>
/// <remarks>Rows of one case that are due together are read together, so that one reading is recorded and not one for each row.</remarks>
public sealed class ExchangeWriter(IVault vault, ExchangeCodes codes)
{
    public const string Purpose = "portal-exchange";

    public async Task<IReadOnlyDictionary<Guid, byte[]>> WriteAsync(
        CaseSnapshot @case, IReadOnlyList<QueuedEffect> rows, CancellationToken cancellation)
    {
        var told = rows.ToDictionary(row => row.RowGuid, row => Find(@case, row));
        var names = await ReadAsync(@case, told.Values, cancellation);
        return told.ToDictionary(row => row.Key, row => Body(@case, row.Key, row.Value, names));
    }

    /// <exception cref="InvalidOperationException">The log no longer says what the row was made from.</exception>
    static ToldFact Find(CaseSnapshot @case, QueuedEffect row)
    {
        var stored = @case.Events[checked((int)row.Version - 1)];
        var earlier = @case.Events.Take(checked((int)row.Version - 1)).ToList();
        var facts = ExchangeMap.FactsOf(
            (LicensingCaseEvent)stored.Data!, [.. earlier.Select(e => e.Data).OfType<LicensingCaseEvent>()]);
        return facts.FirstOrDefault(fact => fact.Purpose == row.Purpose) is { } found
            ? new ToldFact(found, stored, earlier)
            : throw new InvalidOperationException($"Version {row.Version} of case {@case.CaseNo} no longer gives {row.Purpose}.");
    }

    async Task<ExchangeNames> ReadAsync(CaseSnapshot @case, IReadOnlyCollection<ToldFact> told, CancellationToken cancellation)
    {
        var receipt = @case.Receipt;
        var wanted = told.SelectMany(fact => DocumentsOf(@case, receipt, fact.Fact)).Distinct().ToList();
        var people = told.Where(fact => fact.Fact is ProcessFact).Select(fact => fact.Handler).OfType<PersonRef>().Distinct().ToList();
        if (told.Any(fact => fact.Fact is AcceptFact)) people.Add(receipt.Applicant);

        var purpose = new ReadPurpose(Purpose, @case.CaseNo, Actors.System);
        var texts = await vault.ReadAsync(wanted, purpose, cancellation);
        var persons = new Dictionary<PersonRef, IReadOnlyDictionary<string, string?>>();
        foreach (var person in people) persons[person] = await vault.ReadPersonAsync(person, purpose, cancellation);
        return new ExchangeNames(texts, persons);
    }

    static IEnumerable<DocumentId> DocumentsOf(CaseSnapshot @case, ApplicationReceived receipt, ExchangeFact fact) =>
        fact switch
        {
            AcceptFact => [receipt.Form, receipt.ApplicantName],
            ProcessFact { Explanation: { } explanation } => [explanation],
            SpecialFact { Reason: { } reason } => [reason],
            MaterialFact material => ExchangeColumns.TitleOf(@case, material) is { } title ? [title] : [],
            _ => [],
        };

    byte[] Body(CaseSnapshot @case, Guid rowGuid, ToldFact told, ExchangeNames names)
    {
        var columns = new ExchangeColumns(@case, codes, names);
        var body = told.Fact switch
        {
            AcceptFact accept => columns.Accept(accept, told),
            ProcessFact process => columns.Process(process, told),
            ResultFact result => columns.Result(result),
            SpecialFact special => columns.Special(special),
            MaterialFact material => columns.Material(material),
            _ => throw new System.Diagnostics.UnreachableException(told.Fact.GetType().Name),
        };
        body.Insert(0, "rowGuid", rowGuid.ToString());
        return JsonSerializerBytes.Of(body);
    }
}
