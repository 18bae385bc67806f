using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Api.Http;
using Application.Identity;
using Application.Ports;
using Domain.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Api.Identity;

/// <summary>Turns a bearer token into a caller. A token found good is believed until it expires.</summary>
public sealed class TokenReader(
    ITokenAuthority authority, IVault vault, SignIns signIns, TimeProvider machineClock)
{
    const int MostRemembered = 10_000;

    static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<string, Known> known = new();

    sealed record Known(Caller Caller, DateTimeOffset Until);

    public async Task<(Caller? Caller, Problem? Problem)> ReadAsync(string? authorization, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(authorization)) return (null, Problems.Token("missing"));
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return (null, Problems.Token("unreadable"));

        var token = authorization["Bearer ".Length..].Trim();
        var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (known.TryGetValue(digest, out var earlier))
        {
            if (earlier.Until > machineClock.GetUtcNow()) return (earlier.Caller, null);
            known.TryRemove(digest, out _);
            return (null, Problems.Token("expired"));
        }

        return await ValidateAsync(token, digest, cancellation);
    }

    async Task<(Caller? Caller, Problem? Problem)> ValidateAsync(string token, string digest, CancellationToken cancellation)
    {
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(
            token, await ParametersAsync(cancellation));
        if (!result.IsValid) return (null, Problems.Token(ReasonOf(result.Exception)));

        var jwt = (JsonWebToken)result.SecurityToken;
        var role = Claim(jwt, "role");
        var district = Claim(jwt, "district");
        if (string.IsNullOrEmpty(jwt.Subject) || role is null || !Roles.All.Contains(role)) return (null, Problems.Token("role-unknown"));
        if (district is not { Length: 6 } || !district.All(char.IsAsciiDigit)) return (null, Problems.Token("district-unknown"));

        var caller = Caller.OfPerson(await PersonOfAsync(jwt, cancellation), role, district);
        await signIns.RecordAsync(caller.Actor, string.IsNullOrEmpty(jwt.Id) ? digest : jwt.Id, cancellation);
        Remember(digest, new Known(caller, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero)));
        return (caller, null);
    }

    async Task<PersonRef> PersonOfAsync(JsonWebToken jwt, CancellationToken cancellation) =>
        authority.SubjectIsReference
            ? new PersonRef(jwt.Subject)
            : await vault.ReferToAsync(new PersonIdentifier("login", $"{jwt.Issuer}|{jwt.Subject}"), cancellation);

    async Task<TokenValidationParameters> ParametersAsync(CancellationToken cancellation) => new()
    {
        ValidIssuer = authority.Issuer,
        ValidAudience = authority.Audience,
        IssuerSigningKeys = await authority.KeysAsync(cancellation),
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = (from, to, _, _) => IsCurrent(from, to),
    };

    bool IsCurrent(DateTime? from, DateTime? to)
    {
        var now = machineClock.GetUtcNow().UtcDateTime;
        return to is { } last && last > now && (from is not { } first || first - Skew <= now);
    }

    static string? Claim(JsonWebToken jwt, string name) =>
        jwt.TryGetPayloadValue<object>(name, out var value) ? value as string : null;

    static string ReasonOf(Exception? fault) =>
        fault switch
        {
            SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException
                or SecurityTokenNoExpirationException => "expired",
            SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "signature-wrong",
            SecurityTokenInvalidIssuerException => "issuer-unknown",
            SecurityTokenInvalidAudienceException => "audience-wrong",
            _ => "unreadable",
        };

    void Remember(string digest, Known entry)
    {
        // A full table is emptied rather than tended: the next call of each caller validates once more.
        if (known.Count >= MostRemembered) known.Clear();
        known[digest] = entry;
    }
}
