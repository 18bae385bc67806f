using System.Text;
using System.Text.Json;
using Api.Identity;
using Application.Ports;
using Application.Reading;
using EventStore;

namespace Api.Http;

/// <summary>Asks about a key before the body is judged: a used key is never free for another body, even an invalid one.</summary>
public sealed class KnownKeys(IEventStore store, ISm3 sm3)
{
    /// <summary>SM3 of method, path and body; equal JSON is the same body.</summary>
    public byte[] DigestOf(HttpContext http, JsonElement json) =>
        sm3.Hash([.. Encoding.UTF8.GetBytes($"{http.Request.Method}\n{http.Request.Path}\n"), .. CanonicalJson.Of(json)]);

    /// <param name="digest">Null where the body could not be read, so that it is no repeat of anything.</param>
    public async Task<KeyUse> FindAsync(HttpContext http, string key, byte[]? digest)
    {
        var known = await store.FindOutcomeAsync(Caller.Of(http).Id, key, http.RequestAborted);
        if (known is null) return KeyUse.Free;
        return digest is not null && known.Digest.AsSpan().SequenceEqual(digest) ? KeyUse.Repeated : KeyUse.Reused;
    }
}

/// <summary>What a key was used for before.</summary>
public enum KeyUse
{
    Free,
    Repeated,
    Reused,
}
