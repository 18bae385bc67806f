using System.Text.Json;
using Bench.Cards;
using EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Bench.Bases;

/// <summary>What one command leaves behind, in one statement: stream version, event, command id.</summary>
static class BareAppend
{
    /// <summary>Writes nothing, and answers 0 rows, if the stream is no longer at the version that was decided on.</summary>
    public const string Sql = """
        with moved as (
            update public.mt_streams set version = $3 + 1, timestamp = now() where id = $2 and version = $3 returning id),
        appended as (
            insert into public.mt_events (
                seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
                correlation_id, headers, user_name, is_archived)
            select nextval('public.mt_events_sequence'), $1, id, $3 + 1, $4, $5, $6, '*DEFAULT*', $7, $8, $9, $10, false from moved
            returning seq_id)
        insert into regulation.commands (caller, key, digest, position, versions) select $11, $12, $13, seq_id, $14 from appended
        """;

    static readonly string Headers = JsonSerializer.Serialize(VisitCards.Headers, EventJson.Options);

    public static void Bind(NpgsqlParameterCollection parameters, string stream, long version, VisitPaid paid, CommandKey command)
    {
        Add(Guid.NewGuid(), NpgsqlDbType.Uuid);
        Add(stream, NpgsqlDbType.Varchar);
        Add(version, NpgsqlDbType.Bigint);
        Add(StoredForm.Json(paid), NpgsqlDbType.Jsonb);
        Add(StoredForm.Alias(paid), NpgsqlDbType.Varchar);
        Add(command.At.ToDateTimeUtc(), NpgsqlDbType.TimestampTz);
        Add(StoredForm.DotNetType(paid), NpgsqlDbType.Varchar);
        Add(command.Correlation, NpgsqlDbType.Varchar);
        Add(Headers, NpgsqlDbType.Jsonb);
        Add(VisitCards.UserName, NpgsqlDbType.Varchar);
        Add(VisitCards.Caller, NpgsqlDbType.Text);
        Add(command.Key, NpgsqlDbType.Text);
        Add(command.Digest, NpgsqlDbType.Bytea);
        Add(StoredForm.Versions(stream, version + 1), NpgsqlDbType.Jsonb);

        void Add<T>(T value, NpgsqlDbType type) => parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
    }
}
