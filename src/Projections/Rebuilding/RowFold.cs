using EventStore;
using Npgsql;
using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>How much of a read model is held in memory while many events are folded.</summary>
/// <param name="Bytes">Estimated from the stored size of the rows; the folded objects may take about as much again.</param>
/// <param name="ExpectedKeys">For how many rows the memory of known keys is made.</param>
public sealed record FoldBudget(long Bytes, long ExpectedKeys)
{
    public static FoldBudget Default { get; } = new(64L * 1024 * 1024, 1_000_000);
}

/// <summary>One read model's rows while its events are folded: held, changed, written back, let go.</summary>
public interface IRowFold
{
    /// <summary>True when what is changed or held should be written before more is folded.</summary>
    bool IsFull { get; }

    /// <summary>Reads the keys that stand in the table, when a load goes on where another one ended.</summary>
    Task RememberKeysAsync(NpgsqlDataSource projector, CancellationToken cancellation);

    /// <exception cref="FoldFailedException">The fold threw at an event.</exception>
    Task FoldAsync(IReadOnlyList<StoredEvent> page, NpgsqlDataSource projector, CancellationToken cancellation);

    /// <summary>What changed and was not touched for a while, to be written while more is folded; null where that is little.</summary>
    /// <remarks>It counts as written: if it is not, this fold is of no more use.</remarks>
    IRowsToStore? TakeQuiet();

    /// <summary>All that changed; it goes on counting as changed until <see cref="Settle"/>.</summary>
    IRowsToStore TakeChanged();

    /// <summary>After the commit: what was written is clean, and what was not used for longest is let go.</summary>
    void Settle();
}

/// <summary>The fold threw at an event: a fault of the program or a history it was not made for.</summary>
public sealed class FoldFailedException(long position, Exception inner)
    : Exception(FormattableString.Invariant($"The fold failed at event {position}."), inner)
{
    public long Position { get; } = position;
}

