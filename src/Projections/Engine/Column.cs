using System.Collections;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Projections.Engine;

/// <summary>A value of the row that readers search or sort by, kept beside the row's body.</summary>
/// <param name="SqlType">As PostgreSQL calls it; also the element type of the array that is written.</param>
/// <param name="Values">Of many rows, as one array.</param>
/// <param name="Copy">Writes the value of one row where a COPY stands.</param>
public sealed record Column<TRow>(
    string Name, string SqlType, bool Required, NpgsqlDbType DbType, Func<IReadOnlyList<TRow>, Array> Values,
    Func<NpgsqlBinaryImporter, TRow, CancellationToken, Task> Copy);

/// <summary>The columns of one table, in the order they are declared.</summary>
public sealed class Columns<TRow> : IEnumerable<Column<TRow>>
{
    readonly List<Column<TRow>> columns = [];

    public Columns<TRow> Text(string name, Func<TRow, string?> value, bool required = false) =>
        Add(name, "text", required, NpgsqlDbType.Text, value);

    public Columns<TRow> Number(string name, Func<TRow, long?> value, bool required = false) =>
        Add(name, "bigint", required, NpgsqlDbType.Bigint, value);

    public Columns<TRow> Flag(string name, Func<TRow, bool> value) =>
        Add(name, "boolean", required: true, NpgsqlDbType.Boolean, value);

    public Columns<TRow> Id(string name, Func<TRow, Guid?> value, bool required = false) =>
        Add(name, "uuid", required, NpgsqlDbType.Uuid, value);

    public Columns<TRow> Day(string name, Func<TRow, LocalDate?> value, bool required = false) =>
        Add(name, "date", required, NpgsqlDbType.Date, row => value(row)?.ToDateOnly());

    public Columns<TRow> Moment(string name, Func<TRow, Instant> value) =>
        Add(name, "timestamptz", required: true, NpgsqlDbType.TimestampTz, row => value(row).ToDateTimeUtc());

    public IEnumerator<Column<TRow>> GetEnumerator() => columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    Columns<TRow> Add<TValue>(string name, string sqlType, bool required, NpgsqlDbType type, Func<TRow, TValue> value)
    {
        columns.Add(new(name, sqlType, required, type, rows => rows.Select(value).ToArray(), (copy, row, cancellation) =>
            value(row) is { } known ? copy.WriteAsync(known, type, cancellation) : copy.WriteNullAsync(cancellation)));
        return this;
    }
}
