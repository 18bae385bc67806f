using TestKit;

namespace Projections.Tests.Engine;

public sealed class SchemaTests
{
    /// <summary>
    /// A table that changes is a new version of the read model, and a new numbered script beside the old one.
    /// </summary>
    [Fact]
    public void the_checked_in_schema_is_what_the_definitions_say() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(TestServer.Checkout, "src/Projections/Schema/001-read-models.sql")), ReadModels.Ddl);

    [Fact]
    public void every_read_model_has_a_name_and_a_table_of_its_own()
    {
        Assert.Equal(ReadModels.All.Count, ReadModels.All.Select(projection => projection.Name).Distinct().Count());
        Assert.Equal(ReadModels.All.Count, ReadModels.All.Select(projection => projection.SqlName).Distinct().Count());
    }
}
