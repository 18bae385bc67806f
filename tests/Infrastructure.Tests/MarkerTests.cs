using Application.Ports;
using Npgsql;

namespace Infrastructure.Tests;

/// <summary>Greps every table of the database, the vault's own included, for texts that were handed to the
/// vault.</summary>
public sealed class MarkerTests
{
    const string Marker = "标记甲乙丙-marker-11010519491231002X";

    [Fact]
    public async Task No_table_holds_a_text_or_an_identifier_in_the_clear()
    {
        await using var fixture = await VaultFixture.CreateAsync();
        var person = await fixture.PersonAsync("11010519491231002X");
        var document = await fixture.SealAsync(person, "name", Marker, searchable: true);
        await fixture.Files.StoreAsync(
            new(Guid.NewGuid()), person, "320508", "image/png",
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Marker)), default);
        Assert.Equal(Marker, await fixture.ReadAsync(document, VaultFixture.Clerk));

        var tables = await TablesAsync(fixture);
        Assert.Contains("vault.texts", tables);
        foreach (var table in tables)
            Assert.Equal(0L, await CountAsync(fixture, table));
    }

    static async Task<List<string>> TablesAsync(VaultFixture fixture)
    {
        await using var connection = new NpgsqlConnection(fixture.Database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        return tables;
    }

    // As text, and as the bytes of a bytea column.
    static async Task<long> CountAsync(VaultFixture fixture, string table)
    {
        string[] parts = ["标记甲乙丙", "marker", "11010519491231002X", "110105194912310"];
        var conditions = parts.SelectMany(part => new[]
        {
            $"t::text LIKE '%{part}%'",
            $"t::text LIKE '%{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(part))}%'",
        });
        return (long)(await fixture.Database.AskAsOwnerAsync(
            $"SELECT count(*) FROM {table} AS t WHERE {string.Join(" OR ", conditions)}"))!;
    }
}
