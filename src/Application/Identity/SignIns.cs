using System.Text;
using Application.Ports;
using Domain.Identity;
using EventStore;
using NodaTime;

namespace Application.Identity;

/// <summary>The record of log-ins: each token that is accepted is an event of the person.</summary>
public sealed class SignIns(IEventStore store, IBusinessClock clock, ISm3 sm3)
{
    /// <param name="tokenId">Once per token, on whichever node it is seen.</param>
    public async Task RecordAsync(Actor actor, string tokenId, CancellationToken cancellation)
    {
        var now = await clock.NowAsync(cancellation);
        var result = await store.WriteAsync(SignIn(actor, tokenId, now), cancellation);

        // A development clock moved back keeps nobody out: the sign-in is then as late as the stream's last event.
        if (result is WriteResult.ClockBehind behind) await store.WriteAsync(SignIn(actor, tokenId, behind.LastEventAt), cancellation);
    }

    Write<object?> SignIn(Actor actor, string tokenId, Instant at)
    {
        var stream = StreamOf(actor.Person);
        var key = $"sign-in/{tokenId}";
        return new Write<object?>
        {
            Command = new CommandId($"person:{actor.Person.Value}", key, sm3.Hash(Encoding.UTF8.GetBytes(key))),
            Stream = stream,
            StreamType = "person",
            Initial = null,
            Evolve = (state, _) => state,
            Decide = (_, _) => new Decision.Accept(
                [new StreamAppend(stream, "person", [new OfficerSignedIn(actor.Role, actor.District)])]),
            Metadata = EventMetadataOf.Act(actor, at, key, null),
        };
    }

    /// <summary>Whether the person has signed in as an operator, of whatever district.</summary>
    public async Task<bool> IsOperatorAsync(PersonRef person, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(StreamOf(person), StreamLimit.None, cancellation);
        return events.Any(stored => stored.Data is OfficerSignedIn { Role: "operator" });
    }

    static string StreamOf(PersonRef person) => $"person/{person.Value}";
}
