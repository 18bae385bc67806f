using System.Diagnostics;
using OpenTelemetry;

namespace Api.Observability;

/// <summary>Holds back spans of Npgsql that nobody asked for, and those that may quote a value.</summary>
/// <remarks>
/// The polls of the log have no parent and come many times a second. A failed statement carries the server's message, which may
/// repeat what was sent; what failed is told by the span around it, by kind and SQLSTATE.
/// </remarks>
sealed class QuietSpans : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != "Npgsql") return;
        if (data.Parent is null || data.Status == ActivityStatusCode.Error || data.Events.Any())
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
