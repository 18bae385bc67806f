using NodaTime;
using Npgsql;

namespace EventStore.Writing;

/// <summary>An event of a stream that is decided on: what a fold needs, and what tells it from another log's.</summary>
/// <remarks>A batch reads thousands of them under locks, so the columns that no decision looks at stay on the server.</remarks>
/// <param name="Data">Null where nobody knows the alias.</param>
sealed record PastEvent(long Sequence, Guid Id, long Version, string Type, object? Data, Instant Timestamp)
{
    public const string Columns = "seq_id, id, version, type, data, timestamp, bdata is null as is_json";

    /// <summary>The rows of <see cref="Statements.ReadHistories"/>, by place of the stream, counted from 1.</summary>
    /// <exception cref="UnreadableEventException">The alias is known and the body is not what it should be.</exception>
    public static async Task<ILookup<long, PastEvent>> ReadAsync(
        NpgsqlDataReader rows, EventCodec codec, CancellationToken cancellation)
    {
        var read = new List<(long Place, PastEvent Event)>();
        while (await rows.ReadAsync(cancellation)) read.Add((rows.GetInt64(0), Read(rows, codec)));
        return read.ToLookup(one => one.Place, one => one.Event);
    }

    static PastEvent Read(NpgsqlDataReader row, EventCodec codec)
    {
        var (sequence, alias) = (row.GetInt64(1), row.GetString(4));

        // A binary body (Marten's bdata) leaves {} in data: to us it is an unknown event, not an empty one.
        var data = row.GetBoolean(7) ? codec.Decode(sequence, alias, row.GetFieldValue<byte[]>(5)) : null;
        return new PastEvent(sequence, row.GetGuid(2), row.GetInt64(3), alias, data, Moments.Read(row.GetDateTime(6)));
    }
}
