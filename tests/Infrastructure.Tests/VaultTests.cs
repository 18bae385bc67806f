using Application.Ports;
using Domain.Identity;
using EventStore;
using Infrastructure.Vault;
using Npgsql;

namespace Infrastructure.Tests;

public sealed class VaultTests : IAsyncLifetime
{
    VaultFixture fixture = null!;

    public async Task InitializeAsync() => fixture = await VaultFixture.CreateAsync();

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    [Fact]
    public async Task A_text_comes_back_and_its_reading_is_in_the_log_and_in_the_persons_stream()
    {
        var person = await fixture.PersonAsync();
        var document = await fixture.SealAsync(person, "opinion", "水质合格，同意");

        Assert.Equal("水质合格，同意", await fixture.ReadAsync(document, VaultFixture.Clerk));

        Assert.Equal(
            $"p-clerk clerk handling-a-case SPC-20260302-00000000 {document.Value}",
            await fixture.Database.AskAsOwnerAsync(
                "SELECT concat_ws(' ', reader, role, purpose, case_no, documents[1]) FROM vault.access_log"));
        var told = Assert.Single(await fixture.Store.ReadStreamAsync($"person/{person}", StreamLimit.None, default));
        var read = Assert.IsType<PersonalDataRead>(told.Data);
        Assert.Equal(("handling-a-case", "SPC-20260302-00000000", "p-clerk"), (read.Purpose, read.CaseNo,
            told.UserName));
        Assert.Equal(["opinion"], read.Kinds);
    }

    [Fact]
    public async Task A_changed_text_is_not_opened()
    {
        var document = await fixture.SealAsync(await fixture.PersonAsync(), "opinion", "同意");
        await fixture.Database.RunAsOwnerAsync(
            "UPDATE vault.texts SET ciphertext = set_byte(ciphertext, 0, get_byte(ciphertext, 0) # 1)");

        await Assert.ThrowsAsync<SealBrokenException>(() => fixture.ReadAsync(document, VaultFixture.Clerk));
    }

    [Fact]
    public async Task Two_texts_of_one_person_cannot_change_places()
    {
        var person = await fixture.PersonAsync();
        var one = await fixture.SealAsync(person, "opinion", "同意");
        var two = await fixture.SealAsync(person, "opinion", "不同意");
        await fixture.Database.RunAsOwnerAsync(
            $"UPDATE vault.texts AS t SET iv = o.iv, ciphertext = o.ciphertext, mac = o.mac FROM vault.texts AS o "
            + $"WHERE t.id = '{one.Value}' AND o.id = '{two.Value}'");

        await Assert.ThrowsAsync<SealBrokenException>(() => fixture.ReadAsync(one, VaultFixture.Clerk));
    }

    [Fact]
    public async Task Another_master_key_opens_nothing_and_does_not_start()
    {
        var document = await fixture.SealAsync(await fixture.PersonAsync(), "opinion", "同意");
        await fixture.MasterKey.RequireAsync(fixture.Database.Writer, CancellationToken.None);
        var other = new MasterKey(new byte[32]);

        await Assert.ThrowsAsync<SealBrokenException>(
            () => fixture.VaultUnder(other).ReadAsync([document], VaultFixture.Handling(VaultFixture.Clerk), default));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => other.RequireAsync(fixture.Database.Writer, CancellationToken.None));
        Assert.Contains(fixture.MasterKey.Kid, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sealed_under_a_destroyed_key_is_gone_and_the_next_text_gets_a_new_key()
    {
        var person = await fixture.PersonAsync();
        var before = await fixture.SealAsync(person, "name", "王五");

        Assert.Equal(1, await fixture.DestroyKeysAsync(person.Value));

        Assert.Null(await fixture.ReadAsync(before, VaultFixture.Clerk));
        var after = await fixture.SealAsync(person, "name", "王五");
        Assert.Equal("王五", await fixture.ReadAsync(after, VaultFixture.Clerk));
        Assert.Null(await fixture.ReadAsync(before, VaultFixture.Clerk));
        Assert.Equal(0, await fixture.DestroyKeysAsync("p-nobody"));
    }

    [Fact]
    public async Task Another_district_sees_nothing_and_the_city_and_auditors_see_all()
    {
        var person = await fixture.PersonAsync();
        var document = await fixture.SealAsync(person, "name", "王五", district: "320508");

        Assert.Null(await fixture.ReadAsync(document, VaultFixture.OtherClerk));
        Assert.Empty(await fixture.Vault.ReadPersonAsync(person, VaultFixture.Handling(VaultFixture.OtherClerk),
            default));
        Assert.Equal("王五", await fixture.ReadAsync(document, VaultFixture.City));
        Assert.Equal("王五", await fixture.ReadAsync(document, VaultFixture.OtherAuditor));
    }

    [Fact]
    public async Task A_person_is_read_by_field_and_the_newest_value_counts()
    {
        var person = await fixture.PersonAsync();
        await fixture.SealAsync(person, "phone", "13800000000");
        await fixture.SealAsync(person, "phone", "13900000000");
        await fixture.SealAsync(person, "name", "王五");
        await fixture.SealAsync(person, "opinion", "不是个人信息");

        var fields = await fixture.Vault.ReadPersonAsync(person, VaultFixture.Handling(VaultFixture.Clerk), default);

        Assert.Equal(["name", "phone"], fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("王五", "13900000000"), (fields["name"], fields["phone"]));
    }

    // The 15-digit number of the same person: century left out, no check character.
    [Theory]
    [InlineData("11010519491231002X", "11010519491231002x")]
    [InlineData("11010519491231002X", "１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("11010519491231002X", " 11010519491231002X ")]
    [InlineData("11010519491231002X", "110105491231002")]
    public async Task One_person_has_one_reference_however_the_number_is_spelt(string one, string other) =>
        Assert.Equal(await fixture.PersonAsync(one), await fixture.PersonAsync(other));

    [Fact]
    public async Task References_tell_nothing_and_differ_by_person_and_by_scheme()
    {
        var person = await fixture.PersonAsync("11010519491231002X");
        var asLogin = await fixture.Vault.ReferToAsync(new PersonIdentifier("login", "11010519491231002X"), default);

        Assert.NotEqual(person, asLogin);
        Assert.NotEqual(person, await fixture.PersonAsync("110105194912310038"));
        Assert.True(Identifiers.IsReference(person.Value));
        Assert.False(Identifiers.IsReference("11010519491231002X"));
    }

    [Fact]
    public async Task A_person_met_by_ten_callers_at_once_is_one_person()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => fixture.PersonAsync()));

        Assert.Single(seen.Distinct());
    }

