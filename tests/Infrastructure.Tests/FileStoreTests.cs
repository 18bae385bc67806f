using System.IO.Compression;
using System.Text;
using Application.Ports;
using Domain.Identity;
using Infrastructure.Cryptography;
using Infrastructure.Files;
using Infrastructure.Vault;
using Npgsql;

namespace Infrastructure.Tests;

public sealed class FileStoreTests : IAsyncLifetime
{
    static readonly FileId Id = new(Guid.Parse("6f9619ff-8b86-4011-b42d-00c04fc964ff"));

    VaultFixture fixture = null!;

    public async Task InitializeAsync() => fixture = await VaultFixture.CreateAsync();

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(FileStore.ChunkSize)]
    [InlineData(FileStore.ChunkSize + 1)]
    [InlineData(3 * FileStore.ChunkSize)]
    public async Task What_was_stored_comes_back_byte_for_byte(int length)
    {
        var bytes = Bytes(length);
        var stored = await StoreAsync(new MemoryStream(bytes));

        Assert.Equal((length, Convert.ToHexStringLower(Sm3.HashData(bytes))), ((int)stored.Size, stored.Sm3));
        Assert.Equal(bytes, await ReadAsync(VaultFixture.Clerk));
    }

    [Fact]
    public async Task An_upload_that_broke_off_is_not_there_and_cannot_be_taken_for_whole()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(() => StoreAsync(new BreakingStream(Bytes(300_000))));

        Assert.Null(await ReadAsync(VaultFixture.Clerk));
        Assert.Equal(0L, await fixture.Database.AskAsOwnerAsync("SELECT count(*) FROM files.chunks"));
        Assert.Equal(0L, await fixture.Database.AskAsOwnerAsync("SELECT count(*) FROM files.files"));
    }

    [Fact]
    public async Task What_no_command_came_to_hold_is_discarded_and_what_one_holds_stays()
    {
        await StoreAsync(new MemoryStream(Bytes(300_000)));
        await fixture.Files.DiscardAsync(Id, default);
        Assert.Equal(0L, await fixture.Database.AskAsOwnerAsync("SELECT count(*) FROM files.chunks"));

        await StoreAsync(new MemoryStream(Bytes(300_000)));
        await fixture.CommitAsync([FileLink.To(Id, "sport-permit-case/SPC-1")]);
        await fixture.Files.DiscardAsync(Id, default);
        Assert.Equal(3L, await fixture.Database.AskAsOwnerAsync("SELECT count(*) FROM files.chunks"));
    }

    [Fact]
    public async Task A_file_that_lost_its_last_chunk_is_not_passed_off_as_a_shorter_one()
    {
        await StoreAsync(new MemoryStream(Bytes(300_000)));
        await fixture.Database.RunAsOwnerAsync("DELETE FROM files.chunks WHERE number = 2");

        await Assert.ThrowsAsync<SealBrokenException>(() => ReadAsync(VaultFixture.Clerk));
    }

    [Fact]
    public async Task Chunks_that_changed_places_are_refused()
    {
        await StoreAsync(new MemoryStream(Bytes(300_000)));
        await fixture.Database.RunAsOwnerAsync(
            "UPDATE files.chunks AS c SET iv = o.iv, ciphertext = o.ciphertext, mac = o.mac FROM files.chunks AS o "
            + "WHERE c.number = 0 AND o.number = 1");

        await Assert.ThrowsAsync<SealBrokenException>(() => ReadAsync(VaultFixture.Clerk));
    }

    [Fact]
    public async Task Another_district_and_a_destroyed_key_get_nothing()
    {
        await StoreAsync(new MemoryStream(Bytes(10)));
        Assert.Null(await ReadAsync(VaultFixture.OtherClerk));

        await fixture.DestroyKeysAsync((await fixture.PersonAsync()).Value);
        Assert.Null(await ReadAsync(VaultFixture.Clerk));
    }

    [Fact]
    public async Task Opening_is_logged_before_a_byte_leaves()
    {
        await StoreAsync(new MemoryStream(Bytes(10)));
        await using var opened = await fixture.Files.OpenAsync(Id, VaultFixture.Handling(VaultFixture.Clerk), default);

        Assert.Equal(
            Id.Value, await fixture.Database.AskAsOwnerAsync(
                "SELECT files[1] FROM vault.access_log WHERE reader = 'p-clerk'"));
    }

    [Fact]
    public async Task After_seven_days_only_what_a_case_holds_is_left()
    {
        var linked = new FileId(Guid.NewGuid());
        var young = new FileId(Guid.NewGuid());
        foreach (var file in new[] { Id, linked, young })
        {
            await fixture.Files.StoreAsync(
                file, await fixture.PersonAsync(), "320508", "image/png", new MemoryStream(Bytes(10)), default);
        }

        await fixture.CommitAsync([FileLink.To(linked, "sport-permit-case/SPC-1")]);
        await fixture.Database.RunAsOwnerAsync(
            $"UPDATE files.files SET started_at = now() - interval '8 days' WHERE id <> '{young.Value}'");

        Assert.Equal(1, await fixture.Files.RemoveOrphansAsync(TimeSpan.FromDays(7), default));

        Assert.Null(await ReadAsync(VaultFixture.Clerk));
        Assert.Equal(2L, await fixture.Database.AskAsOwnerAsync("SELECT count(*) FROM files.files"));
    }

    [Theory]
    [InlineData("59 minutes 59 seconds")]
    [InlineData("-1 days")]
    [InlineData(null)]
    public async Task Nobody_removes_files_younger_than_an_hour(string? age)
    {
        var sql = $"SELECT files.remove_orphans({(age is null ? "null" : $"'{age}'")}::interval)";

        Assert.Equal(
            PostgresErrorCodes.InvalidParameterValue, await VaultFixture.RefusalAsync(fixture.Database.Writer, sql));
        Assert.Equal(0, await fixture.Files.RemoveOrphansAsync(TimeSpan.FromHours(1), default));
    }

    [Theory]
    [InlineData("SELECT * FROM files.chunks")]
    [InlineData("UPDATE files.chunks SET number = 9")]
    [InlineData("DELETE FROM files.files")]
    public async Task The_writer_neither_reads_nor_changes_what_is_stored(string sql) =>
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, await VaultFixture.RefusalAsync(fixture.Database.Writer, sql));

    public static TheoryData<string, byte[], string?> Contents => new()
    {
        { "a PDF", Encoding.ASCII.GetBytes("%PDF-1.7\n…\n%%EOF\n"), "application/pdf" },
        { "a PDF cut short", Encoding.ASCII.GetBytes("%PDF-1.7\n…\n"), null },
        { "a JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10], "image/jpeg" },
        { "a PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], "image/png" },
        { "an OFD", Zip("OFD.xml"), "application/ofd" },
        { "another zip", Zip("word/document.xml"), null },
        { "a Windows program", [0x4D, 0x5A, 0x90, 0], null },
        { "a Linux program", [0x7F, 0x45, 0x4C, 0x46], null },
        { "a script", Encoding.ASCII.GetBytes("#!/bin/sh\n"), null },
        { "nothing", [], null },
        { "a zip's first bytes", [0x50, 0x4B, 3, 4, 0], null },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void A_file_is_what_its_bytes_say(string what, byte[] bytes, string? mediaType)
    {
        Assert.NotEmpty(what);
        Assert.Equal(mediaType, Application.SportPermits.FileSignature.Of(bytes));
    }

    async Task<StoredFile> StoreAsync(Stream content) =>
        await fixture.Files.StoreAsync(Id, await fixture.PersonAsync(), "320508", "image/png", content, default);

    async Task<byte[]?> ReadAsync(Actor reader)
    {
        await using var stream = await fixture.Files.OpenAsync(Id, VaultFixture.Handling(reader), default);
        if (stream is null) return null;

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(n => (byte)(n % 251))];

    static byte[] Zip(string entry)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true)) zip.CreateEntry(entry);
        return bytes.ToArray();
    }

    /// <summary>Gives its bytes and then, instead of an end, a broken connection.</summary>
    sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken =
            default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new EndOfStreamException();
        }
    }
}
