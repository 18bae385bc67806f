using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Projections.Reading;

/// <summary>
/// Conditions of a question that were asked for, with their values as parameters; the others leave no trace.
/// </summary>
public sealed class Conditions
{
    readonly List<string> conditions = [];
    readonly List<NpgsqlParameter> parameters = [];

    public NpgsqlParameter[] Parameters => [.. parameters];

    /// <summary>Empty, or where … and ….</summary>
    public string Where => conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";

    /// <summary>Adds a condition unless the value is null; ? stands for the value.</summary>
    public Conditions And<T>(string condition, T? value, NpgsqlDbType type)
    {
        if (value is null) return this;

        conditions.Add(condition.Replace("?", Parameter(value, type), StringComparison.Ordinal));
        return this;
    }

    public Conditions AndMoment(string condition, Instant? value) =>
        value is { } moment ? And(condition, moment.ToDateTimeUtc(), NpgsqlDbType.TimestampTz) : this;

    public Conditions And(string condition)
    {
        conditions.Add(condition);
        return this;
    }

    /// <summary>A parameter for use outside a condition, or inside one written by hand.</summary>
    public string Parameter<T>(T value, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        return $"${parameters.Count}";
    }
}

/// <summary>Which page of how many rows; both held within what one answer may carry.</summary>
public sealed record PageRequest
{
    public const int LargestSize = 100;

    public PageRequest(int? page, int? pageSize)
    {
        Number = Math.Clamp(page ?? 1, 1, 1_000_000);
        Size = Math.Clamp(pageSize ?? 20, 1, LargestSize);
    }

    public int Number { get; }

    public int Size { get; }

    public long Offset => (long)(Number - 1) * Size;

    public string Sql(Conditions conditions) =>
        $" limit {conditions.Parameter(Size, NpgsqlDbType.Integer)}"
        + $" offset {conditions.Parameter(Offset, NpgsqlDbType.Bigint)}";
}
