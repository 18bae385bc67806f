using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.Licensing;

/// <summary>Editions of dated rules as published, those that wait for approval among them.</summary>
public sealed class RuleEditionQueries(ReadDatabase database)
{
    static readonly string Table = ReadModels.RuleEditions.SqlName;

    public Task<Found<IReadOnlyList<RuleEditionRow>>> AllAsync(string kind, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.RuleEditions,
            session => session.RowsAsync<RuleEditionRow>(
                $"select body from {Table} where kind = $1 order by subject, key",
                new NpgsqlParameter { Value = kind, NpgsqlDbType = NpgsqlDbType.Text }),
            cancellation);
}
