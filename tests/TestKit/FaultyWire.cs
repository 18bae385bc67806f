using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TestKit;

/// <summary>A wire between client and server that can be cut, frozen, or cut at the moment a COMMIT passes.</summary>
public sealed class FaultyWire : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly NpgsqlConnectionStringBuilder server;
    readonly ConcurrentBag<Socket> sockets = [];
    readonly CancellationTokenSource ending = new();
    volatile TaskCompletionSource? ice;
    int cutsLeft;
    CommitFault fault;

    public FaultyWire(string connectionString)
    {
        server = new NpgsqlConnectionStringBuilder(connectionString);
        listener.Start();
        Through = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, Pooling = true, MaxPoolSize = 10,
            SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable,
            MaxAutoPrepare = 0, // A prepared COMMIT would pass without its text.
        }.ConnectionString;
        Source = NpgsqlDataSource.Create(Through);
        _ = AcceptAsync();
    }

    public enum CommitFault
    {
        /// <summary>The COMMIT never reaches the server.</summary>
        BeforeTheServer = 1,

        /// <summary>The server commits; its answer never reaches the client.</summary>
        AfterTheServer = 2,

        /// <summary>Cut at once behind the COMMIT: what the server makes of it is open.</summary>
        Meanwhile = 3,
    }

    /// <summary>The server's connection string, by way of this wire.</summary>
    public string Through { get; }

    public NpgsqlDataSource Source { get; }

    public void CutNextCommits(int count, CommitFault how)
    {
        fault = how;
        Interlocked.Exchange(ref cutsLeft, count);
    }

    public int CutsLeft => Math.Max(0, Volatile.Read(ref cutsLeft));

    /// <summary>As if the client's process were stopped: nothing passes, nothing is closed.</summary>
    public void Freeze() => ice = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw() => ice?.TrySetResult();

    /// <summary>As if the client's process were killed: every connection is closed and none is opened again.</summary>
    public void Kill()
    {
        listener.Stop();
        foreach (var socket in sockets) socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        Thaw();
        Kill();
        await Source.DisposeAsync();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(ending.Token);
                if (await TryConnectAsync() is not { } upstream)
                {
                    client.Dispose();
                    continue;
                }

                sockets.Add(client);
                sockets.Add(upstream);
                client.NoDelay = true;
                var wire = new Wire(client, upstream);
                _ = RelayAsync(wire, client, upstream, fromClient: true);
                _ = RelayAsync(wire, upstream, client, fromClient: false);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Killed or disposed.
        }
    }

    /// <summary>Null while there is no server: the client learns it as it would without the wire.</summary>
    async Task<Socket?> TryConnectAsync()
    {
        try
        {
            return await ConnectAsync();
        }
        catch (SocketException)
        {
            return null;
        }
    }

    async Task<Socket> ConnectAsync()
    {
        var isPath = server.Host!.StartsWith('/');
        var socket = new Socket(
            isPath ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, isPath ? 0 : ProtocolType.Tcp);
        EndPoint address = isPath
            ? new UnixDomainSocketEndPoint($"{server.Host}/.s.PGSQL.{server.Port}")
            : new IPEndPoint(
                (await Dns.GetHostAddressesAsync(server.Host, AddressFamily.InterNetwork))[0], server.Port);
        await socket.ConnectAsync(address);
        return socket;
    }

    async Task RelayAsync(Wire wire, Socket from, Socket to, bool fromClient)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, ending.Token) is var read and > 0)
            {
                if (ice is { } frozen) await frozen.Task;
                var chunk = buffer.AsMemory(0, read);
                if (!fromClient && wire.Deaf) break;
                if (fromClient && IsCommit(chunk.Span) && Interlocked.Decrement(ref cutsLeft) >= 0)
                {
                    if (fault == CommitFault.BeforeTheServer) break;
                    wire.Deaf = fault == CommitFault.AfterTheServer;
                    await to.SendAsync(chunk, ending.Token);
                    if (fault == CommitFault.Meanwhile) break;
                    continue;
                }

                await to.SendAsync(chunk, ending.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other side is gone.
        }
        finally
        {
            wire.Client.Dispose();
            wire.Server.Dispose();
        }
    }

    static bool IsCommit(ReadOnlySpan<byte> chunk) => chunk.IndexOf("commit\0"u8) >= 0;

    sealed class Wire(Socket client, Socket server)
    {
        public Socket Client => client;

        public Socket Server => server;

        /// <summary>The next answer of the server is swallowed and the wire cut.</summary>
        public volatile bool Deaf;
    }
}
