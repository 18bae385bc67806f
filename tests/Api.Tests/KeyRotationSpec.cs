using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Domain.Proof;
using Infrastructure.Proof;
using NodaTime;

namespace Api.Tests;

/// <summary>specs/proof.md, PRF-6, over HTTP: the operator takes a new key into use.</summary>
/// <remarks>Has a service of its own: lists follow the clock.</remarks>
public sealed class KeyRotationSpec(Service service) : IClassFixture<Service>
{
    static readonly Instant Noon = Instant.FromUtc(2026, 2, 22, 4, 0);

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_new_key_signs_from_now_on_and_what_the_old_one_signed_stays_good()
    {
        var permitNo = await GrantedPool.NewAsync(bureau);
        var proof = await UntilAsync($"/register/permits/{permitNo}/proof", _ => true);
        var old = proof["kid"]!.ToString();
        var signed = await UntilAsync("/proof/revocation-list", list => list["kid"]!.ToString() == old);

        Assert.Equal(HttpStatusCode.Forbidden, (await RotateAsync("clerk", "1")).Status);
        var rotated = await RotateAsync("operator", "2");
        var repeated = await RotateAsync("operator", "2");
        Assert.True(rotated.Status == HttpStatusCode.Created, rotated.ToString());
        Assert.Equal(rotated.Body!.ToJsonString(), repeated.Body!.ToJsonString());
        var keys = rotated.Body["keys"]!.AsArray();
        var retired = keys.Single(key => key!["kid"]!.ToString() == old)!;
        Assert.True(retired["retiredAt"] is not null && retired["revokedFrom"] is null && keys.Count == 2, rotated.ToString());

        // Two days later the list is due: the next one is the new key's, under a higher number, and the old one is still there.
        var kid = keys.Single(key => key!["kid"]!.ToString() != old)!["kid"]!.ToString();
        await bureau.SetClockAsync("2026-02-22T11:00:00+08:00");
        var next = await UntilAsync("/proof/revocation-list", list => list["kid"]!.ToString() == kid);
        Assert.True((long)next["listNo"]! > (long)signed["listNo"]!, next.ToJsonString());
        Assert.Equal(old, (await UntilAsync($"/proof/revocation-lists/{signed["listNo"]}", _ => true))["kid"]!.ToString());
        Assert.Equal(proof["qr"]!.ToString(), (await UntilAsync($"/register/permits/{permitNo}/proof", _ => true))["qr"]!.ToString());
        Assert.Equal(0, await VerdictAsync(proof["qr"]!.ToString()));
    }

    async Task<int> VerdictAsync(string qr)
    {
        async Task<byte[]> Bytes(string path) => Encoding.UTF8.GetBytes((await UntilAsync(path, _ => true)).ToJsonString());
        var question = new ProofQuestion(
            Encoding.ASCII.GetBytes(qr), await Bytes("/proof/keys"), await Bytes("/proof/revocation-list"), Noon, LookBack: false);
        return (int)ProofVerifier.Judge(question, new OpenSslSignatures()).Kind;
    }

    Task<Reply> RotateAsync(string role, string key) =>
        bureau.CallAsync(role, "320500", HttpMethod.Post, "/proof/keys", new JsonObject(), key: key);

    async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> holds)
    {
        for (var attempt = 0; ; attempt++)
        {
            var reply = await bureau.AnonymousAsync(HttpMethod.Get, path);
            if (reply.Status == HttpStatusCode.OK && holds(reply.Body!)) return reply.Body!;
            Assert.True(attempt < 900, reply.ToString());
            await Task.Delay(100);
        }
    }
}
