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

    [Theory]
    [InlineData("SELECT 1 FROM regulation.commands")]
    [InlineData("SELECT 1 FROM regulation.claims")]
    [InlineData("SELECT 1 FROM public.mt_streams")]
    [InlineData("INSERT INTO public.mt_events DEFAULT VALUES")]
    public async Task The_reader_sees_events_and_neither_command_ids_nor_guards(string sql)
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await VaultFixture.RefusalAsync(database.Reader, sql));
        await using var events = database.Reader.CreateCommand("SELECT count(*) FROM public.mt_events");
        Assert.Equal(0L, await events.ExecuteScalarAsync());
    }

    [Fact]
    public async Task No_role_of_the_service_makes_temporary_tables()
    {
        await using var database = await TestDatabase.CreateAsync();

        foreach (var pool in new[] { database.Writer, database.Projector, database.Reader })
        {
            Assert.Equal(
                PostgresErrorCodes.InsufficientPrivilege,
                await VaultFixture.RefusalAsync(pool, "CREATE TEMPORARY TABLE own (n integer)"));
        }
    }
}
