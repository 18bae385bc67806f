using System.Text.Json;
using Npgsql;
using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>Compares two tables row by row, in key order, and adds up how they differ; only rows that differ leave the server.</summary>
public static class Differences
{
    const int MostShown = 20;

    // A merge over both keys: memory is bounded on the server too, where a hash would hold a table.
    const string Settings = "set local enable_hashjoin = off";

    const string CommonColumns = """
        select string_agg(quote_ident(o.attname), ', ' order by o.attnum)
        from pg_attribute as o join pg_attribute as n on n.attname = o.attname and n.atttypid = o.atttypid
        where o.attrelid = to_regclass($1) and n.attrelid = to_regclass($2) and o.attnum > 0 and n.attnum > 0
          and not o.attisdropped and not n.attisdropped
        """;

    /// <summary>The table beside and the one that serves, at one position.</summary>
    /// <param name="load">The recomputed table; it is caught up to the other one.</param>
    public static async Task<DifferenceReport> ReportAsync(
        IProjection projection, Shelf shelf, ShadowLoad load, RebuildSource source, RebuildOptions options,
        CancellationToken cancellation)
    {
        var serving = await Serving.FindAsync(projection, source.Projector, cancellation);
        await using var snapshot = await PairedSnapshot.TakeAsync(serving, load, source, cancellation);
        var recomputed = shelf.TableOf(projection);
        var rows = await snapshot.Connection.AskAsync<long>($"select count(*) from {recomputed}", cancellation);
        var tally = new Tally();
        var servedRows = 0L;
        if (serving.Table is { } served)
        {
            servedRows = await snapshot.Connection.AskAsync<long>($"select count(*) from {served}", cancellation);
            await options.AtAsync("report");
            await CompareAsync(snapshot.Connection, served, recomputed, tally, cancellation);
        }

        return new DifferenceReport(
            projection.Name, snapshot.Held, snapshot.Served, serving.Table, servedRows, rows, tally.OnlyServed,
            serving.Table is null ? rows : tally.OnlyRecomputed, tally.Differing, tally.Columns, tally.Money, tally.First);
    }

    static async Task CompareAsync(
        NpgsqlConnection connection, string served, string recomputed, Tally tally, CancellationToken cancellation)
    {
        var common = await connection.AskAsync<string>(CommonColumns, cancellation, served, recomputed);
        await connection.RunAsync(Settings, cancellation);
        await using var command = new NpgsqlCommand(
            $"""
             select coalesce(o.key, n.key), to_jsonb(o), to_jsonb(n)
             from (select {common} from {served}) as o full join (select {common} from {recomputed}) as n on n.key = o.key
             where o is distinct from n
             """,
            connection) { CommandTimeout = Statements.Patience };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            using var before = row.IsDBNull(1) ? null : JsonDocument.Parse(row.GetString(1));
            using var after = row.IsDBNull(2) ? null : JsonDocument.Parse(row.GetString(2));
            tally.Add(row.GetString(0), before?.RootElement, after?.RootElement);
        }
    }

    /// <summary>Grows with the number of columns, not of rows.</summary>
    sealed class Tally
    {
        readonly SortedDictionary<string, long> columns = new(StringComparer.Ordinal);
        readonly SortedDictionary<string, long> money = new(StringComparer.Ordinal);
        readonly SortedSet<RowDifference> first = new(
            Comparer<RowDifference>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key)));

        public long OnlyServed { get; private set; }

        public long OnlyRecomputed { get; private set; }

        public long Differing { get; private set; }

        public IReadOnlyDictionary<string, long> Columns => columns;

        public IReadOnlyDictionary<string, long> Money => money.Where(sum => sum.Value != 0).ToDictionary();

        public IReadOnlyList<RowDifference> First => [.. first];

        public void Add(string key, JsonElement? before, JsonElement? after)
        {
            var differing = RowChanges.Between(before, after, (amount, change) => money[amount] = money.GetValueOrDefault(amount) + change);
            if (before is null) OnlyRecomputed++;
            else if (after is null) OnlyServed++;
            else Differing++;

            var isOneSided = before is null || after is null;
            if (!isOneSided) foreach (var column in differing) columns[column] = columns.GetValueOrDefault(column) + 1;
            first.Add(new(
                key, before is null ? "only-recomputed" : after is null ? "only-served" : "differs", isOneSided ? [] : [.. differing]));
            if (first.Count > MostShown) first.Remove(first.Max!);
        }
    }
}
