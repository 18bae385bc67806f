namespace Domain.Proof;

/// <summary>What a check came to; the number is the exit code of the command.</summary>
public enum VerdictKind
{
    /// <summary>Valid as of the list, which was in force at the moment asked about.</summary>
    ValidAsOfList = 0,

    /// <summary>Valid by its face; the list is past its next update, and what came since is unknown.</summary>
    StaleList = 10,

    /// <summary>Valid by its face; the list is older than the certificate and says nothing about it.</summary>
    ListOlderThanCertificate = 11,

    NotYetValid = 12,
    Expired = 13,
    Withdrawn = 14,
    Annulled = 15,
    Revoked = 16,
    Deregistered = 17,
    Superseded = 18,

    /// <summary>The signature is not that of the key it names.</summary>
    Forged = 20,

    /// <summary>Not a QR text of ours: cut off, misspelt, or of a format this program does not know.</summary>
    Unreadable = 21,

    UnknownKey = 22,

    /// <summary>The key may be in other hands; nothing it signed is believed.</summary>
    RevokedKey = 23,

    /// <summary>Signed outside the time in which the key signed.</summary>
    KeyNotInUse = 24,

    ListForged = 30,
    ListUnreadable = 31,

    /// <summary>The list was made after the moment asked about.</summary>
    ListFromFuture = 32,

    KeysUnreadable = 33,
}

/// <param name="Chinese">One sentence for whoever stands at the door.</param>
/// <param name="Proof">What the QR says; null unless its signature is good.</param>
/// <param name="Key">The key that signed it.</param>
public sealed record Verdict(VerdictKind Kind, string Chinese, string English, PermitProof? Proof = null, ProofKey? Key = null);
