using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Application.Effects;
using Application.Ports;
using Domain.PortalExchange;
using Infrastructure.Cryptography;
using Infrastructure.PortalExchange;
using Infrastructure.SignedCalls;
using TestKit;

namespace Infrastructure.Tests.PortalExchange;

/// <summary>OUT-10, OUT-11: what the client believes of the simulator's answers.</summary>
public sealed class PortalClientTests : IAsyncLifetime
{
    static readonly byte[] Row = Encoding.UTF8.GetBytes(
        """{"rowGuid":"1","projectNo":"P-1","materialCode":"M01","materialName":"申请书","sm3":"0"}""");

    PortalProcess portal = null!;

    public async Task InitializeAsync() => portal = await PortalProcess.StartAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Theory]
    [InlineData("none", 0, null, 1)]
    [InlineData("slow", 0, null, 1)]
    [InlineData("silent", null, "timeout", 0)]
    [InlineData("silentAfter", null, "timeout", 1)]
    [InlineData("cut", null, "connection", 0)]
    [InlineData("before", null, "http-503", 0)]
    [InlineData("after", null, "http-502", 1)]
    [InlineData("wrongSeal", null, "signature", 1)]
    [InlineData("notNow", 100, null, 0)]
    public async Task an_answer_is_believed_or_not(string fault, int? code, string? why, int stored)
    {
        await portal.SetFaultsAsync(new JsonObject { [fault] = 1, ["slowMs"] = 50 });

        Assert.Equal(new PortalAnswer(code, why), await SendAsync("portal-development-secret"));
        Assert.Equal(stored, (int)(await portal.AskAsync("summary"))["rows"]!);
    }

    [Fact]
    public async Task a_row_that_lacks_a_mandatory_column_is_refused_for_good()
    {
        using var client = Client("portal-development-secret", portal.Address);

        var answer = await client.SendAsync(ExchangeKind.Result, Row, CancellationToken.None);

        Assert.Equal(new PortalAnswer(4001, null), answer);
    }

    [Fact]
    public async Task another_secret_is_no_answer_at_all() =>
        Assert.Equal(new PortalAnswer(null, "http-401"), await SendAsync("another"));

    [Fact]
    public async Task nobody_there_is_no_answer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        using var client = Client("portal-development-secret", address);

        Assert.Equal(new PortalAnswer(null, "connection"), await client.SendAsync(ExchangeKind.Material, Row, CancellationToken.None));
    }

    async Task<PortalAnswer> SendAsync(string secret)
    {
        using var client = Client(secret, portal.Address);
        return await client.SendAsync(ExchangeKind.Material, Row, CancellationToken.None);
    }

    static PortalClient Client(string secret, Uri address) => new(
        new PortalSettings(
            address, Held: false, TimeSpan.FromSeconds(3), 1, new SendingRules(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), 8)),
        new AppPair("regulation", "portal", Encoding.UTF8.GetBytes(secret)), new Sm3(), TimeProvider.System);
}
