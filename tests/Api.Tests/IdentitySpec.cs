using System.Net;
using System.Text.Json.Nodes;
using Api.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Api.Tests;

/// <summary>Who may call what, on whose cases, and how a signed call can be wrong.</summary>
[Collection(OneService.Name)]
public sealed class IdentitySpec(Service service)
{
    const string Path = "/portal/v1/applications/NONE";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public void every_endpoint_names_whom_it_admits()
    {
        var endpoints = service.Provider.GetRequiredService<EndpointDataSource>().Endpoints;

        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, endpoint =>
        {
            var admitted = endpoint.Metadata.GetMetadata<RolesAdmitted>();
            Assert.True(admitted is not null, $"{endpoint.DisplayName} names nobody.");
            bool[] kinds = [admitted.Anonymous, admitted.App is not null, admitted.Roles.Count > 0];
            Assert.True(kinds.Count(kind => kind) == 1, $"{endpoint.DisplayName} is unclear.");
        });
    }

    [Fact]
    public void only_what_is_public_on_purpose_admits_anybody()
    {
        var open = service.Provider.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<RolesAdmitted>()!.Anonymous)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "/designated-venues", "/development/clock", "/development/token", "/health/live", "/health/ready",
                "/open-data/voucher-statistics", "/permits/{permitNo}/qr", "/permits/{permitNo}/qr.png", "/permits/{permitNo}/qr.svg",
                "/programmes", "/programmes/{programmeNo}", "/programmes/{programmeNo}/batches/{batch:int}/draw",
                "/programmes/{programmeNo}/board", "/proof/keys", "/proof/revocation-list", "/proof/revocation-lists/{listNo:long}",
                "/register/permits", "/register/permits/{permitNo}", "/register/permits/{permitNo}/proof",
                "/register/training-institutions", "/register/training-institutions/open-data.csv",
                "/register/training-institutions/{institutionNo}", "/vouchers/claims",
            ],
            open);
    }

    [Theory]
    [InlineData(null, "token.missing")]
    [InlineData("Basic abc", "token.unreadable")]
    [InlineData("Bearer abc", "token.unreadable")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJwIiwicm9sZSI6ImNsZXJrIn0.", null)]
    public async Task a_call_without_a_good_token_is_refused(string? authorization, string? code)
    {
        var reply = await bureau.AnonymousAsync(HttpMethod.Get, "/work-queue", authorization);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        if (code is not null) Assert.Equal(code, reply.Code);
    }

    [Fact]
    public async Task a_path_that_does_not_exist_is_not_found() =>
        Assert.Equal("path.unknown", (await bureau.AnonymousAsync(HttpMethod.Get, "/nowhere")).Code);

    public static TheoryData<string, Signing> BadSignatures => new()
    {
        { "signature.missing", new Signing { App = null } },
        { "signature.app-unknown", new Signing { App = "nobody" } },
        { "signature.app-unknown", new Signing { App = "operator", Secret = "operator-development-secret" } },
        { "signature.wrong", new Signing { Secret = "another" } },
        { "signature.wrong", new Signing { SignedTarget = "/portal/v1/applications/OTHER" } },
        { "signature.wrong", new Signing { SignedTarget = Path + "?x=1" } },
        { "signature.wrong", new Signing { SignedBody = [1] } },
        { "signature.stale", new Signing { Late = TimeSpan.FromMinutes(6) } },
        { "signature.stale", new Signing { Late = TimeSpan.FromMinutes(-6) } },
        { "signature.nonce-malformed", new Signing { Nonce = "short" } },
    };

    [Theory]
    [MemberData(nameof(BadSignatures))]
    public async Task a_call_that_is_not_rightly_signed_is_refused(string code, Signing signing)
    {
        var before = await service.CountsAsync();
        var reply = await bureau.PortalAsync(HttpMethod.Get, Path, null, signing);
        Assert.Equal((HttpStatusCode.Unauthorized, code), (reply.Status, reply.Code));
        Assert.Equal(before, await service.CountsAsync());
    }

    [Fact]
    public async Task a_nonce_is_good_once()
    {
        var signing = new Signing();
        Assert.Equal("application.unknown", (await bureau.PortalAsync(HttpMethod.Get, Path, null, signing)).Code);
        Assert.Equal("signature.nonce-reused", (await bureau.PortalAsync(HttpMethod.Get, Path, null, signing)).Code);
    }

    [Fact]
    public async Task what_is_answered_is_signed_with_the_request_s_nonce()
    {
        var signing = new Signing();
        var reply = await bureau.PortalAsync(HttpMethod.Get, Path, null, signing);

        string Header(string name) => reply.Headers.GetValues(name).Single();
        Assert.Equal(signing.Nonce, Header("X-Nonce"));
        Assert.Matches("^[0-9a-f]{64}$", Header("X-Signature"));
        Assert.Equal("regulation", Header("X-App"));
    }

    [Fact]
    public async Task role_district_and_version_are_checked_in_this_order()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        var body = new JsonObject();

        Assert.Equal((403, "role.not-admitted"), Seen(await bureau.ActAsync("reviewer", filed.District, filed.CaseNo, "acceptance", body)));
        Assert.Equal((403, "district.other"), Seen(await bureau.ActAsync("clerk", "320508", filed.CaseNo, "acceptance", body)));
        Assert.Equal((403, "district.other"), Seen(await bureau.ActAsync("clerk", "320500", filed.CaseNo, "acceptance", body)));
        Assert.Equal((403, "district.other"), Seen(await bureau.GetAsync("clerk", "320508", $"/cases/{filed.CaseNo}")));
        Assert.Equal((404, "case.unknown"), Seen(await bureau.GetAsync("clerk", "320508", "/cases/SPC-20260101-00000000")));
        Assert.Equal((428, "version.required"), Seen(await AcceptAsync(filed, version: "")));
        Assert.Equal((400, "version.unreadable"), Seen(await AcceptAsync(filed, version: "7")));
        Assert.Equal((412, "version.stale"), Seen(await AcceptAsync(filed, version: "\"1\"")));
        Assert.Equal((422, "case.limit-must-allow-extension"), Seen(
            await bureau.ActAsync("approver", filed.District, filed.CaseNo, "extension", new JsonObject { ["reason"] = "复杂" })));

        var trail = await bureau.GetAsync("auditor", "320500", $"/audit-trail?caseNo={filed.CaseNo}&pageSize=100");
        var refused = trail.Body!["items"]!.AsArray().Select(entry => entry!["refusal"]?.ToString()).Where(code => code is not null);
        Assert.Contains("district.other", refused);
        Assert.Contains("case.limit-must-allow-extension", refused);
    }

    [Fact]
    public async Task the_same_key_is_the_same_act_and_never_another()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        var first = await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "acceptance", new JsonObject(), key: $"{filed.CaseNo}-1");
        var again = await bureau.ActAsync(
            "clerk", filed.District, filed.CaseNo, "acceptance", new JsonObject(), first.Headers.ETag!.Tag, $"{filed.CaseNo}-1");
        var other = await bureau.ActAsync(
            "clerk", filed.District, filed.CaseNo, "acceptance", new JsonObject { ["x"] = 1 }, key: $"{filed.CaseNo}-1");

        Assert.Equal((200, 200), ((int)first.Status, (int)again.Status));
        Assert.Equal(first.Version, again.Version);
        Assert.Equal((422, "idempotency-key.reused"), Seen(other));
    }

    Task<Reply> AcceptAsync(Filed filed, string version) =>
        bureau.ActAsync("clerk", filed.District, filed.CaseNo, "acceptance", new JsonObject(), version);

    static (int, string?) Seen(Reply reply) => ((int)reply.Status, reply.Code);
}
