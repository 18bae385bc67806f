using Application.Ports;
using Domain.Identity;
using Infrastructure.Database;
using Infrastructure.Vault;
using Npgsql;

namespace Infrastructure.Tests;

/// <summary>specs/personal-data.md on a real vault: what restriction, correction and erasure leave to be read.</summary>
public sealed class RightsOfPersonsTests : IAsyncLifetime
{
    VaultFixture fixture = null!;
    PersonRecords records = null!;

    public async Task InitializeAsync()
    {
        fixture = await VaultFixture.CreateAsync();
        records = new PersonRecords(fixture.Database.Reader, fixture.Keys, fixture.Vault);
    }

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    [Fact]
    public async Task A_restricted_person_is_read_for_the_purposes_left_open_alone()
    {
        var person = await fixture.PersonAsync();
        var document = await fixture.SealAsync(person, "name", "王五");
        await fixture.CommitAsync([PersonRows.Restriction(person, true, ["audit", "data-subject-access"])]);

        Assert.Equal((null, "restricted"), await OpenAsync(document, "handling-a-case"));
        Assert.Equal((null, "restricted"), await OpenAsync(document, "public-register"));
        Assert.Equal(("王五", "shown"), await OpenAsync(document, "data-subject-access"));
        var details = await fixture.Vault.OpenPersonAsync(person, VaultFixture.Handling(VaultFixture.Clerk), default);
        Assert.Equal(new OpenedText(null, "restricted"), details["name"]);

        await fixture.CommitAsync([PersonRows.Restriction(person, false, [])]);
        Assert.Equal(("王五", "shown"), await OpenAsync(document, "handling-a-case"));
    }

    [Fact]
    public async Task A_restricted_persons_files_do_not_open()
    {
        var person = await fixture.PersonAsync();
        var id = new FileId(Guid.NewGuid());
        await fixture.Files.StoreAsync(id, person, "320508", "image/png", new MemoryStream([1, 2, 3]), default);
        await fixture.CommitAsync([PersonRows.Restriction(person, true, ["audit"])]);

        Assert.Null(await fixture.Files.OpenAsync(id, VaultFixture.Handling(VaultFixture.Clerk), default));
        Assert.Single((await records.FindAsync(person, default)).Files);
    }

    [Fact]
    public async Task A_corrected_name_is_shown_and_found_wherever_the_old_one_was_and_the_old_one_no_more()
    {
        var person = await fixture.PersonAsync();
        var here = await fixture.SealAsync(person, "name", "王小五", searchable: true);
        var there = await fixture.SealAsync(person, "name", "王小五", district: "320506");

        await CorrectAsync(person, "王大伍");
        Assert.Equal("王大伍", await fixture.ReadAsync(here, VaultFixture.Clerk));
        Assert.Equal("王大伍", await fixture.ReadAsync(there, VaultFixture.OtherClerk));
        Assert.Empty(await fixture.Vault.SearchAsync("王小五", 10, default));
        Assert.Contains(here, await fixture.Vault.SearchAsync("王大伍", 10, default));

        await CorrectAsync(person, "王大舞");
        Assert.Equal("王大舞", await fixture.ReadAsync(here, VaultFixture.Clerk));
        Assert.Empty(await fixture.Vault.SearchAsync("王大伍", 10, default));
        Assert.Contains(here, await fixture.Vault.SearchAsync("王大舞", 10, default));
        Assert.Equal("王大舞", (await fixture.Vault.ReadPersonAsync(person, VaultFixture.Handling(VaultFixture.Clerk), default))["name"]);
    }

    [Fact]
    public async Task An_erased_person_is_marked_not_found_and_comes_back_under_a_new_key()
    {
        var person = await fixture.PersonAsync();
        var before = await fixture.SealAsync(person, "name", "王小五", searchable: true);
        var held = await records.FindAsync(person, default);
        Assert.Equal((1, 1), (held.KeyVersion, held.Texts.Count));

        await EraseAsync(person, held);

        Assert.Equal((null, "erased"), await OpenAsync(before, "handling-a-case"));
        Assert.Empty(await fixture.Vault.SearchAsync("王小五", 10, default));
        Assert.Equal(0, (await records.FindAsync(person, default)).KeyVersion);
        var after = await fixture.SealAsync(person, "name", "王小五", searchable: true);
        Assert.Equal(("王小五", "shown"), await OpenAsync(after, "handling-a-case"));
        Assert.Equal([after], await fixture.Vault.SearchAsync("王小五", 10, default));
        Assert.Equal(2, (await records.FindAsync(person, default)).KeyVersion);
    }

