using Domain.Identity;
using EventStore;

namespace Application.Ports;

/// <summary>Where names, numbers and free text live: sealed under a key per person, read only with a purpose.</summary>
public interface IVault
{
    /// <summary>The reference of the person behind an identifier; made on first sight, the same ever after.</summary>
    /// <remarks>Committed at once and before any command: a reference without a command behind it says nothing.</remarks>
    Task<PersonRef> ReferToAsync(PersonIdentifier identifier, CancellationToken cancellation);

    /// <summary>Seals texts under their subjects' keys; the rows travel with the command that mentions them.</summary>
    Task<SealedTexts> SealAsync(IReadOnlyList<PlainText> texts, CancellationToken cancellation);

    /// <summary>Opens texts after logging who reads what, why and in which case; a text whose key is gone comes back as null.</summary>
    Task<IReadOnlyDictionary<DocumentId, string?>> ReadAsync(
        IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation);

    /// <summary>As <see cref="ReadAsync"/>, and tells why a text is not shown.</summary>
    Task<IReadOnlyDictionary<DocumentId, OpenedText>> OpenAsync(
        IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation);

    /// <summary>As <see cref="ReadPersonAsync"/>, and tells why a field is not shown.</summary>
    Task<IReadOnlyDictionary<string, OpenedText>> OpenPersonAsync(
        PersonRef person, ReadPurpose purpose, CancellationToken cancellation);

    /// <summary>Opens what is kept of a person by field name; logged as above.</summary>
    Task<IReadOnlyDictionary<string, string?>> ReadPersonAsync(
        PersonRef person, ReadPurpose purpose, CancellationToken cancellation);

    /// <summary>Document ids whose searchable text contains the words; by keyed two-character tokens, so hits must be verified.</summary>
    Task<IReadOnlySet<DocumentId>> SearchAsync(string text, int limit, CancellationToken cancellation);
}

/// <summary>What identifies a person to the outside.</summary>
/// <param name="Scheme">111 citizen id, 001 unified social credit code, login (subject of a token), unverified (fails its check).</param>
/// <param name="Value">As received; the vault normalises before it indexes: NFKC, 15 to 18 digits, upper-case X.</param>
public sealed record PersonIdentifier(string Scheme, string Value);

/// <summary>A text to be sealed.</summary>
/// <param name="Id">Made at the edge.</param>
/// <param name="Subject">Under whose key.</param>
/// <param name="Kind">form, opinion, venue-name, …; for a person's own data the field: name, id-number, phone, certificate-no.</param>
/// <param name="District">Six-digit region that row security compares; 320500 for the city.</param>
/// <param name="Searchable">True for what a public register may be searched by.</param>
public sealed record PlainText(DocumentId Id, PersonRef Subject, string Kind, string District, string Text, bool Searchable = false);

/// <param name="Text">Null unless it is shown.</param>
/// <param name="State">shown; erased: the key is gone; restricted: not for this purpose; unknown: none, or of another district.</param>
public sealed record OpenedText(string? Text, string State)
{
    public const string Shown = "shown";
    public const string Erased = "erased";
    public const string Restricted = "restricted";

    public static OpenedText Unknown { get; } = new(null, "unknown");
}

/// <param name="Rows">Travel with the command, so that nothing half-written stays.</param>
public sealed record SealedTexts(IReadOnlyList<CompanionRow> Rows);

/// <param name="Purpose">handling-a-case, public-register, data-subject-access, audit, …</param>
/// <param name="CaseNo">The case, or null where the purpose has none.</param>
public sealed record ReadPurpose(string Purpose, string? CaseNo, Actor Reader);
