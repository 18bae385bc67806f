using System.Security.Cryptography;
using Domain.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Api.Identity;

/// <summary>Signs tokens for anybody who asks. Registered in the Development environment and nowhere else.</summary>
public sealed class DevelopmentIssuer : ITokenAuthority
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    readonly ECDsaSecurityKey key;
    readonly TimeProvider machineClock;

    /// <param name="directory">The key stays there over restarts, readable by this user alone; it is never in the repository.</param>
    public DevelopmentIssuer(string directory, TimeProvider machineClock)
    {
        this.machineClock = machineClock;
        key = new ECDsaSecurityKey(LoadOrMake(Path.Combine(directory, "development-issuer.pem"))) { KeyId = "development" };
    }

    public string Issuer => "https://development.invalid/regulation";

    public string Audience => "regulation";

    public bool SubjectIsReference => true;

    public Task<IEnumerable<SecurityKey>> KeysAsync(CancellationToken cancellation) =>
        Task.FromResult<IEnumerable<SecurityKey>>([key]);

    public string Issue(PersonRef person, string role, string district)
    {
        var now = machineClock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = person.Value,
                ["role"] = role,
                ["district"] = district,
                ["jti"] = Guid.CreateVersion7().ToString("N"),
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    static ECDsa LoadOrMake(string path)
    {
        if (!File.Exists(path)) Make(path);
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(File.ReadAllText(path));
        return ecdsa;
    }

    /// <summary>Written whole and then renamed without replacing, so that two nodes that start at once agree on one key.</summary>
    static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var temporary = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(temporary, options)) writer.Write(made.ExportPkcs8PrivateKeyPem());

        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
