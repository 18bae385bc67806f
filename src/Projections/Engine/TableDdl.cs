using System.Text;

namespace Projections.Engine;

/// <summary>The statements that make a read model's table; all may be run again.</summary>
static class TableDdl
{
    const string Setting = "(select current_setting('regulation.districts', true))";

    public static string Create<TRow>(Table<TRow> table)
    {
        var sql = new StringBuilder();
        var columns = string.Concat(table.Columns.Select(column =>
            $",\n  {column.Name} {column.SqlType}{(column.Required ? " not null" : "")}"));
        sql.Append(
            $"create table if not exists {table.SqlName} (\n"
            + "  key text collate \"C\" primary key,\n  position bigint not null,\n"
            + $"  body jsonb not null{columns});\n");

        var number = 0;
        foreach (var index in table.Indexes)
        {
            var name = $"{table.Name}_{table.Version}_{++number}";
            sql.Append($"create index if not exists {name} on {table.SqlName} {index};\n");
        }

        sql.Append($"alter table {table.SqlName} owner to regulation_owner;\n");
        sql.Append($"grant select, insert, update, delete on {table.SqlName} to regulation_projector;\n");
        sql.Append($"grant select on {table.SqlName} to regulation_reader;\n");
        if (table.DistrictColumn is { } district) sql.Append(RowSecurity(table.SqlName, district));
        return sql.ToString();
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
