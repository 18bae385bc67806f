using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <summary>Ports of loopback for programs that are told theirs, and that start a moment later or again after a kill.</summary>
/// <remarks>
/// None that the system gives to outgoing connections: one of those could take it between the look and the start, and among thousands
/// one does.
/// </remarks>
public static class FreePorts
{
    const int Lowest = 12_000;

    /// <summary>Where the system's own begin on Linux, unless it was told otherwise.</summary>
    const int Highest = 32_000;

    const int Attempts = 100;

    public static int Next()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }

        throw new InvalidOperationException($"No port between {Lowest} and {Highest} is free.");
    }
}
