using System.Security.Cryptography;
using System.Text;
using Infrastructure.Cryptography;

namespace Infrastructure.Vault;

/// <summary>The key under which everything of one person is sealed; without it all of it is noise.</summary>
sealed class PersonKey
{
    const int Length = Sm4Ctr.KeySize + Sm3.Size;
    readonly byte[] key;

    PersonKey(int version, byte[] key)
    {
        Version = version;
        this.key = key;
    }

    public int Version { get; }

    public ReadOnlySpan<byte> Cipher => key.AsSpan(0, Sm4Ctr.KeySize);

    public ReadOnlySpan<byte> Mac => key.AsSpan(Sm4Ctr.KeySize);

    public static PersonKey Generate(int version) => new(version, RandomNumberGenerator.GetBytes(Length));

    public byte[] Wrap(MasterKey master, string person)
    {
        var iv = Sm4Ctr.NewIv();
        var ciphertext = Sm4Ctr.Transform(master.WrapCipher, iv, key);
        return [.. iv, .. ciphertext, .. WrapMac(master, person, Version, iv, ciphertext)];
    }

    /// <exception cref="SealBrokenException">Not wrapped by this master key for this person and version.</exception>
    public static PersonKey Unwrap(MasterKey master, string person, int version, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length != Sm4Ctr.IvSize + Length + Sm3.Size)
            throw new SealBrokenException($"key {version} of {person}");

        var iv = wrapped[..Sm4Ctr.IvSize];
        var ciphertext = wrapped.Slice(Sm4Ctr.IvSize, Length);
        if (!Sm3.Matches(WrapMac(master, person, version, iv, ciphertext), wrapped[(Sm4Ctr.IvSize + Length)..]))
            throw new SealBrokenException($"key {version} of {person}");

        return new PersonKey(version, Sm4Ctr.Transform(master.WrapCipher, iv, ciphertext));
    }

    static byte[] WrapMac(MasterKey master, string person, int version, ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext) =>
        Sm3.HmacData(master.WrapMac, MacInput.Of(person, "key", "", version, iv, ciphertext));
}

/// <summary>What is authenticated beside a ciphertext, each part with its length so that no two inputs look
/// alike.</summary>
static class MacInput
{
    public static byte[] Of(
        string person, string field, string place, int keyVersion, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(person);
            writer.Write(field);
            writer.Write(place);
            writer.Write(keyVersion);
            writer.Write(iv.Length);
            writer.Write(iv);
            writer.Write(ciphertext.Length);
            writer.Write(ciphertext);
        }

        return buffer.ToArray();
    }
}

/// <summary>Something sealed was changed, moved to another place, or sealed under another key.</summary>
/// <remarks>The message names ids only.</remarks>
public sealed class SealBrokenException(string what) : Exception($"The seal of {what} does not hold.");
