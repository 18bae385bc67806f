using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bench.Report;

/// <summary>The run as a program reads it: everything the table shows, and each round.</summary>
public static class JsonReport
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string Text(Surroundings place, Measuring.Scale scale, IReadOnlyList<RowResult> results, double seconds) =>
        JsonSerializer.Serialize(
            new
            {
                place,
                scale = new
                {
                    scale.Name, scale.Rounds, scale.Cards, scale.RebuildEvents, scale.LagSamples, scale.StreamReads, scale.GrowthEvents,
                    warmUpSeconds = scale.Window.WarmUp.TotalSeconds, measuredSeconds = scale.Window.Measured.TotalSeconds,
                },
                rows = results.Select(result => new
                {
                    result.Row.Id, result.Row.What, result.Row.Base, result.Row.Wanted,
                    result.Got, result.Lowest, result.Highest, met = result.IsMet, result.Unit, result.Ours, result.Against,
                    rounds = result.Rounds.Select(round => new { round.Got, round.Ours, round.Against }), result.Note,
                }),
                notThereYet = TextReport.NotThereYet,
                seconds,
            },
            Options);
}
