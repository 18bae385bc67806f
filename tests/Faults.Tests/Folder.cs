namespace Faults.Tests;

/// <summary>A directory of the test's own, gone with all it holds at the end.</summary>
sealed class Folder(string prefix) : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
