using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Api.Identity;

/// <summary>The bureau's identity provider, known by its discovery document (OpenID Connect Discovery 1.0).</summary>
public sealed class OpenIdAuthority(string authority, string audience) : ITokenAuthority
{
    readonly ConfigurationManager<OpenIdConnectConfiguration> discovery = new(
        authority.TrimEnd('/') + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever());

    public string Issuer => authority;

    public string Audience => audience;

    public bool SubjectIsReference => false;

    public async Task<IEnumerable<SecurityKey>> KeysAsync(CancellationToken cancellation) =>
        (await discovery.GetConfigurationAsync(cancellation)).SigningKeys;
}
