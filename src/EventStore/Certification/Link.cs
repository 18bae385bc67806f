using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EventStore.Certification;

/// <summary>The chain of specs/event-log.md, written a second time: the checker shares nothing with what it checks.</summary>
struct Link
{
    byte[] chain;

    public Link(long count, byte[] chain) => (Count, this.chain) = (count, chain);

    public static Link Zero => new(0, new byte[32]);

    public long Count { get; private set; }

    public readonly ReadOnlySpan<byte> Chain => chain;

    public void Add(long number, Guid id)
    {
        var bytes = new byte[56];
        chain.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(32, 8), (ulong)number);
        Convert.FromHexString(id.ToString("N")).CopyTo(bytes, 40);
        chain = SHA256.HashData(bytes);
        Count++;
    }

    public readonly bool Is(long count, ReadOnlySpan<byte> stored) => Count == count && stored.SequenceEqual(chain);
}
