using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace EventStore.Certification;

/// <summary>Recomputes the certificates of the log's readers from the event table, in one snapshot and bounded memory.</summary>
/// <remarks>
/// Uses neither horizon nor subscriptions, and no line of the code that made the certificates (specs/event-log.md says what both do).
/// Readers that began at the same place are judged by one pass; a faulty one is gone through again, certificate by certificate.
/// </remarks>
/// <param name="reader">Connections of regulation_reader.</param>
public sealed class LogCertifier(NpgsqlDataSource reader)
{
    const string Numbers = """
        select seq_id, id from public.mt_events
        where seq_id > $1 and seq_id <= $2 and stream_id is distinct from 'mt_tombstone' order by seq_id
        """;

    /// <param name="name">One reader; null for all.</param>
    /// <returns>No reader where the name is unknown.</returns>
    public async Task<CertificationReport> CheckAsync(string? name, CancellationToken cancellation)
    {
        await using var connection = await reader.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var stored = await StoredCertificates.ReadAsync(connection, name, cancellation);
        var end = await EndAsync(connection, cancellation);
        var broken = await WalkAsync(connection, [.. stored.SelectMany(own => own)], cancellation);

        var readers = new List<CertifiedReader>();
        foreach (var own in stored)
        {
            var newest = own.Last();
            var faults = new List<CertificateFault>();
            if (newest.Position > end)
                faults.Add(new(FaultKind.BeyondTheLog, end, newest.Position, newest.Offered, 0, null));
            if (broken.Contains(own.Key)) faults.AddRange(await PlaceAsync(connection, [.. own], cancellation));
            readers.Add(new(own.Key, newest.Since, newest.Position, newest.Offered, own.Count(), faults));
        }

        await snapshot.CommitAsync(cancellation);
        return new CertificationReport(end, readers);
    }

    /// <summary>The readers of which some certificate is not what the log makes of its beginning.</summary>
    static async Task<HashSet<string>> WalkAsync(
        NpgsqlConnection connection, IReadOnlyList<StoredCertificate> certificates, CancellationToken cancellation)
    {
        var broken = new HashSet<string>(StringComparer.Ordinal);
        if (certificates.Count == 0) return broken;

        var links = certificates.Select(one => one.Since).Distinct().ToDictionary(since => since, _ => Link.Zero);
        var due = new Queue<StoredCertificate>(certificates.OrderBy(one => one.Position));
        var events = NumbersAsync(connection, links.Keys.Min(), certificates.Max(one => one.Position), cancellation);
        await foreach (var (number, id) in events)
        {
            while (due.TryPeek(out var next) && next.Position < number) Judge(due.Dequeue());
            foreach (var since in links.Keys)
            {
                if (number <= since) continue;

                var link = links[since];
                link.Add(number, id);
                links[since] = link;
            }
        }

        foreach (var last in due) Judge(last);
        return broken;

        void Judge(StoredCertificate one)
        {
            if (!links[one.Since].Is(one.Offered, one.Chain)) broken.Add(one.Reader);
        }
    }

    /// <summary>Each certificate as the continuation of the one before it, so that one fault does not hide the next.</summary>
    static async Task<IReadOnlyList<CertificateFault>> PlaceAsync(
        NpgsqlConnection connection, IReadOnlyList<StoredCertificate> own, CancellationToken cancellation)
    {
        var faults = new List<CertificateFault>();
        var before = new StoredCertificate(own[0].Reader, own[0].Since, own[0].Since, 0, new byte[32]);
        foreach (var certificate in own)
        {
            var span = new Span(before.Offered, before.Chain);
            await foreach (var (number, id) in NumbersAsync(connection, before.Position, certificate.Position, cancellation))
                span.Add(number, id);
            if (span.Compare(certificate.Offered, certificate.Chain) is { } kind)
            {
                faults.Add(new(
                    kind, before.Position, certificate.Position, certificate.Offered - before.Offered, span.Count,
                    span.Culprit(certificate.Offered, certificate.Chain)));
            }

            before = certificate;
        }

        return faults;
    }

    static async IAsyncEnumerable<(long Number, Guid Id)> NumbersAsync(
        NpgsqlConnection connection, long after, long upTo, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Ten million rows take longer than a command usually may.
        await using var command = new NpgsqlCommand(Numbers, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) yield return (row.GetInt64(0), row.GetGuid(1));
    }

    static async Task<long> EndAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(seq_id), 0) from public.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