    [Fact]
    public async Task A_part_of_a_name_finds_what_may_be_searched_and_nothing_else()
    {
        var person = await fixture.PersonAsync();
        var found = await fixture.SealAsync(person, "venue-name", "苏州市姑苏区阳光游泳馆", searchable: true);
        await fixture.SealAsync(person, "opinion", "阳光游泳馆水质合格");

        Assert.Equal([found], await fixture.Vault.SearchAsync("阳光游泳", 10, default));
        Assert.Empty(await fixture.Vault.SearchAsync("月光游泳", 10, default));
        Assert.Empty(await fixture.Vault.SearchAsync("阳", 10, default));
        Assert.Empty(await fixture.Vault.SearchAsync("", 10, default));
    }

    // string.Normalize does nothing to these in the invariant globalisation mode used here.
    [Fact]
    public async Task Full_width_is_spelling_for_references_and_for_the_search()
    {
        var person = await fixture.PersonAsync();
        var found = await fixture.SealAsync(person, "venue-name", "Ｔｉｄｅ游泳馆８８", searchable: true);

        Assert.Equal([found], await fixture.Vault.SearchAsync("tide游泳馆88", 10, default));
        Assert.Equal(
            await fixture.Vault.ReferToAsync(new PersonIdentifier("001", "91320508MA1T2X3Y34"), default),
            await fixture.Vault.ReferToAsync(new PersonIdentifier("001", "９１320508ma1T2X3Y34 "), default));
    }

    [Theory]
    [InlineData("SELECT * FROM vault.texts")]
    [InlineData("SELECT * FROM vault.access_log")]
    [InlineData("SELECT * FROM vault.persons")]
    [InlineData("SELECT * FROM vault_keys.keys")]
    [InlineData("SELECT * FROM files.chunks")]
    public async Task The_reader_comes_to_the_vault_through_its_function_only(string sql) =>
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await VaultFixture.RefusalAsync(fixture.Database.Reader, sql));

    [Theory]
    [InlineData("UPDATE vault.access_log SET purpose = ''")]
    [InlineData("DELETE FROM vault.access_log")]
    [InlineData("SELECT * FROM vault.texts")]
    [InlineData("DELETE FROM vault.texts")]
    [InlineData("DELETE FROM vault_keys.keys")]
    [InlineData("SELECT vault_keys.destroy('p-1')")]
    [InlineData("SELECT vault_keys.destroy('p-1', 1)")]
    [InlineData("SELECT vault.documents_of('p-1')")]
    [InlineData("DELETE FROM vault.erasures")]
    [InlineData("UPDATE vault.restrictions SET restricted = false")]
    [InlineData("SELECT * FROM vault.open_texts('{}', null, '{}', '', '', '', '', null)")]
    public async Task The_writer_can_neither_read_texts_nor_undo_a_log(string sql) =>
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await VaultFixture.RefusalAsync(fixture.Database.Writer, sql));

    [Fact]
    public async Task Reading_the_public_register_leaves_a_line_but_no_event()
    {
        var person = await fixture.PersonAsync();
        var document = await fixture.SealAsync(person, "venue-name", "阳光游泳馆");
        var anybody =
            new ReadPurpose("public-register", null, new Actor(new PersonRef("anonymous"), "public", "320500"));

        Assert.Equal("阳光游泳馆", (await fixture.Vault.ReadAsync([document], anybody, default))[document]);

        Assert.Empty(await fixture.Store.ReadStreamAsync($"person/{person}", StreamLimit.None, default));
        Assert.Equal(1L, await fixture.Database.AskAsOwnerAsync("SELECT count(*) FROM vault.access_log"));
    }
}
