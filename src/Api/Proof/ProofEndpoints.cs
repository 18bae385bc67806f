using Api.Http;
using Application.Ports;
using Application.Proof;
using Domain.Proof;
using NodaTime;
using NodaTime.Text;

namespace Api.Proof;

/// <summary>What a checker takes along: the public keys and the signed list.</summary>
public static class ProofEndpoints
{
    const string Reason = "行政许可法 art 40: whoever stands before a permit may check it; keys and lists hold no names";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var proof = routes.MapGroup("/proof").WithTags("proof");
        proof.MapGet("/keys", KeysAsync).WithName("GetProofKeys").AdmitAnybody(Reason);
        proof.MapGet("/revocation-list", ListAsync).WithName("GetRevocationList").AdmitAnybody(Reason);
        proof.MapGet("/revocation-lists/{listNo:long}", EarlierListAsync).WithName("GetEarlierRevocationList").AdmitAnybody(Reason);
    }

    /// <summary>A key as docs/proof-format.md has it.</summary>
    public sealed record KeyView(
        string Kid, string Algorithm, string PublicKey, string Device, bool Production, string? Notice, string ValidFrom,
        string? RetiredAt, string? RevokedFrom);

    public static object Show(ProofKeyRing ring) => new { ProofKeySet.Format, Keys = ring.Keys.Select(Show).ToList() };

    static async Task<IResult> KeysAsync(HttpContext http, SigningKeys keys) =>
        WireJson.Answer(Show(await keys.RingAsync(http.RequestAborted)));

    static Task<IResult> ListAsync(HttpContext http, IPublishedLists lists) => AnswerAsync(http, lists, null);

    static Task<IResult> EarlierListAsync(HttpContext http, long listNo, IPublishedLists lists) => AnswerAsync(http, lists, listNo);

    static async Task<IResult> AnswerAsync(HttpContext http, IPublishedLists lists, long? listNo)
    {
        if (await lists.FindAsync(listNo, http.RequestAborted) is not { } list) return Problems.NotFound("revocation-list.unknown");

        CommandAnswers.SetVersion(http, list.ListNo);
        return Results.Text(list.Text, "application/json; charset=utf-8");
    }

    static KeyView Show(ProofKey key) => new(
        key.Kid, ProofKeySet.Algorithm, key.PublicKey, key.Device, key.Production,
        key.Production ? null : ProofKeySet.SoftwareNotice, Moment(key.ValidFrom), Optional(key.RetiredAt), Optional(key.RevokedFrom));

    static string? Optional(Instant? moment) => moment is { } known ? Moment(known) : null;

    static string Moment(Instant moment) => InstantPattern.General.Format(moment);
}
