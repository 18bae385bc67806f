using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Application;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Api.Tests;

/// <summary>From the grant to a checker with three files and no network. Has a service of its own: lists follow the clock.</summary>
public sealed class ProofSpec(Service service) : IClassFixture<Service>
{
    readonly Bureau bureau = service.Bureau;
    readonly HttpClient http = new() { BaseAddress = service.Address };

    [Fact]
    public async Task a_permit_is_proved_offline_until_it_is_withdrawn_and_its_key_lost()
    {
        var permitNo = await GrantedPool.NewAsync(bureau);
        var proof = await UntilAsync($"/register/permits/{permitNo}/proof", _ => true);
        Assert.True((bool)proof["fictitious"]!);
        Assert.Equal(1, (int)proof["version"]!);
        var qr = proof["qr"]!.ToString();
        Assert.Equal(qr, await TextAsync($"/permits/{permitNo}/qr"));
        Assert.Equal(0x89, (await http.GetByteArrayAsync(new Uri($"/permits/{permitNo}/qr.png", UriKind.Relative)))[0]);
        var svg = await TextAsync($"/permits/{permitNo}/qr.svg");
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await bureau.AnonymousAsync(HttpMethod.Get, "/permits/320509-2026-9999/qr")).Status);

        // Three files, an empty folder, no network.
        var issued = proof["issuedAt"]!.ToString();
        await UntilAsync("/proof/revocation-list", list => string.CompareOrdinal(list["thisUpdate"]!.ToString(), issued) >= 0);
        var at = "2026-02-20T12:00:00+08:00";
        Assert.Equal((0, "Genuine; valid as of list"), await VerifyAsync(qr, at));
        Assert.Equal(10, (await VerifyAsync(qr, "2026-02-22T12:00:00+08:00")).Exit);
        Assert.Equal(20, (await VerifyAsync(qr.Replace(":20310219:", ":20360219:", StringComparison.Ordinal), at)).Exit);

        // An ending comes into the next list at once, and what the list said before is still there.
        var before = await TextAsync("/proof/revocation-list");
        await bureau.SetClockAsync("2026-03-02T09:00:00+08:00");
        await WithdrawAsync(permitNo);
        await UntilAsync(
            "/proof/revocation-list", list => list["entries"]!.AsArray().Any(line => line!["permitNo"]!.ToString() == permitNo));
        Assert.Equal(14, (await VerifyAsync(qr, "2026-03-02T12:00:00+08:00")).Exit);
        Assert.Equal(0, (await VerifyAsync(qr, at, "--look-back")).Exit);
        var listNo = (long)JsonNode.Parse(before)!["listNo"]!;
        Assert.Equal(before, await TextAsync($"/proof/revocation-lists/{listNo}"));

        // The key is lost: the old code is not believed any more, a new one is there, the list is signed by the new key.
        var kid = proof["kid"]!.ToString();
        var lost = new JsonObject { ["revokedFrom"] = "2026-03-02T08:00:00+08:00", ["reason"] = "compromised" };
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("clerk", $"/proof/keys/{kid}/revocation", lost)).Status);
        var keys = await PostAsync("operator", $"/proof/keys/{kid}/revocation", lost);
        Assert.True(keys.Status == HttpStatusCode.Created, keys.ToString());
        Assert.Equal(2, keys.Body!["keys"]!.AsArray().Count);
        var again = await UntilAsync($"/register/permits/{permitNo}/proof", one => one["kid"]!.ToString() != kid);
        await UntilAsync("/proof/revocation-list", list => list["kid"]!.ToString() == again["kid"]!.ToString());
        Assert.Equal(23, (await VerifyAsync(qr, "2026-03-02T12:00:00+08:00")).Exit);
        Assert.Equal(14, (await VerifyAsync(again["qr"]!.ToString(), "2026-03-02T12:00:00+08:00")).Exit);
        Assert.Equal("signing-key.key-must-be-known", (await PostAsync("operator", "/proof/keys/NOBODY/revocation", lost)).Code);
    }

    /// <summary>The program as it is installed, in an empty folder, in a network namespace of its own.</summary>
    async Task<(int Exit, string Words)> VerifyAsync(string qr, string at, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("regulation-verify-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "keys.json"), await TextAsync("/proof/keys"));
            await File.WriteAllTextAsync(
                Path.Combine(folder, "list.json"), await TextAsync("/proof/revocation-list"));
            await File.WriteAllTextAsync(Path.Combine(folder, "qr.txt"), qr + "\n");
            string[] command =
            [
                "dotnet", Path.Combine(AppContext.BaseDirectory, "Regulation.dll"), "verify", "--qr", "qr.txt", "--keys", "keys.json",
                "--list", "list.json", "--at", at, .. more,
            ];
            var start = CanUnshare
                ? new ProcessStartInfo("unshare", ["-n", .. command])
                : new ProcessStartInfo(command[0], command[1..]);
            start.WorkingDirectory = folder;
            start.RedirectStandardOutput = true;
            using var process = Process.Start(start)!;
            var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n');
            await process.WaitForExitAsync();
            Assert.Equal(3, Directory.GetFileSystemEntries(folder).Length);
            return (process.ExitCode, lines.ElementAtOrDefault(1) is { Length: >= 25 } words ? words[..25] : "");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    Task<string> TextAsync(string path) => http.GetStringAsync(new Uri(path, UriKind.Relative));

    static bool CanUnshare { get; } = TryUnshare();

    static bool TryUnshare()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["-n", "true"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    async Task WithdrawAsync(string permitNo)
    {
        var stream = $"sport-permit/{permitNo}";
        var withdrawn = new PermitWithdrawn(
            "law-changed", "320509-CH-1", new PersonRef("p-1"), default, default, new LocalDate(2026, 3, 2), [],
            new LegalBasis("行政许可法", "8"));
        await service.Provider.GetRequiredService<IEventStore>().WriteAsync(
            new Write<int>
            {
                Command = new CommandId("test", stream, new byte[32]), Stream = stream, StreamType = "sport_permit", Initial = 0,
                Evolve = (count, _) => count + 1,
                Decide = (_, _) => new Decision.Accept([new StreamAppend(stream, "sport_permit", [withdrawn])]),
                Metadata = EventMetadataOf.Act(Actors.System, Instant.FromUtc(2026, 3, 2, 1, 0), "test", null),
            },
            CancellationToken.None);
    }

    async Task<Reply> PostAsync(string role, string path, JsonObject body)
    {
        var token = await bureau.SendAsync(new(HttpMethod.Post, "/development/token")
        {
            Content = new ByteArrayContent(Bureau.Utf8($$"""{"role":"{{role}}","district":"320500"}""")),
        });
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Bureau.Utf8(body)) };
        request.Headers.Authorization = new("Bearer", token.Body!["token"]!.ToString());
        return await bureau.SendAsync(request);
    }

    /// <summary>Certificates and lists come by themselves, within seconds.</summary>
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
