using System.Text.RegularExpressions;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EventStore.Writing;

/// <summary>The tables of other schemas into which a command may bring rows. Any other table is a bug.</summary>
sealed partial class CompanionTables
{
    readonly HashSet<string> allowed;

    public CompanionTables(IEnumerable<string> tables)
    {
        allowed = [.. tables];
        if (allowed.FirstOrDefault(table => !QualifiedName().IsMatch(table)) is { } wrong)
            throw new ArgumentException($"{wrong} is not of the form schema.table.", nameof(tables));
    }

    public NpgsqlBatchCommand Insert(CompanionRow row)
    {
        if (!allowed.Contains(row.Table)) throw new InvalidOperationException($"{row.Table} takes no companion rows.");
        if (row.Columns.FirstOrDefault(column => !PlainName().IsMatch(column.Key)) is { Key: { } wrong })
            throw new InvalidOperationException($"{wrong} is not a column of {row.Table}.");

        var names = string.Join(", ", row.Columns.Select(column => $"\"{column.Key}\""));
        var places = string.Join(", ", Enumerable.Range(1, row.Columns.Count).Select(number => $"${number}"));
        var insert = new NpgsqlBatchCommand(
            $"insert into {row.Table} ({names}) values ({places}) on conflict do nothing");
        foreach (var (name, value) in row.Columns) insert.Parameters.Add(Parameter(row.Table, name, value));
        return insert;
    }

    /// <summary>The same rows as sets: one statement for each table and set of columns.</summary>
    public IEnumerable<NpgsqlBatchCommand> InsertMany(IReadOnlyList<CompanionRow> rows) =>
        rows.GroupBy(row => (row.Table, Columns: string.Join(',', row.Columns.Select(column => column.Key))))
            .Select(group => InsertMany([.. group]));

    NpgsqlBatchCommand InsertMany(List<CompanionRow> rows)
    {
        // Checks table and names; its own values are not sent.
        var one = Insert(rows[0]);
        var first = rows[0].Columns;
        var names = string.Join(", ", first.Select(column => $"\"{column.Key}\""));
        var places = string.Join(", ", Enumerable.Range(1, first.Count).Select(number => $"${number}"));
        var insert = new NpgsqlBatchCommand(
            $"insert into {rows[0].Table} ({names}) select * from unnest({places}) as brought on conflict do nothing");
        for (var at = 0; at < one.Parameters.Count; at++)
        {
            var values = rows.Select(row => row.Columns[at].Value).ToList();
            insert.Parameters.Add(new NpgsqlParameter { Value = ArrayOf(rows[0].Table, first[at].Key, values) });
        }

        return insert;
    }

    static Array ArrayOf(string table, string column, List<object?> values) => values[0] switch
    {
        Guid => values.Cast<Guid>().ToArray(),
        int => values.Cast<int>().ToArray(),
        byte[] => values.Cast<byte[]>().ToArray(),
        string => values.Cast<string>().Select(text =>
        {
            StorableText.Require($"{table}.{column}", text);
            return text;
        }).ToArray(),
        var other => throw new InvalidOperationException($"{other?.GetType().Name ?? "null"} is not written as a set."),
    };

    // Text goes without a type, so that the server makes of it what the column is: text, jsonb, uuid.
    static NpgsqlParameter Parameter(string table, string column, object? value)
    {
        if (value is not string text) return new NpgsqlParameter { Value = ToNpgsql(value) };
        StorableText.Require($"{table}.{column}", text);
        return new NpgsqlParameter { Value = text, NpgsqlDbType = NpgsqlDbType.Unknown };
    }

    static object ToNpgsql(object? value) => value switch
    {
        null => DBNull.Value,
        Instant moment => Moments.Write(moment),
        LocalDate day => day.ToDateOnly(),
        _ => value,
    };

    [GeneratedRegex("^[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*$")]
    private static partial Regex QualifiedName();

    [GeneratedRegex("^[a-z_][a-z0-9_]*$")]
    private static partial Regex PlainName();
}
