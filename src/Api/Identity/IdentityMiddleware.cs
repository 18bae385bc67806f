using Api.Http;

namespace Api.Identity;

/// <summary>Stands before every endpoint: who calls, and does the endpoint admit them. Silence of the endpoint admits nobody.</summary>
public sealed class IdentityMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, TokenReader tokens, CallerRate rate)
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
            { App: { } app } => Caller.FindIn(http)?.Id == $"app:{app}" ? null : Problems.Signature("missing"),
            _ => await AdmitAsync(http, admitted, tokens),
        };
        problem ??= rate.Take(Caller.FindIn(http)?.Id ?? $"address:{http.Connection.RemoteIpAddress}");

        if (problem is null) await next(http);
        else await problem.ExecuteAsync(http);
    }

    /// <summary>The framework's own endpoint for a path that exists under other methods knows which.</summary>
    static async Task RefuseMethodAsync(HttpContext http, Endpoint endpoint)
    {
        await endpoint.RequestDelegate!(http);
        var problem = http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
            ? Problems.MethodNotAllowed
            : Problems.RoleNotAdmitted;
        await problem.ExecuteAsync(http);
    }

    static async Task<Problem?> AdmitAsync(HttpContext http, RolesAdmitted admitted, TokenReader tokens)
    {
        var (caller, problem) = await tokens.ReadAsync(http.Request.Headers.Authorization, http.RequestAborted);
        if (problem is not null) return problem;
        if (!admitted.Roles.Contains(caller!.Role)) return Problems.RoleNotAdmitted;
        caller.AttachTo(http);
        return null;
    }
}
