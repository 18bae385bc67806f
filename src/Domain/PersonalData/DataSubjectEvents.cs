using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.PersonalData;

// Stored for good in the stream data-subject/{personRef}; apart from person/…, in which every reading stands.

public abstract record DataSubjectEvent { private protected DataSubjectEvent() { } }

/// <summary>Nothing of the person is read any more but for the purposes named (限制处理).</summary>
/// <param name="RequestNo">The person's request, by which it is found again.</param>
/// <param name="Ground">disputed-accuracy, unlawful-processing or legal-claim.</param>
public sealed record ProcessingRestricted(
    string RequestNo, string Ground, IReadOnlyList<string> OpenFor, LegalBasis Basis) : DataSubjectEvent;

public sealed record RestrictionLifted(string RequestNo, string Reason, LegalBasis Basis) : DataSubjectEvent;

/// <summary>Erasure was asked for and is not allowed yet: restricted meanwhile, with the reasons and the day.</summary>
/// <param name="Until">Last day of the longest retention; null while a case, a permit or an office is open.</param>
public sealed record ErasureDeferred(
    string RequestNo, IReadOnlyList<DeferralReason> Reasons, LocalDate? Until, IReadOnlyList<string> OpenFor, LegalBasis Basis)
    : DataSubjectEvent;

/// <param name="Code">case-open, permit-in-force, prepayment-held, office-held or retention.</param>
/// <param name="Subject">Number of the case or permit.</param>
/// <param name="Until">Last day of a retention.</param>
public sealed record DeferralReason(string Code, string? Subject, LocalDate? Until, LegalBasis Basis);

/// <summary>The keys up to a version are destroyed (删除): what was sealed under them can be read by nobody.</summary>
/// <param name="KeyVersion">The highest version that went; a person who comes back gets the next.</param>
/// <param name="BackupsGoneOn">The day on which the last backup of the keys is gone.</param>
public sealed record PersonErased(
    string CertificateNo, string RequestNo, LocalDate ErasedOn, int KeyVersion, IReadOnlyList<ErasedKind> Texts, int Files,
    LocalDate BackupsGoneOn, LegalBasis Basis) : DataSubjectEvent;

/// <param name="Kind">Field or kind of text: name, phone, form, ….</param>
public sealed record ErasedKind(string Kind, int Count);

/// <summary>Everything held on the person was handed out (查阅、复制).</summary>
/// <param name="Recipient">data-subject, representative, court or other.</param>
/// <param name="RecipientName">Sealed under the person's key.</param>
/// <param name="Sm3">Of the document handed out.</param>
public sealed record PersonalDataExported(
    string RequestNo, string Recipient, DocumentId? RecipientName, string Purpose, int Texts, string Sm3, LegalBasis Basis)
    : DataSubjectEvent;

/// <summary>A wrong detail was put right (更正): the new text is shown wherever an old one was; no event and no paper changes.</summary>
public sealed record PersonalDataCorrected(string RequestNo, string Field, IReadOnlyList<TextReplaced> Texts, LegalBasis Basis)
    : DataSubjectEvent;

public sealed record TextReplaced(DocumentId Old, DocumentId New);
