using System.Text.Json;
using Domain.Licensing;
using EventStore;
using NodaTime;
using Projections.Engine;

namespace Projections.Tests;

/// <summary>Events as the store gives them back, numbered one after the other.</summary>
static class Recorded
{
    public static readonly IReadOnlyDictionary<string, string> Clerk = Headers("clerk", "320508");

    public static IReadOnlyDictionary<string, string> Headers(string role, string district) =>
        new Dictionary<string, string> { ["role"] = role, ["district"] = district, ["command"] = $"person:p-{role}/k" };

    /// <param name="after">Position of the event before the first one.</param>
    /// <param name="versionAfter">Version of the stream before the first one.</param>
    public static IReadOnlyList<StoredEvent> Of(
        string stream, IEnumerable<(LocalDate Day, object Data)> history, long after = 0, long versionAfter = 0,
        IReadOnlyDictionary<string, string>? headers = null) =>
        [.. history.Select((e, index) => One(
            stream, versionAfter + index + 1, after + index + 1, e.Day, EventTypes.AliasOf(e.Data.GetType()), e.Data,
            JsonSerializer.Serialize(e.Data, e.Data.GetType(), EventJson.Options), headers ?? Clerk))];

    public static StoredEvent One(
        string stream, long version, long sequence, LocalDate day, string type, object? data, string json,
        IReadOnlyDictionary<string, string> headers) =>
        new(
            sequence, new Guid((int)sequence, 0, 0, new byte[8]), stream, version, type, data, json,
            WorkCalendar.StartOf(day) + Duration.FromHours(9), $"p-{headers["role"]}", "correlation", null, headers);

    /// <summary>An event of a program newer than this one.</summary>
    public static StoredEvent Unknown(string stream, long version, long sequence, LocalDate day) =>
        One(stream, version, sequence, day, "venue_flooded", null, """{"depthM":1.5}""", Clerk);

    /// <summary>The rows after the batches, folded as the subscriber folds them.</summary>
    public static IReadOnlyDictionary<string, TRow> Rows<TRow>(
        this Projection<TRow> projection, params IReadOnlyList<StoredEvent>[] batches)
        where TRow : class
    {
        var stored = new Dictionary<string, Folded<TRow>>();
        foreach (var batch in batches)
        {
            var touched = batch.SelectMany(e => projection.KeysOf(e).Select(key => (key, e))).ToList();
            foreach (var (key, row) in BatchFold.Fold(projection, stored, touched)) stored[key] = row;
        }

        return stored.Where(row => row.Value.Row is not null).ToDictionary(row => row.Key, row => row.Value.Row!);
    }
}
