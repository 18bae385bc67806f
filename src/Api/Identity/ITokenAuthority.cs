using Microsoft.IdentityModel.Tokens;

namespace Api.Identity;

/// <summary>Whose tokens are believed.</summary>
public interface ITokenAuthority
{
    string Issuer { get; }

    string Audience { get; }

    /// <summary>True where the subject of a token is already a person's reference.</summary>
    bool SubjectIsReference { get; }

    Task<IEnumerable<SecurityKey>> KeysAsync(CancellationToken cancellation);
}
