using Application.Ports;
using Projections.Ratings;

namespace Api.Policies;

/// <summary>The recounting policy's port on the orders' read model.</summary>
public sealed class OpenRectificationsOfReadModel(RectificationQueries queries) : IOpenRectifications
{
    public async Task<OpenRectifications> AfterAsync(string caseNo, int limit, CancellationToken cancellation)
    {
        var found = await queries.OpenAfterAsync(caseNo, limit, cancellation);
        return new(found.Value, found.Position);
    }
}
