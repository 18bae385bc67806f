using System.Text;
using Application.Ports;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Proof;
using EventStore;
using NodaTime;

namespace Application.Proof;

/// <summary>The keys that sign certificates and lists: creation, rotation, revocation, and signing itself.</summary>
public sealed class SigningKeys(IEventStore store, IKeyDevice device, IKeyHandles handles, IBusinessClock clock, ISm3 sm3)
{
    public const string Stream = $"proof-keys/{Regions.City}";

    const string StreamType = "proof_keys";

    /// <summary>The development clock may stand on any day from here on, and so must the first software key.</summary>
    static readonly Instant FirstDay = Instant.FromUtc(2022, 12, 31, 16, 0);

    public async Task<ProofKeyRing> RingAsync(CancellationToken cancellation) => (await ReadAsync(cancellation)).Ring;

    /// <summary>The key that signs at present; the first one is made when something is to be signed for the first time.</summary>
    public async Task<ProofKey> CurrentAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (ring, version) = await ReadAsync(cancellation);
            if (ring.Current is { } current) return current;
            if (attempt > 0) throw new InvalidOperationException("There is no signing key, and none could be made.");

            var first = device.Create();
            var key = $"signing-key/{first.Kid}";
            var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
            var now = device.ForProduction ? await clock.NowAsync(cancellation) : FirstDay;
            await RunAsync(
                id, Actors.System, version, first, now, (_, at) => ProofKeyDecider.Decide(Command(first, at), ProofKeyRing.Initial),
                cancellation);
        }
    }

    public async Task<byte[]> SignAsync(ProofKey key, byte[] data, CancellationToken cancellation) =>
        device.Sign(key.Kid, await handles.FindAsync(key.Kid, cancellation), data);

    public async Task<CommandResult> RotateAsync(Actor actor, CommandId id, CancellationToken cancellation)
    {
        var next = device.Create();
        return await RunAsync(
            id, actor, null, next, await clock.NowAsync(cancellation),
            (ring, at) => ProofKeyDecider.Decide(Command(next, at), ring), cancellation);
    }

    public async Task<CommandResult> RevokeAsync(
        Actor actor, CommandId id, string kid, Instant from, string reason, CancellationToken cancellation)
    {
        var next = device.Create();
        return await RunAsync(
            id, actor, null, next, await clock.NowAsync(cancellation),
            (ring, at) => ProofKeyDecider.Decide(new RevokeSigningKey(at, kid, Seconds(from), reason, Command(next, at)), ring),
            cancellation);
    }

    /// <summary>What is published holds whole seconds.</summary>
    public static Instant Seconds(Instant moment) => Instant.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());

    RotateSigningKey Command(NewSigningKey key, Instant at) =>
        new(at, key.Kid, Convert.ToHexStringLower(key.Point), device.Name, device.ForProduction);

    async Task<(ProofKeyRing Ring, long Version)> ReadAsync(CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(Stream, StreamLimit.None, cancellation);
        return (events.Select(stored => (ProofKeyEvent)stored.Data!).Aggregate(ProofKeyRing.Initial, ProofKeyDecider.Evolve), events.Count);
    }

    async Task<CommandResult> RunAsync(
        CommandId id, Actor actor, long? expected, NewSigningKey made, Instant now,
        Func<ProofKeyRing, Instant, Answer<ProofKeyEvent>> decide, CancellationToken cancellation)
    {
        var refused = (Refusal?)null;
        var result = await store.WriteAsync(
            new Write<ProofKeyRing>
            {
                Command = id,
                Stream = Stream,
                StreamType = StreamType,
                Initial = ProofKeyRing.Initial,
                Evolve = (ring, @event) => ProofKeyDecider.Evolve(ring, (ProofKeyEvent)@event),
                Decide = (ring, _) =>
                {
                    var answer = decide(ring, Seconds(now));
                    refused = (answer as Answer<ProofKeyEvent>.Refused)?.Refusal;
                    return answer is Answer<ProofKeyEvent>.Accepted { Events: var events }
                        ? new Decision.Accept(events.Count == 0 ? [] : [new StreamAppend(Stream, StreamType, [.. events])])
                        : new Decision.Refuse(refused!.Code, []);
                },
                ExpectedVersion = expected,
                Companions =
                [
                    new CompanionRow("proof.signing_keys", [new("kid", made.Kid), new("device", device.Name), new("handle", made.Handle)]),
                ],
                Metadata = EventMetadataOf.Act(actor, now, $"{id.Caller}/{id.Key}", null),
            },
            cancellation);
        return ProofResults.Of(result, Stream, refused);
    }
}

static class ProofResults
{
    public static CommandResult Of(WriteResult result, string stream, Refusal? refused) =>
        result switch
        {
            WriteResult.Committed done => new CommandResult.Done(done.Versions.GetValueOrDefault(stream), done.Position, done.Repeated),
            WriteResult.Refused no => new CommandResult.Refused(
                refused?.Code == no.Code ? refused : SportPermits.KnownRefusals.ByCode(no.Code), no.Position, no.Repeated),
            WriteResult.Stale stale => new CommandResult.Stale(stale.Actual),
            WriteResult.KeyReused => new CommandResult.KeyReused(),
            WriteResult.ClockBehind behind => new CommandResult.ClockBehind(behind.LastEventAt),
            _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
        };
}
