using Api.Http;
using Npgsql;

namespace Api.Tests;

public sealed class DatabaseTroubleTable
{
    [Theory]
    [InlineData("25006", true)]
    [InlineData("53100", true)]
    [InlineData("53200", true)]
    [InlineData("55P03", true)]
    [InlineData("57014", true)]
    [InlineData("57P01", true)]
    [InlineData("58030", true)]
    [InlineData("42501", false)]
    [InlineData("23505", false)]
    [InlineData("25P02", false)]
    public void only_states_that_pass_or_that_an_operator_mends_are_trouble(string state, bool trouble)
    {
        var failure = new PostgresException("", "ERROR", "ERROR", state);
        Assert.Equal(trouble, DatabaseTrouble.Is(failure));
        Assert.EndsWith($"SQLSTATE {state}", DatabaseTrouble.Name(failure), StringComparison.Ordinal);
    }
}
