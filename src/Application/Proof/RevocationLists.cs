using System.Globalization;
using System.Text;
using Application.Policies;
using Application.Ports;
using Domain.Licensing;
using Domain.Proof;
using EventStore;
using NodaTime;

namespace Application.Proof;

/// <summary>Publishes the signed revocation list: after each act that belongs in it, and before the last one runs out (PRF-9).</summary>
/// <remarks>
/// A list is signed to follow the newest one and written only if nothing else follows that yet (a guard): so numbers rise and
/// positions never fall, whichever node writes. A number is never below the second of the machine's clock in which it is
/// drawn: what a restored database issues bears no number that was issued, with other contents, before the restore.
/// </remarks>
public sealed class RevocationLists(
    IEventStore store, SigningKeys keys, ICertifiedPermits permits, IPublishedLists lists, IBusinessClock clock, ISm3 sm3,
    ListSchedule schedule, TimeProvider machineClock)
{
    public const string Stream = $"revocation-list/{Regions.City}";

    const string StreamType = "revocation_list";

    static readonly Instant NumbersFrom = Instant.FromUtc(2026, 1, 1, 0, 0);

    /// <summary>Publishes a list, unless the newest one holds every act up to a position and is no older than a moment.</summary>
    /// <exception cref="PolicyNotYetException">The read model has not come that far.</exception>
    public async Task PublishAsync(long upTo, Instant since, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var head = await lists.HeadAsync(cancellation);
            var now = await clock.NowAsync(cancellation);
            var isDue = head is null || head.ThisUpdate < since || schedule.IsDue(head, now);
            if (!isDue && head!.Position >= upTo) return;

            var (entries, position) = await permits.EntriesAsync(cancellation);
            if (position < upTo || position < head?.Position) throw new PolicyNotYetException("revocation-list.read-model-behind");

            await keys.CurrentAsync(cancellation);
            var ring = await keys.RingAsync(cancellation);
            if (ring.Current is not { } key) continue;

            var at = SigningKeys.Seconds(head is null || ListSchedule.IsBehind(head, now) ? now : Instant.Max(now, head.ThisUpdate));
            var list = new RevocationList(
                Regions.City, NumberAfter(head), at, at + schedule.Period, position, ring.Revoked,
                RevocationList.InOrder(entries), key.Kid);
            if (!isDue && head!.Sm3 == DigestOf(list)) return;
            if (await WriteAsync(list, key, head, now, cancellation)) return;
        }

        throw new PolicyNotYetException("revocation-list.others-were-faster");
    }

    long NumberAfter(ListHead? head) =>
        Math.Max((head?.ListNo ?? 0) + 1, machineClock.GetUtcNow().ToUnixTimeSeconds() - NumbersFrom.ToUnixTimeSeconds());

    string DigestOf(RevocationList list) => Convert.ToHexStringLower(sm3.Hash(Encoding.ASCII.GetBytes(list.Contents())));

    /// <returns>False where another node was faster.</returns>
    async Task<bool> WriteAsync(RevocationList list, ProofKey key, ListHead? head, Instant now, CancellationToken cancellation)
    {
        var bytes = list.SignedBytes();
        var signature = await keys.SignAsync(key, bytes, cancellation);
        var digest = sm3.Hash(bytes);
        var published = new RevocationListPublished(
            list.ListNo, list.ThisUpdate, list.NextUpdate, list.Position, list.Keys.Count, list.Entries.Count, list.Kid,
            Convert.ToHexStringLower(digest), Base32.Encode(signature));
        var stamp = head is null ? now : Instant.Max(now, head.StampedAt);
        var id = string.Create(CultureInfo.InvariantCulture, $"revocation-list/{list.ListNo}/{Convert.ToHexStringLower(digest)}");
        var result = await store.WriteAsync(
            new Write<long>
            {
                Command = new CommandId("system", id, digest),
                Stream = Stream,
                StreamType = StreamType,
                Initial = 0,
                Evolve = (count, _) => count + 1,
                Decide = (_, _) => new Decision.Accept([new StreamAppend(Stream, StreamType, [published])]),
                Guards = [new Guard.Unique("revocation-list-after", $"{Regions.City}/{head?.ListNo ?? 0}", id)],
                Companions =
                [
                    new CompanionRow(
                        "proof.revocation_lists",
                        [
                            new("list_no", list.ListNo), new("this_update", list.ThisUpdate), new("next_update", list.NextUpdate),
                            new("position", list.Position), new("stamped_at", stamp), new("contents_sm3", DigestOf(list)),
                            new("body", list.ToJson(signature)),
                        ]),
                ],
                Metadata = EventMetadataOf.Act(Actors.System, stamp, $"system/{id}", null),
            },
            cancellation);
        return result is WriteResult.Committed;
    }
}

/// <param name="Period">How long a list is good for.</param>
/// <param name="Ahead">How long before its end the next one is made.</param>
/// <param name="Pause">How soon after a list another may follow only because certificates are newer than it.</param>
public sealed record ListSchedule(Duration Period, Duration Ahead, Duration Pause)
{
    /// <summary>A list a day, made an hour early.</summary>
    public static ListSchedule Daily { get; } = new(Duration.FromHours(24), Duration.FromHours(1), Duration.FromSeconds(10));

    /// <summary>Nodes' clocks differ by no more.</summary>
    static readonly Duration Skew = Duration.FromMinutes(1);

    public bool IsDue(ListHead head, Instant now) => now >= head.NextUpdate - Ahead || IsBehind(head, now);

    /// <summary>The clock was moved back, as it may be in development: a list of a later day says nothing today.</summary>
    public static bool IsBehind(ListHead head, Instant now) => now < head.ThisUpdate - Skew;
}
