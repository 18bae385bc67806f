using Domain.Kernel;
using NodaTime;

namespace Domain.Proof;

// Stored for good in the stream proof-keys/320500.

public abstract record ProofKeyEvent { private protected ProofKeyEvent() { } }

/// <summary>A signing key came into use; its private half is sealed outside the log, or never leaves the HSM.</summary>
/// <param name="PublicKey">04‖X‖Y, 130 lower-case hex digits.</param>
/// <param name="Device">software, or the HSM's name.</param>
/// <param name="Production">False for a software key.</param>
public sealed record SigningKeyCreated(string Kid, string PublicKey, string Device, bool Production, Instant ValidFrom) : ProofKeyEvent;

/// <summary>Another key signs from now on; what this one signed stays good.</summary>
public sealed record SigningKeyRetired(string Kid, Instant RetiredAt) : ProofKeyEvent;

/// <summary>The private half may be in other hands (失密): nothing it signed is believed any more.</summary>
/// <param name="RevokedFrom">Since when it may be so.</param>
/// <param name="Reason">compromised, lost, ….</param>
public sealed record SigningKeyRevoked(string Kid, Instant RevokedFrom, string Reason, LegalBasis Basis) : ProofKeyEvent;

// Stored for good in the stream certificate/{permitNo}.

public abstract record CertificateEvent { private protected CertificateEvent() { } }

/// <summary>A version of a permit's electronic certificate (电子证照) was signed.</summary>
/// <param name="Identifier">电子证照标识.</param>
/// <param name="Fictitious">Whether type and issuer codes were made up.</param>
/// <param name="Text">The QR text with its signature; holds no name.</param>
public sealed record CertificateIssued(
    string PermitNo, int Version, string Identifier, bool Fictitious, string Kid, Instant IssuedAt, string Text) : CertificateEvent;

// Stored for good in the stream revocation-list/320500; the version of an event is the number of its list.

public abstract record RevocationListEvent { private protected RevocationListEvent() { } }

/// <summary>A list was signed and published; its text stands beside the log, its digest here.</summary>
/// <param name="Position">Place in the log up to which every act is in the list.</param>
/// <param name="Sm3">Of the signed bytes, hex.</param>
/// <param name="Signature">Base 32, as in the list.</param>
public sealed record RevocationListPublished(
    long ListNo, Instant ThisUpdate, Instant NextUpdate, long Position, int Keys, int Entries, string Kid, string Sm3,
    string Signature) : RevocationListEvent;
