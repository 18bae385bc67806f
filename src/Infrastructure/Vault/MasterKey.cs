using System.Security.Cryptography;
using System.Text;
using Infrastructure.Cryptography;
using Infrastructure.Postgres;
using Npgsql;

namespace Infrastructure.Vault;

/// <summary>The one key that opens the others. In production it comes from the environment; the HSM port is its
/// successor.</summary>
/// <remarks>Each use has a key of its own, derived by HMAC-SM3, so that an index value is never a MAC of something
/// else.</remarks>
public sealed class MasterKey
{
    public const int Size = 32;

    public MasterKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Size) throw new ArgumentException($"The vault's master key has {Size} bytes.", nameof(key));

        Kid = Convert.ToHexStringLower(Sm3.HmacData(key, "kid"u8).AsSpan(0, 8));
        BlindIndex = Sm3.HmacData(key, "blind index"u8);
        Search = Sm3.HmacData(key, "search tokens"u8);
        WrapCipher = Sm3.HmacData(key, "wrap cipher"u8)[..Sm4Ctr.KeySize];
        WrapMac = Sm3.HmacData(key, "wrap mac"u8);
        SigningCipher = Sm3.HmacData(key, "signing key cipher"u8)[..Sm4Ctr.KeySize];
        SigningMac = Sm3.HmacData(key, "signing key mac"u8);
        VoucherTickets = Sm3.HmacData(key, "voucher tickets"u8);
        VoucherDraws = Sm3.HmacData(key, "voucher draws"u8);
        BodyDigests = Sm3.HmacData(key, "body digests"u8);
    }

    /// <summary>Names the key without telling it.</summary>
    public string Kid { get; }

    internal byte[] BlindIndex { get; }

    internal byte[] Search { get; }

    internal byte[] WrapCipher { get; }

    internal byte[] WrapMac { get; }

    internal byte[] SigningCipher { get; }

    internal byte[] SigningMac { get; }

    internal byte[] VoucherTickets { get; }

    internal byte[] VoucherDraws { get; }

    internal byte[] BodyDigests { get; }

    /// <summary>64 hex digits.</summary>
    public static MasterKey FromHex(string hex)
    {
        try
        {
            return new MasterKey(Convert.FromHexString(hex.Trim()));
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            // Without the cause: its message may quote the key.
            throw new InvalidOperationException("The vault's master key must be 64 hex digits.");
        }
    }

    /// <summary>Reads the key's file, or makes one that only this user can read.</summary>
    public static MasterKey FromFile(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var draft = $"{path}.{Environment.ProcessId}";
            using (var file = new FileStream(draft, PrivateFile.New))
                file.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(2 * Size, lowercase: true)));
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process was quicker; its key counts.
                File.Delete(draft);
            }
        }

        return FromHex(File.ReadAllText(path));
    }

    /// <summary>Ties the database to this key at the first start, and refuses to go on with another one
    /// later.</summary>
    /// <exception cref="InvalidOperationException">The database was sealed under another key.</exception>
    public async Task RequireAsync(NpgsqlDataSource writer, CancellationToken cancellation)
    {
        await using var tie =
            writer.CreateCommand("INSERT INTO vault.master_key (kid) VALUES ($1) ON CONFLICT DO NOTHING");
        tie.Parameters.Add(new() { Value = Kid });
        await tie.ExecuteNonQueryAsync(cancellation);

        await using var read = writer.CreateCommand("SELECT kid FROM vault.master_key");
        var kid = (string?)await read.ExecuteScalarAsync(cancellation);
        if (kid != Kid)
        {
            throw new InvalidOperationException(
                $"The vault of this database was sealed under master key {kid}, and this one is {Kid}: "
                + "set Regulation__VaultMasterKey to the former, or bring its file back.");
        }
    }
}
