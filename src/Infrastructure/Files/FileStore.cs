using Application.Ports;
using Domain.Identity;
using Infrastructure.Cryptography;
using Infrastructure.Vault;
using Npgsql;

namespace Infrastructure.Files;

/// <summary>Files in PostgreSQL, sealed chunk by chunk under their subject's key.</summary>
public sealed class FileStore(
    NpgsqlDataSource writer, NpgsqlDataSource reader, PersonKeys keys, IReadRecorder recorder) : IFileStore
{
    /// <summary>Large enough that a chunk costs no more than its bytes, small enough to hold many at once.</summary>
    internal const int ChunkSize = 128 * 1024;

    internal const string Field = "file";

    /// <summary>Materials are at most 20 MiB (contracts); more is a caller that did not check.</summary>
    const long MaxSize = 64L * 1024 * 1024;

    public async Task<StoredFile> StoreAsync(
        FileId id, PersonRef subject, string district, string mediaType, Stream content, CancellationToken cancellation)
    {
        var key = (await keys.EnsureAsync([subject.Value], cancellation))[subject.Value];
        await BeginAsync(id, subject, district, key.Version, cancellation);
        try
        {
            var (size, sm3) = await WriteChunksAsync(id, key, subject, content, cancellation);
            await CompleteAsync(id, size, sm3, mediaType, cancellation);
            return new StoredFile(id, size, Convert.ToHexStringLower(sm3));
        }
        catch
        {
            await DiscardIfReachableAsync(id);
            throw;
        }
    }

    public async Task DiscardAsync(FileId id, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand("SELECT files.discard($1)");
        command.Parameters.Add(new() { Value = id.Value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The failure that led here is the one to tell; what cannot be removed now goes with the orphans.</summary>
    async Task DiscardIfReachableAsync(FileId id)
    {
        try
        {
            await DiscardAsync(id, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
        }
    }

    async Task<(long Size, byte[] Sm3)> WriteChunksAsync(
        FileId id, PersonKey key, PersonRef subject, Stream content, CancellationToken cancellation)
    {
        using var digest = new IncrementalSm3();
        var buffer = new byte[ChunkSize];
        long size = 0;
        for (var number = 0; ; number++)
        {
            var read = await content.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellation);
            if (read == 0) break;

            size += read;
            if (size > MaxSize)
                throw new InvalidOperationException($"A file of more than {MaxSize} bytes is not stored.");

            digest.Append(buffer.AsSpan(0, read));
            await WriteChunkAsync(
                id, number, Seal.Close(key, subject.Value, Field, Place(id, number), buffer.AsSpan(0, read)),
                    cancellation);
        }

        return (size, digest.Finish());
    }

    public async Task<Stream?> OpenAsync(FileId id, ReadPurpose purpose, CancellationToken cancellation)
    {
        if (await FindAndLogAsync(id, purpose, cancellation) is not { } file) return null;

        await recorder.RecordAsync(purpose, [(new PersonRef(file.Subject), Field)], cancellation);
        var found = await keys.FindAsync([file.Subject], cancellation);
        return found.TryGetValue((file.Subject, file.KeyVersion), out var key)
            ? new SealedFileStream(reader, purpose.Reader, id, file.Subject, file.Size, key)
            : null;
    }

    /// <summary>Removes what was begun or stored this long ago and no case came to hold.</summary>
    /// <returns>The number of files removed.</returns>
    public async Task<int> RemoveOrphansAsync(TimeSpan olderThan, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand("SELECT files.remove_orphans($1)");
        command.Parameters.Add(new() { Value = olderThan });
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    internal static string Place(FileId id, int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id.Value}/{number}");

    async Task BeginAsync(FileId id, PersonRef subject, string district, int keyVersion, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand(
            "INSERT INTO files.files (id, subject, district, key_version) VALUES ($1, $2, $3, $4)");
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = subject.Value });
        command.Parameters.Add(new() { Value = district });
        command.Parameters.Add(new() { Value = keyVersion });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    async Task WriteChunkAsync(FileId id, int number, Seal chunk, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand(
            "INSERT INTO files.chunks (file, number, iv, ciphertext, mac) VALUES ($1, $2, $3, $4, $5)");
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = chunk.Iv });
        command.Parameters.Add(new() { Value = chunk.Ciphertext });
        command.Parameters.Add(new() { Value = chunk.Mac });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    async Task CompleteAsync(FileId id, long size, byte[] sm3, string mediaType, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand(
            """
            UPDATE files.files SET size = $2, sm3 = $3, media_type = $4, complete = true
            WHERE id = $1 AND NOT complete
            """);
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = size });
        command.Parameters.Add(new() { Value = sm3 });
        command.Parameters.Add(new() { Value = mediaType });
        if (await command.ExecuteNonQueryAsync(cancellation) != 1)
            throw new InvalidOperationException($"File {id.Value} was removed while it was stored; send it again.");
    }

    async Task<(string Subject, int KeyVersion, long Size)?> FindAndLogAsync(
        FileId id, ReadPurpose purpose, CancellationToken cancellation)
    {
        await using var connection = await reader.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await DistrictScope.SetAsync(connection, purpose.Reader, cancellation);

        (string, int, long)? found = null;
        await using (var command =
            new NpgsqlCommand("SELECT * FROM files.open_file($1, $2, $3, $4, $5, $6)", connection))
        {
            command.Parameters.Add(new() { Value = id.Value });
            command.Parameters.Add(new() { Value = purpose.Reader.Person.Value });
            command.Parameters.Add(new() { Value = purpose.Reader.Role });
            command.Parameters.Add(new() { Value = purpose.Reader.District });
            command.Parameters.Add(new() { Value = purpose.Purpose });
            command.Parameters.Add(new() { Value = (object?)purpose.CaseNo ?? DBNull.Value });
            await using var row = await command.ExecuteReaderAsync(cancellation);
            if (await row.ReadAsync(cancellation)) found = (row.GetString(0), row.GetInt32(1), row.GetInt64(2));
        }

        await transaction.CommitAsync(cancellation);
        return found;
    }
}
