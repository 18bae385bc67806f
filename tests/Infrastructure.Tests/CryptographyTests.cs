using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Infrastructure.Cryptography;

namespace Infrastructure.Tests;

public sealed class CryptographyTests
{
    // GB/T 32905-2016, annex A; the empty text as openssl has it.
    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData(
        "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    [InlineData("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")]
    public void Sm3_gives_the_standards_digests(string text, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Sm3.HashData(Encoding.UTF8.GetBytes(text))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(100_000)]
    public async Task Sm3_and_its_mac_agree_with_the_openssl_command(int length)
    {
        var data = Enumerable.Range(0, length).Select(n => (byte)(n % 251)).ToArray();

        Assert.Equal(await OpenSslAsync(data, "-sm3"), Convert.ToHexStringLower(Sm3.HashData(data)));
        Assert.Equal(
            await OpenSslAsync(data, "-sm3", "-hmac", "secret"), Convert.ToHexStringLower(Sm3.HmacData("secret"u8,
                data)));
    }

    [Fact]
    public void A_digest_made_piece_by_piece_is_the_same()
    {
        using var digest = new IncrementalSm3();
        digest.Append("ab"u8);
        digest.Append([]);
        digest.Append("c"u8);

        Assert.Equal(Sm3.HashData("abc"u8), digest.Finish());
    }

    [Fact]
    public void A_mac_without_a_key_is_refused() =>
        Assert.Throws<ArgumentException>(() => Sm3.HmacData([], "abc"u8));

    // GB/T 32907-2016, annex A.1: one block. In counter mode zeros show the encrypted counter.
    [Fact]
    public void Sm4_gives_the_standards_block()
    {
        var key = Convert.FromHexString("0123456789abcdeffedcba9876543210");

        Assert.Equal("681edf34d206965e86b3e94f536e4246", Convert.ToHexStringLower(Sm4Ctr.Transform(key, key,
            new byte[16])));
    }

    // draft-ribose-cfrg-sm4-10, A.2.5.1.
    [Fact]
    public void Sm4_in_counter_mode_gives_the_published_text_and_takes_it_back()
    {
        var key = Convert.FromHexString("0123456789abcdeffedcba9876543210");
        var iv = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");
        var plain = Convert.FromHexString(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
            + "eeeeeeeeeeeeeeeeffffffffffffffffaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb");

        var sealedText = Sm4Ctr.Transform(key, iv, plain);

        Assert.Equal(
            "ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7"
            + "f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514",
            Convert.ToHexStringLower(sealedText));
        Assert.Equal(plain, Sm4Ctr.Transform(key, iv, sealedText));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void Sm4_wants_sixteen_bytes_of_key(int length) =>
        Assert.Throws<ArgumentException>(() => Sm4Ctr.Transform(new byte[length], new byte[16], new byte[1]));

    // GB/T 32918.5-2017, annex A.2.
    [Fact]
    public void Sm2_accepts_the_standards_signature_and_nothing_near_it()
    {
        using var key = Sm2Key.FromPublicPoint(Convert.FromHexString(
            "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
            + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"));
        var signature = Convert.FromHexString(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
            + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");

        Assert.True(key.Verify("message digest"u8, signature));
        Assert.False(key.Verify("message digesT"u8, signature));
        Assert.False(key.Verify("message digest"u8, signature.AsSpan(..63)));
        Assert.False(key.Verify("message digest"u8, new byte[64]));
        signature[63] ^= 1;
        Assert.False(key.Verify("message digest"u8, signature));
    }

    [Fact]
    public void A_signature_is_checked_by_the_exported_point_after_the_key_was_kept_and_loaded()
    {
        using var made = Sm2Key.Generate();
        using var loaded = Sm2Key.FromPrivate(made.ExportPrivate());
        using var publicOnly = Sm2Key.FromPublicPoint(made.ExportPublicPoint());

        for (var turn = 0; turn < 300; turn++)
        {
            var data = BitConverter.GetBytes(turn);
            var signature = loaded.Sign(data);
            Assert.Equal(64, signature.Length);
            Assert.True(publicOnly.Verify(data, signature));
        }
    }

    [Fact]
    public void A_point_off_the_curve_is_no_key() =>
        Assert.Throws<CryptographicException>(() => Sm2Key.FromPublicPoint([4, .. new byte[64]]));

    static async Task<string> OpenSslAsync(byte[] data, params string[] options)
    {
        var start = new ProcessStartInfo("openssl", ["dgst", "-r", .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.BaseStream.WriteAsync(data);
        process.StandardInput.Close();
        return (await process.StandardOutput.ReadToEndAsync()).Split(' ')[0];
    }
}
