using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Infrastructure.Postgres;

/// <summary>The directory that holds one cluster: its data, port, password and log.</summary>
sealed class ClusterHome
{
    /// <summary>Below the ports that Linux gives to outgoing connections, so that none of them takes ours while we are
    /// down.</summary>
    const int FirstPort = 20_000, PortCount = 10_000;

    ClusterHome(string path) => Root = path;

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    /// <summary>Where initdb works; renamed when it is through, so that half a cluster is never started.</summary>
    public string Unfinished => Path.Combine(Root, "data.unfinished");

    public string Log => Path.Combine(Root, "server.log");

    public string PasswordFile => Path.Combine(Root, "password");

    string PortFile => Path.Combine(Root, "port");

    /// <summary>The version that wrote the data; null before there is any.</summary>
    public int? Major =>
        File.Exists(Path.Combine(Data, "PG_VERSION"))
            ? int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")), CultureInfo.InvariantCulture)
            : null;

    /// <summary>Where the cluster of this directory is or would be, without touching anything.</summary>
    public static ClusterHome Locate(string parent)
    {
        // A copied checkout brings a 'where' that names the original's cluster; it is not believed.
        var where = Path.Combine(parent, "where");
        var elsewhere = Elsewhere(parent);
        return File.Exists(where) && File.ReadAllText(where).Trim() == elsewhere
            ? new ClusterHome(elsewhere)
            : new ClusterHome(Path.Combine(parent, "postgres"));
    }

    /// <summary>Makes the directory, beside the checkout's other data or, if the server's user cannot reach that,
    /// under /var/lib.</summary>
    public static async Task<ClusterHome> EnsureAsync(string parent, CancellationToken cancellation)
    {
        var home = Locate(parent);
        await MakeAsync(home.Root, cancellation);
        if (home.Root == Elsewhere(parent) || await ReachesAsync(home.Root, cancellation)) return home;

        if (home.Major is not null)
        {
            throw new ClusterException(
                $"User {Tool.ServerUser} can no longer reach {home.Root}; let it pass, or move the checkout back.");
        }

        System.IO.Directory.Delete(home.Root);
        await MakeAsync(Elsewhere(parent), cancellation);
        await File.WriteAllTextAsync(Path.Combine(parent, "where"), Elsewhere(parent) + "\n", cancellation);
        return Locate(parent);
    }

    public string ReadPassword() => File.ReadAllText(PasswordFile).Trim();

    /// <summary>The remembered port, or another if a stranger listens there.</summary>
    public int ChoosePort()
    {
        if (File.Exists(PortFile)
            && int.TryParse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture, out var remembered)
            && IsFree(remembered))
        {
            return remembered;
        }

        var start = BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(Root)));
        for (var step = 0; step < PortCount; step++)
        {
            var port = FirstPort + ((start + step) % PortCount);
            if (IsFree(port)) return port;
        }

        throw new ClusterException($"No port between {FirstPort} and {FirstPort + PortCount} is free on 127.0.0.1.");
    }

    public void RememberPort(int port) => File.WriteAllText(PortFile, port.ToString(CultureInfo.InvariantCulture));

    static string Elsewhere(string parent) =>
        "/var/lib/regulation/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parent)))[..16];

    static async Task MakeAsync(string path, CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string[] owner = Tool.IsRoot ? ["-o", Tool.ServerUser] : [];
        var made = await Tool.RunAsync("/usr/bin/install", ["-d", "-m", "700", .. owner, path], cancellation);
        if (made.ExitCode != 0) throw new ClusterException($"{path} could not be made: {made.LastLine}.");
    }

    static async Task<bool> ReachesAsync(string path, CancellationToken cancellation) =>
        (await Tool.RunAsServerAsync("/bin/sh", ["-c", "cd \"$1\" && : > reach && rm reach", "sh", path],
            cancellation)).ExitCode == 0;

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
