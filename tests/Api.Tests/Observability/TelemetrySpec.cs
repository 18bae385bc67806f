using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests.Observability;

/// <summary>What a collector is sent, and what an operator reads without one.</summary>
/// <remarks>Alone: instruments of the same name are one to OpenTelemetry, whichever service of this process they belong to.</remarks>
[Collection(Alone)]
public sealed class TelemetrySpec : IAsyncLifetime
{
    const string Alone = "alone";

    const string Marker = "甲乙丙MARKER";

    readonly Collector collector = new();
    readonly Service service;

    public TelemetrySpec() => service = new Service(
        "--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
        "--OTEL_METRIC_EXPORT_INTERVAL", "300", "--OTEL_BSP_SCHEDULE_DELAY", "200");

    public Task InitializeAsync() => service.InitializeAsync();

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        collector.Dispose();
    }

    [Fact]
    public async Task a_collector_gets_the_numbers_and_the_spans_and_not_a_word_that_was_sent()
    {
        var form = Forms.Fresh();
        form["applyerName"] = Marker;
        var filed = await Filed.Async(service.Bureau, form);
        var lost = await service.Bureau.GetAsync("auditor", "320500", $"/cases/{Uri.EscapeDataString(Marker)}");
        await service.Bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits?q={Uri.EscapeDataString(Marker)}");
        Assert.Equal(HttpStatusCode.NotFound, lost.Status);

        Assert.Empty(await collector.WithoutAsync("metrics",
        [
            "regulation.append.batch", "regulation.append.duration", "regulation.append.wait", "regulation.append.waiting",
            "regulation.subscription.events", "regulation.subscription.lag", "regulation.subscription.lag.time",
            "regulation.subscription.stopped", "regulation.subscription.owned", "regulation.log.position", "regulation.log.horizon.lag",
            "regulation.effects.cases.waiting", "regulation.effects.held", "regulation.policies.failing", "regulation.ready",
            "regulation.component.ok", "http.server.request.duration", "db.client.connection.count", "{event}",
        ]));
        Assert.Empty(await collector.WithoutAsync("traces",
            ["append batch", "subscription batch", "POST /portal/v1/applications", "GET /cases/{caseNo}", "GET /register/permits"]));
        Assert.True(collector.Has("traces", Convert.FromHexString(lost.Body!["traceId"]!.ToString())));
        foreach (var signal in new[] { "metrics", "traces" })
        {
            string[] words = ["MARKER", Uri.EscapeDataString(Marker), filed.ProjectNo, filed.CaseNo, form["applyerPageCode"]!.ToString()];
            foreach (var word in words)
                Assert.False(collector.Has(signal, word), $"{word} in {signal}");
        }
    }

    [Fact]
    public async Task who_asks_on_this_machine_reads_the_same_numbers_as_text_and_others_need_to_be_operators()
    {
        await Filed.Async(service.Bureau, Forms.Fresh(), deliver: false);
        using var http = new HttpClient { BaseAddress = service.Address };
        var names = new[] { "regulation_append_duration_seconds_bucket", "regulation_subscription_lag_time_seconds", "regulation_ready 1" };
        var text = "";
        for (var patience = Task.Delay(TimeSpan.FromSeconds(90)); !names.All(text.Contains) && !patience.IsCompleted; await Task.Delay(100))
            text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.All(names, name => Assert.Contains(name, text, StringComparison.Ordinal));

        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "X-Forwarded-For", "10.0.0.7" } } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(forwarded)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Bureau.GetAsync("clerk", "320509", "/metrics")).Status);
        var (_, told) = await service.Bureau.GetBytesAsync("operator", "320500", "/metrics", "text/plain");
        Assert.Contains("regulation_ready", System.Text.Encoding.UTF8.GetString(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_problem_names_the_trace_that_the_caller_began()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        using var http = new HttpClient { BaseAddress = service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/work-queue")
        {
            Headers = { { "traceparent", $"00-{Trace}-b7ad6b7169203331-01" } },
        };
        var answer = await http.SendAsync(request);

        Assert.Equal(Trace, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["traceId"]!.ToString());
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneDefinition;
}
