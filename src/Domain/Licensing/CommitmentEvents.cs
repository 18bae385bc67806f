using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

// Stored for good in the stream sport-permit-case/{caseNo}: commitment in place of proof (告知承诺).

/// <summary>The venue's address stands on the list: the applicant may sign a commitment instead of waiting for a site check.</summary>
public sealed record CommitmentPathOpened(string ListEdition, string EntryId, LocalDate OpenedOn, LegalBasis Basis)
    : LicensingCaseEvent;

/// <summary>The path was asked for and is not, or no longer, open; the application goes the ordinary way.</summary>
/// <param name="Reason">no-list, address-not-listed, given-up.</param>
public sealed record CommitmentPathUnavailable(string Reason, LocalDate On, LegalBasis Basis) : LicensingCaseEvent;

public sealed record CommitmentSigned(LocalDate SignedOn, DocumentId Commitment, LegalBasis Basis) : LicensingCaseEvent;

/// <summary>Follows a grant without a site check.</summary>
public sealed record PostGrantCheckDue(string PermitNo, Deadline CheckBy, LegalBasis Basis) : LicensingCaseEvent;

/// <param name="Outcome">passed, rectify or untrue.</param>
/// <param name="RectifyBy">With rectify only.</param>
public sealed record PostGrantChecked(
    LocalDate CheckedOn, IReadOnlyList<PersonRef> Officers, string Outcome, bool InTime, string? OrderNo, Deadline? RectifyBy,
    DocumentId? Record, IReadOnlyList<FileId> Photos, LegalBasis Basis) : LicensingCaseEvent;

/// <summary>An untrue commitment: ordered to stop; which ending the permit comes to is decided on the permit.</summary>
/// <param name="EndingToDecide">revocation: by the penalty procedure, as the notice on commitment says.</param>
public sealed record CommitmentFoundUntrue(string OrderNo, string PermitNo, LocalDate OrderedOn, string EndingToDecide, LegalBasis Basis)
    : LicensingCaseEvent;
