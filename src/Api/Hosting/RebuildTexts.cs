namespace Api.Hosting;

/// <summary>Words of read models and their rebuilds.</summary>
static class RebuildTexts
{
    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["GetReadModels"] = new("Every read model: how far it has come, whether it stands still, and what is rebuilt beside it."),
        ["GetRebuild"] = new("How a rebuild stands: stage, percentage, events per second, seconds left, where it stopped."),
        ["GetRebuildReport"] = new("How the recomputed read model differs from the one that serves: numbers, columns and keys."),
        ["StartRebuild"] = new(
            "Recompute a read model from the first event, beside the one that serves; again after it stopped: go on.", "{}")
        {
            TakesKey = true,
        },
        ["RenewRebuildReport"] = new("Compare once more, at the position of now.", "{}"),
        ["ApproveRebuild"] = new(
            "Let the recomputed one serve; by another operator than the one who started it, who names the report that was read.",
            """{"position":123456}""") { TakesKey = true },
        ["SwapReadModel"] = new("The recomputed one serves from now on; the old one stays beside.", "{}") { TakesKey = true },
        ["SwapBackReadModel"] = new("The old one is caught up and serves again.", "{}") { TakesKey = true },
        ["DropRebuild"] = new("Give up what stands beside.", "{}") { TakesKey = true },
    };
}
