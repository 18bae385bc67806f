using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Domain.Proof;
using Infrastructure.Cryptography;
using Infrastructure.Proof;
using Infrastructure.Vault;
using static Infrastructure.Tests.Proof.ProofDesk;

namespace Infrastructure.Tests.Proof;

/// <summary>PRF-3, PRF-12: nothing near a genuine proof is one.</summary>
public sealed class ForgerySpec : IDisposable
{
    /// <summary>Order of the SM2 base point, GB/T 32918.5-2017.</summary>
    static readonly BigInteger Order =
        new(Convert.FromHexString("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123"), isUnsigned: true, isBigEndian: true);

    static readonly VerdictKind[] Rejected = [VerdictKind.Forged, VerdictKind.Unreadable, VerdictKind.UnknownKey];

    static readonly VerdictKind[] RejectedLists = [VerdictKind.ListForged, VerdictKind.ListUnreadable];

    readonly ProofDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void no_flipped_bit_verifies()
    {
        var genuine = Encoding.ASCII.GetBytes(desk.Qr());
        var keys = KeysFile(desk.Key, desk.OtherKey);
        var list = desk.ListFile(desk.List());
        for (var i = 0; i < genuine.Length * 8; i++)
        {
            var flipped = genuine.ToArray();
            flipped[i / 8] ^= (byte)(1 << (i % 8));
            Assert.Contains(desk.Ask(flipped, keys, list).Kind, Rejected);
        }
    }

    [Fact]
    public void no_flipped_bit_of_a_list_passes()
    {
        var genuine = desk.ListFile(desk.List(new ListEntry(PermitNo, 1, ListedStatus.Superseded, Granted, 2)));
        var keys = KeysFile(desk.Key, desk.OtherKey);
        var qr = Encoding.ASCII.GetBytes(desk.Qr(desk.Proof with { Version = 2 }));
        for (var i = 0; i < genuine.Length; i++)
        {
            var flipped = genuine.ToArray();
            flipped[i] ^= 1;
            Assert.Contains(desk.Ask(qr, keys, flipped).Kind, RejectedLists);
        }
    }

    [Fact]
    public void what_is_signed_by_another_key_or_for_another_text_is_forged()
    {
        Assert.Equal(VerdictKind.Forged, desk.Ask(desk.Qr(desk.Proof, byOther: true)).Kind);
        var renamed = desk.Qr(desk.Proof with { Kid = desk.OtherKid }).Replace(desk.OtherKid, desk.Kid, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Forged, desk.Ask(renamed).Kind);
        var lasting = desk.Qr().Replace(":20310224:", ":20360224:", StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Forged, desk.Ask(lasting).Kind);
    }

    [Fact]
    public void signatures_at_the_edges_of_the_group_are_none()
    {
        var good = PermitProof.Read(desk.Qr()).Proof!.Signature;
        var (r, s) = (Number(good.AsSpan(..32)), Number(good.AsSpan(32)));
        (BigInteger R, BigInteger S)[] pairs =
        [
            (0, 0), (0, s), (r, 0), (Order, s), (r, Order), (Order, Order), (r, Order - s), (Order - r, s), (s, r),
            (BigInteger.Pow(2, 256) - 1, s), (r, BigInteger.Pow(2, 256) - 1), (1, Order - 1), (Order - 1, 1),
        ];

        foreach (var pair in pairs) Assert.Equal(VerdictKind.Forged, desk.Ask(desk.Proof.Text([.. Bytes(pair.R), .. Bytes(pair.S)])).Kind);
        Assert.Equal(VerdictKind.ValidAsOfList, desk.Ask(desk.Proof.Text([.. Bytes(r), .. Bytes(s)])).Kind);
    }

    [Fact]
    public void garbage_and_other_encodings_are_unreadable()
    {
        var text = desk.Qr();
        byte[][] wrong =
        [
            [], "RGP1:"u8.ToArray(), Encoding.Unicode.GetBytes(text), Encoding.UTF8.GetBytes("许可证" + text), [0xD0, 0xED, 0xBF, 0xC9],
            RandomNumberGenerator.GetBytes(2 * 1024 * 1024), Encoding.ASCII.GetBytes(new string('A', 2 * 1024 * 1024)),
            Encoding.ASCII.GetBytes(text.ToLowerInvariant()), Encoding.ASCII.GetBytes(" " + text), Encoding.ASCII.GetBytes(text + "\0"),
        ];

        Assert.All(wrong, bytes => Assert.Equal(VerdictKind.Unreadable, desk.Ask(bytes).Kind));
        Assert.All(wrong, bytes => Assert.Equal(VerdictKind.ListUnreadable, desk.Ask(list: bytes).Kind));
        Assert.All(wrong, bytes => Assert.Equal(VerdictKind.KeysUnreadable, desk.Ask(keys: bytes).Kind));
        Assert.Equal(VerdictKind.ValidAsOfList, desk.Ask(text + "\r\n").Kind);
    }

    /// <summary>A kid follows from its key: exchanged keys, and a key off the curve, are no key set or no proof.</summary>
    [Fact]
    public void swapped_and_broken_keys_are_noticed()
    {
        var swapped = KeysFile(
            desk.Key with { PublicKey = desk.OtherKey.PublicKey }, desk.OtherKey with { PublicKey = desk.Key.PublicKey });
        Assert.Equal(VerdictKind.KeysUnreadable, desk.Ask(keys: swapped).Kind);
        Assert.Equal(VerdictKind.KeysUnreadable, desk.Ask(keys: KeysFile(desk.Key, desk.Key)).Kind);

        byte[] off = [4, .. new byte[64]];
        var broken = desk.Key with { PublicKey = Convert.ToHexStringLower(off), Kid = ProofKey.KidOf(Sm3.HashData(off)) };
        var qr = desk.Qr(desk.Proof with { Kid = broken.Kid });
        Assert.Equal(VerdictKind.Forged, desk.Ask(qr, keys: KeysFile(broken)).Kind);
    }

    [Fact]
    public void a_sealed_signing_key_opens_only_under_its_own_name_and_master()
    {
        var device = new SoftwareKeyDevice(new MasterKey(new byte[32]));
        var made = device.Create();
        var data = "data"u8.ToArray();
        Assert.True(new OpenSslSignatures().IsGood(made.Point, data, device.Sign(made.Kid, made.Handle, data)));
        Assert.False(device.ForProduction);

        var altered = made.Handle.ToArray();
        altered[^1] ^= 1;
        Assert.Throws<SealBrokenException>(() => device.Sign(made.Kid, altered, data));
        Assert.Throws<SealBrokenException>(() => device.Sign(made.Kid, [], data));
        Assert.Throws<SealBrokenException>(() => device.Sign(device.Create().Kid, made.Handle, data));
        Assert.Throws<SealBrokenException>(() =>
            new SoftwareKeyDevice(new MasterKey([.. Enumerable.Repeat((byte)1, 32)])).Sign(made.Kid, made.Handle, data));
    }

    static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    static byte[] Bytes(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