sealed class RowFold<TRow>(Projection<TRow> projection, string schema, FoldBudget budget) : IRowFold
    where TRow : class
{
    /// <summary>What an object and its place in the dictionary cost beside the row's text.</summary>
    const int Overhead = 300;

    /// <summary>Fewer rows are not worth a COPY of their own.</summary>
    const int WorthWriting = 1000;

    readonly Dictionary<string, Held> held = new(StringComparer.Ordinal);
    readonly KeyFilter stored = new(budget.ExpectedKeys);
    readonly string sqlName = projection.Table.SqlNameIn(schema);
    readonly List<KeyValuePair<string, Held>> changed = [];
    readonly List<RowsToStore<TRow>> taken = [];
    readonly QuietRows quiet = new();
    long page;
    long writtenBytes;
    long writtenRows;

    public bool IsFull => held.Count > Capacity;

    /// <summary>Until rows were written their size is a guess.</summary>
    long Capacity => Math.Max(WorthWriting, budget.Bytes / (Overhead + (writtenRows == 0 ? 1500 : 3 * writtenBytes / writtenRows)));

    public async Task RememberKeysAsync(NpgsqlDataSource projector, CancellationToken cancellation)
    {
        await using var command = projector.CreateCommand($"select key from {sqlName}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) stored.Add(reader.GetString(0));
    }

    public async Task FoldAsync(IReadOnlyList<StoredEvent> page, NpgsqlDataSource projector, CancellationToken cancellation)
    {
        this.page++;
        var touched = Touched(page);
        string[] missing =
        [
            .. touched.Select(touch => touch.Key).Where(key => !held.ContainsKey(key) && stored.MayHold(key))
                .Distinct(StringComparer.Ordinal),
        ];
        if (missing.Length > 0) await LoadAsync(missing, projector, cancellation);

        foreach (var (key, @event) in touched)
        {
            if (!held.TryGetValue(key, out var row)) held.Add(key, row = new Held(isStored: false));
            row.UsedOn = this.page;
            if (@event.Sequence <= row.Position) continue;
            row.Row = Evolve(key, row.Row, @event);
            row.Position = @event.Sequence;
            row.IsChanged = true;
            if (!row.WasQuiet) continue;
            quiet.WasWrong();
            row.WasQuiet = false;
        }
    }

    public IRowsToStore? TakeQuiet()
    {
        if (!quiet.IsTimeToLook(page)) return null;

        List<KeyValuePair<string, Held>> rows =
            [.. held.Where(row => row.Value is { IsChanged: true, Row: not null } && quiet.Is(row.Value.UsedOn, page))];
        if (rows.Count < WorthWriting) return null;

        var store = Of(rows);
        foreach (var (key, row) in rows)
        {
            (row.IsChanged, row.IsStored, row.WasQuiet) = (false, true, true);
            stored.Add(key);
        }

        quiet.Took(rows.Count);
        return store;
    }

    public IRowsToStore TakeChanged()
    {
        changed.Clear();
        changed.AddRange(held.Where(row => row.Value.IsChanged));
        return Of(changed);
    }

    public void Settle()
    {
        foreach (var (key, row) in changed)
        {
            row.IsChanged = false;
            row.IsStored = row.Row is not null;
            if (row.IsStored) stored.Add(key);
            else held.Remove(key);
        }

        changed.Clear();
        foreach (var rows in taken.Where(rows => rows.Bytes > 0))
            (writtenBytes, writtenRows) = (writtenBytes + rows.Bytes, writtenRows + rows.Fresh);

        taken.Clear();
        if (held.Count <= Capacity / 2) return;

        var oldest = held.OrderBy(row => row.Value.UsedOn).Take((int)(held.Count - (Capacity / 2))).Select(row => row.Key).ToList();
        foreach (var key in oldest) held.Remove(key);
    }

    RowsToStore<TRow> Of(List<KeyValuePair<string, Held>> rows)
    {
        var others = rows.Where(row => row.Value.IsStored).ToDictionary(row => row.Key, row => row.Value.Now, StringComparer.Ordinal);
        List<KeyValuePair<string, Folded<TRow>>> fresh =
        [
            .. rows.Where(row => row.Value is { IsStored: false, Row: not null })
                .Select(row => KeyValuePair.Create(row.Key, row.Value.Now)),
        ];
        taken.Add(new RowsToStore<TRow>(projection.Table, schema, others, fresh));
        return taken[^1];
    }

    List<(string Key, StoredEvent Event)> Touched(IReadOnlyList<StoredEvent> page)
    {
        var touched = new List<(string, StoredEvent)>(page.Count);
        foreach (var stored in page)
        {
            try
            {
                foreach (var key in projection.KeysOf(stored)) touched.Add((key, stored));
            }
            catch (Exception failure)
            {
                throw new FoldFailedException(stored.Sequence, failure);
            }
        }

        return touched;
    }

    TRow? Evolve(string key, TRow? row, StoredEvent stored)
    {
        try
        {
            return projection.Evolve(key, row, stored);
        }
        catch (Exception failure)
        {
            throw new FoldFailedException(stored.Sequence, failure);
        }
    }

    async Task LoadAsync(string[] keys, NpgsqlDataSource projector, CancellationToken cancellation)
    {
        await using var connection = await projector.OpenConnectionAsync(cancellation);
        var writer = new TableWriter<TRow>(projection.Table, connection, null, schema);
        foreach (var (key, row) in await writer.LoadAsync(keys, cancellation))
            held.Add(key, new Held(isStored: true) { Row = row.Row, Position = row.Position });
    }

    sealed class Held(bool isStored)
    {
        /// <summary>Null where there is none, or no longer one.</summary>
        public TRow? Row { get; set; }

        public long Position { get; set; }

        public bool IsChanged { get; set; }

        public bool IsStored { get; set; } = isStored;

        public long UsedOn { get; set; }

        /// <summary>Written because nothing had touched it for a while.</summary>
        public bool WasQuiet { get; set; }

        public Folded<TRow> Now => new(Position, Row);
    }
}
