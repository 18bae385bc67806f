using Domain.Proof;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.Proof;

/// <summary>Permits by their certificates.</summary>
public sealed class PermitProofQueries(ReadDatabase database)
{
    static readonly string Table = ReadModels.PermitProofs.SqlName;

    public Task<Found<PermitProofRow?>> FindAsync(string permitNo, CancellationToken cancellation) =>
        AskAsync(session => session.RowAsync<PermitProofRow>($"select body from {Table} where key = $1", Text(permitNo)), cancellation);

    /// <summary>The lines of a revocation list, as of one position.</summary>
    public async Task<Found<IReadOnlyList<ListEntry>>> EntriesAsync(CancellationToken cancellation)
    {
        var found = await AskAsync(
            session => session.RowsAsync<PermitProofRow>($"select body from {Table} where listed order by key"), cancellation);
        return new([.. found.Value.SelectMany(row => row.Permit!.Entries())], found.Position);
    }

    public Task<Found<IReadOnlyList<string>>> SignedWithAsync(string kid, string after, int limit, CancellationToken cancellation) =>
        AskAsync(
            session => session.RowsAsync<string>(
                $"select to_jsonb(key) from {Table} where kid = $1 and key > $2 order by key limit $3",
                Text(kid), Text(after), new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);

    public async Task<Instant?> NewestCertificateAsync(CancellationToken cancellation)
    {
        var found = await AskAsync(
            session => session.RowsAsync<long>(
                $"select to_jsonb(issued_at) from {Table} where issued_at is not null order by issued_at desc limit 1"),
            cancellation);
        return found.Value.Count == 0 ? null : Instant.FromUnixTimeSeconds(found.Value[0]);
    }

    Task<Found<T>> AskAsync<T>(Func<ReadSession, Task<T>> question, CancellationToken cancellation) =>
        database.AskAsync(ReadScope.Everything, ReadModels.PermitProofs, question, cancellation);

    static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };
}
