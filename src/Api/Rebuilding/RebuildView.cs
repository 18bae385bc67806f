using EventStore.Subscriptions;
using Projections.Engine;
using Projections.Rebuilding;

namespace Api.Rebuilding;

/// <summary>A read model as operators see it: how far it has come, whether it stands still, and what is beside it.</summary>
/// <param name="Lag">Events of the log, at most, that it has not folded yet.</param>
public sealed record ReadModelView(
    string ReadModel, int Version, string Table, long Position, long Lag, string? Error, long? ErrorPosition, RebuildView? Rebuild)
{
    public static ReadModelView Of(IProjection model, SubscriptionStatus live, RebuildState? rebuild) => new(
        model.Title, model.Version, model.SqlName, live.Position, live.Lag, live.Error, live.ErrorPosition,
        rebuild is null ? null : RebuildView.Of(rebuild));
}

/// <summary>How a rebuild stands.</summary>
/// <param name="Stage">What stands beside: none, fresh, loading, ready (the new one, reported on) or swapped (the old one).</param>
/// <param name="Wanted">What was ordered last: ready, swapped or gone.</param>
/// <param name="Step">load, index or report while it is loading.</param>
/// <param name="Percent">Of the log's positions.</param>
/// <param name="SecondsLeft">At this rate; null where it is not known.</param>
/// <param name="ReportPosition">To be named by who approves.</param>
/// <param name="Summary">Of the report.</param>
public sealed record RebuildView(
    string ReadModel, string Stage, string Wanted, long Position, string? Step, double? Percent, long? EventsPerSecond, long? SecondsLeft,
    string? Error, long? ErrorPosition, long? ReportPosition, string? Summary)
{
    public static RebuildView Of(RebuildState state)
    {
        var step = state.Stage is RebuildStages.Fresh or RebuildStages.Loading ? state.Progress : null;
        return new(
            state.Name, state.Stage, state.Wanted, step?.Position ?? state.Position, step?.Step, step?.Percent, step?.EventsPerSecond,
            step?.SecondsLeft, state.Error, state.ErrorPosition, state.Report?.Position, state.Report?.Summary);
    }

    public static RebuildView None(string readModel) =>
        new(readModel, "none", RebuildStages.Gone, 0, null, null, null, null, null, null, null, null);
}
