using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Api.Observability;

/// <summary>Which meters and spans are listened to, and where they go (ADR 28).</summary>
/// <remarks>
/// Nothing leaves the process unless a variable of OpenTelemetry's own names a collector: OTEL_EXPORTER_OTLP_ENDPOINT, or
/// the same for one signal. Its other variables (protocol, headers, interval, sampler, service name) hold as well.
/// </remarks>
public static class Telemetry
{
    /// <summary>Our own, the framework's and Npgsql's. A pattern, so that a further part of the service need not be named here.</summary>
    static readonly string[] Meters =
    [
        "Regulation.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime",
    ];

    /// <summary>Not those of HttpClient: they hold the address that was called. A call to an outside system has a span of ours.</summary>
    static readonly string[] Sources = ["Regulation.*", "Microsoft.AspNetCore", "Npgsql"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService("regulation", serviceVersion: typeof(Telemetry).Assembly.GetName().Version!.ToString())
            .AddEnvironmentVariableDetector());
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters).AddPrometheusExporter(text => text.ScopeInfoEnabled = false);
            if (Sends(configuration, "METRICS")) metrics.AddOtlpExporter();
        });
        if (Sends(configuration, "TRACES"))
            telemetry.WithTracing(traces => traces.AddSource(Sources).AddProcessor(new QuietSpans()).AddOtlpExporter());
        builder.Services.AddHostedService<ServiceMeter>();
    }

    static bool Sends(ConfigurationManager configuration, string signal) =>
        configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }
        || configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 };
}
