using System.Text;

namespace Projections.Engine;

/// <summary>The statements that make a read model's table; all may be run again.</summary>
static class TableDdl
{
    const string Setting = "(select current_setting('regulation.districts', true))";

    public static string Create<TRow>(Table<TRow> table) =>
        Head(table, "read") + CreateIndexes(table, "read") + Rights(table, "read");

    public static string CreateTable<TRow>(Table<TRow> table, string schema) => Head(table, schema) + Rights(table, schema);

    public static string CreateIndexes<TRow>(Table<TRow> table, string schema)
    {
        var sql = new StringBuilder();
        var number = 0;
        foreach (var index in table.Indexes)
        {
            var name = $"{table.Name}_{table.Version}_{++number}";
            sql.Append($"create index if not exists {name} on {table.SqlNameIn(schema)} {index};\n");
        }

        return sql.ToString();
    }

    static string Head<TRow>(Table<TRow> table, string schema)
    {
        var columns = string.Concat(table.Columns.Select(column =>
            $",\n  {column.Name} {column.SqlType}{(column.Required ? " not null" : "")}"));
        return $"create table if not exists {table.SqlNameIn(schema)} (\n"
            + "  key text collate \"C\" primary key,\n  position bigint not null,\n"
            + $"  body jsonb not null{columns});\n";
    }

    static string Rights<TRow>(Table<TRow> table, string schema)
    {
        var name = table.SqlNameIn(schema);
        var sql = $"alter table {name} owner to regulation_owner;\n"
            + $"grant select, insert, update, delete on {name} to regulation_projector;\n"
            + $"grant select on {name} to regulation_reader;\n";
        return table.DistrictColumn is { } district ? sql + RowSecurity(name, district) : sql;
    }

    /// <summary>
    /// Readers see rows of the districts in the transaction's setting, all with *, none where it is not set.
    /// </summary>
    static string RowSecurity(string table, string district) =>
        $"alter table {table} enable row level security;\n"
        + $"drop policy if exists folding on {table};\n"
        + $"create policy folding on {table} to regulation_projector using (true) with check (true);\n"
        + $"drop policy if exists own_districts on {table};\n"
        + $"create policy own_districts on {table} for select to regulation_reader\n"
        + $"  using ({Setting} = '*' or {district} = any(string_to_array({Setting}, ',')));\n";
}
