using System.Net;
using Api.Http;
using Application.Officers;

namespace Api.Identity;

/// <summary>Stands before every endpoint: who calls, and does the endpoint admit them. Silence of the endpoint admits nobody.</summary>
public sealed class IdentityMiddleware(RequestDelegate next)
{
    static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via", "Authorization"];

    public async Task InvokeAsync(HttpContext http, TokenReader tokens, OfficerDirectory directory, CallerRate rate)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is null)
        {
            await Problems.NotFound("path.unknown").ExecuteAsync(http);
            return;
        }

        var admitted = endpoint.Metadata.GetMetadata<RolesAdmitted>();
        if (admitted is null && endpoint is not RouteEndpoint)
        {
            await RefuseMethodAsync(http, endpoint);
            return;
        }

        var problem = admitted switch
        {
            null => Problems.RoleNotAdmitted,
            { Anonymous: true } => null,
            { OnThisMachine: true } when IsFromThisMachine(http) => null,
            { App: { } app } => Caller.FindIn(http)?.Id == $"app:{app}" ? null : Problems.Signature("missing"),
            _ => await AdmitAsync(http, admitted, tokens, directory),
        };
        problem ??= rate.Take(Caller.FindIn(http)?.Id ?? $"address:{http.Connection.RemoteIpAddress}");

        if (problem is null) await next(http);
        else await problem.ExecuteAsync(http);
    }

    /// <summary>A proxy on this machine speaks for others, and says so in one of these headers.</summary>
    static bool IsFromThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !Forwarding.Any(http.Request.Headers.ContainsKey);

    /// <summary>The framework's own endpoint for a path that exists under other methods knows which.</summary>
    static async Task RefuseMethodAsync(HttpContext http, Endpoint endpoint)
    {
        await endpoint.RequestDelegate!(http);
        var problem = http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
            ? Problems.MethodNotAllowed
            : Problems.RoleNotAdmitted;
        await problem.ExecuteAsync(http);
    }

    /// <summary>The token says who and in which role; the directory says whether that role is held today.</summary>
    static async Task<Problem?> AdmitAsync(
        HttpContext http, RolesAdmitted admitted, TokenReader tokens, OfficerDirectory directory)
    {
        var (caller, problem) = await tokens.ReadAsync(http.Request.Headers.Authorization, http.RequestAborted);
        if (problem is not null) return problem;
        if (!admitted.Roles.Contains(caller!.Role)) return Problems.RoleNotAdmitted;
        if (caller.Role == Roles.Applicant)
        {
            caller.AttachTo(http);
            return null;
        }

        var (authority, refusal) = await directory.AuthorityAsync(
            caller.Actor.Person, caller.Role, caller.District, http.RequestAborted);
        if (refusal is not null) return Problem.From(refusal);
        (caller with { Actor = caller.Actor with { Authority = authority } }).AttachTo(http);
        return null;
    }
}
