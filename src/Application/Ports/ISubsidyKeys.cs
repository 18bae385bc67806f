namespace Application.Ports;

/// <summary>Keys for tickets and draws, each 32 bytes, the same on every node.</summary>
public interface ISubsidyKeys
{
    byte[] Tickets { get; }

    byte[] Draws { get; }
}
