using System.CommandLine;
using System.Globalization;
using Api.Hosting;
using Application;
using EventStore;
using Infrastructure;
using Infrastructure.Database;
using Projections.Rebuilding;
using Models = Projections.ReadModels;

namespace Api.Rebuilding;

/// <summary>compare READ-MODEL: recomputes it from the first event and holds it against the one that serves.</summary>
/// <remarks>Ends with 0 where they are equal, 1 where they differ, 2 where they could not be compared.</remarks>
static class CompareCommand
{
    const int Different = 1;
    const int NotCompared = 2;

    public static Command Create()
    {
        var model = new Argument<string>("read-model")
        {
            Description = $"One of {string.Join(", ", Models.All.Select(each => each.Title))}, or all.",
        };
        var command = new Command("compare", "Recompute a read model from the first event and compare it with the one that serves.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.Arguments.Add(model);
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetValue(model)!;
            var wanted = Models.All.Where(each => name == "all" || each.Title == name).ToList();
            if (wanted.Count == 0)
            {
                await Console.Error.WriteLineAsync($"{name} is no read model.");
                return NotCompared;
            }

            return await DatabaseCommands.WithDatabaseAsync(
                parsed.UnmatchedTokens, (settings, stop) => CompareAsync(settings, wanted, stop), cancellation, NotCompared);
        });
        return command;
    }

    static async Task<int> CompareAsync(
        InfrastructureSettings settings, IReadOnlyList<Projections.Engine.IProjection> models, CancellationToken cancellation)
    {
        await using var pools = new DatabaseConnections(settings.Database, settings.RoleSeed);
        var store = new PostgresEventStore(pools.Writer, pools.Reader, EventCatalogue.Types, []);
        var source = new RebuildSource(pools.Owner, pools.Projector, store.Codec);
        var outcome = 0;
        foreach (var model in models)
        {
            var line = new ProgressLine(Console.Error, !Console.IsErrorRedirected);
            try
            {
                var report = await Comparison.RunAsync(model, source, RebuildOptions.Default, Guid.NewGuid(), line, cancellation);
                line.End();
                await Console.Out.WriteAsync(Text(report));
                if (!report.IsEqual) outcome = Math.Max(outcome, Different);
            }
            catch (Exception stopped) when (stopped is ComparisonBusyException or FoldFailedException or UnreadableEventException)
            {
                line.End();
                await Console.Error.WriteLineAsync(stopped.Message);
                outcome = NotCompared;
            }
        }

        return outcome;
    }

    /// <summary>The report as people read it.</summary>
    public static string Text(DifferenceReport report)
    {
        var lines = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.ReadModel}: {report.Summary} "
                + $"(of {report.ServedRows} that serve, {report.RecomputedRows} recomputed, at event {report.Position})"),
        };
        if (!report.SamePosition)
            lines.Add(FormattableString.Invariant($"  the one that serves stands still at event {report.ServedPosition}"));
        if (report.Compared is null) lines.Add("  nothing serves: its table is missing or has never been filled");
        if (!report.IsEqual)
        {
            lines.Add(FormattableString.Invariant(
                $"  only served {report.OnlyServed}, only recomputed {report.OnlyRecomputed}, differing {report.Differing}"));
        }

        lines.AddRange(report.Columns.Select(column => FormattableString.Invariant($"  {column.Key}: {column.Value} rows")));
        lines.AddRange(report.MoneyChangeFen.Select(sum => FormattableString.Invariant($"  {sum.Key}: ¥{sum.Value / 100m:N2} change")));
        lines.AddRange(report.First.Select(row => $"  {row.Key}  {row.Kind}  {string.Join(", ", row.Columns)}".TrimEnd()));
        return string.Concat(lines.Select(line => line + "\n"));
    }
}
