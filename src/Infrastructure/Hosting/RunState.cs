using System.Globalization;
using Infrastructure.Postgres;

namespace Infrastructure.Hosting;

/// <summary>Tells the outside, in lines that a shell can read, that a supervisor runs here, and where its service
/// listens.</summary>
/// <remarks>The lock says who runs; the file is only as true as the process it names.</remarks>
sealed class RunState : IDisposable
{
    readonly FileStream held;
    readonly string path;

    RunState(FileStream held, string path)
    {
        this.held = held;
        this.path = path;
    }

    /// <returns>Null if a supervisor of this directory runs already.</returns>
    public static RunState? TryTake(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        try
        {
            var held = new FileStream(
                Path.Combine(dataDirectory, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new RunState(held, PathIn(dataDirectory));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "run.state");

    public void Write(string urls, bool ready)
    {
        var draft = path + ".new";
        using (var file = new FileStream(draft, PrivateFile.New))
        using (var writer = new StreamWriter(file))
        {
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"pid={Environment.ProcessId}\nurls={urls}\nready={(ready ? "yes" : "no")}\n"));
        }

        File.Move(draft, path, overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(path);
        held.Dispose();
    }
}
