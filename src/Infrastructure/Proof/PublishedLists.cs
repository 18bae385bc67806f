using Application.Ports;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Infrastructure.Proof;

/// <param name="writer">On the primary: a list is written after the newest one and not after a replica's.</param>
public sealed class PublishedLists(NpgsqlDataSource writer) : IPublishedLists
{
    public async Task<PublishedList?> FindAsync(long? listNo, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand(
            "select list_no, body from proof.revocation_lists where $1 is null or list_no = $1 order by list_no desc limit 1");
        command.Parameters.Add(new() { Value = (object?)listNo ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new PublishedList(row.GetInt64(0), row.GetString(1)) : null;
    }

    public async Task<ListHead?> HeadAsync(CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand(
            "select list_no, this_update, next_update, position, stamped_at, contents_sm3 from proof.revocation_lists "
            + "order by list_no desc limit 1");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new ListHead(
                row.GetInt64(0), MomentOf(row, 1), MomentOf(row, 2), row.GetInt64(3), MomentOf(row, 4), row.GetString(5))
            : null;
    }

    static Instant MomentOf(NpgsqlDataReader row, int column) => Instant.FromDateTimeUtc(row.GetDateTime(column));
}
