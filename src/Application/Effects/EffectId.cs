using System.Text;
using Application.Ports;

namespace Application.Effects;

/// <summary>The row's id outside, derived from event and purpose alone: whoever computes it again gets the same one.</summary>
public static class EffectId
{
    const string Namespace = "regulation/portal-exchange/1";

    /// <summary>A UUID of version 8 (RFC 9562): our own hash, SM3, in the way of version 5.</summary>
    public static Guid Of(ISm3 sm3, Guid @event, string purpose)
    {
        var bytes = sm3.Hash(Encoding.UTF8.GetBytes($"{Namespace}\n{@event}\n{purpose}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
