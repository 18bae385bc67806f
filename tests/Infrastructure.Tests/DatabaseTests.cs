using Npgsql;
using TestKit;

namespace Infrastructure.Tests;

public sealed class DatabaseTests
{
    [Fact]
    public async Task Eight_databases_can_be_made_at_once()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TestDatabase.CreateAsync()));

        foreach (var database in made)
        {
            await using (database)
            {
                await using var connection = await database.Writer.OpenConnectionAsync();
                await using var command = new NpgsqlCommand("SELECT current_user", connection);
                Assert.Equal("regulation_writer", await command.ExecuteScalarAsync());
            }
        }
    }
}
