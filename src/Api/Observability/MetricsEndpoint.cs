using Api.Http;
using Api.Identity;

namespace Api.Observability;

/// <summary>The numbers as Prometheus reads them, for whoever has no collector.</summary>
public static class MetricsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics").WithName("Metrics").AdmitOnThisMachineOr(Roles.Operator);
}
