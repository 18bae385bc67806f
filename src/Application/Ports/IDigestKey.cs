namespace Application.Ports;

/// <summary>The key under which bodies are recognised again, 32 bytes, the same on every node.</summary>
public interface IDigestKey
{
    byte[] Bodies { get; }
}
