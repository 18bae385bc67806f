using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EventStore.Subscriptions;

/// <summary>What a reader of the log has been offered: how many events, and a hash chained over their numbers and ids.</summary>
/// <remarks>
/// specs/event-log.md has it byte by byte. It depends on the events and their order alone, never on how they were cut into batches.
/// </remarks>
/// <param name="Offered">Events offered since the start; tombstones are not counted.</param>
/// <param name="Chain">32 bytes as lower-case hex, so that two certificates are equal where they say the same.</param>
public sealed record NoSkipCertificate(long Offered, string Chain)
{
    const int ChainSize = SHA256.HashSizeInBytes;
    const int LinkSize = ChainSize + sizeof(long) + 16;

    /// <summary>Before the first event.</summary>
    public static NoSkipCertificate Start { get; } = new(0, new string('0', 2 * ChainSize));

    /// <param name="chain">As the checkpoint has it stored.</param>
    public static NoSkipCertificate Of(long offered, byte[] chain) => new(offered, Convert.ToHexStringLower(chain));

    public byte[] ChainBytes() => Convert.FromHexString(Chain);

    /// <summary>The certificate after these events were offered as well, in this order.</summary>
    public NoSkipCertificate After(IEnumerable<StoredEvent> offered) =>
        After(offered.Where(stored => !stored.IsTombstone).Select(stored => (stored.Sequence, stored.Id)));

    /// <param name="offered">Numbers and ids, without those of tombstones.</param>
    public NoSkipCertificate After(IEnumerable<(long Sequence, Guid Id)> offered)
    {
        // A buffer holds link by link: the chain so far, the number, the id.
        Span<byte> link = stackalloc byte[LinkSize];
        Span<byte> next = stackalloc byte[ChainSize];
        Convert.FromHexString(Chain, link, out _, out _);
        var count = Offered;

        // Made once for all links: the digest is found and set up anew for each HashData.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (sequence, id) in offered)
        {
            BinaryPrimitives.WriteInt64BigEndian(link[ChainSize..], sequence);
            id.TryWriteBytes(link[(ChainSize + sizeof(long))..], bigEndian: true, out _);
            hash.AppendData(link);
            hash.GetHashAndReset(next);
            next.CopyTo(link);
            count++;
        }

        return new NoSkipCertificate(count, Convert.ToHexStringLower(link[..ChainSize]));
    }
}
