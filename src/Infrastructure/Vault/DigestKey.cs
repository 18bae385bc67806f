using Application.Ports;

namespace Infrastructure.Vault;

/// <summary>The key of bodies' digests, derived from the master key.</summary>
public sealed class DigestKey(MasterKey master) : IDigestKey
{
    public byte[] Bodies => master.BodyDigests;
}
