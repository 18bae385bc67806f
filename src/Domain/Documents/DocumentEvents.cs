using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Documents;

// Stored for good in the stream document/{documentNo}.

public abstract record DocumentEvent { private protected DocumentEvent() { } }

/// <summary>A paper that the law wants in writing (文书), printed once and kept as printed.</summary>
/// <param name="Kind">Of the template: acceptance-notice, correction-notice, licence, …</param>
/// <param name="Template">Edition of the template it was printed from.</param>
/// <param name="CaseNo">The case it belongs to; null for an act on a permit outside any case.</param>
/// <param name="PermitNo">The permit it grants or concerns; null where there is none.</param>
/// <param name="Addressee">To whom it is served, and under whose key the file is sealed.</param>
/// <param name="Source">The event that it puts into writing.</param>
/// <param name="Seal">Whose seal belongs on it; only its place is printed.</param>
/// <param name="Sm3">Digest of the file, hex.</param>
/// <param name="MissingCharacters">Characters that no font had, printed as 〓; not 0 means that somebody must look.</param>
public sealed record DocumentIssued(
    string DocumentNo,
    string Kind,
    string Template,
    string? CaseNo,
    string? PermitNo,
    string Organ,
    PersonRef Addressee,
    LocalDate IssuedOn,
    Guid Source,
    LegalBasis Basis,
    IReadOnlyList<Remedy> Remedies,
    string Seal,
    FileId File,
    string Sm3,
    long Size,
    int Pages,
    int MissingCharacters) : DocumentEvent;

/// <summary>Service (送达): the document has reached its addressee, or the law says that it has.</summary>
/// <param name="Mode">electronic, post, in-person, left, public-notice.</param>
/// <param name="Address">portal or agreed for electronic service; null for the other modes.</param>
/// <param name="ServedOn">Day of arrival, of the receipt, of the signature, of leaving, of publication.</param>
/// <param name="EffectiveOn">From which day it works; clocks that start from service start there.</param>
/// <param name="Proof">Sealed: receipt number, who signed, who witnessed, where it was published.</param>
/// <param name="RemedyEnds">The last day of each remedy that the document names.</param>
public sealed record DocumentServed(
    string Mode, string? Address, LocalDate ServedOn, LocalDate EffectiveOn, int Witnesses, bool Recorded, DocumentId? Proof,
    IReadOnlyList<RemedyEnd> RemedyEnds, LegalBasis Basis) : DocumentEvent;

/// <summary>Service was tried and did not succeed; a public notice needs at least one such attempt.</summary>
/// <param name="Reason">address-unknown, nobody-there, returned, refused, not-opened.</param>
public sealed record DocumentServiceFailed(string Mode, LocalDate AttemptedOn, string Reason, DocumentId Proof) : DocumentEvent;

/// <summary>The last day on which a remedy (救济) can be sought.</summary>
/// <param name="Kind">administrative-review or administrative-suit.</param>
/// <param name="Provisional">True where no published calendar says whether the last day is worked.</param>
public sealed record RemedyEnd(
    string Kind, string Before, LocalDate LastDay, bool Provisional, IReadOnlyList<string> Derivation, LegalBasis Basis);
