using Application.Ports;
using Domain.Identity;
using Domain.PersonalData;
using EventStore;
using Projections.PersonalData;
using Projections.Reading;

namespace Api.PersonalData;

/// <summary>The port on the read model: asked only once it has come as far as the log had when the question was put.</summary>
public sealed class InvolvementsOfReadModel(InvolvementQueries queries, ReadGate gate, IEventStore store) : IInvolvements
{
    public async Task<IReadOnlyList<Involvement>?> OfAsync(PersonRef person, CancellationToken cancellation)
    {
        var passage = await gate.WaitAsync(await store.HorizonAsync(cancellation), InvolvementQueries.Sources, cancellation);
        return passage.Open ? await queries.OfAsync(person, cancellation) : null;
    }
}