    [Fact]
    public async Task A_key_that_a_restore_brought_back_is_destroyed_again_and_no_other()
    {
        var (person, other) = (await fixture.PersonAsync(), await fixture.PersonAsync("11010519491231002X"));
        var document = await fixture.SealAsync(person, "name", "王五");
        var kept = await fixture.SealAsync(other, "name", "赵六");
        await fixture.Database.RunAsOwnerAsync("CREATE TABLE vault_keys.backup AS SELECT * FROM vault_keys.keys");
        await EraseAsync(person, await records.FindAsync(person, default));
        var back = await fixture.SealAsync(person, "phone", "13800000000");
        var keeper = new ErasureKeeper(fixture.Database.Writer, fixture.Keys);
        Assert.Equal(0, await keeper.ApplyAsync(default));

        await fixture.Database.RunAsOwnerAsync(
            "UPDATE vault_keys.keys AS k SET wrapped = b.wrapped, destroyed_at = null FROM vault_keys.backup AS b "
            + $"WHERE b.person = k.person AND b.version = k.version AND k.person = '{person}'");
        Assert.Equal("王五", await fixture.ReadAsync(document, VaultFixture.Clerk));

        Assert.Equal(1, await keeper.ApplyAsync(default));
        Assert.Equal((null, "erased"), await OpenAsync(document, "handling-a-case"));
        Assert.Equal(("13800000000", "shown"), await OpenAsync(back, "handling-a-case"));
        Assert.Equal(("赵六", "shown"), await OpenAsync(kept, "handling-a-case"));
    }

    [Fact]
    public async Task A_store_restored_from_before_the_person_was_known_gives_the_old_version_to_nobody()
    {
        var person = await fixture.PersonAsync();
        await fixture.SealAsync(person, "name", "王五");
        await EraseAsync(person, await records.FindAsync(person, default));
        await fixture.Database.RunAsOwnerAsync("DELETE FROM vault_keys.keys");

        await new ErasureKeeper(fixture.Database.Writer, fixture.Keys).ApplyAsync(default);

        var after = await fixture.SealAsync(person, "name", "王五");
        Assert.Equal(("王五", "shown"), await OpenAsync(after, "handling-a-case"));
    }

    [Fact]
    public async Task What_is_sealed_while_erasure_is_decided_is_neither_lost_nor_kept_under_the_old_key()
    {
        var person = await fixture.PersonAsync();
        await fixture.SealAsync(person, "name", "王五");
        var held = await records.FindAsync(person, default);
        var late = await fixture.Vault.SealAsync(
            [new PlainText(new DocumentId(Guid.NewGuid()), person, "phone", "320508", "13800000000")], default);

        // A text that came after the look stops the erasure …
        await fixture.SealAsync(person, "phone", "13900000000");
        var seen = await Assert.ThrowsAsync<PostgresException>(() => EraseAsync(person, held));
        Assert.Equal("57R02", seen.SqlState);

        // … and one sealed before the erasure, but committed after it, is refused.
        await EraseAsync(person, await records.FindAsync(person, default));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => fixture.CommitAsync(late.Rows));
        Assert.Equal("57R01", refused.SqlState);
    }

    [Fact]
    public async Task Keys_live_in_a_database_of_their_own_where_one_is_named()
    {
        var apart = new NpgsqlConnectionStringBuilder(fixture.Database.OwnerConnectionString)
        {
            Database = fixture.Database.Name + "_keys",
        };
        await fixture.Database.RunAsOwnerAsync($"CREATE DATABASE {apart.Database}");
        try
        {
            await new Migrator(apart.ConnectionString, [SchemaModules.Keys]).MigrateAsync(default);
            await using var pools = new DatabaseConnections(
                fixture.Database.OwnerConnectionString, TestKit.TestServer.RoleSeed, 5, apart.ConnectionString);
            var keys = new PostgresKeyStore(pools.Keys);
            await keys.AddAsync([new WrappedKey("p-apart", 1, "kid", [1, 2, 3])], default);

            Assert.Single(await keys.FindAsync(["p-apart"], default));
            Assert.Empty(await fixture.Keys.FindAsync(["p-apart"], default));
            Assert.Equal(1, await keys.DestroyAsync("p-apart", 1, default));
            Assert.Null((await keys.FindAsync(["p-apart"], default)).Single().Wrapped);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await fixture.Database.RunAsOwnerAsync($"DROP DATABASE {apart.Database} WITH (FORCE)");
        }
    }

    async Task CorrectAsync(PersonRef person, string name)
    {
        var old = (await records.FindAsync(person, default)).Texts.Where(text => text.Kind == "name").ToList();
        await fixture.CommitAsync((await records.ReplaceAsync(person, "name", name, old, default)).Rows);
    }

    async Task EraseAsync(PersonRef person, PersonHoldings held)
    {
        await fixture.CommitAsync([PersonRows.Erasure(person, held.KeyVersion, held.Seen)]);
        await records.DestroyKeysAsync(person, held.KeyVersion, default);
    }

    async Task<(string?, string)> OpenAsync(DocumentId document, string purpose)
    {
        var opened = (await fixture.Vault.OpenAsync([document], new ReadPurpose(purpose, null, VaultFixture.City), default))[document];
        return (opened.Text, opened.State);
    }
}
