using EventStore;
using NodaTime;
using TestKit;

namespace EventStore.Tests;

public sealed record MatterOpened(string Title);

public sealed record MatterNoted(int Number, string Note);

public sealed record MatterRefused(string Code);

/// <summary>A made-up aggregate: how many notes a matter has.</summary>
static class Matters
{
    /// <summary>How many wait for a lock of the log, in this database: other tests' databases share the server.</summary>
    public const string WaitingForTheLog = """
        select count(*) from pg_locks where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())
        """;

    public const string StreamType = "matter";

    public static Instant Morning { get; } = Instant.FromUtc(2026, 3, 2, 1, 0);

    public static EventTypes Types { get; } = new([typeof(MatterOpened), typeof(MatterNoted), typeof(MatterRefused)]);

    public static PostgresEventStore Store(TestDatabase database, params IUpcaster[] upcasters) =>
        new(database.Writer, database.Reader, Types, [], upcasters);

    public static CommandId Command(string key, byte digest = 1) =>
        new("app:test", key, [.. Enumerable.Repeat(digest, 32)]);

    public static EventMetadata At(Instant moment) => new(
        moment, "person/1", "correlation-1", null, new Dictionary<string, string> { ["role"] = "clerk" });

    public static int CountNotes(int notes, object @event) => @event is MatterNoted ? notes + 1 : notes;

    /// <summary>Appends one note that carries the number of notes before it, so that a lost update shows.</summary>
    public static Write<int> Note(
        string stream, string key, Instant? at = null, long? expected = null, string text = "n", byte digest = 1,
        IReadOnlyList<Guard>? guards = null, IReadOnlyList<CompanionRow>? companions = null,
        Func<int, DecisionContext, Decision>? decide = null, IReadOnlyList<StreamDeclaration>? also = null) => new()
        {
            Command = Command(key, digest),
            Stream = stream,
            StreamType = StreamType,
            AlsoStreams = also ?? [],
            Initial = 0,
            Evolve = CountNotes,
            Decide = decide ?? ((notes, _) => Accept(stream, new MatterNoted(notes + 1, text))),
            ExpectedVersion = expected,
            Guards = guards ?? [],
            Companions = companions ?? [],
            Metadata = At(at ?? Morning),
        };

    public static Decision Accept(string stream, params object[] events) =>
        new Decision.Accept([new StreamAppend(stream, StreamType, events)]);

    public static async Task<WriteResult.Committed> CommittedAsync(this Task<WriteResult> write) =>
        Assert.IsType<WriteResult.Committed>(await write);
}
