using Domain.Identity;
using EventStore;

namespace Application.Ports;

/// <summary>What is kept of a person as a whole, for the requests that the law gives them.</summary>
public interface IPersonRecords
{
    /// <summary>Every text, file and key of the person, without a word of any.</summary>
    Task<PersonHoldings> FindAsync(PersonRef person, CancellationToken cancellation);

    /// <summary>New texts that stand for old ones: one for each district, searchable where an old one was.</summary>
    Task<Replacement> ReplaceAsync(
        PersonRef person, string field, string text, IReadOnlyCollection<HeldText> old, CancellationToken cancellation);

    /// <summary>Destroys the person's keys up to a version; again is harmless.</summary>
    Task DestroyKeysAsync(PersonRef person, int upTo, CancellationToken cancellation);
}

/// <param name="KeyVersion">Version of the newest key that still exists; 0 where there is none.</param>
/// <param name="Seen">Number of the last text that was there.</param>
public sealed record PersonHoldings(int KeyVersion, long Seen, IReadOnlyList<HeldText> Texts, IReadOnlyList<HeldFile> Files);

/// <param name="Lives">Whether its key still exists.</param>
public sealed record HeldText(DocumentId Id, string Kind, string District, bool Searchable, bool Lives);

/// <param name="Sm3">Hex, lower case.</param>
public sealed record HeldFile(FileId Id, string MediaType, long Size, string Sm3, bool Lives);

public sealed record Replacement(IReadOnlyList<(DocumentId Old, DocumentId New)> Texts, IReadOnlyList<CompanionRow> Rows);

/// <summary>Rows by which the vault learns of an act in the transaction of its event.</summary>
public static class PersonRows
{
    /// <param name="openFor">Purposes for which the person's texts are still read.</param>
    public static CompanionRow Restriction(PersonRef person, bool restricted, IEnumerable<string> openFor) =>
        new("vault.restrictions",
        [
            new("id", Guid.CreateVersion7()), new("person", person.Value), new("restricted", restricted),
            new("open_for", string.Join(',', openFor)),
        ]);

    public static CompanionRow Erasure(PersonRef person, int keyVersion, long seen) =>
        new("vault.erasures", [new("person", person.Value), new("key_version", keyVersion), new("seen", seen)]);
}
