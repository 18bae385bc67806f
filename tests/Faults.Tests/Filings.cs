using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Api.Demo;
using TestKit;

namespace Faults.Tests;

/// <param name="Position">Of the filing's last event, as the answer named it.</param>
sealed record FiledCase(string ProjectNo, string CaseNo, long Position);

/// <summary>Portals that file one application after the other, and repeat what was not answered, until they are told to stop.</summary>
sealed class Filings(Bureau bureau)
{
    static readonly JsonObject Form = JsonNode.Parse(
        File.ReadAllText(Path.Combine(TestServer.Checkout, "demo/forms/001-sport-plain.json")))!.AsObject();

    readonly ConcurrentBag<FiledCase> acknowledged = [];
    volatile bool enough;

    public IReadOnlyCollection<FiledCase> Acknowledged => acknowledged;

    public static string FreshProject() => $"FAULT-{Guid.NewGuid():N}";

    public static byte[] FormFor(string project)
    {
        var form = Form.DeepClone().AsObject();
        form["projectNo"] = project;
        return Encoding.UTF8.GetBytes(form.ToJsonString());
    }

    public static async Task<FiledCase> FileAsync(DemoClient client, string project)
    {
        var reply = await client.PortalAsync(HttpMethod.Post, "/portal/v1/applications", FormFor(project), "application/json");
        Assert.True(reply.Succeeded && reply.Body?["caseNo"] is not null, $"{reply.Status} {reply.Code} {reply.Body}");
        return new FiledCase(project, reply.Body!["caseNo"]!.ToString(), reply.Position!.Value);
    }

    /// <summary>Files beside what happens, which ends with the filing going well again.</summary>
    public async Task DuringAsync(int portals, Func<Task> happening)
    {
        var filing = Enumerable.Range(0, portals).Select(_ => Task.Run(FileOnAsync)).ToList();
        try
        {
            await MoreAsync(portals);
            await happening();
            await MoreAsync(portals * 2);
        }
        finally
        {
            enough = true;
            await Task.WhenAll(filing);
        }
    }

    /// <summary>Waits until so many more are acknowledged.</summary>
    public async Task MoreAsync(int more)
    {
        var wanted = acknowledged.Count + more;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (acknowledged.Count < wanted) await Task.Delay(20, patience.Token);
    }

    /// <summary>What was acknowledged and is not there exactly once, as it was acknowledged.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync()
    {
        await using var left = new Aftermath(bureau.Server);
        var there = (await left.AskAsync(
            """
            select data->>'projectNo', replace(stream_id, 'sport-permit-case/', ''), count(*), max(seq_id)
            from public.mt_events where type = 'application_received' group by 1, 2
            """)).ToHashSet();
        return [.. from one in acknowledged
            where !there.Any(row => row.StartsWith($"{one.ProjectNo} {one.CaseNo} 1 ", StringComparison.Ordinal))
            select one.ToString()];
    }

    async Task FileOnAsync()
    {
        using var client = bureau.Client();
        while (!enough) acknowledged.Add(await FileAsync(client, FreshProject()));
    }
}
