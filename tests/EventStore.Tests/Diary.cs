using EventStore.Reading;
using EventStore.Subscriptions;
using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>A subscriber that writes down every event it is handed; twice would break the primary key.</summary>
sealed class Diary(string name) : ISubscriber
{
    public static readonly SubscriptionSettings Fast = new()
    {
        Lease = TimeSpan.FromSeconds(1.5), Renewal = TimeSpan.FromSeconds(0.5),
        LongestSilence = TimeSpan.FromSeconds(2),
    };

    public string Name => name;

    /// <summary>What it asks of every event.</summary>
    public Need Asks { get; init; } = Need.Event;

    /// <summary>The position at which the subscriber throws; null if it takes everything.</summary>
    public long? Poison { get; set; }

    /// <summary>Called inside the transaction, after the rows are written.</summary>
    public Func<Task> BeforeCommit { get; set; } = () => Task.CompletedTask;

    public Need NeedOf(string stream, string type) => Asks;

    public static Task PrepareAsync(TestDatabase database) => database.RunAsOwnerAsync(
        """
        create table regulation.diary (
            name text, seq_id bigint, written bigserial, primary key (name, seq_id));
        grant select, insert on regulation.diary to regulation_projector;
        grant usage on sequence regulation.diary_written_seq to regulation_projector;
        """);

    public static async Task<bool> IsCompleteAndInOrderAsync(TestDatabase database, string name) =>
        (bool)(await database.AskAsOwnerAsync(
            $"""
             select not exists (select 1 from mt_events e where not exists (
                     select 1 from regulation.diary d where d.name = '{name}' and d.seq_id = e.seq_id))
                and not exists (select 1 from (
                     select seq_id, lag(seq_id) over (order by written) as before
                     from regulation.diary where name = '{name}') as d
                     where before >= seq_id)
             """))!;

    public async Task HandleAsync(
        IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction,
        CancellationToken cancellation)
    {
        await using var insert = new NpgsqlCommand(
            "insert into regulation.diary (name, seq_id) "
            + "select $1, n from unnest($2) with ordinality as e (n, o) order by o",
            connection)
        {
            Parameters =
            {
                new() { Value = name }, new() { Value = batch.Select(stored => stored.Sequence).ToArray() },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellation);
        await BeforeCommit();
        if (batch.Any(stored => stored.Sequence == Poison)) throw new FormatException("the title of a person");
    }
}
