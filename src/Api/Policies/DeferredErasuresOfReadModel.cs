using Application.Ports;
using NodaTime;
using Projections.PersonalData;

namespace Api.Policies;

/// <summary>The erasure policy's port on the read model of erasures that wait.</summary>
public sealed class DeferredErasuresOfReadModel(DeferredErasureQueries queries) : IDeferredErasures
{
    public async Task<IReadOnlyList<DeferredErasure>> WaitingAsync(LocalDate today, CancellationToken cancellation)
    {
        var rows = await queries.WaitingAsync(today, cancellation);
        return
        [
            .. rows.SelectMany(row => row.Requests.Where(request => request.Until is not { } until || until < today)
                .Select(request => new DeferredErasure(row.Person, request.RequestNo, request.Until))),
        ];
    }
}
