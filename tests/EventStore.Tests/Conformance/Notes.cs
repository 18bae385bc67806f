using System.Text.Json;
using NodaTime;

namespace EventStore.Tests.Conformance;

public sealed record NoteTaken(int Number, string Text);

/// <summary>The made-up aggregate of the promises: a stream of numbered notes, so that a lost update shows.</summary>
public static class Notes
{
    public const string StreamType = "notes";

    public static Instant Morning { get; } = Instant.FromUtc(2026, 3, 2, 1, 0);

    public static EventTypes Types { get; } = new([typeof(NoteTaken)]);

    public static IReadOnlyList<IUpcaster> Upcasters { get; } = [new Jotted()];

    public static Write<int> Take(
        string stream, string key, long? expected = null, byte digest = 1, Instant? at = null,
        Func<int, DecisionContext, Decision>? decide = null, IReadOnlyList<StreamDeclaration>? also = null,
        IReadOnlyList<Guard>? guards = null) => new()
        {
            Command = new CommandId("app:promises", key, [.. Enumerable.Repeat(digest, 32)]),
            Stream = stream,
            StreamType = StreamType,
            AlsoStreams = also ?? [],
            Initial = 0,
            Evolve = Count,
            Decide = decide ?? ((notes, _) => Accept(stream, new NoteTaken(notes + 1, key))),
            ExpectedVersion = expected,
            Guards = guards ?? [],
            Metadata = new EventMetadata(at ?? Morning, "person/1", "correlation-1", null, new Dictionary<string, string>()),
        };

    public static Decision Accept(string stream, params object[] events) =>
        new Decision.Accept([new StreamAppend(stream, StreamType, events)]);

    public static int Count(int notes, object @event) => @event is NoteTaken ? notes + 1 : notes;

    /// <summary>A shape that was written once: {"text": …}.</summary>
    sealed class Jotted : IUpcaster
    {
        public string Alias => "note_jotted";

        public object Upcast(JsonElement stored) => new NoteTaken(0, stored.GetProperty("text").GetString()!);
    }
}
