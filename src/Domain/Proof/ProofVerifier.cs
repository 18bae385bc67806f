using System.Text;
using Domain.Licensing;
using NodaTime;

namespace Domain.Proof;

/// <summary>What a checker holds in hand.</summary>
/// <param name="Qr">Bytes of the QR text, as scanned or as a file.</param>
/// <param name="At">The moment asked about.</param>
/// <param name="LookBack">Whether a list made after that moment may be asked: its days tell what was so then.</param>
public sealed record ProofQuestion(
    ReadOnlyMemory<byte> Qr, ReadOnlyMemory<byte> Keys, ReadOnlyMemory<byte> List, Instant At, bool LookBack);

/// <summary>specs/proof.md, PRF-10 to PRF-16: judges a QR text by a key set and a list; no network, no clock, no database.</summary>
public static class ProofVerifier
{
    /// <summary>A file of a QR text is a few hundred bytes; whatever is much longer is not looked into.</summary>
    const int LargestQr = 4096;

    /// <summary>How long after its retirement a node may still have used a key.</summary>
    static readonly Duration Overlap = Duration.FromMinutes(10);

    public static Verdict Judge(ProofQuestion question, ISignatures signatures)
    {
        var (keys, keyFault) = ProofKeySet.Read(question.Keys, signatures);
        if (keys is null) return Say.KeysUnreadable(keyFault!);

        var (signed, fault) = ReadQr(question.Qr);
        if (signed is null) return Say.Unreadable(fault!);

        var proof = signed.Proof;
        if (keys.Find(proof.Kid) is not { } key) return Say.UnknownKey(proof.Kid);
        if (!signatures.IsGood(key.Point, proof.SignedBytes(), signed.Signature)) return Say.Forged(key);

        var verdict = JudgeGenuine(question, proof, keys, key, signatures);
        return verdict with { Proof = proof, Key = key };
    }

    static Verdict JudgeGenuine(
        ProofQuestion question, PermitProof proof, ProofKeySet keys, ProofKey key, ISignatures signatures)
    {
        // A key that is not believed says nothing about any day: its new holder writes what day he likes.
        if (key.RevokedFrom is { } known) return Say.RevokedKey(key.Kid, known);
        if (proof.IssuedAt < key.ValidFrom || proof.IssuedAt > key.RetiredAt + Overlap) return Say.KeyNotInUse(key);

        var (list, signature, fault) = RevocationList.Read(question.List);
        if (list is null) return Say.ListUnreadable(fault!);
        if (ListFault(list, signature, keys, signatures) is { } forged) return forged;
        if (list.Keys.FirstOrDefault(revoked => revoked.Kid == key.Kid) is { } revokedKey)
            return Say.RevokedKey(key.Kid, revokedKey.From);
        if (list.ThisUpdate > question.At && !question.LookBack) return Say.ListFromFuture(list, question.At);

        var day = WorkCalendar.DayOf(question.At);
        return Listed(list, proof, day) ?? ByFace(proof, day) ?? ByList(list, proof, question.At);
    }

    static Verdict? ListFault(RevocationList list, byte[] signature, ProofKeySet keys, ISignatures signatures)
    {
        if (keys.Find(list.Kid) is not { } key) return Say.ListForged(list, "不在公钥集中", "is not in the key set");
        if (!signatures.IsGood(key.Point, list.SignedBytes(), signature)) return Say.ListForged(list, "验签不符", "did not sign it");
        if (key.RevokedFrom is not null || list.Keys.Any(revoked => revoked.Kid == key.Kid))
            return Say.ListForged(list, "已被吊销", "is revoked");
        return list.ThisUpdate < key.ValidFrom || list.ThisUpdate > key.RetiredAt + Overlap
            ? Say.ListForged(list, "当时未启用或已停用", "was not in use then")
            : null;
    }

    /// <summary>The first cause counts; a deregistration only follows it.</summary>
    static Verdict? Listed(RevocationList list, PermitProof proof, LocalDate day)
    {
        var entries = list.Entries.Where(entry => entry.PermitNo == proof.PermitNo).ToList();
        if (entries.Find(entry => entry.Status == ListedStatus.Annulled) is { } annulled) return Say.Ended(annulled, list);

        var ends = entries.Where(entry => entry.Version is null && entry.On <= day).OrderBy(entry => entry.On).ToList();
        if (ends.Find(entry => entry.Status != ListedStatus.Deregistered) is { } cause) return Say.Ended(cause, list);
        if (ends.Count > 0) return Say.Ended(ends[0], list);

        return entries.Find(entry => entry.Version == proof.Version && entry.On <= day) is { } superseded
            ? Say.Superseded(superseded, list)
            : null;
    }

    static Verdict? ByFace(PermitProof proof, LocalDate day)
    {
        if (day < proof.ValidFrom) return Say.NotYetValid(proof);
        if (day < WorkCalendar.DayOf(proof.IssuedAt)) return Say.NotYetIssued(proof);
        return day > proof.ValidTo ? Say.Expired(proof) : null;
    }

    static Verdict ByList(RevocationList list, PermitProof proof, Instant at)
    {
        if (list.ThisUpdate < proof.IssuedAt) return Say.ListOlder(list);
        return at < list.NextUpdate ? Say.Valid(list, at) : Say.StaleList(list);
    }

    static (SignedProof? Proof, string? Fault) ReadQr(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > LargestQr) return (null, "far longer than a QR text can be");

        var text = ProofJson.WithoutMark(bytes).Span;
        while (text.Length > 0 && text[^1] is (byte)'\r' or (byte)'\n') text = text[..^1];
        foreach (var c in text)
        {
            if (c is < (byte)' ' or > (byte)'~') return (null, "it holds bytes that no QR text of ours has");
        }

        return PermitProof.Read(Encoding.ASCII.GetString(text));
    }
}
