using Domain.Identity;
using Domain.Licensing;
using Domain.PersonalData;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Projections.Engine;
using Projections.Reading;

namespace Projections.PersonalData;

/// <summary>The erasures that a person asked for and that have to wait (ERA-3).</summary>
public sealed record DeferredErasureRow(PersonRef Person, IReadOnlyList<DeferredRequest> Requests)
{
    /// <summary>The earliest last day; null where one of them has none yet.</summary>
    public LocalDate? Until => Requests.Any(request => request.Until is null) ? null : Requests.Min(request => request.Until);
}

/// <param name="Until">Last day on which it waits; null while a case, a permit or an office is open.</param>
public sealed record DeferredRequest(string RequestNo, LocalDate? Until);

public sealed class DeferredErasureProjection : Projection<DeferredErasureRow>
{
    const string Prefix = "data-subject/";

    public override Table<DeferredErasureRow> Table { get; } = new()
    {
        Name = "deferred_erasure",
        Version = 1,
        Columns = new Columns<DeferredErasureRow>()
            // A person belongs to no district; the officer in charge acts for the city.
            .Text("district", _ => Regions.City, required: true)
            .Day("until", row => row.Until),
        DistrictColumn = "district",
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Prefix, StringComparison.Ordinal) ? [stored.Stream[Prefix.Length..]] : [];

    public override DeferredErasureRow? Evolve(string key, DeferredErasureRow? row, StoredEvent stored)
    {
        var requests = row?.Requests ?? [];
        var after = stored.Data switch
        {
            ErasureDeferred e => Without(requests, e.RequestNo).Append(new(e.RequestNo, e.Until)),
            RestrictionLifted e => Without(requests, e.RequestNo),
            PersonErased => [],
            _ => requests,
        };
        return after.Any() ? new(new PersonRef(key), [.. after]) : null;
    }

    static IEnumerable<DeferredRequest> Without(IEnumerable<DeferredRequest> requests, string requestNo) =>
        requests.Where(known => known.RequestNo != requestNo);
}

/// <summary>Which erasures wait, over all persons.</summary>
public sealed class DeferredErasureQueries(ReadDatabase database)
{
    /// <summary>Those whose last day lies before a day, and those without one.</summary>
    public async Task<IReadOnlyList<DeferredErasureRow>> WaitingAsync(LocalDate today, CancellationToken cancellation)
    {
        var sql = $"select body from {ReadModels.DeferredErasures.SqlName} where until is null or until < $1 order by key";
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.DeferredErasures,
            session => session.RowsAsync<DeferredErasureRow>(
                sql, new NpgsqlParameter { Value = today.ToDateOnly(), NpgsqlDbType = NpgsqlDbType.Date }),
            cancellation);
        return found.Value;
    }
}
