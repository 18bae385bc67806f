using Domain.Licensing;
using NodaTime;
using NodaTime.Text;

namespace Domain.Proof;

/// <summary>The words of each verdict. None says "valid" without naming the list that it rests on.</summary>
static class Say
{
    static readonly OffsetDateTimePattern Moment =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss o<+HH:mm>");

    public static Verdict Valid(RevocationList list, Instant at) => list.ThisUpdate > at
        ? new(VerdictKind.ValidAsOfList,
            $"真实；以{At(list)}的第{list.ListNo}号清单回查，当时有效。",
            $"Genuine; was valid at that moment, looking back with list {list.ListNo} of {At(list)}.")
        : new(VerdictKind.ValidAsOfList,
            $"真实；截至{At(list)}的第{list.ListNo}号清单，有效。",
            $"Genuine; valid as of list {list.ListNo} of {At(list)}.");

    public static Verdict StaleList(RevocationList list) => new(
        VerdictKind.StaleList,
        $"真实且在有效期内；但{At(list)}的第{list.ListNo}号清单应于{At(list.NextUpdate)}前更新，此后状态不明。",
        $"Genuine and within its term; list {list.ListNo} of {At(list)} was due for replacement at {At(list.NextUpdate)}: "
        + "what became of the permit since is unknown.");

    public static Verdict ListOlder(RevocationList list) => new(
        VerdictKind.ListOlderThanCertificate,
        $"真实且在有效期内；但{At(list)}的第{list.ListNo}号清单早于本证照，不能说明其状态。",
        $"Genuine and within its term; list {list.ListNo} of {At(list)} is older than the certificate and says nothing about it.");

    public static Verdict NotYetValid(PermitProof proof) => new(
        VerdictKind.NotYetValid, $"真实；许可自{Iso(proof.ValidFrom)}起生效，当时尚未生效。",
        $"Genuine; not yet valid: the term begins on {Iso(proof.ValidFrom)}.");

    public static Verdict NotYetIssued(PermitProof proof) => new(
        VerdictKind.NotYetValid,
        $"真实；许可期限自{Iso(proof.ValidFrom)}起，但本版证照于{At(proof.IssuedAt)}才签发，当时情况请查此前版本。",
        $"Genuine; the term had begun on {Iso(proof.ValidFrom)}, but this version was issued at {At(proof.IssuedAt)} only: "
        + "for that moment ask for the version before.");

    public static Verdict Expired(PermitProof proof) => new(
        VerdictKind.Expired, $"真实；已过有效期，最后一日为{Iso(proof.ValidTo)}。如已延续，请出示新版证照。",
        $"Genuine; expired: its last day was {Iso(proof.ValidTo)}. If it was renewed there is a newer version.");

    public static Verdict Ended(ListEntry entry, RevocationList list)
    {
        var (kind, chinese, english) = entry.Status switch
        {
            ListedStatus.Withdrawn => (VerdictKind.Withdrawn, "已撤回", "withdrawn"),
            ListedStatus.Annulled => (VerdictKind.Annulled, "已撤销（自始无效）", "annulled, from its beginning"),
            ListedStatus.Revoked => (VerdictKind.Revoked, "已吊销", "revoked as a penalty"),
            _ => (VerdictKind.Deregistered, "已注销", "deregistered"),
        };
        var later = list.Entries.FirstOrDefault(other =>
            other.PermitNo == entry.PermitNo && other != entry && other.Status == ListedStatus.Deregistered);
        var (also, alsoEnglish) = later is null ? ("", "") : ($"，{Iso(later.On)}注销", $"; deregistered on {Iso(later.On)}");
        return new(
            kind, $"真实；该许可{chinese}（{Iso(entry.On)}{also}），见第{list.ListNo}号清单。不得据此经营。",
            $"Genuine, but the permit is {english} (act of {Iso(entry.On)}{alsoEnglish}): list {list.ListNo} of {At(list)}.");
    }

    public static Verdict Superseded(ListEntry entry, RevocationList list) => new(
        VerdictKind.Superseded,
        $"真实；本版证照已于{Iso(entry.On)}被第{entry.By:000}版取代，请出示新版（见第{list.ListNo}号清单）。",
        $"Genuine, but superseded by version {entry.By:000} on {Iso(entry.On)}: ask for that one (list {list.ListNo} of {At(list)}).");

    public static Verdict Forged(ProofKey key) => new(
        VerdictKind.Forged, $"伪造或被篡改：签名与密钥{key.Kid}不符。", $"Forged or altered: key {key.Kid} did not sign this.");

    public static Verdict Unreadable(string fault) => new(
        VerdictKind.Unreadable, "无法识别：内容不完整、有误，或格式版本未知。", $"Unreadable: {fault}.");

    public static Verdict UnknownKey(string kid) => new(
        VerdictKind.UnknownKey, $"无法验证：公钥集中没有密钥{kid}，请更新公钥集。",
        $"Cannot be checked: key {kid} is not in the key set; fetch a newer one, or it is forged.");

    public static Verdict RevokedKey(string kid, Instant from) => new(
        VerdictKind.RevokedKey, $"不可信：签名密钥{kid}自{At(from)}起吊销，请出示重新签发的证照。",
        $"Not to be believed: key {kid} is revoked from {At(from)}; whoever got hold of it may have written any date. "
        + "Ask for the certificate issued anew.");

    public static Verdict KeyNotInUse(ProofKey key) => new(
        VerdictKind.KeyNotInUse, $"不可信：签发时间不在密钥{key.Kid}的使用期内。",
        $"Not to be believed: issued at a time when key {key.Kid} did not sign.");

    public static Verdict ListForged(RevocationList list, string chinese, string english) => new(
        VerdictKind.ListForged, $"证照真实，但清单不可信：密钥{list.Kid}{chinese}，状态不明。",
        $"The QR is genuine, but the list is not to be believed: key {list.Kid} {english}. The status is unknown.");

    public static Verdict ListUnreadable(string fault) => new(
        VerdictKind.ListUnreadable, "证照真实，但清单无法识别，状态不明。",
        $"The QR is genuine, but the list is unreadable: {fault}. The status is unknown.");

    public static Verdict ListFromFuture(RevocationList list, Instant at) => new(
        VerdictKind.ListFromFuture,
        $"证照真实，但第{list.ListNo}号清单形成于{At(list)}，晚于所查时间{At(at)}。",
        $"The QR is genuine, but list {list.ListNo} was made at {At(list)}, after the moment asked about, {At(at)}. "
        + "Check the time, or take --look-back.");

    public static Verdict KeysUnreadable(string fault) => new(
        VerdictKind.KeysUnreadable, "公钥集无法识别。", $"The key set is unreadable: {fault}.");

    static string At(RevocationList list) => At(list.ThisUpdate);

    static string At(Instant moment) => Moment.Format(moment.WithOffset(Offset.FromHours(8)));

    static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
