using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EventStore;
using Projections.Rebuilding;

namespace Api.Rebuilding;

/// <summary>
/// rebuild start, status, report, approve, swap, swap-back, drop: an operator's orders to the running service, with the operator's
/// own token, so that two persons are two persons here too.
/// </summary>
static class RebuildCommandLine
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    public static Command Create() => new("rebuild", "Rebuild a read model in use: start, look, approve, swap, swap back, drop.")
    {
        Subcommands =
        {
            Act("start", "Recompute it from the first event beside the one that serves; shows a bar until it is ready.", "", follow: true),
            Look("status", "How it stands.", "", Status),
            Look("report", "How the recomputed one differs.", "/report", Report),
            Approve(),
            Act("swap", "The recomputed one serves from now on.", "/swap"),
            Act("swap-back", "The old one serves again.", "/swap-back"),
            Act("drop", "Give up what stands beside.", "/drop"),
        },
    };

    sealed record Place(Argument<string> Model, Option<string> Service, Option<string?> Token)
    {
        public static Place On(Command command)
        {
            var place = new Place(
                new("read-model") { Description = "For example case_page." },
                new("--service") { Description = "The running service.", DefaultValueFactory = _ => "http://127.0.0.1:5080" },
                new("--token") { Description = "The operator's token; REGULATION_TOKEN of the environment unless given." });
            command.Arguments.Add(place.Model);
            command.Options.Add(place.Service);
            command.Options.Add(place.Token);
            return place;
        }
    }

    static Command Act(string name, string words, string path, bool follow = false)
    {
        var command = new Command(name, words);
        var place = Place.On(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed, place, call => OrderAsync(call, path, "{}", follow ? "ready" : null, cancellation)));
        return command;
    }

    static Command Approve()
    {
        var position = new Option<long>("--position") { Description = "Where the report that you have read stands.", Required = true };
        var command = new Command("approve", "Let it serve; not by the operator who started it.") { Options = { position } };
        var place = Place.On(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed, place,
            call => OrderAsync(
                call, "/approval", FormattableString.Invariant($$"""{"position":{{parsed.GetValue(position)}}}"""), null, cancellation)));
        return command;
    }

    static Command Look(string name, string words, string path, Func<JsonElement, string> text)
    {
        var command = new Command(name, words);
        var place = Place.On(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, place, async call =>
        {
            var (ok, answer) = await call.SendAsync(HttpMethod.Get, path, null, cancellation);
            return await SayAsync(ok, ok ? text(answer) : "", answer);
        }));
        return command;
    }

    static async Task<int> OrderAsync(Call call, string path, string body, string? until, CancellationToken cancellation)
    {
        var (ok, answer) = await call.SendAsync(HttpMethod.Post, path, body, cancellation);
        var line = new ProgressLine(Console.Error, !Console.IsErrorRedirected);
        while (ok && until is not null && answer.GetProperty("stage").GetString() != until
            && answer.GetProperty("error").ValueKind == JsonValueKind.Null)
        {
            if (answer.GetProperty("step").GetString() is { } step)
            {
                var (position, percent) = (answer.GetProperty("position").GetInt64(), answer.GetProperty("percent").GetDouble());
                var target = percent > 0 ? (long)(position * 100 / percent) : position;
                line.Report(new RebuildProgress(step, position, target, answer.GetProperty("eventsPerSecond").GetInt64()));
            }

            await Task.Delay(Pause, cancellation);
            (ok, answer) = await call.SendAsync(HttpMethod.Get, "", null, cancellation);
        }

        line.End();
        return await SayAsync(ok, ok ? Status(answer) : "", answer);
    }

    static string Status(JsonElement view)
    {
        string Of(string name) => view.GetProperty(name).ToString();
        var lines = new List<string> { $"{Of("readModel")}: {Of("stage")} at event {Of("position")} (wanted: {Of("wanted")})" };
        if (Of("step").Length > 0)
            lines.Add($"  {Of("step")}: {Of("percent")} %, {Of("eventsPerSecond")} events/s, {Of("secondsLeft")} s left");
        if (Of("error").Length > 0) lines.Add($"  stopped at event {Of("errorPosition")}: {Of("error")}");
        if (Of("summary").Length > 0) lines.Add($"  report at event {Of("reportPosition")}: {Of("summary")}");
        return string.Join('\n', lines);
    }

    static string Report(JsonElement answer) =>
        CompareCommand.Text(answer.Deserialize<DifferenceReport>(EventJson.Options)!).TrimEnd('\n');

    static async Task<int> SayAsync(bool ok, string text, JsonElement answer)
    {
        if (ok)
        {
            await Console.Out.WriteLineAsync(text);
            return 0;
        }

        string? Of(string name) =>
            answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) ? value.ToString() : null;
        await Console.Error.WriteLineAsync($"{Of("code") ?? "no answer"} {Of("title")} {Of("detail")}".TrimEnd());
        return 1;
    }

    static async Task<int> RunAsync(ParseResult parsed, Place place, Func<Call, Task<int>> run)
    {
        var token = parsed.GetValue(place.Token) ?? Environment.GetEnvironmentVariable("REGULATION_TOKEN");
        using var http = new HttpClient { BaseAddress = new Uri(parsed.GetValue(place.Service)!) };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        try
        {
            return await run(new Call(http, parsed.GetValue(place.Model)!));
        }
        catch (HttpRequestException away)
        {
            await Console.Error.WriteLineAsync($"The service at {http.BaseAddress} does not answer: {away.Message}");
            return 1;
        }
    }

    sealed class Call(HttpClient http, string model)
    {
        public async Task<(bool Ok, JsonElement Answer)> SendAsync(
            HttpMethod method, string path, string? body, CancellationToken cancellation)
        {
            using var request = new HttpRequestMessage(method, $"/read-models/{Uri.EscapeDataString(model)}/rebuild{path}");
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await http.SendAsync(request, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return (response.IsSuccessStatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
        }
    }
}
