using Infrastructure.Database;

namespace Projections.Tests.Engine;

public sealed class SchemaTests
{
    /// <summary>
    /// A table that is new or changes is a new version of a read model, and stands in a new numbered script.
    /// </summary>
    /// <remarks>A released script never changes, so it may hold tables that a later version has replaced.</remarks>
    [Fact]
    public void the_checked_in_scripts_together_say_what_the_definitions_say()
    {
        var current = Statements(ReadModels.Ddl);
        var checkedIn = SchemaModule.FromResources("projections", typeof(ReadModels).Assembly).Scripts
            .SelectMany(script => Statements(script.Sql)).ToList();
        var tables = ReadModels.All.Select(projection => projection.SqlName).ToList();

        Assert.Empty(current.Except(checkedIn));
        Assert.DoesNotContain(checkedIn.Except(current), statement => tables.Any(table => Names(statement, table)));
    }

    [Fact]
    public void every_read_model_has_a_name_and_a_table_of_its_own()
    {
        Assert.Equal(ReadModels.All.Count, ReadModels.All.Select(projection => projection.Name).Distinct().Count());
        Assert.Equal(ReadModels.All.Count, ReadModels.All.Select(projection => projection.SqlName).Distinct().Count());
    }

    static bool Names(string statement, string table) =>
        statement.Split(' ', '\n', '(').Contains(table);

    static List<string> Statements(string sql) =>
        [.. sql.Split(";\n").Select(statement => statement.Trim()).Where(statement => statement.Length > 0)];
}
