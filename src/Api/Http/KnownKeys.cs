using System.Text;
using System.Text.Json;
using Api.Identity;
using Application.Ports;
using Application.Reading;
using EventStore;

namespace Api.Http;

/// <summary>Asks about a key before the body is judged: a used key is never free for another body, even an invalid one.</summary>
public sealed class KnownKeys(IEventStore store, ISm3 sm3, IDigestKey digestKey)
{
    /// <summary>HMAC-SM3 of method, path and body; equal JSON is the same body.</summary>
    /// <remarks>Bodies hold citizens' numbers, few enough to try them all: without the key a digest tells none (ADR 48).</remarks>
    public byte[] DigestOf(HttpContext http, JsonElement json) => sm3.Hmac(digestKey.Bodies, BytesOf(http, json));

    /// <summary>SM3 of the same, for a body that holds nothing of a person that could be guessed.</summary>
    public byte[] OpenDigestOf(HttpContext http, JsonElement json) => sm3.Hash(BytesOf(http, json));

    static byte[] BytesOf(HttpContext http, JsonElement json) =>
        [.. Encoding.UTF8.GetBytes($"{http.Request.Method}\n{http.Request.Path}\n"), .. CanonicalJson.Of(json)];

    /// <param name="asksKey">False where the call is refused, and on record, whatever its key was used for.</param>
    /// <returns>The call or the problem with it; exactly one of them.</returns>
    public async Task<(KeyedCall? Call, Problem? Problem)> ReadAsync(HttpContext http, bool asksKey = true)
    {
        var (key, keyProblem) = CommandHeaders.ReadKey(http);
        if (keyProblem is not null) return (null, keyProblem);
        var (json, unreadable) = await Bodies.JsonAsync(http);
        var digest = unreadable is null ? DigestOf(http, json) : null;
        var use = asksKey ? await FindAsync(http, key!, digest) : KeyUse.Free;
        if (use == KeyUse.Reused) return (null, Problems.KeyReused);
        return unreadable is null
            ? (new KeyedCall(new CommandId(Caller.Of(http).Id, key!, digest!), json, use), null)
            : (null, unreadable);
    }

    /// <param name="digest">Null where the body could not be read, so that it is no repeat of anything.</param>
    public async Task<KeyUse> FindAsync(HttpContext http, string key, byte[]? digest)
    {
        var known = await store.FindOutcomeAsync(Caller.Of(http).Id, key, http.RequestAborted);
        if (known is null) return KeyUse.Free;
        return digest is not null && known.Digest.AsSpan().SequenceEqual(digest) ? KeyUse.Repeated : KeyUse.Reused;
    }
}

/// <summary>What a command under a key brings, read in the one order in which all are.</summary>
/// <param name="Use">Free or repeated; a reused key is a problem and no call.</param>
public sealed record KeyedCall(CommandId Id, JsonElement Json, KeyUse Use)
{
    public Envelope Body { get; } = new(Json);
}

/// <summary>What a key was used for before.</summary>
public enum KeyUse
{
    Free,
    Repeated,
    Reused,
}
