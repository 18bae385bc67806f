using Api.Http;
using Api.Identity;
using Application;
using Application.Proof;
using Application.Reading;
using EventStore;

namespace Api.Proof;

/// <summary>The operator's two acts on signing keys: a new one, and the word that one is lost.</summary>
public static class SigningKeyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/proof/keys").WithTags("proof");
        keys.MapPost("", RotateAsync).WithName("RotateSigningKey").Admit(Roles.Operator);
        keys.MapPost("/{kid}/revocation", RevokeAsync).WithName("RevokeSigningKey").Admit(Roles.Operator);
    }

    static Task<IResult> RotateAsync(HttpContext http, SigningKeys signing, KnownKeys keys) =>
        ActAsync(http, signing, keys, (caller, id, body) =>
            body.Close() is null ? signing.RotateAsync(caller.Actor, id, http.RequestAborted) : null);

    static Task<IResult> RevokeAsync(HttpContext http, string kid, SigningKeys signing, KnownKeys keys) =>
        ActAsync(http, signing, keys, (caller, id, body) =>
        {
            var from = body.MomentWithOffset("revokedFrom");
            var reason = body.OneOf("reason", "compromised", "lost");
            return body.Close() is null ? signing.RevokeAsync(caller.Actor, id, kid, from, reason, http.RequestAborted) : null;
        });

    static async Task<IResult> ActAsync(
        HttpContext http, SigningKeys signing, KnownKeys keys, Func<Caller, CommandId, Envelope, Task<CommandResult>?> act)
    {
        var (call, problem) = await keys.ReadAsync(http);
        if (call is null) return problem!;

        var running = call.Body.Fault is null ? act(Caller.Of(http), call.Id, call.Body) : null;
        if (running is null) return Problem.From(call.Body.Fault!);

        var result = await running;
        if (CommandAnswers.ProblemOf(http, result) is { } refused) return refused;

        var done = (CommandResult.Done)result;
        if (done.Position > 0) CommandAnswers.SetPosition(http, done.Position);
        return WireJson.Answer(ProofEndpoints.Show(await signing.RingAsync(http.RequestAborted)), StatusCodes.Status201Created);
    }
}
