using Domain.Identity;
using Infrastructure.Vault;
using Npgsql;

namespace Infrastructure.Files;

/// <summary>Reads a file front to back, one chunk at a time, each checked before a byte of it is given.</summary>
/// <remarks>Holds no connection between chunks: a slow download keeps nothing from others.</remarks>
sealed class SealedFileStream(
    NpgsqlDataSource database, Actor reader, FileId id, string subject, long size, PersonKey key) : Stream
{
    byte[] chunk = [];
    int given;
    int next;
    long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || position == size) return 0;

        if (given == chunk.Length)
        {
            chunk = await FetchAsync(next++, cancellationToken);
            given = 0;
        }

        var count = Math.Min(buffer.Length, chunk.Length - given);
        chunk.AsMemory(given, count).CopyTo(buffer);
        given += count;
        position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    async Task<byte[]> FetchAsync(int number, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await DistrictScope.SetAsync(connection, reader, cancellation);
        await using var command = new NpgsqlCommand("SELECT * FROM files.read_chunk($1, $2)", connection);
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = number });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation)) throw new SealBrokenException($"file {FileStore.Place(id, number)}");

        var place = FileStore.Place(id, number);
        var plain = new Seal(key.Version, (byte[])row[0], (byte[])row[1], (byte[])row[2])
            .Open(key, subject, FileStore.Field, place);

        // Every chunk but the last is full; otherwise pieces are missing or the size was changed.
        return plain.Length == Math.Min(FileStore.ChunkSize, size - position)
            ? plain
            : throw new SealBrokenException($"file {place}");
    }
}
