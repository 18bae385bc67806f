using System.Globalization;
using Application.Ports;

namespace Api.Demo;

/// <summary>The sample forms walk the road through a whole year on the moved clock.</summary>
public static class DemoRun
{
    public const string PortalSecret = "portal-development-secret";

    /// <summary>Runs to the end; may be run again on the same data, where every step is answered as before.</summary>
    /// <param name="journal">Where acknowledged commands are noted, so that a crash test can look for each.</param>
    /// <param name="suffix">Put behind the project numbers: with another one, the same data takes another year of cases.</param>
    /// <param name="wire">What the requests go over, where somebody wants to see them.</param>
    public static async Task RunAsync(
        Uri service, ISm3 sm3, string forms, TextWriter output, TextWriter? journal = null, string suffix = "",
        HttpMessageHandler? wire = null)
    {
        using var client = new DemoClient(
            new HttpClient(wire ?? new SocketsHttpHandler()) { BaseAddress = service, Timeout = TimeSpan.FromSeconds(30) },
            sm3, PortalSecret, journal);
        var agenda = new DemoAgenda();
        var print = new DemoPrinter(output, agenda);
        var samples = DemoForm.LoadAll(forms, suffix);
        var donor = samples.First(sample => sample.Name.StartsWith("001", StringComparison.Ordinal));

        print.Title("The year, act by act (day, form, district, who, what)");
        var stories = samples.Select(sample => new CaseStory(sample, client, agenda, print, donor)).ToList();
        foreach (var story in stories) story.Schedule();
        await agenda.RunAsync(client);

        await ShowQueueAsync(client, print);
        await ShowRegisterAsync(client, print);
        await ShowReplayAsync(client, print, stories[0].CaseNo);
    }

    static async Task ShowQueueAsync(DemoClient client, DemoPrinter print)
    {
        print.Title("An officer of the city sees the work queue (GET /work-queue)");
        var queue = await client.GetAsync("clerk", "320500", "/work-queue?pageSize=50");
        foreach (var row in DemoPrinter.Items(queue.Body?["items"]))
            print.Line($"{row["caseNo"]}  {row["district"]}  {row["status"],-20} turn {row["turn"],-9} due {row["due"]} {row["state"]}");
        print.Line(string.Create(CultureInfo.InvariantCulture, $"open cases: {queue.Body?["total"]}"));
    }

    static async Task ShowRegisterAsync(DemoClient client, DemoPrinter print)
    {
        print.Title("Anybody sees the public register (GET /register/permits)");
        var register = await client.GetAsync("auditor", "320500", "/register/permits?pageSize=50");
        foreach (var row in DemoPrinter.Items(register.Body?["items"]))
            print.Line($"{row["permitNo"]}  {row["venueName"]}  {row["validFrom"]} to {row["validTo"]}");
        print.Line(string.Create(CultureInfo.InvariantCulture, $"permits: {register.Body?["total"]}"));
    }

    static async Task ShowReplayAsync(DemoClient client, DemoPrinter print, string caseNo)
    {
        print.Title($"The auditor replays {caseNo} to version 3 (GET /replay/sport-permit-case/{caseNo}?version=3)");
        var replay = await client.GetAsync("auditor", "320500", $"/replay/sport-permit-case/{caseNo}?version=3");
        foreach (var act in DemoPrinter.Items(replay.Body?["events"]))
            print.Line($"v{act["version"]}  {act["timestamp"]}  {act["act"] ?? act["type"],-24} by {act["actor"]} as {act["role"]}");
    }
}
